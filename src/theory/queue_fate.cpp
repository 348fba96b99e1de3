#include "theory/queue_fate.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>

#include "theory/incomplete_gamma.hpp"

namespace hotline::theory {

WaitShares queue_fate(int ahead, PerSecond serving, PerSecond giving_up, Seconds t) {
  const double stages = ahead + 1.0;
  WaitShares shares;
  if (serving == 0) {
    shares.waiting = std::exp(-giving_up * t);
    shares.abandoned = 1 - shares.waiting;
    return shares;
  }
  if (giving_up == 0) {
    shares.answered = gamma_p(stages, serving * t);
    shares.waiting = gamma_q(stages, serving * t);
    return shares;
  }
  const double ratio = serving / giving_up;
  const double gone = -std::expm1(-giving_up * t);
  const double answered = ratio / (ratio + stages);
  shares.answered = answered * boost::math::ibeta(stages, ratio + 1, gone);
  shares.waiting = std::exp(-giving_up * t) * boost::math::ibetac(stages, ratio, gone);
  shares.abandoned = std::max(0.0, 1 - shares.answered - shares.waiting);
  return shares;
}

}  // namespace hotline::theory
