#pragma once

#include <cstddef>
#include <vector>

namespace hotline::theory::test {

// Stationary probabilities of a small Markov chain by its transition rates, rates[i][j] from state
// i to j (Grassmann, Taksar and Heyman 1985: elimination without subtractions).
inline std::vector<double> stationary(std::vector<std::vector<double>> rates) {
  const std::size_t n = rates.size();
  for (std::size_t k = n - 1; k > 0; --k) {
    double out = 0;
    for (std::size_t j = 0; j < k; ++j) out += rates[k][j];
    for (std::size_t i = 0; i < k; ++i) {
      if (rates[i][k] == 0) continue;
      rates[i][k] /= out;
      for (std::size_t j = 0; j < k; ++j) rates[i][j] += rates[i][k] * rates[k][j];
    }
  }
  std::vector<double> p(n, 0.0);
  double sum = p[0] = 1;
  for (std::size_t k = 1; k < n; ++k) {
    for (std::size_t i = 0; i < k; ++i) p[k] += p[i] * rates[i][k];
    sum += p[k];
  }
  for (double& value : p) value /= sum;
  return p;
}

}  // namespace hotline::theory::test
