#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace hotline {

// How an attempt to call ended, and how a caller fared in the end.
enum class Outcome : std::uint8_t {
  kServed,
  kAbandoned,
  kBalked,
  kRejected,
  kBlocked,
  kClosed,
  kDismissed,
  kSelfServed,  // by the machine that answers first
  kHungUp,      // there
  kCalledBack,  // accepted to be called back
  kMessageLeft,
  kMessageLeftClosed,
  kUnreached,    // of calls that agents make: nobody answered
  kWrongPerson,  // likewise: somebody else did
  kDropped,      // of calls that a dialler makes: somebody answered, and no agent was idle
  kCalledOff,    // likewise: the dialler hung up while it rang
  kNotDialled,   // was still on the list at the end
};

// What is true of an outcome wherever it is counted or shown.
struct OutcomeInfo {
  std::string_view key;    // in files: "self_served"
  std::string_view name;   // for people: "self served"
  std::string_view label;  // with its explanation, for reports
  bool offered = false;    // the call had a line and asked for an agent while the house was open
};

// One line for each, in the order of the enumeration.
inline constexpr OutcomeInfo kOutcomeTable[] = {
    {"served", "served", "served: an agent answered", true},
    {"abandoned", "abandoned", "abandoned: gave up in queue", true},
    {"balked", "balked", "balked: hung up when asked to wait", true},
    {"rejected", "rejected", "rejected: the queue was full", true},
    {"blocked", "blocked", "blocked: no line was free", false},
    {"closed", "closed", "closed: outside opening hours", false},
    {"dismissed", "dismissed", "dismissed: sent away from the queue", true},
    {"self_served", "self served", "self served: by the machine", false},
    {"hung_up", "hung up", "hung up: on the machine", false},
    {"called_back", "called back", "called back: asked for it instead of waiting", true},
    {"message_left", "message left", "message left: from the queue", true},
    {"message_left_closed", "message left, closed", "message left: outside opening hours", false},
    {"unreached", "unreached", "unreached: called, and nobody answered", false},
    {"wrong_person", "wrong person", "wrong person: called, and somebody else answered", false},
    {"dropped", "dropped", "dropped: answered a dialler, no agent was free", true},
    {"called_off", "called off", "called off: the dialler hung up while it rang", false},
    {"not_dialled", "not dialled", "not dialled: still on the list at the end", false},
};
inline constexpr int kOutcomes = static_cast<int>(std::size(kOutcomeTable));

constexpr const OutcomeInfo& info_of(Outcome outcome) {
  return kOutcomeTable[static_cast<std::size_t>(outcome)];
}

}  // namespace hotline
