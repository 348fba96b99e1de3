#pragma once

#include <algorithm>
#include <cstdint>

#include "hotline/engine/replication.hpp"
#include "house.hpp"
#include "routing.hpp"

namespace hotline::detail {

// What an instance of the engine can do; the rest is compiled out (see Needs).
struct Features {
  bool choice = true;
  bool patience = true;
  bool journeys = true;
  bool rosters = true;
  bool stages = true;    // callers who change their terms while they wait
  bool deferred = true;  // callbacks, messages, numbers to be called: work without a caller on line
};

// Decisions about a caller beyond what is drawn for everybody on arrival.
enum class Chance : std::uint8_t {
  kBalk,
  kRetry,
  kRetryDelay,
  kPatience,
  kTalk,
  kRouting,
  kMachineLength,
  kMachine,
  kSequel,
  kSequelLength,
  kAfterCall,
  kPause,
  kCallback,
  kMessage,
  kMessageLength,
  kDialLength,
  kReached,
};

// The generator of one decision about one attempt: the same whenever it is asked for.
inline CallGenerator chance(const Call& call, Chance what) {
  return CallGenerator(mix(call.key + (static_cast<std::uint64_t>(call.attempt) << 8) +
                           static_cast<std::uint64_t>(what)));
}

// Plays a house from its start to the end of the horizon. The rules are those of docs/model.md;
// `Watcher` is told of every attempt that ends.
template <Features kHas, class Watcher>
class Engine {
 public:
  Engine(House& house, Watcher& watcher, const TakeTally& take)
      : house_(house), model_(house.model), ledger_(house.ledger), watcher_(watcher), take_(take) {}

  void play() {
    open_house();
    run_events();
    finish();
  }

 private:
  // The event loop. What happens at one instant comes in this order: changes known in advance,
  // which hold from their instant on; ends of work and of patience; new calls.
  void run_events() {
    EventCalendar& calendar = house_.calendar;
    Arrivals& arrivals = house_.arrivals;
    for (;;) {
      const Seconds event = calendar.next_time();
      const Seconds step = next_step_time();
      const Seconds arrival = arrivals.next_time();
      if (event < step && event <= arrival) {
        house_.now = event;
        on_event(calendar.next());
      } else if (step <= arrival) {
        if (step == kNever) return;
        house_.now = step;
        on_step(house_.steps[house_.next_step++]);
        if (house_.over && !model_.calendar) return;
      } else {
        house_.now = arrival;
        on_arrival(arrivals.next_type());
      }
      ++house_.events;
    }
  }

  Seconds next_step_time() const {
    return house_.next_step < house_.steps.size() ? house_.steps[house_.next_step].time : kNever;
  }

  // The event of a node is told by the state of its agent or caller.
  void on_event(NodeId node) {
    house_.calendar.cancel(node);
    if (node < model_.agents) {
      Agent& agent = house_.agents[node];
      if (kHas.rosters && is_off_for_a_time(agent)) {
        on_agent_back(node);
      } else if (kHas.journeys && agent.after_call > 0 && !agent.in_wrap_up) {
        on_talk_end(node);
      } else {
        on_service_end(node);
      }
    } else {
      on_caller_event(node - model_.agents);
    }
  }

  // ---- Calls -----------------------------------------------------------------------------------

  void on_arrival(TypeId type_id) {
    const TypeModel& type = model_.types[type_id];
    TypeStreams& streams = house_.streams[type_id];
    const IntervalId interval = ledger_.row_now();
    Call call;
    call.type = call.first_type = type_id;
    call.queue = type.queue;
    call.arrived = call.since = house_.now;
    call.interval = call.first_interval = interval;
    call.talk = type.talk.at(interval)(streams.talk);
    call.after_call = type.after_call.at(interval)(streams.after_call);
    if constexpr (kHas.patience) {
      call.patience = type.impatient ? type.patience.at(interval)(streams.patience) : kNever;
    }
    if constexpr (kHas.journeys || kHas.choice) call.key = streams.fate();
    ++ledger_.row(interval, type_id).callers;
    house_.arrivals.pop();
    begin_attempt(call);
  }

