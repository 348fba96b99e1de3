#pragma once

#include <string_view>

#include "agents.hpp"
#include "calls.hpp"
#include "hotline/engine/replication.hpp"

// Who may look on while the engine plays. The engine tells its watcher of everything; a watcher who
// does not care has an empty function for it, which costs nothing.
namespace hotline::detail {

struct NoWatcher {
  void calls(Seconds, const Attempt&) {}
  void machine(Seconds, const Attempt&, Seconds) {}
  void dials(Seconds, const Attempt&, Seconds) {}
  void waits(Seconds, const Attempt&, std::uint32_t) {}
  void turns(Seconds, const Attempt&) {}
  void answered(Seconds, const Attempt&, AgentId, Seconds, Handling) {}
  void served(const Attempt&, Seconds, GroupId, Handling) {}
  void ended(Seconds, const Attempt&, Outcome, Seconds) {}
  void returns(Seconds, const Attempt&, Seconds) {}
  void agent(Seconds, AgentId, Presence) {}
};

// Notes each attempt when it is over.
struct LogWatcher : NoWatcher {
  explicit LogWatcher(const LogCall& log_in) : log(log_in) {}
  const LogCall& log;

  void ended(Seconds, const Call& call, Outcome outcome, Seconds wait) {
    log({call.type, call.attempt, call.arrived, wait, outcome, kNoLimit, 0, 0});
  }
  void served(const Call& call, Seconds wait, GroupId group, Handling work) {
    log({call.type, call.attempt, call.arrived, wait, Outcome::kServed, group, work.talk,
         work.after_call});
  }
};

constexpr std::string_view name_of(Origin origin) {
  switch (origin) {
    case Origin::kFirst:
      return "first call";
    case Origin::kRetry:
      return "tries again";
    case Origin::kCallAgain:
      return "calls again";
    case Origin::kTransfer:
      return "transferred";
    case Origin::kConsult:
      return "consult";
    case Origin::kHandOver:
      return "handed over at the end of a shift";
    case Origin::kCallback:
      return "asked to be called back";
    case Origin::kMessage:
      return "left a message";
  }
  return "";
}

constexpr std::string_view name_of(Presence presence) {
  switch (presence) {
    case Presence::kOff:
      return "off duty";
    case Presence::kAbsent:
      return "absent";
    case Presence::kAway:
      return "away";
    case Presence::kOnBreak:
      return "break";
    case Presence::kPaused:
      return "pause";
    case Presence::kIdle:
      return "idle";
    case Presence::kBusy:
      return "busy";
  }
  return "";
}

// Tells everything.
struct TraceWatcher : NoWatcher {
  explicit TraceWatcher(const TakeTrace& take_in) : take(take_in) {}
  const TakeTrace& take;

  void calls(Seconds now, const Call& call) {
    TraceEvent event = about(now, call, TraceEvent::Kind::kCalls);
    event.how = name_of(call.origin);
    take(event);
  }
  void machine(Seconds now, const Call& call, Seconds length) {
    TraceEvent event = about(now, call, TraceEvent::Kind::kMachine);
    event.length = length;
    take(event);
  }
  void dials(Seconds now, const Call& call, Seconds rings) {
    TraceEvent event = about(now, call, TraceEvent::Kind::kDials);
    event.length = rings;
    take(event);
  }
  void waits(Seconds now, const Call& call, std::uint32_t queue) {
    TraceEvent event = about(now, call, TraceEvent::Kind::kWaits);
    event.number = queue;
    event.length = call.patience;
    take(event);
  }
  void turns(Seconds now, const Call& call) {
    TraceEvent event = about(now, call, TraceEvent::Kind::kTurns);
    event.number = call.queue;
    take(event);
  }
  void answered(Seconds now, const Call& call, AgentId agent, Seconds wait, Handling work) {
    TraceEvent event = about(now, call, TraceEvent::Kind::kAnswered);
    event.agent = agent;
    event.length = wait;
    event.talk = work.talk;
    event.after_call = work.after_call;
    take(event);
  }
  void ended(Seconds now, const Call& call, Outcome outcome, Seconds wait) {
    TraceEvent event = about(now, call, TraceEvent::Kind::kEnded);
    event.outcome = outcome;
    event.length = wait;
    take(event);
  }
  void returns(Seconds now, const Call& call, Seconds delay) {
    TraceEvent event = about(now, call, TraceEvent::Kind::kReturns);
    event.how = name_of(call.origin);
    event.length = delay;
    take(event);
  }
  void agent(Seconds now, AgentId id, Presence presence) {
    TraceEvent event;
    event.time = now;
    event.kind =
        presence == Presence::kIdle ? TraceEvent::Kind::kOnPhones : TraceEvent::Kind::kOffPhones;
    event.agent = id;
    event.how = name_of(presence);
    take(event);
  }

 private:
  static TraceEvent about(Seconds now, const Call& call, TraceEvent::Kind kind) {
    TraceEvent event;
    event.time = now;
    event.kind = kind;
    event.caller = call.key;
    event.attempt = call.attempt;
    event.type = call.type;
    return event;
  }
};

}  // namespace hotline::detail
