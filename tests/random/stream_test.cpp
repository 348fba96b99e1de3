#include "hotline/random/stream.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "hotline/stats/fit.hpp"

namespace hotline {
namespace {

// Every check below that a good generator could fail by bad luck has that chance at most 1e-6 (for
// a normal variable: beyond 4.9 standard deviations); there are fewer than 300 of them.
constexpr double kChance = 1e-6;
constexpr double kDeviations = 4.9;

struct Name {
  std::uint64_t seed = 1, replication = 0;
  Purpose purpose = Purpose::kTalk;
  std::uint32_t index = 0;
};

Generator open(const Name& name) {
  return stream(name.seed, name.replication, name.purpose, name.index);
}

// The 192 names that differ from `name` in one bit.
std::vector<Name> neighbours(const Name& name) {
  std::vector<Name> all;
  for (int bit = 0; bit < 192; ++bit) {
    Name other = name;
    const std::uint64_t flip = std::uint64_t{1} << (bit % 64);
    if (bit < 64) {
      other.seed ^= flip;
    } else if (bit < 128) {
      other.replication ^= flip;
    } else if (bit < 160) {
      other.index ^= static_cast<std::uint32_t>(flip);
    } else {
      other.purpose = static_cast<Purpose>(static_cast<std::uint64_t>(name.purpose) ^ (flip >> 32));
    }
    all.push_back(other);
  }
  return all;
}

// z value of the sample correlation of two streams of uniform numbers, the second begun `lag`
// later.
double correlation_z(Generator a, Generator b, int lag = 0) {
  constexpr int kNumbers = 20'000;
  for (int i = 0; i < lag; ++i) b();
  double sum = 0;
  for (int i = 0; i < kNumbers; ++i) sum += (uniform(a) - 0.5) * (uniform(b) - 0.5);
  return 12 * sum / std::sqrt(static_cast<double>(kNumbers));
}

TEST_CASE("a stream is a function of its name alone") {
  Generator first = stream(7, 3, Purpose::kPatience, 2);
  stream(7, 3, Purpose::kTalk, 2)();
  Generator again = stream(7, 3, Purpose::kPatience, 2);
  for (int i = 0; i < 100; ++i) REQUIRE(first() == again());
}

TEST_CASE("the numbers of a seed are part of its results and never change") {
  Generator bits = stream(1, 2, Purpose::kTalk, 3);
  CHECK(bits() == 13023167302140888425u);
  CHECK(bits() == 2874452848804631503u);
  CHECK(static_cast<int>(Purpose::kArrival) == 0);
  CHECK(static_cast<int>(Purpose::kRouting) == 8);
}

TEST_CASE("a million names give a million different streams") {
  std::vector<std::uint64_t> firsts;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    for (std::uint64_t replication = 0; replication < 1000; ++replication) {
      for (std::uint32_t purpose = 0; purpose < 10; ++purpose) {
        for (std::uint32_t index = 0; index < 10; ++index) {
          firsts.push_back(stream(seed, replication, static_cast<Purpose>(purpose), index)());
        }
      }
    }
  }
  REQUIRE(firsts.size() == 1'000'000);
  // Equal first numbers of different states: 10^12 / 2 pairs x 2^-64 < 1e-7.
  std::ranges::sort(firsts);
  CHECK(std::ranges::adjacent_find(firsts) == firsts.end());
}

TEST_CASE("the first numbers of consecutive names are uniform and independent") {
  std::vector<double> firsts;
  double lagged = 0;
  constexpr int kNames = 100'000;
  for (std::uint64_t replication = 0; replication < kNames; ++replication) {
    Generator bits = stream(1, replication, Purpose::kArrival, 0);
    firsts.push_back(uniform(bits));
    if (replication > 0) lagged += (firsts[replication] - 0.5) * (firsts[replication - 1] - 0.5);
  }
  CHECK(std::abs(12 * lagged / std::sqrt(kNames - 1.0)) < kDeviations);
  const double distance = kolmogorov_statistic(firsts, [](double x) { return x; });
  CHECK(kolmogorov_p_value(distance, firsts.size()) > kChance);
}

TEST_CASE("streams whose names differ in one bit are uncorrelated") {
  const Name name;
  for (const Name& other : neighbours(name)) {
    CHECK(std::abs(correlation_z(open(name), open(other))) < kDeviations);
  }
}

TEST_CASE("a stream is uncorrelated with its neighbours and itself a few numbers later") {
  const Name name;
  for (int lag = 1; lag <= 10; ++lag) {
    CHECK(std::abs(correlation_z(open(name), open(name), lag)) < kDeviations);
    CHECK(std::abs(correlation_z(open(name), open({.replication = 1}), lag)) < kDeviations);
    CHECK(std::abs(correlation_z(open(name), open({.index = 1}), lag)) < kDeviations);
  }
}

TEST_CASE("streams of consecutive replications and purposes are uncorrelated pair by pair") {
  constexpr int kNumbers = 2000;
  std::vector<std::vector<double>> streams;
  for (std::uint64_t replication = 0; replication < 8; ++replication) {
    for (std::uint32_t purpose = 0; purpose < 8; ++purpose) {
      Generator bits = open({.replication = replication, .purpose = static_cast<Purpose>(purpose)});
      auto& numbers = streams.emplace_back();
      for (int i = 0; i < kNumbers; ++i) numbers.push_back(uniform(bits) - 0.5);
    }
  }
  std::vector<double> z;
  for (std::size_t a = 0; a < streams.size(); ++a) {
    for (std::size_t b = a + 1; b < streams.size(); ++b) {
      const double sum =
          std::inner_product(streams[a].begin(), streams[a].end(), streams[b].begin(), 0.0);
      z.push_back(12 * sum / std::sqrt(static_cast<double>(kNumbers)));
      CHECK(std::abs(z.back()) < 6.3);  // for any of 2,016 pairs below 1e-6
    }
  }
  const double distance =
      kolmogorov_statistic(z, [](double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); });
  CHECK(kolmogorov_p_value(distance, z.size()) > kChance);
}

