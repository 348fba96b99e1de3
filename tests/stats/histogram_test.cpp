#include "hotline/stats/histogram.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace hotline {
namespace {

constexpr double kError = 1.0 / 1024;

WaitHistogram histogram_of(const std::vector<double>& waits) {
  WaitHistogram histogram;
  for (const double wait : waits) histogram.add(wait);
  return histogram;
}

// Waits from 2^-12 s to 2^24 s, evenly over the octaves.
std::vector<double> some_waits() {
  const auto wait = rc::gen::map(rc::gen::inRange(-12'000, 24'000),
                                 [](int thousandths) { return std::exp2(thousandths / 1000.0); });
  return *rc::gen::nonEmpty(rc::gen::container<std::vector<double>>(wait));
}

bool same(const WaitHistogram& a, const WaitHistogram& b) {
  if (a.count() != b.count() || a.zeros() != b.zeros()) return false;
  for (int percent = 0; percent <= 100; ++percent) {
    if (a.quantile(percent / 100.0) != b.quantile(percent / 100.0)) return false;
  }
  return true;
}

TEST_CASE("every percentile is within 1/1024 of the sample's own") {
  CHECK(rc::check("percentiles", [] {
    std::vector<double> waits = some_waits();
    const WaitHistogram histogram = histogram_of(waits);
    std::ranges::sort(waits);
    for (std::size_t percent = 0; percent <= 100; ++percent) {
      const std::size_t rank = std::max<std::size_t>(1, (percent * waits.size() + 99) / 100);
      const double exact = waits[rank - 1];
      const double found = histogram.quantile(static_cast<double>(percent) / 100);
      RC_ASSERT(std::abs(found - exact) <= kError * exact);
    }
  }));
}

TEST_CASE("merged histograms are the histogram of the union") {
  CHECK(rc::check("merge of histograms", [] {
    const auto first = some_waits(), second = some_waits();
    std::vector<double> both = first;
    both.insert(both.end(), second.begin(), second.end());
    WaitHistogram merged = histogram_of(first);
    merged.merge(histogram_of(second));
    RC_ASSERT(same(merged, histogram_of(both)));
  }));
}

TEST_CASE("zeros are counted apart and come back as exactly 0") {
  WaitHistogram histogram = histogram_of({0, 0, 10});
  histogram.add_zeros(6);
  CHECK(histogram.count() == 9);
  CHECK(histogram.zeros() == 8);
  CHECK(histogram.quantile(0) == 0);
  CHECK(histogram.quantile(8.0 / 9) == 0);
  CHECK(histogram.quantile(0.9) == doctest::Approx(10).epsilon(kError));
  CHECK(histogram.share_at_most(0) == doctest::Approx(8.0 / 9));
}

TEST_CASE("a percentile that falls on a wait is that wait, not the next") {
  WaitHistogram histogram;
  for (int i = 1; i <= 100; ++i) histogram.add(i);
  for (int i = 1; i <= 100; ++i) {
    CHECK(std::abs(histogram.quantile(i / 100.0) - i) <= kError * i);
  }
}

TEST_CASE("the share at most a wait counts that wait's bin") {
  const WaitHistogram histogram = histogram_of({0, 5, 20, 300});
  CHECK(histogram.share_at_most(-1) == 0);
  CHECK(histogram.share_at_most(0) == 0.25);
  CHECK(histogram.share_at_most(4.9) == 0.25);
  CHECK(histogram.share_at_most(5) == 0.5);
  CHECK(histogram.share_at_most(20) == 0.75);
  CHECK(histogram.share_at_most(1e9) == 1);
}

TEST_CASE("waits beyond the range count as its ends") {
  const WaitHistogram short_wait = histogram_of({1e-9}), long_wait = histogram_of({1e12});
  CHECK(short_wait.quantile(0.5) == doctest::Approx(std::exp2(-12)).epsilon(kError));
  CHECK(long_wait.quantile(0.5) == doctest::Approx(std::exp2(24)).epsilon(2 * kError));
}

TEST_CASE("an empty histogram has no quantiles and no shares") {
  WaitHistogram histogram = histogram_of({0, 1, 2});
  histogram.clear();
  CHECK(histogram.count() == 0);
  CHECK(std::isnan(histogram.quantile(0.5)));
  CHECK(std::isnan(histogram.share_at_most(1)));
  CHECK(std::isnan(WaitHistogram().quantile(0.5)));
}

TEST_CASE("a copy of a histogram is its own") {
  WaitHistogram original = histogram_of({0, 1, 50});
  WaitHistogram copy = original, assigned = histogram_of({7, 9000});
  assigned = original;
  CHECK(same(copy, original));
  CHECK(same(assigned, original));
  original.add(3);
  CHECK(copy.count() == 3);
  const WaitHistogram& itself = copy;
  copy = itself;
  CHECK(copy.count() == 3);
  const WaitHistogram moved = std::move(copy);
  CHECK(same(moved, assigned));
}

}  // namespace
}  // namespace hotline
