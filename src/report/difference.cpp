#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hotline/report/number.hpp"

namespace hotline {
namespace {

// Numbers of one difference, all in the same manner.
class Manner {
 public:
  Manner(const Estimate& difference, Unit unit) : unit_(unit) {
    double largest = std::abs(difference.value);
    const bool wide = difference.high > difference.low;
    if (wide) largest = std::max({largest, std::abs(difference.low), std::abs(difference.high)});
    if (unit == Unit::kShare) scale_ = 100;
    minutes_ = unit == Unit::kSeconds && largest >= 59.95;
    const double half =
        wide ? (difference.high - difference.low) / 2 * scale_ : largest * scale_ / 50;
    // So many places that half the width has one or two digits.
    if (half > 0) decimals_ = std::clamp(static_cast<int>(std::ceil(-std::log10(half))), 0, 3);
  }

  // Without its sign.
  std::string size(double value) const {
    const double absolute = std::abs(value);
    return minutes_ ? format_duration(absolute) : format_number(absolute * scale_, decimals_);
  }
  std::string signed_size(double value) const {
    const std::string text = size(value);
    const bool is_zero = text.find_first_of("123456789") == std::string::npos;
    return is_zero ? text : (value < 0 ? "-" : "+") + text;
  }
  std::string_view sign() const {
    switch (unit_) {
      case Unit::kShare:
        return " pp";
      case Unit::kSeconds:
        return minutes_ ? "" : " s";
      case Unit::kHours:
        return " h";
      case Unit::kSquareSeconds:
        return " s2";
      case Unit::kCalls:
      case Unit::kCount:
      case Unit::kMoney:
        return "";
    }
    return "";
  }

 private:
  Unit unit_;
  double scale_ = 1;
  bool minutes_ = false;
  int decimals_ = 0;
};

bool is_wide(const Estimate& difference) {
  return difference.has_interval() && difference.high > difference.low;
}

}  // namespace

std::string format_difference(const Estimate& difference, Unit unit) {
  if (!difference.known()) return "-";
  const Manner manner(difference, unit);
  std::string text = fmt::format("{}{}", manner.signed_size(difference.value), manner.sign());
  if (is_wide(difference)) {
    text += fmt::format(" ({} to {})", manner.signed_size(difference.low),
                        manner.signed_size(difference.high));
  }
  return text;
}

DifferenceInWords difference_in_words(const Estimate& difference, Unit unit) {
  if (!difference.known()) return {"-", ""};
  const Manner manner(difference, unit);
  DifferenceInWords words;
  words.size = manner.size(difference.value) + std::string(manner.sign());
  if (!is_wide(difference)) return words;
  if (difference.low < 0 && difference.high > 0) {
    words.range = fmt::format("between {0}{2} less and {1}{2} more", manner.size(difference.low),
                              manner.size(difference.high), manner.sign());
    return words;
  }
  // From a list, which gives values: from two temporaries it would give references to them.
  const auto [least, most] = std::minmax({std::abs(difference.low), std::abs(difference.high)});
  words.range = fmt::format("between {} and {}", manner.size(least), manner.size(most));
  return words;
}

}  // namespace hotline
