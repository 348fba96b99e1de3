#include "evidence/stream_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <vector>

#include "hotline/random/stream.hpp"
#include "hotline/stats/fit.hpp"

namespace hotline::evidence {

namespace {

constexpr std::uint32_t kReplications = 16, kPurposes = 8, kTypes = 2;
constexpr std::size_t kNumbers = 10'000;

std::string row(const std::string& test, const std::string& found, const std::string& chance,
                double p_value) {
  return fmt::format("| {} | {} | {} | {:.3f} |\n", test, found, chance, p_value);
}

// Uniform numbers of consecutive replications, purposes and call types, less their mean.
std::vector<std::vector<double>> neighbours(std::uint64_t seed) {
  std::vector<std::vector<double>> streams;
  for (std::uint64_t replication = 0; replication < kReplications; ++replication) {
    for (std::uint32_t purpose = 0; purpose < kPurposes; ++purpose) {
      for (std::uint32_t type = 0; type < kTypes; ++type) {
        Generator bits = stream(seed, replication, static_cast<Purpose>(purpose), type);
        auto& numbers = streams.emplace_back();
        for (std::size_t i = 0; i < kNumbers; ++i) numbers.push_back(uniform(bits) - 0.5);
      }
    }
  }
  return streams;
}

// The correlation of every two streams is normal with variance 1 / kNumbers.
std::string correlations(std::uint64_t seed) {
  const auto streams = neighbours(seed);
  const boost::math::normal normal;
  std::vector<double> z;
  for (std::size_t a = 0; a < streams.size(); ++a) {
    for (std::size_t b = a + 1; b < streams.size(); ++b) {
      double sum = 0;
      for (std::size_t i = 0; i < kNumbers; ++i) sum += streams[a][i] * streams[b][i];
      z.push_back(12 * sum / std::sqrt(static_cast<double>(kNumbers)));
    }
  }
  double largest = 0;
  int beyond_3 = 0;
  for (const double value : z) {
    largest = std::max(largest, std::abs(value));
    beyond_3 += std::abs(value) > 3;
  }
  const double pairs = static_cast<double>(z.size());
  const double p = kolmogorov_p_value(
      kolmogorov_statistic(z, [&](double x) { return boost::math::cdf(normal, x); }), z.size());
  return row(fmt::format("correlation of all {} pairs of {} streams ({} replications, {} purposes, "
                         "{} call types), {} numbers each; p-value: Kolmogorov-Smirnov",
                         z.size(), streams.size(), kReplications, kPurposes, kTypes, kNumbers),
             fmt::format("{} beyond 3 standard deviations, largest {:.2f}", beyond_3, largest),
             fmt::format("{:.0f} beyond 3", pairs * 2 * boost::math::cdf(normal, -3)), p);
}

// Of ten million names, how many pairs begin with the same number, and with the same upper half.
std::string collisions(std::uint64_t seed) {
  std::vector<std::uint64_t> firsts;
  for (std::uint64_t replication = 0; replication < 125'000; ++replication) {
    for (std::uint32_t purpose = 0; purpose < 8; ++purpose) {
      for (std::uint32_t type = 0; type < 10; ++type) {
        firsts.push_back(stream(seed, replication, static_cast<Purpose>(purpose), type)());
      }
    }
  }
  std::ranges::sort(firsts);
  int same = 0, same_half = 0;
  for (std::size_t i = 1; i < firsts.size(); ++i) {
    same += firsts[i] == firsts[i - 1];
    same_half += firsts[i] >> 32 == firsts[i - 1] >> 32;
  }
  const double names = static_cast<double>(firsts.size());
  const double pairs = names * (names - 1) / 2;
  // Neighbours in order: of three alike two pairs are seen, a part in 1,000 fewer than all.
  const double expected = names - 0x1p32 * -std::expm1(names * std::log1p(-0x1p-32));
  const boost::math::poisson poisson(expected);
  const double low = boost::math::cdf(poisson, same_half);
  return row("first numbers of 10,000,000 names (125,000 replications, 8 purposes, 10 call types) "
             "that are alike",
             fmt::format("{}", same), fmt::format("{:.0e}", pairs * 0x1p-64),
             std::exp(-pairs * 0x1p-64)) +
         row("upper halves (32 bits) of these that are alike; p-value: Poisson",
             fmt::format("{}", same_half), fmt::format("{:.0f}", expected),
             std::min(1.0, 2 * std::min(low, 1 - low)));
}

// How the streams of one replication and the next begin: pairs fill a square evenly.
std::string beginnings(std::uint64_t seed) {
  constexpr std::size_t kCells = 64;
  constexpr std::uint64_t kPairs = 2'000'000;
  std::string text;
  for (const auto& [purpose, name] : {std::pair{Purpose::kArrival, "arrivals"},
                                      {Purpose::kTalk, "talk"},
                                      {Purpose::kPatience, "patience"}}) {
    std::vector<double> counts(kCells * kCells);
    for (std::uint64_t pair = 0; pair < kPairs; ++pair) {
      Generator one = stream(seed, 2 * pair, purpose, 0);
      Generator next = stream(seed, 2 * pair + 1, purpose, 0);
      const auto x = static_cast<std::size_t>(uniform(one) * kCells);
      const auto y = static_cast<std::size_t>(uniform(next) * kCells);
      ++counts[x * kCells + y];
    }
    const std::vector<double> expected(counts.size(),
                                       static_cast<double>(kPairs) / (kCells * kCells));
    const double statistic = chi_square_statistic(counts, expected);
    const double degrees = static_cast<double>(counts.size()) - 1;
    text +=
        row(fmt::format("first numbers of {} in replications 2k and 2k + 1, {} pairs in {} x {} "
                        "cells; p-value: chi-square",
                        name, kPairs, kCells, kCells),
            fmt::format("chi-square {:.0f}", statistic), fmt::format("{:.0f}", degrees),
            chi_square_p_value(statistic, degrees));
  }
  return text;
}

// Numbers k and k + lag of one stream, and number k of two purposes of one call.
std::string serial(std::uint64_t seed) {
  constexpr int kLags = 50, kPairs = 1'000'000;
  std::vector<double> z;
  for (int lag = 1; lag <= kLags; ++lag) {
    Generator bits = stream(seed, 0, Purpose::kTalk, 0);
    Generator later = bits;
    for (int i = 0; i < lag; ++i) later();
    double sum = 0;
    for (int i = 0; i < kPairs; ++i) sum += (uniform(bits) - 0.5) * (uniform(later) - 0.5);
    z.push_back(12 * sum / std::sqrt(static_cast<double>(kPairs)));
  }
  const boost::math::normal normal;
  double largest = 0;
  for (const double value : z) largest = std::max(largest, std::abs(value));
  return row(fmt::format("correlation of a stream with itself 1 to {} numbers later, {} pairs "
                         "each; p-value: Kolmogorov-Smirnov",
                         kLags, kPairs),
             fmt::format("largest {:.2f} standard deviations", largest),
             fmt::format("2 beyond {:.2f}",
                         boost::math::quantile(boost::math::complement(normal, 1.0 / kLags))),
             kolmogorov_p_value(
                 kolmogorov_statistic(z, [&](double x) { return boost::math::cdf(normal, x); }),
                 z.size()));
}

}  // namespace

std::string stream_record(std::uint64_t seed) {
  return "| test | found | by chance | p-value |\n|---|---|---|---|\n" + correlations(seed) +
         collisions(seed) + beginnings(seed) + serial(seed);
}

}  // namespace hotline::evidence