  void begin_attempt(Call& call) {
    auto& books = ledger_.row(call.interval, call.type);
    watcher_.calls(house_.now, call);
    ++books.attempts;
    books.attempts_staffed += ledger_.anybody_staffed();
    if constexpr (kHas.stages) {
      call.queue = model_.types[call.type].queue;
      call.turn = 0;
    }
    if constexpr (kHas.journeys) {
      books.handed_over += call.handed_over();
      call.came_staffed = ledger_.anybody_staffed();
      if constexpr (kHas.deferred) {
        call.told = Told{};
        if (model_.types[call.type].deferred) return put_off(call);
        if (!house_.open && !call.handed_over() && leaves_message_when_closed(call)) return;
      }
      if (!call.handed_over()) {
        if (!house_.open) return fail(call, Outcome::kClosed, 0);
        if (!take_line(call)) return fail(call, Outcome::kBlocked, 0);
        if (model_.types[call.type].has_ivr) return enter_machine(call);
      }
    }
    seek_agent(call);
  }

  void seek_agent(Call& call) {
    AgentId agent = choose_agent(call);
    if constexpr (kHas.stages) {
      if (agent == kNoAgent) agent = choose_after_turns(call);
    }
    if (agent != kNoAgent) {
      house_.agents.remove_idle(agent);
      answer(agent, call);
    } else {
      ask_to_wait(call);
    }
  }

  AgentId choose_agent(const Call& call) const {
    if constexpr (!kHas.choice) return house_.agents.group(0).last_idle;
    CallGenerator bits = chance(call, Chance::kRouting);
    return pick_agent(house_, call.queue, bits);
  }

  void ask_to_wait(Call& call) {
    const TypeModel& type = model_.types[call.type];
    Queue& queue = house_.queues[call.queue];
    if constexpr (kHas.journeys) {
      if (queue_is_full(type, call.type)) return fail(call, Outcome::kRejected, 0);
      if (type.balk > 0) {
        CallGenerator bits = chance(call, Chance::kBalk);
        if (uniform(bits) < type.balk) return fail(call, Outcome::kBalked, 0);
      }
      if constexpr (kHas.deferred) {
        if (declines_to_wait(call)) return;
      }
    }
    const CallId id = house_.calls.take(call);
    house_.calls[id].stage = Stage::kQueue;
    queue.insert(house_.calls, id);
    ledger_.queued(call.type, house_.now);
    watcher_.waits(house_.now, call, ledger_.waiting(call.type));
    schedule_waiting(id);
  }

  void schedule_caller(CallId id, Seconds time) {
    house_.calendar.grow(model_.agents + house_.calls.size());
    house_.calendar.schedule(model_.agents + id, time);
  }

  void on_patience_end(CallId id) {
    const Call call = leave_queue(id);
    const Seconds wait = house_.now - call.arrived;
    fail(call, Outcome::kAbandoned, wait);
  }

  // Takes a waiting caller out of the queue and the pool; no change must be pending any more.
  Call leave_queue(CallId id) {
    const Call call = house_.calls[id];
    house_.queues[call.queue].remove(house_.calls, id);
    if (has_line(call)) {
      ledger_.unqueued(call.type, house_.now);
    } else {
      ledger_.taken_up(call.type, house_.now);
    }
    house_.calls.give_back(id);
    return call;
  }

  // For how long an answered call holds a line.
  Seconds time_on_line(const Call& call, Seconds wait, Seconds talk) const {
    if (has_line(call)) return wait + talk;
    return model_.types[call.type].deferred->dials ? talk : 0;
  }

  // Somebody is on the line while this call waits.
  bool has_line(const Call& call) const {
    if constexpr (kHas.deferred) return !model_.types[call.type].deferred;
    return true;
  }

  // An attempt ends without an answer, after this wait in queue. Those that were offered had a
  // line.
  void fail(const Call& call, Outcome outcome, Seconds wait) {
    ledger_.lost(counted_in(call, house_.now), call, outcome, wait, model_.types[call.type]);
    note_end(call, outcome, wait, has_line(call) ? wait : 0);
    if (info_of(outcome).offered && has_line(call)) release_line(call.lines);
    if (kHas.stages && info_of(outcome).offered) note_recent(call.type, false);
    watcher_.ended(house_.now, call, outcome, wait);
    if constexpr (kHas.journeys) {
      release_companion(call, 0);
      if (!tries_again(call, outcome, wait)) settle(call, outcome, wait);
    }
  }

  // ---- Service ---------------------------------------------------------------------------------

