#include "theory/fourier.hpp"

#include <cmath>
#include <cstddef>
#include <utility>

namespace hotline::theory {

void fourier_transform(std::vector<std::complex<double>>& x, int sign) {
  const std::size_t n = x.size();
  for (std::size_t i = 1, j = 0; i < n; ++i) {
    std::size_t bit = n / 2;
    for (; j & bit; bit /= 2) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(x[i], x[j]);
  }
  std::vector<std::complex<double>> turns(n / 2);
  for (std::size_t i = 0; i < n / 2; ++i) {
    turns[i] = std::polar(1.0, sign * 2 * M_PI * static_cast<double>(i) / static_cast<double>(n));
  }
  for (std::size_t length = 2; length <= n; length *= 2) {
    for (std::size_t start = 0; start < n; start += length) {
      for (std::size_t i = 0; i < length / 2; ++i) {
        const auto even = x[start + i];
        const auto odd = x[start + i + length / 2] * turns[i * (n / length)];
        x[start + i] = even + odd;
        x[start + i + length / 2] = even - odd;
      }
    }
  }
}

}  // namespace hotline::theory
