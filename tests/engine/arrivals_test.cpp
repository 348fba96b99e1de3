#include <doctest/doctest.h>

#include <boost/math/distributions/gamma.hpp>
#include <cmath>

#include "arrival_times.hpp"
#include "hotline/stats/fit.hpp"
#include "hotline/stats/moments.hpp"

using namespace hotline;
using namespace hotline::test;

// Seeds are fixed. A statistical check has a false-alarm chance of at most 10^-6 (limits of 4.9
// standard deviations), unless it says otherwise.
namespace {

constexpr double kLimit = 4.9;

SmoothTable line(std::vector<SmoothTable::Point> points, bool spline) {
  return {{{kEveryDay, std::move(points)}}, spline};
}

// Counts of type 0 in the stretches between `cuts`, over `replications`.
std::vector<Moments> counts(const Model& model, const std::vector<Seconds>& cuts, int replications,
                            std::uint64_t seed) {
  detail::Arrivals arrivals(model);
  std::vector<Moments> result(cuts.size() - 1);
  for (int index = 0; index < replications; ++index) {
    const auto times =
        arrival_times(arrivals, model.types.size(), seed, static_cast<std::uint64_t>(index));
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
      const auto first = std::ranges::lower_bound(times[0], cuts[i]);
      result[i].add(static_cast<double>(
          std::ranges::lower_bound(first, times[0].end(), cuts[i + 1]) - first));
    }
  }
  return result;
}

// Poisson counts: mean m and variance m. The variance of n counts has about the standard deviation
// m sqrt(2 / n) sqrt(1 + 1 / (2 m)).
void check_poisson(const Moments& counts, double mean) {
  const auto n = static_cast<double>(counts.count());
  CHECK(std::abs(counts.mean() - mean) < kLimit * std::sqrt(mean / n));
  CHECK(std::abs(counts.variance() - mean) <
        kLimit * mean * std::sqrt(2 / n) * std::sqrt(1 + 1 / (2 * mean)));
}

}  // namespace

TEST_CASE("rates on straight lines: counts are Poisson with the exact integral as mean") {
  // From 0 at 8:00 to 60/h at 10:00 and down to 30/h at 12:00: 15 calls by 9:00, 45 from 9:00 to
  // 10:00, 52.5 and 37.5 in the next two hours, none outside.
  const SmoothTable rates =
      line({{8 * kHour, 0}, {10 * kHour, 60 / kHour}, {12 * kHour, 30 / kHour}}, false);
  const Model model = compile(of_arrivals(calendar(1), {from(Profile(rates))}));
  const std::vector<Seconds> cuts = {0,          8 * kHour,  9 * kHour, 10 * kHour,
                                     11 * kHour, 12 * kHour, 24 * kHour};
  const std::vector<double> means = {0, 15, 45, 52.5, 37.5, 0};
  const auto found = counts(model, cuts, 4000, 1);
  for (std::size_t i = 0; i < means.size(); ++i) {
    CAPTURE(i);
    CHECK(model.expected_calls(0, cuts[i], cuts[i + 1]) == doctest::Approx(means[i]).epsilon(1e-9));
    if (means[i] > 0) {
      check_poisson(found[i], means[i]);
    } else {
      CHECK(found[i].mean() == 0);
    }
  }
}

TEST_CASE("rates on a spline: counts are Poisson with the exact integral as mean") {
  const SmoothTable rates = line({{8 * kHour, 5 / kHour},
                                  {11 * kHour, 90 / kHour},
                                  {12 * kHour, 80 / kHour},
                                  {15 * kHour, 20 / kHour},
                                  {20 * kHour, 0}},
                                 true);
  const Model model = compile(of_arrivals(calendar(1), {from(Profile(rates))}));
  std::vector<Seconds> cuts;
  for (int hour = 8; hour <= 20; ++hour) cuts.push_back(hour * kHour);
  const auto found = counts(model, cuts, 3000, 2);
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    CAPTURE(i);
    check_poisson(found[i], model.expected_calls(0, cuts[i], cuts[i + 1]));
  }
}

