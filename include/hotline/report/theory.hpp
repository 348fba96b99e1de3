#pragma once

#include <string>

#include "hotline/experiment/theory_check.hpp"
#include "hotline/report/text.hpp"

// A result beside theory, for people and for programs.
namespace hotline {

// A section of up to 100 columns that follows the text report. Of a calendar, the weekday with most
// calls and a summary of the week.
std::string theory_section(const TheoryComparison& comparison, const TextStyle& style = {});

// The whole comparison as one JSON object (docs/output.md), ending with a newline.
std::string theory_json(const TheoryComparison& comparison);

// A summary as write_summary_json writes it, with the comparison as its last member, "theory".
std::string summary_with_theory(const std::string& summary_json,
                                const TheoryComparison& comparison);

}  // namespace hotline