  // Precondition: the agent is on duty and in nobody's list.
  void answer(AgentId agent_id, const Call& call) {
    const TypeModel& type = model_.types[call.type];
    if constexpr (kHas.deferred) {
      if (type.deferred && !sets_to_work(agent_id, call)) return;
    }
    Agent& agent = house_.agents[agent_id];
    const Seconds wait = house_.now - call.arrived;
    Handling work{call.talk, call.after_call};
    const SequelModel* sequel = nullptr;
    if constexpr (kHas.journeys) {
      work = handling_by(agent_id, call, wait);
      if constexpr (kHas.deferred) work.talk += dial_time(call);
      settle(call, Outcome::kServed, wait);
      release_companion(call, call.origin == Origin::kConsult ? work.talk : call.together);
      sequel = choose_sequel(call);
      agent.lines = call.lines;
    }
    if constexpr (kHas.stages) note_recent(call.type, wait <= type.target_time);
    ledger_.served(counted_in(call, house_.now + work.talk), call, wait, type);
    note_end(call, Outcome::kServed, wait, time_on_line(call, wait, work.talk));
    if constexpr (kHas.deferred) remember_wait(call, wait);
    GroupLevels& levels = ledger_.group(agent.group);
    if (agent.presence != Presence::kBusy) levels.busy.change(1, ledger_.since_start(house_.now));
    levels.handling += work.talk + work.after_call;
    levels.after_call += work.after_call;
    ++levels.answered;
    agent.presence = Presence::kBusy;
    watcher_.answered(house_.now, call, agent_id, wait, work);
    if constexpr (kHas.rosters) {
      begin_work(agent_id, call, wait, work);
    } else {
      watcher_.served(call, wait, agent.group, work);
    }
    if constexpr (kHas.journeys) {
      if (sequel != nullptr && begin_sequel(*sequel, agent_id, call, wait, work)) return;
      if (model_.counts_lines) {
        agent.after_call = work.after_call;
        house_.calendar.schedule(agent_id, house_.now + work.talk);
        return;
      }
    }
    house_.calendar.schedule(agent_id, house_.now + work.talk + work.after_call);
  }

  void on_service_end(AgentId id) {
    house_.last_call_end = house_.now;
    if constexpr (kHas.journeys) {
      Agent& agent = house_.agents[id];
      if (!agent.in_wrap_up && !agent.keeps_line) release_line(agent.lines);
      agent.in_wrap_up = agent.keeps_line = false;
      agent.after_call = 0;
    }
    if constexpr (kHas.rosters) {
      end_work(id);
      if (leaves_the_phones(id)) return;
    }
    next_call(id);
  }

  // An agent who is on duty and free, and still counted as busy or not as the presence says, takes
  // the next call or becomes idle.
  void next_call(AgentId id) {
    Agent& agent = house_.agents[id];
    const CallId call = choose_call(agent.group);
    if (call != kNoCall) {
      cancel_waiting(call);
      answer(id, leave_queue(call));
      return;
    }
    if constexpr (kHas.deferred) {
      if (takes_up_work(id)) return;
    }
    if (agent.presence == Presence::kBusy) no_longer_busy(agent.group);
    house_.agents.put_idle(id, house_.now);
    watcher_.agent(house_.now, id, Presence::kIdle);
    if (kHas.rosters && house_.agents.prospects(id).due.when_idle) start_break(id);
  }

  CallId choose_call(GroupId group) {
    if constexpr (!kHas.choice) return house_.queues[0].head;
    return pick_call(house_, group);
  }

  void no_longer_busy(GroupId group) {
    ledger_.group(group).busy.change(-1, ledger_.since_start(house_.now));
  }

  // ---- A call's ways beyond queue and talk (engine_journeys.hpp) --------------------------------

  void on_caller_event(CallId id);
  IntervalId counted_in(const Call& call, Seconds leaves);
  void note_end(const Call& call, Outcome outcome, Seconds wait, Seconds on_line);
  void enter_machine(Call& call);
  void on_machine_end(CallId id);
  bool tries_again(const Call& call, Outcome outcome, Seconds waited);
  void settle(const Call& call, Outcome outcome, Seconds waited);
  void on_return(CallId id);
  void draw_anew(Call& call);
  const SequelModel* choose_sequel(const Call& call) const;
  bool begin_sequel(const SequelModel& sequel, AgentId agent, const Call& call, Seconds wait,
                    Handling work);
  void send_on(const Call& next, AgentId agent, Seconds time);
  void release_companion(const Call& call, Seconds together);
  void on_talk_end(AgentId id);

