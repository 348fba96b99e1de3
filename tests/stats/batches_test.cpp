#include "hotline/stats/batches.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

#include "hotline/stats/moments.hpp"

namespace hotline {
namespace {

TEST_CASE("batches that do not overlap give the usual standard error") {
  const std::vector<double> series = {3, 1, 4, 1, 5, 9, 2, 6};
  Moments moments;
  for (const double value : series) moments.add(value);
  const BatchError error = overlapping_batch_error(series, 1);
  CHECK(error.error == doctest::Approx(moments.standard_error()).epsilon(1e-14));
  CHECK(error.degrees == doctest::Approx(1.5 * 7));
}

// By hand: windows of two of 1, 2, 4, 1 have the means 1.5, 3, 2.5; the mean is 2. Squared
// deviations 0.25 + 1 + 0.25 = 1.5; times 2 / ((4 - 2 + 1) (4 - 2)) = 1/3: 0.5.
TEST_CASE("overlapping batch means by hand") {
  const std::vector<double> series = {1, 2, 4, 1};
  const BatchError error = overlapping_batch_error(series, 2);
  CHECK(error.error == doctest::Approx(std::sqrt(0.5)).epsilon(1e-14));
  CHECK(error.degrees == doctest::Approx(1.5));
}

// A first-order autoregression x' = 0.8 x + e has var(mean) -> 1 / (n (1 - 0.8)^2). The estimate's
// mean over 400 series has a standard error of about 0.4 / 20 = 2 %; the windows of 100 lack about
// 2 x 0.8 / (1 - 0.64) / 100 = 4.4 % (bias of batch means). Five standard errors: 1e-6.
TEST_CASE("overlapping batch means see the correlation of successive values") {
  std::mt19937_64 bits(1);
  std::normal_distribution<double> normal;
  double sum = 0;
  for (int k = 0; k < 400; ++k) {
    std::vector<double> series(1000);
    double x = normal(bits) / 0.6;
    for (double& value : series) value = x = 0.8 * x + normal(bits);
    const double error = overlapping_batch_error(series, 100).error;
    sum += error * error;
  }
  CHECK(sum / 400 * 1000 * 0.04 == doctest::Approx(1 - 0.044).epsilon(0.1));
}

TEST_CASE("MSER-5 cuts off a start that differs, and nothing of an even series") {
  std::mt19937_64 bits(2);
  std::normal_distribution<double> normal;
  std::vector<double> series(500);
  for (double& value : series) value = normal(bits);
  CHECK(mser5(series).dropped <= 50);
  for (std::size_t i = 0; i < 100; ++i) series[i] -= 10;
  const WarmUp found = mser5(series);
  CHECK(found.dropped >= 100);
  CHECK(found.dropped <= 130);
  CHECK_FALSE(found.doubtful);
}

TEST_CASE("MSER-5 says when a series never settles") {
  std::vector<double> series(500);
  for (std::size_t i = 0; i < series.size(); ++i) series[i] = static_cast<double>(i);
  const WarmUp found = mser5(series);
  CHECK(found.doubtful);
  CHECK(found.dropped == 250);
}

TEST_CASE("MSER-5 keeps a constant series whole") {
  CHECK(mser5(std::vector<double>(50, 3.0)).dropped == 0);
}

}  // namespace
}  // namespace hotline
