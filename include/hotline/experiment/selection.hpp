#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "hotline/stats/interval.hpp"

// The best of several systems, of which observation j was made of all with common random numbers
// (or independently: what follows holds for normal observations with any correlation). The best has
// the largest mean.
namespace hotline {

// What the differences of two systems' observations say: their mean, and the standard deviation of
// one difference (of the first `count` observations of both). Samples of equal length >= 2.
struct PairedSpread {
  double mean = 0;
  double sd = 0;
};
PairedSpread paired_spread(std::span<const double> a, std::span<const double> b);

// Multiple comparisons with the best: intervals for mean_i - max over l != i of mean_l that hold
// together with probability >= level, constrained as of Hsu (1984, "Constrained simultaneous
// confidence intervals for multiple comparisons with the best", Annals of Statistics 12,
// 1136-1144): an interval that ends at 0 from below is of one that is not the best, one that begins
// at 0 of the best. With widths of each pair of their own (Edwards and Hsu 1983, "Multiple
// comparisons with the best treatment", JASA 78, 965-971) and the k - 1 comparisons with the best
// by Bonferroni, so that common random numbers need no assumption about their correlations.
// samples: [system][observation], 2 systems or more, all of one length >= 2.
std::vector<Interval> best_intervals(std::span<const std::vector<double>> samples, double level);

// The procedure KN of Kim and Nelson (2001, "A fully sequential procedure for indifference-zone
// selection in simulation", ACM TOMACS 11, 251-273) with c = 1. If the best is better than each
// other by at least the indifference, it is selected with probability >= level, whatever the
// correlation of the systems. Looking less often than after every observation only makes mistakes
// rarer: a Brownian motion that is looked at seldom leaves the triangle at the wrong side less
// often (Jennison, Johnstone and Turnbull 1982, on which the procedure's proof rests).
class Selection {
 public:
  // `first`: samples of the first stage as above, which tell the variances. systems >= 2;
  // indifference > 0.
  Selection(std::span<const std::vector<double>> first, double indifference, double level);

  // Eliminates by the means of the first `count` observations of each system still in; those of
  // the others are not read. count must not be less than that of the first stage.
  void look(std::span<const double> means, int count);

  bool decided() const { return in_count() == 1; }
  const std::vector<bool>& in() const { return in_; }  // [system]: not eliminated
  // Observations by which all will be decided: the largest N + 1 of a pair still in.
  int most() const;

 private:
  std::size_t in_count() const;
  double limit(std::size_t i, std::size_t l) const { return limits_[i * in_.size() + l]; }

  double indifference_;
  std::vector<double> limits_;  // [i][l], h^2 S^2 / indifference^2
  std::vector<bool> in_;
};

// eta of that procedure: the root of (1 + 2 eta)^(-(first - 1) / 2) / 2 = (1 - level) / (systems -
// 1). h^2 = 2 eta (first - 1).
double selection_eta(std::size_t systems, int first, double level);

}  // namespace hotline