TEST_CASE("one bit of a name changes half of the first numbers' bits") {
  constexpr int kNames = 100;
  double flips = 0;
  std::vector<double> by_bit(64);
  for (std::uint64_t seed = 0; seed < kNames; ++seed) {
    const Name name{.seed = seed};
    const std::uint64_t first = open(name)();
    for (const Name& other : neighbours(name)) {
      const std::uint64_t changed = first ^ open(other)();
      flips += std::popcount(changed);
      for (std::size_t bit = 0; bit < 64; ++bit)
        by_bit[bit] += static_cast<double>(changed >> bit & 1);
    }
  }
  const double trials = kNames * 192.0;
  CHECK(std::abs(flips - 32 * trials) / std::sqrt(16 * trials) < kDeviations);
  double statistic = 0;  // the variance of each bit's count is trials / 4
  for (const double count : by_bit) statistic += std::pow(count - trials / 2, 2) / (trials / 4);
  CHECK(chi_square_p_value(statistic, 64) > kChance);
}

TEST_CASE("pairs of numbers from two streams fill the square evenly") {
  constexpr std::size_t kCells = 32;
  constexpr int kPairs = 200'000;
  Generator a = open({}), b = open({.index = 1});
  std::vector<double> counts(kCells * kCells);
  for (int i = 0; i < kPairs; ++i) {
    const auto row = static_cast<std::size_t>(uniform(a) * kCells);
    const auto column = static_cast<std::size_t>(uniform(b) * kCells);
    ++counts[row * kCells + column];
  }
  const std::vector<double> expected(counts.size(), kPairs / static_cast<double>(counts.size()));
  const double statistic = chi_square_statistic(counts, expected);
  CHECK(chi_square_p_value(statistic, static_cast<double>(counts.size() - 1)) > kChance);
}

TEST_CASE("the generators of consecutive calls give uniform numbers") {
  std::vector<double> firsts;
  for (std::uint64_t call = 0; call < 100'000; ++call) {
    CallGenerator bits(call);
    firsts.push_back(uniform(bits));
  }
  const double distance = kolmogorov_statistic(firsts, [](double x) { return x; });
  CHECK(kolmogorov_p_value(distance, firsts.size()) > kChance);
}

}  // namespace
}  // namespace hotline
