#pragma once

#include <ostream>
#include <string>

#include "hotline/experiment/comparison.hpp"
#include "hotline/report/text.hpp"

namespace hotline {

// A comparison in up to 100 columns, for a planner: a sentence for each measure that differs, the
// values side by side, the call types, the best.
std::string comparison_report(const Comparison& comparison, const TextStyle& style = {});

// "9.1 pp fewer calls answered within 20 s, between 8.4 and 9.8"; "no difference to be seen in ..."
// if the interval of the difference holds 0. Without a full stop.
std::string difference_sentence(const Comparison& comparison, const ComparedLine& line,
                                std::size_t variant);

// All of it for programs; docs/experiments.md tells of keys and columns.
void write_comparison_json(const Comparison& comparison, std::ostream& out);
void write_comparison_csv(const Comparison& comparison, std::ostream& out);

}  // namespace hotline
