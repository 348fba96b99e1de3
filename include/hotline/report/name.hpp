#pragma once

#include <string>
#include <string_view>

// Names from scenario files, made fit to be shown. A file may come from a stranger: no name may
// command the reader's terminal or spreadsheet.
namespace hotline {

// `text` on one line of a terminal: control characters, signs that reorder the text around them and
// bytes that are no UTF-8 become U+FFFD, or '?' if the terminal shows no Unicode; then every other
// character beyond ASCII becomes '?' too.
std::string shown(std::string_view text, bool unicode);

// How many columns of a terminal `text` takes, if it is the result of `shown`.
std::size_t columns_of(std::string_view text);

// `text` made fit by `shown` and brought to exactly `columns` columns: filled up with spaces, or
// cut and ended by "...". columns >= 3.
std::string fitted(std::string_view text, std::size_t columns, bool unicode);

// `text` as a field of CSV (RFC 4180): in quotes if need be. What a spreadsheet would take for a
// formula gets an apostrophe in front, as spreadsheets themselves do.
std::string csv_field(std::string_view text);

}  // namespace hotline
