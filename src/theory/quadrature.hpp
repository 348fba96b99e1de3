#pragma once

#include <functional>

namespace hotline::theory {

// The integral of f from low to high (low <= high, finite) by double-exponential quadrature
// (Takahasi and Mori 1974): f smooth inside, at the ends at worst an integrable singularity.
// Relative error about 1e-14 for integrands of one sign.
double integrate(const std::function<double(double)>& f, double low, double high);

}  // namespace hotline::theory
