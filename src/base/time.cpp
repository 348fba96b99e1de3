#include "hotline/base/time.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

namespace hotline {
namespace {

// "2 h 5 min" from whole numbers of a unit and of the next smaller one, "2 h" if there is no rest.
std::string two_units(double large, std::string_view large_unit, double small,
                      std::string_view small_unit) {
  if (small == 0) return fmt::format("{:.0f} {}", large, large_unit);
  return fmt::format("{:.0f} {} {:.0f} {}", large, large_unit, small, small_unit);
}

std::string format_positive(Seconds length) {
  // Rounding comes before the choice of the unit, so that 59.98 s is "1 min", not "60 s".
  if (length < 59.95) return fmt::format("{:.3g} s", length);
  const double seconds = std::round(length);
  if (seconds < kHour) {
    return two_units(std::floor(seconds / 60), "min", std::fmod(seconds, 60), "s");
  }
  const double minutes = std::round(length / kMinute);
  if (minutes < 24 * 60) {
    return two_units(std::floor(minutes / 60), "h", std::fmod(minutes, 60), "min");
  }
  const double hours = std::round(length / kHour);
  return two_units(std::floor(hours / 24), "d", std::fmod(hours, 24), "h");
}

}  // namespace

std::string format_duration(Seconds length) {
  if (std::isnan(length)) return "unknown";
  if (std::isinf(length)) return length > 0 ? "infinite" : "-infinite";
  if (std::abs(length) < 0.0005) return "0 s";
  return fmt::format("{}{}", length < 0 ? "-" : "", format_positive(std::abs(length)));
}

}  // namespace hotline
