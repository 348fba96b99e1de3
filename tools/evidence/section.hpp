#pragma once

#include <filesystem>
#include <string>
#include <string_view>

// Pages of docs/ hold sections that a program writes, between the lines
// `<!-- NAME: begin -->` and `<!-- NAME: end -->`; the rest of the page is written by hand.
namespace hotline::evidence {

// `page` with the text between the markers of the section replaced; `text` ends with a line break.
// Throws Error if the page does not hold both markers in this order.
std::string with_section(const std::string& page, std::string_view name, std::string_view text);

// The same for a file, which is replaced whole. Throws Error if it cannot be read or written.
void write_section(const std::filesystem::path& file, std::string_view name, std::string_view text);

}  // namespace hotline::evidence