TEST_CASE("a fixed count comes on every day of its shape, exactly, and nowhere else") {
  CallCount count;
  count.mean = 137;
  count.shape =
      WeekTable<double>{{{{Weekday::kMonday, Weekday::kTuesday}, {9 * kHour, 10 * kHour}, 1},
                         {{Weekday::kTuesday}, {12 * kHour, 13 * kHour}, 3}}};
  const Model model = compile(of_arrivals(calendar(14), {from(count)}));
  CHECK(model.expected_calls(0) == doctest::Approx(4 * 137));
  CHECK(model.expected_calls(0, kDay, kDay + 11 * kHour) == doctest::Approx(137.0 / 4));
  detail::Arrivals arrivals(model);
  for (std::uint64_t index = 0; index < 200; ++index) {
    const auto times = arrival_times(arrivals, 1, 3, index)[0];
    CHECK(std::ranges::is_sorted(times));
    std::vector<int> days(14, 0);
    for (const Seconds time : times) {
      ++days[static_cast<std::size_t>(time / kDay)];
      const double hour = std::fmod(time, kDay) / kHour;
      CHECK(((hour >= 9 && hour < 10) || (hour >= 12 && hour < 13)));
    }
    CHECK(days == std::vector<int>{137, 137, 0, 0, 0, 0, 0, 137, 137, 0, 0, 0, 0, 0});
  }
}

TEST_CASE("a fixed count is spread multinomially by its shape") {
  // A stretch with the part p of the shape has n p calls on average, with the variance n p (1 - p).
  CallCount count;
  count.mean = 100;
  count.per_day = false;
  count.shape = line({{6 * kHour, 0}, {12 * kHour, 1}, {18 * kHour, 0}}, false);
  const Model model = compile(of_arrivals(calendar(1), {from(count)}));
  constexpr int kReplications = 4000;
  const auto found = counts(model, {0, 9 * kHour, 12 * kHour, 16 * kHour, kDay}, kReplications, 4);
  const std::vector<double> parts = {1.0 / 8, 3.0 / 8, 0.5 - 1.0 / 18, 1.0 / 18};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    CAPTURE(i);
    const double variance = 100 * parts[i] * (1 - parts[i]);
    CHECK(std::abs(found[i].mean() - 100 * parts[i]) <
          kLimit * std::sqrt(variance / kReplications));
    CHECK(std::abs(found[i].variance() - variance) <
          kLimit * variance * std::sqrt(2.0 / kReplications) * 1.05);
  }
}

TEST_CASE("a count of a steady horizon is spread evenly over it") {
  CallCount count;
  count.mean = 20000;
  count.per_day = false;
  const Model model = compile(of_arrivals(steady(100 * kHour, 10 * kHour), {from(count)}));
  detail::Arrivals arrivals(model);
  std::vector<double> places;
  const auto times = arrival_times(arrivals, 1, 5, 0)[0];
  for (const Seconds time : times) {
    places.push_back(time / (110 * kHour));
  }
  CHECK(places.size() == 20000);
  const double distance = kolmogorov_statistic(places, [](double x) { return x; });
  CHECK(kolmogorov_p_value(distance, places.size()) > 1e-6);
}

TEST_CASE("a random count of a day has the variance of its Poisson-Gamma law") {
  // Negative binomial: mean m, variance m + (c m)^2; here 200 + (0.3 x 200)^2 = 3800. The variance
  // of n counts has about the standard deviation 3800 sqrt((2 + 6 c^2) / n): the excess kurtosis of
  // a Gamma law is 6 c^2, and the Poisson part lowers it.
  for (const auto law : {Busyness::Law::kGamma, Busyness::Law::kLogNormal}) {
    CallCount count;
    count.mean = 200;
    count.poisson = true;
    count.cv = 0.3;
    count.law = law;
    const Model model = compile(of_arrivals(calendar(1), {from(count)}));
    constexpr int kReplications = 6000;
    const auto found = counts(model, {0, kDay}, kReplications, 6);
    CHECK(std::abs(found[0].mean() - 200) < kLimit * std::sqrt(3800.0 / kReplications));
    // Log-normal: excess kurtosis 16 c^2 + ...: w^4 + 2 w^3 + 3 w^2 - 6 with w = 1 + c^2 is 1.64.
    const double kurtosis = law == Busyness::Law::kGamma ? 0.54 : 1.64;
    CHECK(std::abs(found[0].variance() - 3800) <
          kLimit * 3800 * std::sqrt((2 + kurtosis) / kReplications));
  }
}

