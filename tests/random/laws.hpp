#pragma once

#include <memory>
#include <string>
#include <vector>

#include "hotline/random/distribution.hpp"

namespace hotline {

struct NamedLaw {
  std::string name;
  Distribution law;
};

// Laws with a density, each kind in its usual and its difficult ranges.
inline std::vector<NamedLaw> continuous_laws() {
  const auto gamma = std::make_shared<const Distribution>(law::Gamma{2.5, 120});
  return {
      {"exponential", Distribution(law::Exponential{180})},
      {"uniform", Distribution(law::Uniform{30, 90})},
      {"triangular", Distribution(law::Triangular{10, 40, 200})},
      {"triangular, mode at the low end", Distribution(law::Triangular{0, 0, 1})},
      {"triangular, mode at the high end", Distribution(law::Triangular{5, 9, 9})},
      {"log-normal, cv 0.3", Distribution(law::LogNormal{270, 0.3})},
      {"log-normal, cv 1", Distribution(law::LogNormal{1, 1})},
      {"log-normal, cv 3", Distribution(law::LogNormal{60, 3})},
      {"gamma, shape 0.2", Distribution(law::Gamma{0.2, 60})},
      {"gamma, shape 0.8", Distribution(law::Gamma{0.8, 60})},
      {"gamma, shape 1", Distribution(law::Gamma{1, 60})},
      {"gamma, shape 1.5", Distribution(law::Gamma{1.5, 60})},
      {"gamma, shape 300", Distribution(law::Gamma{300, 60})},
      {"Erlang, 1 phase", Distribution(law::Erlang{1, 45})},
      {"Erlang, 2 phases", Distribution(law::Erlang{2, 45})},
      {"Erlang, 9 phases", Distribution(law::Erlang{9, 45})},
      {"Weibull, shape 0.5", Distribution(law::Weibull{0.5, 300})},
      {"Weibull, shape 1", Distribution(law::Weibull{1, 300})},
      {"Weibull, shape 3", Distribution(law::Weibull{3, 300})},
      {"truncated normal, mean 4 sd", Distribution(law::TruncatedNormal{240, 60})},
      {"truncated normal, mean 0", Distribution(law::TruncatedNormal{0, 60})},
      {"truncated normal, mean -0.2 sd", Distribution(law::TruncatedNormal{-12, 60})},
      {"truncated normal, mean -3 sd", Distribution(law::TruncatedNormal{-180, 60})},
      {"truncated normal, mean -40 sd", Distribution(law::TruncatedNormal{-40, 1})},
      {"hyperexponential", Distribution(law::Hyperexponential{{0.1, 0.6, 0.3}, {600, 60, 5}})},
      {"shifted gamma", Distribution(law::Shifted{30, gamma})},
      {"mixture", Distribution(law::Mixed{
                      {0.25, 0.75},
                      {Distribution(law::Uniform{0, 20}), Distribution(law::Shifted{15, gamma})}})},
  };
}

}  // namespace hotline
