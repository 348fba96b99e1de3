#include "hotline/stats/fit.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <initializer_list>
#include <vector>

namespace hotline {
namespace {

double uniform_cdf(double x) { return x < 0 ? 0 : x > 1 ? 1 : x; }

TEST_CASE("Kolmogorov's statistic is the largest gap on either side of a step") {
  CHECK(kolmogorov_statistic({0.5}, uniform_cdf) == doctest::Approx(0.5));
  CHECK(kolmogorov_statistic({0.9, 0.2}, uniform_cdf) == doctest::Approx(0.4));
  CHECK(kolmogorov_statistic({0.25, 0.75}, uniform_cdf) == doctest::Approx(0.25));
  CHECK(kolmogorov_statistic({0.1, 0.2, 0.3}, uniform_cdf) == doctest::Approx(0.7));
  CHECK(kolmogorov_statistic({}, uniform_cdf) == 0);
}

TEST_CASE("Kolmogorov's statistic of a law with an atom compares the atom as a whole") {
  const auto coin = [](double x) { return x < 0 ? 0.0 : x < 1 ? 0.5 : 1.0; };
  CHECK(kolmogorov_statistic({0, 1, 1, 0}, coin) == 0);
  CHECK(kolmogorov_statistic({0, 1, 1, 1}, coin) == doctest::Approx(0.25));
}

// Exact critical values, computed by the algorithm of Marsaglia, Tsang and Wang (2003), "Evaluating
// Kolmogorov's distribution", Journal of Statistical Software 8(18).
TEST_CASE("Kolmogorov's chances agree with the exact tables within 4 %") {
  struct Row {
    std::size_t size;
    double chance, statistic;
  };
  for (const Row& row : {Row{10, 0.05, 0.40925}, Row{10, 0.01, 0.48893}, Row{20, 0.05, 0.29408},
                         Row{20, 0.01, 0.35241}, Row{50, 0.05, 0.18841}, Row{50, 0.01, 0.22604},
                         Row{100, 0.05, 0.13403}, Row{100, 0.01, 0.16081}, Row{10, 0.5, 0.24686},
                         Row{100, 1e-6, 0.26580}}) {
    CAPTURE(row.size);
    CAPTURE(row.chance);
    CHECK(kolmogorov_p_value(row.statistic, row.size) == doctest::Approx(row.chance).epsilon(0.04));
  }
}

TEST_CASE("Kolmogorov's chances of a large sample are those of the limit law") {
  // Smirnov (1948), "Table for estimating the goodness of fit of empirical distributions".
  const std::size_t size = 100'000'000;
  CHECK(kolmogorov_p_value(1.36e-4, size) == doctest::Approx(1 - 0.950512).epsilon(1e-3));
  CHECK(kolmogorov_p_value(1.00e-4, size) == doctest::Approx(1 - 0.730000).epsilon(1e-3));
  CHECK(kolmogorov_p_value(0.50e-4, size) == doctest::Approx(1 - 0.036055).epsilon(1e-4));
}

TEST_CASE("Kolmogorov's chances fall from 1 to 0 without a jump") {
  double last = 1;
  for (int step = 0; step <= 3000; ++step) {
    const double chance = kolmogorov_p_value(step * 1e-7, 100'000'000);
    REQUIRE(chance <= last + 1e-15);
    REQUIRE(last - chance < 0.002);
    last = chance;
  }
  CHECK(last < 1e-7);
}

TEST_CASE("chi-square chances are those of the tables") {
  CHECK(chi_square_p_value(3.841459, 1) == doctest::Approx(0.05).epsilon(1e-5));
  CHECK(chi_square_p_value(18.307038, 10) == doctest::Approx(0.05).epsilon(1e-5));
  CHECK(chi_square_p_value(135.806723, 100) == doctest::Approx(0.01).epsilon(1e-5));
  CHECK(chi_square_p_value(0, 3) == 1);
}

TEST_CASE("Mendel's round and wrinkled peas fit three to one") {
  // 5474 round and 1850 wrinkled seeds (Mendel 1866): chi-square 0.263.
  const std::vector<double> observed{5474, 1850}, expected{5493, 1831};
  const double statistic = chi_square_statistic(observed, expected);
  CHECK(statistic == doctest::Approx(0.263).epsilon(1e-3));
  CHECK(chi_square_p_value(statistic, 1) == doctest::Approx(0.608).epsilon(1e-3));
}

}  // namespace
}  // namespace hotline
