#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "hotline/base/time.hpp"
#include "hotline/engine/outcome.hpp"
#include "hotline/model/model.hpp"

namespace hotline {

// Something that happened while a replication was played, for people who want to see one caller's
// way through the house, or an agent's day.
struct TraceEvent {
  enum class Kind : std::uint8_t {
    kCalls,     // an attempt begins; `how` it came about
    kMachine,   // the caller listens to the machine for `length`
    kDials,     // a dialler calls, and it rings for `length`
    kWaits,     // joins a queue of now `number` callers, with a patience of `length`
    kTurns,     // comes onto other terms: those of queue `number` of the model
    kAnswered,  // by `agent`, after a wait of `length`, for `talk` and `after_call`
    kEnded,     // without an agent: `outcome`, after a wait of `length`
    kReturns,   // will be there again at `length` from now; `how`
    kOnPhones,  // from here on: of an agent. Idle, ready for a call
    kOffPhones  // not ready; `how` says why
  };
  Seconds time = 0;  // since the start of the horizon
  Kind kind = Kind::kCalls;
  Outcome outcome = Outcome::kServed;
  std::uint64_t caller = 0;   // the same number for all attempts of one caller
  std::uint32_t attempt = 0;  // 0 is the first
  TypeId type = 0;
  AgentId agent = 0;
  std::uint32_t number = 0;
  Seconds length = 0;
  Seconds talk = 0, after_call = 0;
  std::string_view how;
};

using TakeTrace = std::function<void(const TraceEvent&)>;

}  // namespace hotline
