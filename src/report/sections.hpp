#pragma once

#include <string>
#include <string_view>

#include "hotline/experiment/result.hpp"
#include "hotline/report/text.hpp"

// The parts of the report that people read, each a few lines that end with a newline.
namespace hotline::detail {

// A heading in bold if colours are wanted.
std::string heading(std::string_view text, const TextStyle& style);

// What became of the calls: adds up to the call, as far as it is shown.
std::string outcomes_section(const Result& result, const TextStyle& style);
std::string types_section(const Result& result, const TextStyle& style);
std::string groups_section(const Result& result, const TextStyle& style);

// The average day as a picture, and the half-hours in which most calls missed the target. Empty if
// the horizon is not a calendar.
std::string day_section(const Result& result, const TextStyle& style);

// Empty if the scenario does not ask for it: further targets, segments, limits, money.
std::string targets_section(const Result& result, const TextStyle& style);
std::string segments_section(const Result& result, const TextStyle& style);
std::string limits_section(const Result& result, const TextStyle& style);
std::string money_section(const Result& result, const TextStyle& style);

// The service level of each interval of the week as a table. Empty if the horizon is not a
// calendar.
std::string week_section(const Result& result, const TextStyle& style);

// Text in the colour of a light, if colours are wanted.
std::string lit(std::string_view text, Light light, const TextStyle& style);

// "met", "not met", or "not certain" when the interval holds the target; "-" if there was nothing
// to judge. Without an interval "met once" or "missed once". In the colour of a traffic light.
std::string verdict(const Estimate& service_level, double target, const TextStyle& style);

// "intervals" has a name if they last half an hour or an hour: "half-hours", "hours".
std::string interval_name(const Result& result);

}  // namespace hotline::detail
