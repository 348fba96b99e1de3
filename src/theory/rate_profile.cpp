#include "hotline/theory/rate_profile.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "theory/check.hpp"

namespace hotline::theory {

RateProfile::RateProfile(std::vector<Seconds> borders, std::vector<double> values)
    : borders_(std::move(borders)), values_(std::move(values)) {
  require(!values_.empty() && borders_.size() == values_.size() + 1,
          "a profile needs one border more than values");
  for (std::size_t i = 0; i < values_.size(); ++i) {
    require(borders_[i] < borders_[i + 1], "the borders of a profile must rise");
    require(values_[i] >= 0 && std::isfinite(values_[i]),
            "the values of a profile must be finite and not negative");
  }
}

RateProfile RateProfile::even(Seconds piece, std::vector<double> values) {
  std::vector<Seconds> borders(values.size() + 1);
  for (std::size_t i = 0; i < borders.size(); ++i) borders[i] = piece * static_cast<double>(i);
  return RateProfile(std::move(borders), std::move(values));
}

double RateProfile::at(Seconds t) const {
  if (!(t >= borders_.front() && t < borders_.back())) return 0;
  const auto after = std::upper_bound(borders_.begin(), borders_.end(), t);
  return values_[static_cast<std::size_t>(after - borders_.begin()) - 1];
}

double RateProfile::mean(Seconds from, Seconds to) const {
  require(from < to, "a mean needs a stretch of time");
  double sum = 0;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    sum += values_[i] * std::max(0.0, std::min(to, end(i)) - std::max(from, start(i)));
  }
  return sum / (to - from);
}

double RateProfile::greatest(Seconds from, Seconds to) const {
  require(from < to, "a maximum needs a stretch of time");
  double most = 0;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (start(i) < to && end(i) > from) most = std::max(most, values_[i]);
  }
  return most;
}

}  // namespace hotline::theory
