#pragma once

#include <string>
#include <string_view>

#include "hotline/experiment/measures.hpp"
#include "hotline/experiment/sweep.hpp"

// How parts of an experiment are said.
namespace hotline::detail {

// "mean", "operators", "operators^2", "operators x patience", "talk: fixed".
std::string term_name(const Sweep& sweep, const SurfaceTerm& term, bool unicode);

std::string_view design_name(DesignKind design);

// How a surface failed or passed: "hotelling", "box", or "" if it was not tested.
std::string_view test_name(LackOfFit::Test test);
std::string_view source_name(ResponseAnalysis::From from);

// A value with its interval, as format_estimate has it.
std::string effect_text(const Effect& effect, Unit unit);

// A difference of two values: "+12.9 pp (12.1 to 13.7)", "-8.2 s (-9.1 to -7.3)".
std::string change_text(const Effect& effect, Unit unit);

}  // namespace hotline::detail
