#pragma once

#include <cstdint>
#include <vector>

#include "parts.hpp"

namespace hotline::detail {

// A part of a day with one curve, which begins at curve.start.
struct RatePart {
  Seconds end = 0;
  RateCurve curve;
  std::uint32_t day = 0;
  std::uint32_t factor = 0;  // of its type, see ArrivalModel::factors
};

// A rate over the horizon: parts without gaps, none of which reaches over midnight if there is a
// calendar.
using RateLine = std::vector<RatePart>;

RateLine constant_line(PerSecond rate, const Days* days, Seconds length);
RateLine line_of(const Profile& profile, const Days& days);

// The integral over each day.
std::vector<double> day_totals(const RateLine& line, std::size_t days);

void scale(RatePart& part, double by);

// Cuts the parts that hold one of these instants within, which are in order of time.
void cut(RateLine& line, const std::vector<Seconds>& at);

// The rate of the demand that types share, before their shares (demand.cpp). Throws Error if a
// level has no day on which its calls could come.
RateLine shared_line(const Scenario& scenario, const Days& days);

// The profile that is 1 in the usual opening hours of each weekday.
Profile usual_hours(const Opening& opening);

}  // namespace hotline::detail