TEST_CASE("listed times are played as they are, in every replication") {
  const std::vector<Seconds> times = {0, 0.25, 17, 17, 4 * kHour + 1.0 / 3, 86399.999};
  const Model model = compile(of_arrivals(calendar(1), {from(CallTimes{times}), from(60 / kHour)}));
  detail::Arrivals arrivals(model);
  CHECK(arrival_times(arrivals, 2, 1, 0)[0] == times);
  CHECK(arrival_times(arrivals, 2, 9, 7)[0] == times);
  CHECK(model.expected_calls(0) == 6);
  CHECK(model.expected_calls(0, 0.25, 17) == 1);
}

TEST_CASE("calls of a constant gap come like clockwork") {
  const Model model = compile(of_arrivals(steady(kHour, 0), {from(Renewal{constant(90), {}})}));
  detail::Arrivals arrivals(model);
  const auto times = arrival_times(arrivals, 1, 1, 0)[0];
  REQUIRE(times.size() == 39);
  for (std::size_t i = 0; i < times.size(); ++i) {
    CHECK(times[i] == doctest::Approx(90.0 * static_cast<double>(i + 1)));
  }
  CHECK(model.expected_calls(0) == doctest::Approx(40));
}

TEST_CASE("the gaps of a renewal process have its law, over midnight and over any clock") {
  const Distribution gap(law::Gamma{4, 600});
  const Model model = compile(of_arrivals(calendar(200), {from(Renewal{gap, {}})}));
  detail::Arrivals arrivals(model);
  const auto times = arrival_times(arrivals, 1, 7, 0)[0];
  std::vector<double> gaps;
  for (std::size_t i = 0; i + 1 < times.size(); ++i) gaps.push_back(times[i + 1] - times[i]);
  CHECK(gaps.size() > 28000);
  const boost::math::gamma_distribution<double> law(4, 150);
  const double distance =
      kolmogorov_statistic(gaps, [&](double x) { return boost::math::cdf(law, x); });
  CHECK(kolmogorov_p_value(distance, gaps.size()) > 1e-6);
}

TEST_CASE("the gaps of a renewal process pass as fast as the clock says, and not at night") {
  Renewal renewal{constant(600), {}};
  renewal.speed = WeekTable<double>{
      {{kEveryDay, {8 * kHour, 10 * kHour}, 1}, {kEveryDay, {10 * kHour, 11 * kHour}, 2}}};
  const Model model = compile(of_arrivals(calendar(2), {from(renewal)}));
  detail::Arrivals arrivals(model);
  const auto times = arrival_times(arrivals, 1, 1, 0)[0];
  // Twelve a day at single speed and twelve at double speed; the last gap ends with the second day.
  CHECK(times.size() >= 47);
  CHECK(times[0] == doctest::Approx(8 * kHour + 600));
  CHECK(times[12] == doctest::Approx(10 * kHour + 300));
  CHECK(times[24] == doctest::Approx(kDay + 8 * kHour + 600));
  CHECK(model.expected_calls(0, 0, kDay) == doctest::Approx(24));
}

TEST_CASE("how one type's calls come changes nothing for another") {
  CallCount count;
  count.mean = 50;
  const Arrivals poisson = from(Profile(WeekTable<double>{{{kEveryDay, {0, kDay}, 30 / kHour}}}));
  const auto times_with = [&](const Arrivals& other) {
    const Model model = compile(of_arrivals(calendar(3), {other, poisson}));
    detail::Arrivals arrivals(model);
    return arrival_times(arrivals, 2, 11, 4)[1];
  };
  const auto usual = times_with(poisson);
  CHECK(usual.size() > 1000);
  CHECK(times_with(from(count)) == usual);
  CHECK(times_with(from(Renewal{exponential(60), {}})) == usual);
  CHECK(times_with(from(CallTimes{{1, 2, 3}})) == usual);
}
