#pragma once

#include <complex>
#include <vector>

namespace hotline::theory {

// In place: sum over j of x[j] exp(sign 2 pi i j k / n), for a size n that is a power of two; not
// divided by n. Cooley and Tukey 1965.
void fourier_transform(std::vector<std::complex<double>>& x, int sign);

}  // namespace hotline::theory
