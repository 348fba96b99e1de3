#pragma once

#include <string_view>

// The words of a workbook in Spanish: names of sheets, heads, titles of charts, measures.
namespace hotline::detail {

// The English words themselves where there are no others, as for names from a scenario.
std::string_view in_spanish(std::string_view english);

// The title of a measure by its key, as on the page (src/report/page/texts/measures.ts); empty if
// there is none.
std::string_view measure_in_spanish(std::string_view key);

}  // namespace hotline::detail
