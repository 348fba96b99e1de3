#pragma once

#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include "hotline/base/time.hpp"

namespace hotline {

class Distribution;

// The laws that a length of time can follow. All parameters are in seconds unless named otherwise.
namespace law {
struct Constant {
  Seconds value = 0;
};  // >= 0
struct Exponential {
  Seconds mean = 1;
};  // > 0
struct Uniform {
  Seconds low = 0, high = 1;
};  // 0 <= low < high
struct Triangular {
  Seconds low = 0, mode = 0, high = 1;
};  // 0 <= low <= mode <= high, low < high
struct LogNormal {
  Seconds mean = 1;
  double cv = 1;
};  // of the law itself; both > 0
struct Gamma {
  double shape = 1;
  Seconds mean = 1;
};  // both > 0
struct Erlang {
  int phases = 1;
  Seconds mean = 1;
};  // phases >= 1
struct Weibull {
  double shape = 1;
  Seconds mean = 1;
};  // both > 0
// Normal(mean, sd) given that it is not negative. `mean` and `sd` are those before truncation.
struct TruncatedNormal {
  Seconds mean = 1, sd = 1;
};                             // sd > 0
struct Hyperexponential {      // exponential of means[i] with shares[i]
  std::vector<double> shares;  // positive, sum 1
  std::vector<Seconds> means;  // positive, as many as shares
};
struct Empirical {
  std::vector<Seconds> values;
};  // each equally likely; not empty, >= 0
struct Shifted {
  Seconds by = 0;
  std::shared_ptr<const Distribution> of;
};                             // by + of; by >= 0
struct Mixed {                 // parts[i] with probability shares[i]
  std::vector<double> shares;  // positive, sum 1
  std::vector<Distribution> parts;
};
}  // namespace law

// The law of a random length of time: an immutable value. It is checked where it is read (room
// `scenario`); here the ranges above are preconditions.
class Distribution {
 public:
  using Law =
      std::variant<law::Constant, law::Exponential, law::Uniform, law::Triangular, law::LogNormal,
                   law::Gamma, law::Erlang, law::Weibull, law::TruncatedNormal,
                   law::Hyperexponential, law::Empirical, law::Shifted, law::Mixed>;

  Distribution() : law_(law::Constant{}) {}
  Distribution(Law law) : law_(std::move(law)) {}  // NOLINT: a law is a distribution

  const Law& law() const { return law_; }
  Seconds mean() const;
  double variance() const;      // in seconds squared
  double cv() const;            // standard deviation / mean; 0 if the mean is 0
  double cdf(Seconds x) const;  // P(X <= x)

 private:
  Law law_;
};

}  // namespace hotline
