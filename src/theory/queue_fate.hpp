#pragma once

#include "hotline/theory/stationary_queue.hpp"

namespace hotline::theory {

// The fate by time t >= 0 of a call that finds all agents busy and `ahead` >= 0 calls waiting, when
// the agents together serve at the rate `serving` >= 0 and each waiting call gives up at the rate
// `giving_up` >= 0. The wait that it is offered is the sum of ahead + 1 exponential times with the
// rates serving + i giving_up, i = 0..ahead: that of the (ahead + 1)-th smallest of many
// exponential times, so that exp(-giving_up * wait) has a beta law (gamma wait without giving up).
// Riordan 1962, "Stochastic Service Systems", section 6.4. Error about 1e-13.
WaitShares queue_fate(int ahead, PerSecond serving, PerSecond giving_up, Seconds t);

}  // namespace hotline::theory
