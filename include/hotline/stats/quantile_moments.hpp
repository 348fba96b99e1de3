#pragma once

#include <cstdint>
#include <vector>

#include "hotline/stats/histogram.hpp"
#include "hotline/stats/interval.hpp"

namespace hotline {

// Moments, over observations, of the share of waits below each edge of WaitHistogram: enough for
// confidence intervals of all quantiles in memory that does not grow (about 150 KB).
//
// The wait x is the p-quantile where the ratio (mean number of waits up to x) / (mean number of
// waits) is p. Its interval is made of the x whose own interval for that ratio holds p (the
// inversion of Woodruff 1952, "Confidence intervals for medians and other position measures", JASA
// 47, with mean_interval for shares): no density has to be estimated.
class QuantileMoments {
 public:
  void add(const WaitHistogram& observation);
  std::uint64_t observations() const { return count_; }

  // Interval for the p-quantile, 0 < p < 1, its limits rounded outward to edges: by at most 1.6 %.
  // `high` is infinite if the sample sets no upper limit: if it would be no surprise that none of
  // its waits reached beyond the quantile. That is so if as many independent waits as the sample is
  // worth would all stay below with a probability above 1 - level; it is worth its number of
  // waits over the design effect (Kish 1965) of the share below the estimate. [0, infinity] with
  // fewer than two observations or without waits.
  Interval quantile_interval(double p, double level) const;

 private:
  // Sums of products of a = waits below the edge and n = all waits.
  struct Sums {
    double a = 0, aa = 0, an = 0, aaa = 0, aan = 0, ann = 0;
    void add(double below, double all) {
      const double square = below * below;
      a += below;
      aa += square;
      an += below * all;
      aaa += square * below;
      aan += square * all;
      ann += below * all * all;
    }
  };
  // Of z = a - r n, whose mean is 0 for r = a / n: the sum of squares, exactly 0 if only rounding
  // is left.
  double squares(const Sums& sums, double r) const;
  double design_effect(const Sums& sums) const;
  Interval share_interval(const Sums& sums, double level) const;

  std::uint64_t count_ = 0;
  double n_ = 0, nn_ = 0, nnn_ = 0;
  Sums zeros_;
  std::vector<Sums> edges_;  // empty before the first observation
};

}  // namespace hotline
