#pragma once

#include <algorithm>
#include <cstdint>
#include <type_traits>

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
  bool campaigns = true;  // diallers, and agents who move between callers and such work
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
inline CallGenerator chance(const Attempt& call, Chance what) {
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
    do {
      run_events();
    } while (dismisses_the_last());
    finish();
  }

 private:
  using Call = std::conditional_t<kHas.journeys, detail::Call, Attempt>;

  // Without choice there is one type, with one queue, and one group: places known in advance.
  static TypeId type_of(const Call& call) { return kHas.choice ? call.type : 0; }
  static QueueId queue_of(const Call& call) { return kHas.choice ? call.queue : 0; }
  static GroupId group_of(const Agent& agent) { return kHas.choice ? agent.group : 0; }
  const TypeModel& model_of(const Call& call) const { return model_.types[type_of(call)]; }

  // The event loop. What happens at one instant comes in this order: changes known in advance,
  // which hold from their instant on; ends of work and of patience; new calls.
  void run_events() {
    EventCalendar& calendar = house_.calendar;
    Arrivals& arrivals = house_.arrivals;
    for (;;) {
      const Seconds event = calendar.next_time();
      const Seconds step = house_.next_step_time;
      const Seconds arrival = arrivals.next_time();
      if (event < step && event <= arrival) {
        house_.now = event;
        on_event(calendar.take());
      } else if (step <= arrival) {
        if (step == kNever) return;
        house_.now = step;
        on_step(house_.take_step());
        if (house_.over && !model_.calendar) return;
      } else {
        house_.now = arrival;
        on_arrival(arrivals.next_type());
      }
      ++house_.events;
      if constexpr (kHas.campaigns) tend_campaigns();
    }
  }

  // The event of a node is told by the state of its agent or caller.
  void on_event(NodeId node) {
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

  // ---- A call until it is answered (engine_calls.hpp) ------------------------------------------

  void on_arrival(TypeId type_id);
  void begin_attempt(Call& call);
  void seek_agent(Call& call);
  AgentId choose_agent(const Call& call) const;
  void ask_to_wait(Call& call);
  void schedule_caller(CallId id, Seconds time);
  void on_patience_end(CallId id);
  Call leave_queue(CallId id);
  Seconds time_on_line(const Call& call, Seconds wait, Seconds talk) const;
  bool has_line(const Call& call) const;
  bool is_work(const Call& call) const;
  void fail(const Call& call, Outcome outcome, Seconds wait);

  // ---- Service ---------------------------------------------------------------------------------

  // Precondition: the agent is on duty and in nobody's list.
  void answer(AgentId agent_id, const Call& call) {
    const TypeModel& type = model_of(call);
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
    ledger_.served(counted_in(call, house_.now + work.talk), type_of(call), wait, type.target_time);
    note_end(call, Outcome::kServed, wait, time_on_line(call, wait, work.talk));
    if constexpr (kHas.deferred) remember_wait(call, wait);
    GroupLevels& levels = ledger_.group(group_of(agent));
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
    if (agent.presence == Presence::kBusy) no_longer_busy(group_of(agent));
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
  CallId line_up_work(const Call& call);
  AgentId agent_for_work(const Call& call) const;
  bool takes_up_work(AgentId id);
  void on_work_hours(const Step& step);
  Seconds dial_time(const Call& call) const;
  bool sets_to_work(AgentId agent, const Call& call);
  bool dials_again(const Call& call, Seconds wait, Seconds gives_up);
  void spend_in_vain(AgentId agent, const Call& call, Outcome outcome, Seconds spent);

  // ---- Diallers, and agents who move (engine_campaigns.hpp) ------------------------------------

  void tend_campaigns();
  void set_look();
  bool has_dialler(TypeId type) const;
  void put_on_list(Call& call);
  std::uint32_t idle_for(TypeId type) const;
  const DiallerModel::Slower* slowed_by(TypeId type) const;
  bool tend_dialler(TypeId type);
  void count_attempt(Call& call);
  void dial(TypeId type);
  Call stop_ringing(CallId id);
  void on_ring_end(CallId id);
  bool meets_right_person(AgentId agent, const Call& call);
  void call_off(TypeId type);
  void begin_campaigns();
  void end_campaigns();
  bool is_as_good(const BlendModel& blend, double level) const;
  bool tend_blend(std::size_t index);
  void turn_to(std::size_t index, bool outbound);

  // ---- Changes known in advance (engine_clock.hpp) ---------------------------------------------

  void open_house();
  void on_start();
  void wait_from_start(TypeId type, Seconds waited);
  void set_to_work_from_start(GroupId group, TypeId type);
  void on_step(const Step& step);
  void on_interval();
  void on_close();
  void on_horizon_end();
  void send_all_home();
  void dismiss_everybody();
  void dismiss_all(QueueId queue);
  bool dismisses_the_last();
  void finish();
  void hand_over();

  // ---- Agents who come and go (engine_rosters.hpp) ---------------------------------------------

  void add_agents(GroupId group, std::uint32_t count);
  void drop_agents(GroupId group, std::uint32_t count);
  void drop_one(GroupId group);
  bool is_absent(AgentId id, std::uint32_t number) const;
  void on_duty_start(AgentId id, std::uint32_t number);
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
