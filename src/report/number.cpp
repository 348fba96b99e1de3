#include "hotline/report/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hotline {
namespace {

constexpr std::string_view kAbsent = "-";

// How one unit is shown: the number is the value times `scale`, followed by `sign`.
struct Manner {
  double scale;
  std::string_view sign;
  int usual_decimals;  // when no interval tells how many make sense
  int most_decimals;
};

Manner manner_of(Unit unit, double size) {
  const int few = 0 < size && size < 100 ? 1 : 0;
  switch (unit) {
    case Unit::kShare:
      return {100, " %", 1, 2};
    case Unit::kSeconds:
      return {1, " s", size == 0 ? 0 : size < 1 ? 2 : 1, 3};
    case Unit::kHours:
      return {1, " h", few, 1};
    case Unit::kCalls:
      return {1, "", few, 1};
    case Unit::kCount:
      return {1, "", size == 0 ? 0 : size < 10 ? 2 : 1, 2};
    case Unit::kSquareSeconds:
      return {1, " s2", few, 1};
    case Unit::kMoney:
      return {1, "", size < 1000 ? 2 : 0, 2};
  }
  return {1, "", 1, 1};
}

// So many decimal places that the half-width of the interval has one or two digits.
int decimals_for(double half_width, const Manner& manner) {
  if (!(half_width > 0)) return manner.usual_decimals;
  const int digits = static_cast<int>(std::ceil(-std::log10(half_width)));
  return std::clamp(digits, 0, manner.most_decimals);
}

// Beyond a minute, people say minutes.
bool is_said_in_minutes(Unit unit, double largest) {
  return unit == Unit::kSeconds && largest >= 59.95;
}

// An interval without width says that chance has no part in it.
bool is_wide(const Estimate& estimate) {
  return estimate.has_interval() && estimate.high > estimate.low;
}

bool has_upper_limit(const Estimate& estimate) { return std::isfinite(estimate.high); }

double largest_of(const Estimate& estimate) {
  double largest = std::abs(estimate.value);
  if (has_upper_limit(estimate)) largest = std::max(largest, std::abs(estimate.high));
  return largest;
}

std::string format_pair(double low, double high, int decimals) {
  return fmt::format("{} - {}", format_number(low, decimals), format_number(high, decimals));
}

}  // namespace

std::string csv_number(double value) {
  return std::isfinite(value) ? fmt::format("{}", value) : std::string();
}

std::string format_number(double value, int decimals) {
  if (std::isnan(value)) return std::string(kAbsent);
  if (std::isinf(value)) return value > 0 ? "infinite" : "-infinite";
  std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  const bool is_zero = digits.find_first_not_of("0.") == std::string::npos;
  const std::size_t point = std::min(digits.find('.'), digits.size());
  for (std::size_t at = point; at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return value < 0 && !is_zero ? "-" + digits : digits;
}

std::string format_value(double value, Unit unit) {
  return format_estimate(Estimate{.value = value}, unit);
}

std::string format_estimate(const Estimate& estimate, Unit unit) {
  if (!estimate.known()) return std::string(kAbsent);
  const double largest = largest_of(estimate);
  if (is_said_in_minutes(unit, largest)) {
    const std::string value = format_duration(estimate.value);
    if (!is_wide(estimate)) return value;
    if (!has_upper_limit(estimate)) {
      return fmt::format("{} ({} or more)", value, format_duration(estimate.low));
    }
    return fmt::format("{} ({} - {})", value, format_duration(estimate.low),
                       format_duration(estimate.high));
  }
  const Manner manner = manner_of(unit, largest);
  const double width =
      has_upper_limit(estimate) ? estimate.high - estimate.low : estimate.value - estimate.low;
  const int decimals = decimals_for(width / 2 * manner.scale, manner);
  const std::string value = format_number(estimate.value * manner.scale, decimals);
  if (!is_wide(estimate)) return fmt::format("{}{}", value, manner.sign);
  if (!has_upper_limit(estimate)) {
    return fmt::format("{}{} ({} or more)", value, manner.sign,
                       format_number(estimate.low * manner.scale, decimals));
  }
  return fmt::format(
      "{}{} ({})", value, manner.sign,
      format_pair(estimate.low * manner.scale, estimate.high * manner.scale, decimals));
}

std::string format_spread(const Estimate& estimate, Unit unit) {
  if (std::isnan(estimate.p5) || std::isnan(estimate.p95)) return std::string(kAbsent);
  if (estimate.p5 == estimate.p95) return format_value(estimate.p5, unit);
  if (is_said_in_minutes(unit, std::abs(estimate.p95))) {
    return fmt::format("{} - {}", format_duration(estimate.p5), format_duration(estimate.p95));
  }
  const Manner manner = manner_of(unit, std::abs(estimate.p95));
  const double half_width = (estimate.p95 - estimate.p5) / 2 * manner.scale;
  return format_pair(estimate.p5 * manner.scale, estimate.p95 * manner.scale,
                     decimals_for(half_width, manner)) +
         std::string(manner.sign);
}

std::vector<double> round_to_sum(const std::vector<double>& values, int decimals) {
  const double scale = std::pow(10.0, decimals);
  std::vector<double> rounded;
  for (const double value : values) rounded.push_back(std::floor(value * scale));
  const double sum = std::round(std::accumulate(values.begin(), values.end(), 0.0) * scale);
  const double missing = sum - std::accumulate(rounded.begin(), rounded.end(), 0.0);

  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::ranges::greater{},
                           [&](std::size_t i) { return values[i] * scale - rounded[i]; });
  const auto ups = std::min(order.size(), static_cast<std::size_t>(std::max(missing, 0.0)));
  for (std::size_t i = 0; i < ups; ++i) rounded[order[i]] += 1;
  for (double& value : rounded) value /= scale;
  return rounded;
}

std::string_view unit_name(Unit unit) {
  switch (unit) {
    case Unit::kCalls:
      return "calls";
    case Unit::kShare:
      return "share";
    case Unit::kSeconds:
      return "s";
    case Unit::kHours:
      return "h";
    case Unit::kCount:
      return "number";
    case Unit::kSquareSeconds:
      return "s2";
    case Unit::kMoney:
      return "money";
  }
  return "";
}

}  // namespace hotline
