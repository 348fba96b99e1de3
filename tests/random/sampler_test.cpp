#include "hotline/random/sampler.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

#include "hotline/random/stream.hpp"
#include "hotline/stats/fit.hpp"
#include "hotline/stats/moments.hpp"
#include "random/laws.hpp"

namespace hotline {
namespace {

// A right sampler fails each statistical check with a chance of at most 1e-6 (for a normal
// variable: beyond 4.9 standard deviations). There are about 230 of them: together below 3e-4.
constexpr double kChance = 1e-6;
constexpr double kDeviations = 4.9;
constexpr std::size_t kDraws = 150'000;

// The draws, and the values of the law's distribution function at the draws, which must be uniform:
// mean 1/2, variance 1/12, fourth central moment 1/80.
void check_against_law(const std::vector<double>& draws, const Distribution& law) {
  const double root = std::sqrt(static_cast<double>(draws.size()));
  Moments times, means, spreads;
  std::vector<double> places;
  for (const double draw : draws) {
    const double place = law.cdf(draw);
    places.push_back(place);
    times.add(draw);
    means.add(place - 0.5);
    spreads.add((place - 0.5) * (place - 0.5));
  }
  // The mean of that many draws is near enough to normal unless the law has a very long tail.
  if (law.cv() < 2) {
    CHECK(std::abs(times.mean() - law.mean()) * root < kDeviations * std::sqrt(law.variance()));
  }
  CHECK(std::abs(means.mean()) * root < kDeviations * std::sqrt(1.0 / 12));
  CHECK(std::abs(spreads.mean() - 1.0 / 12) * root < kDeviations * std::sqrt(1.0 / 180));
  const double distance = kolmogorov_statistic(places, [](double x) { return x; });
  CHECK(kolmogorov_p_value(distance, places.size()) > kChance);
}

// Counts of the values 0, 1, 2, ... among draws of a law that has no others.
std::vector<double> count_values(const Distribution& law, std::size_t values) {
  const Sampler sampler(law);
  Generator bits = stream(5, 0, Purpose::kTalk, 0);
  std::vector<double> counts(values);
  for (std::size_t i = 0; i < kDraws; ++i) counts.at(static_cast<std::size_t>(sampler(bits))) += 1;
  return counts;
}

TEST_CASE("draws from a stream follow their law") {
  std::uint32_t index = 0;
  for (const NamedLaw& named : continuous_laws()) {
    CAPTURE(named.name);
    const Distribution& law = named.law;
    const Sampler sampler(law);
    Generator bits = stream(1, 0, Purpose::kTalk, index++);
    std::vector<double> draws(kDraws);
    for (double& draw : draws) draw = sampler(bits);
    check_against_law(draws, law);
  }
}

TEST_CASE("first draws of the generators of many calls follow their law") {
  std::uint64_t key = 0;
  for (const NamedLaw& named : continuous_laws()) {
    CAPTURE(named.name);
    const Distribution& law = named.law;
    const Sampler sampler(law);
    std::vector<double> draws(kDraws);
    for (double& draw : draws) {
      CallGenerator bits(mix(++key));
      draw = sampler(bits);
    }
    check_against_law(draws, law);
  }
}

TEST_CASE("each value of an empirical law is equally likely") {
  const auto counts = count_values(Distribution(law::Empirical{{3, 1, 0, 4, 2, 1}}), 5);
  const std::vector<double> expected{kDraws / 6.0, kDraws / 3.0, kDraws / 6.0, kDraws / 6.0,
                                     kDraws / 6.0};
  CHECK(chi_square_p_value(chi_square_statistic(counts, expected), 4) > kChance);
}

TEST_CASE("each part of a mixture has its share") {
  const auto counts = count_values(
      Distribution(law::Mixed{
          {0.1, 0.2, 0.7},
          {Distribution(), Distribution(law::Constant{1}), Distribution(law::Constant{2})}}),
      3);
  const std::vector<double> expected{0.1 * kDraws, 0.2 * kDraws, 0.7 * kDraws};
  CHECK(chi_square_p_value(chi_square_statistic(counts, expected), 2) > kChance);
}

TEST_CASE("a constant is drawn as itself and uses no random numbers") {
  Generator bits({1, 2, 3, 4}), untouched = bits;
  CHECK(Sampler(Distribution(law::Constant{20}))(bits) == 20);
  CHECK(Sampler()(bits) == 0);
  CHECK(bits() == untouched());
  CHECK(Sampler().is_zero());
  CHECK(Sampler(Distribution(law::Constant{20})).is_constant());
  CHECK_FALSE(Sampler(Distribution(law::Constant{20})).is_zero());
  CHECK_FALSE(Sampler(Distribution(law::Exponential{20})).is_constant());
}

TEST_CASE("Gamma, Erlang and Weibull laws of shape 1 draw what the exponential law draws") {
  const Sampler exponential(Distribution(law::Exponential{30}));
  const Distribution alike[] = {Distribution(law::Gamma{1, 30}), Distribution(law::Erlang{1, 30}),
                                Distribution(law::Weibull{1, 30})};
  for (const Distribution& law : alike) {
    Generator mine({1, 2, 3, 4}), theirs({1, 2, 3, 4});
    const Sampler sampler(law);
    for (int i = 0; i < 100; ++i) REQUIRE(sampler(mine) == exponential(theirs));
  }
}

TEST_CASE("a block of draws is what one by one gives, for antithetic streams as well") {
  for (const Draws draws : {Draws::kUsual, Draws::kInverted, Draws::kMirrored}) {
    for (const NamedLaw& named : continuous_laws()) {
      CAPTURE(named.name);
      const Sampler sampler(named.law);
      Generator bits = stream(1, {0, draws}, Purpose::kTalk, 0), same = bits;
      std::vector<double> block(600);
      sampler.draw(bits, block);
      for (const double draw : block) REQUIRE(sampler(same) == draw);
      CHECK(bits() == same());
    }
  }
}

TEST_CASE("a copy of a sampler draws the same") {
  for (const NamedLaw& named : continuous_laws()) {
    CAPTURE(named.name);
    const Distribution& law = named.law;
    auto original = std::make_unique<Sampler>(law);
    Generator bits = stream(1, 0, Purpose::kTalk, 0), same = bits;
    const Sampler copy = *original;
    std::vector<double> draws;
    for (int i = 0; i < 50; ++i) draws.push_back((*original)(bits));
    original.reset();
    for (const double draw : draws) REQUIRE(copy(same) == draw);
  }
}

// A law of a random kind whose parameters range over twelve powers of ten.
Distribution any_law() {
  const auto size = [] { return std::pow(10.0, *rc::gen::inRange(-600, 601) / 100.0); };
  const auto shape = [] { return std::pow(10.0, *rc::gen::inRange(-300, 401) / 100.0); };
  switch (*rc::gen::inRange(0, 8)) {
    case 0:
      return Distribution(law::Gamma{shape(), size()});
    case 1:
      return Distribution(law::Weibull{shape(), size()});
    case 2:
      return Distribution(law::LogNormal{size(), shape()});
    case 3:
      return Distribution(law::TruncatedNormal{-size(), size()});
    case 4:
      return Distribution(law::TruncatedNormal{size(), size()});
    case 5: {
      const double low = size(), left = size(), right = size();
      return Distribution(law::Triangular{low, low + left, low + left + right});
    }
    case 6:
      return Distribution(law::Hyperexponential{{0.5, 0.5}, {size(), size()}});
    default: {
      const double low = size(), width = size();
      return Distribution(law::Uniform{low, low + width});
    }
  }
}

TEST_CASE("every draw of every law is a finite length of time") {
  CHECK(rc::check("draws are finite and not negative", [] {
    const Distribution law = any_law();
    const Sampler sampler(law);
    Generator bits = stream(*rc::gen::arbitrary<std::uint64_t>(), 0, Purpose::kTalk, 0);
    for (int i = 0; i < 200; ++i) {
      const Seconds draw = sampler(bits);
      RC_ASSERT(std::isfinite(draw));
      RC_ASSERT(draw >= 0);
      const double place = law.cdf(draw);
      RC_ASSERT(place >= 0);
      RC_ASSERT(place <= 1);
    }
  }));
}

}  // namespace
}  // namespace hotline