  // ---- What an agent spends on a call (engine_work.hpp) ----------------------------------------

  Handling handling_by(AgentId agent, const Call& call, Seconds wait) const;
  double pace_of(AgentId agent, TypeId type) const;
  void begin_work(AgentId agent, const Call& call, Seconds wait, Handling work);
  void end_work(AgentId agent);
  bool break_off(AgentId agent);
  void pass_on(AgentId from, const WorkInHand& work);
  // ---- The terms of waiting (engine_terms.hpp) -------------------------------------------------

  bool take_line(Call& call);
  void release_line(std::uint16_t lines);
  bool queue_is_full(const TypeModel& type, TypeId id) const;
  Seconds patience_end(const Call& call) const;
  Seconds next_change(const Call& call) const;
  void schedule_waiting(CallId id);
  void cancel_waiting(CallId id);
  Seconds next_turn(const Call& call) const;
  bool take_turn(Call& call, bool queued);
  AgentId choose_after_turns(Call& call);
  void on_turn(CallId id);
  void note_recent(TypeId type, bool in_time);

  // ---- Announced waits, callbacks, messages, work (engine_deferred.hpp) ------------------------

  Seconds predicted_wait(const Call& call) const;
  bool declines_to_wait(Call& call);
  Seconds next_offer(const Call& call) const;
  void on_offer(CallId id);
  void remember_wait(const Call& call, Seconds wait);
  bool wants_callback(const Call& call) const;
  bool takes_callback(Call& call, Seconds wait);
  void part(const Call& call, Outcome outcome, Seconds wait);
  Call successor(const Call& call, TypeId to, Origin origin) const;
  void arrange_callback(const Call& call, Seconds wait);
  bool leaves_message_when_closed(Call& call);
  void record_message(const Call& call, Outcome outcome, Seconds wait);
  void on_message_end(CallId id);
  void put_off(Call& call);
  AgentId agent_for_work(const Call& call) const;
  bool takes_up_work(AgentId id);
  void on_work_hours(const Step& step);
  Seconds dial_time(const Call& call) const;
  bool sets_to_work(AgentId agent, const Call& call);
  bool dials_again(const Call& call, Seconds wait, Seconds gives_up);

  // ---- Changes known in advance (engine_clock.hpp) ---------------------------------------------

  void open_house();
  void on_step(const Step& step);
  void on_interval();
  void on_close();
  void on_horizon_end();
  void dismiss_everybody();
  void dismiss_all(QueueId queue);
  void finish();
  void hand_over();

  // ---- Agents who come and go (engine_rosters.hpp) ---------------------------------------------

  void add_agents(GroupId group, std::uint32_t count);
  void drop_agents(GroupId group, std::uint32_t count);
  void drop_one(GroupId group);
  void on_duty_start(AgentId id);
  void on_leave_early(AgentId id);
  void on_duty_end(AgentId id);
  void end_duty(AgentId id);
  void end_overtime(AgentId id);
  AgentId last_to_answer(GroupId group) const;
  bool leaves_the_phones(AgentId id);
  bool finishes_the_queue(GroupId group) const;
  void dismiss_unstaffed(GroupId group);

  // ---- Agents who are off the phones for a time (engine_breaks.hpp) -----------------------------

  void on_break_window(const Step& step);
  void on_break_due(const Step& step);
  void on_agent_back(AgentId id);
  void on_shrinkage(GroupId group);
  void start_pause(AgentId id);
  bool start_break(AgentId id);
  void go_away(AgentId id);
  void come_to_the_phones(AgentId id);
  void leave_the_list(AgentId id);
  void go_off(AgentId id);
  bool is_drawn_away(AgentId id) const;
  bool is_at_work(AgentId id) const;
  static bool is_off_for_a_time(const Agent& agent) {
    return agent.presence == Presence::kOnBreak || agent.presence == Presence::kPaused;
  }

  House& house_;
  const Model& model_;
  Ledger& ledger_;
  Watcher& watcher_;
  const TakeTally& take_;
  bool stopped_ = false;  // by whoever takes the tallies
};

}  // namespace hotline::detail
