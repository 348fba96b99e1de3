#include "hotline/experiment/selection.hpp"

#include <doctest/doctest.h>

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <numeric>

using namespace hotline;

namespace {

using Samples = std::vector<std::vector<double>>;

// Normal observations with standard deviation 1 about the means, any two systems correlated by
// `correlation`, as under common random numbers.
class Systems {
 public:
  Systems(std::vector<double> means, double correlation, std::uint64_t seed)
      : means_(std::move(means)), correlation_(correlation), generator_(seed) {}
  void add_to(Samples& samples) {
    samples.resize(means_.size());
    const double common = std::sqrt(correlation_) * normal_(generator_);
    for (std::size_t i = 0; i < means_.size(); ++i) {
      const double own = std::sqrt(1 - correlation_) * normal_(generator_);
      samples[i].push_back(means_[i] + common + own);
    }
  }

 private:
  std::vector<double> means_;
  double correlation_;
  boost::random::mt19937_64 generator_;
  boost::random::normal_distribution<double> normal_;
};

// The system that is selected; `looks` observations apart.
std::size_t selected(Systems& systems, int first, double indifference, int looks) {
  Samples samples;
  int count = 0;
  for (; count < first; ++count) systems.add_to(samples);
  Selection selection(samples, indifference, 0.95);
  std::vector<double> sums;
  for (const auto& sample : samples) {
    sums.push_back(std::accumulate(sample.begin(), sample.end(), 0.0));
  }
  for (;;) {
    std::vector<double> means;
    for (const double sum : sums) means.push_back(sum / count);
    selection.look(means, count);
    if (selection.decided()) break;
    const int until = std::min(count + looks, std::max(selection.most(), count + 1));
    for (; count < until; ++count) {
      Samples next;
      systems.add_to(next);
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += next[i].front();
    }
  }
  const auto& in = selection.in();
  return static_cast<std::size_t>(std::find(in.begin(), in.end(), true) - in.begin());
}

// Of so many selections of a best one that is better than the others by just the indifference.
double share_correct(double correlation, int looks, int selections) {
  constexpr double kIndifference = 0.5;
  Systems systems({kIndifference, 0, 0, 0, 0}, correlation, 2013);
  int correct = 0;
  for (int s = 0; s < selections; ++s) {
    if (selected(systems, 10, kIndifference, looks) == 0) ++correct;
  }
  return static_cast<double>(correct) / selections;
}

}  // namespace

TEST_CASE("eta of the selection solves the equation that defines it") {
  // By hand for 5 systems, 10 observations and 95 %: (0.025^(-2/9) - 1) / 2.
  CHECK(selection_eta(5, 10, 0.95) == doctest::Approx(0.634973).epsilon(1e-5));
  for (const std::size_t systems : {2U, 5U, 100U}) {
    for (const int first : {5, 20, 50}) {
      const double eta = selection_eta(systems, first, 0.9);
      CHECK(std::pow(1 + 2 * eta, -(first - 1) / 2.0) / 2 ==
            doctest::Approx(0.1 / static_cast<double>(systems - 1)));
    }
  }
}

TEST_CASE("a system goes out when it is beyond the triangle, computed by hand") {
  // Differences 1, 2, 3, 4 of two systems: variance 5/3; with level 0.8 and 4 observations
  // eta = (0.4^(-2/3) - 1) / 2 = 0.421007, h^2 = 6 eta, limit = h^2 5/3 / 0.5^2 = 16.8403.
  const Samples first = {{11, 22, 33, 44}, {10, 20, 30, 40}};
  Selection selection(first, 0.5, 0.8);
  CHECK(selection.most() == 17);
  // Width at 10: 0.5 / 20 (16.8403 - 10) = 0.171007.
  selection.look(std::vector<double>{0.170, 0}, 10);
  CHECK(!selection.decided());
  selection.look(std::vector<double>{0.172, 0}, 10);
  CHECK(selection.decided());
  CHECK(selection.in() == std::vector<bool>{true, false});
  Selection last(first, 0.5, 0.8);
  last.look(std::vector<double>{0, 0.001}, 17);
  CHECK(last.in() == std::vector<bool>{false, true});
}

// The probability of a correct selection is at least 0.95. If it were 0.95 exactly, fewer than
// 0.924 of 1000 selections would be correct once in 10,000 times (normal approximation: 3.72 sd).
TEST_CASE("the best is selected as often as promised, at the least favourable means") {
  for (const double correlation : {0.0, 0.7}) {
    for (const int looks : {1, 10}) {
      const double share = share_correct(correlation, looks, 1000);
      CAPTURE(correlation);
      CAPTURE(looks);
      CHECK(share >= 0.924);
    }
  }
}

TEST_CASE("comparisons with the best of two systems are one-sided t intervals") {
  // t(0.95; 3) = 2.35336, standard error 0.645497.
  const Samples samples = {{11, 22, 33, 44}, {10, 20, 30, 40}};
  const auto intervals = best_intervals(samples, 0.95);
  const double width = 2.35336 * 0.645497;
  CHECK(intervals[0].low == 0);
  CHECK(intervals[0].high == doctest::Approx(2.5 + width).epsilon(1e-5));
  CHECK(intervals[1].low == doctest::Approx(-2.5 - width).epsilon(1e-5));
  CHECK(intervals[1].high == 0);
}

// All intervals hold together in at least 0.95 of samples. If it were 0.95 exactly, fewer than
// 0.924 of 1000 samples would do once in 10,000 times.
TEST_CASE("comparisons with the best hold together as often as promised") {
  for (const double correlation : {0.0, 0.7}) {
    const std::vector<double> means = {0.5, 0.4, 0, 0};
    Systems systems(means, correlation, 4);
    int held = 0;
    for (int s = 0; s < 1000; ++s) {
      Samples samples;
      for (int j = 0; j < 12; ++j) systems.add_to(samples);
      const auto intervals = best_intervals(samples, 0.95);
      bool all = true;
      const double truths[] = {0.1, -0.1, -0.5, -0.5};
      for (std::size_t i = 0; i < means.size(); ++i) {
        all = all && intervals[i].low <= truths[i] && truths[i] <= intervals[i].high;
      }
      if (all) ++held;
    }
    CHECK(held >= 924);
  }
}

TEST_CASE("systems that are the same are all the best") {
  const Samples samples = {{1, 2, 3}, {1, 2, 3}, {0, 0, 1}};
  const auto intervals = best_intervals(samples, 0.9);
  CHECK(intervals[0].low == 0);
  CHECK(intervals[0].high == 0);
  CHECK(intervals[2].low < 0);
}
