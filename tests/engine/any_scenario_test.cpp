#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "support/builder.hpp"
#include "validation/observe.hpp"

// Any valid scenario runs to its end and keeps its books: identities, not statistics, so every seed
// must pass.
using namespace hotline;
using namespace hotline::test;

namespace {

template <class Value>
Value one_of(std::vector<Value> values) {
  return *rc::gen::elementOf(std::move(values));
}

bool sometimes() { return *rc::gen::inRange(0, 3) == 0; }

Distribution any_law() {
  const double mean = one_of<double>({0, 20, 200, 900});
  if (mean == 0 || sometimes()) return constant(mean);
  if (sometimes()) return Distribution(law::LogNormal{mean, 1.5});
  return exponential(mean);
}

Arrivals any_arrivals() {
  Arrivals arrivals;
  arrivals.source = one_of<double>({1, 10, 60}) / kHour;
  if (sometimes()) {
    CallCount count;
    count.mean = 150;
    count.poisson = sometimes();
    count.per_day = false;
    arrivals.source = count;
  } else if (sometimes()) {
    arrivals.source = Renewal{Distribution(law::Gamma{0.5, 300}), {}};
  } else if (sometimes()) {
    arrivals.source = CallTimes{{0, 10, 10, 3600}};
  } else if (sometimes()) {
    arrivals.busyness = Busyness{0.5, Busyness::Per::kReplication, Busyness::Law::kLogNormal};
  }
  return arrivals;
}

CallType any_call(std::size_t index, std::size_t types) {
  CallType type = call("t" + std::to_string(index), 0, 1);
  type.arrivals = any_arrivals();
  type.talk.usual = any_law();
  if (sometimes()) type.after_call = TimedDistribution{any_law(), {}};
  if (sometimes()) type.talk_growth = 0.05 / kMinute;
  if (!sometimes()) type.patience = TimedDistribution{any_law(), {}};
  if (sometimes()) type.balk = 0.3;
  if (sometimes()) type.ivr = Ivr{any_law(), 0.2, 0.1};
  if (sometimes()) type.queue_limit = *rc::gen::inRange(0, 4);
  if (sometimes()) type.queue_limit_per_agent = 1.5;
  if (sometimes()) type.queue_target = 0.3;
  if (sometimes()) type.last_come_first = true;
  if (!sometimes()) {
    const std::vector<Failure> all = {Failure::kAbandoned, Failure::kBalked, Failure::kRejected,
                                      Failure::kBlocked,   Failure::kClosed, Failure::kDismissed};
    type.retry = Retry{all, 0.6, any_law(), 5, sometimes(), {}, {}};
  }
  for (const auto kind :
       {Sequel::Kind::kTransfer, Sequel::Kind::kConsult, Sequel::Kind::kCallAgain}) {
    if (!sometimes()) continue;
    Sequel sequel;
    sequel.kind = kind;
    sequel.to = "t" + std::to_string(*rc::gen::inRange<std::size_t>(0, types));
    sequel.probability = 0.2;
    sequel.length = any_law();
    sequel.keeps_place = sometimes();
    if (kind == Sequel::Kind::kTransfer && sometimes()) sequel.together = any_law();
    type.then.push_back(sequel);
  }
  type.priority = *rc::gen::inRange(0, 3);
  return type;
}

std::vector<Shift> any_shifts() {
  const std::vector<Break> breaks = {
      {11 * kHour, 20 * kMinute, true},
      {12 * kHour, 45 * kMinute, false},
      {13 * kHour, 15 * kMinute, true, one_of<Seconds>({0, 20 * kMinute, 2 * kHour})}};
  return {{"day", kEveryDay, {8 * kHour, 16 * kHour}, *rc::gen::inRange(0, 4), breaks},
          {"night", kEveryDay, {16 * kHour, 1 * kHour}, *rc::gen::inRange(0, 4), {}},
          {"late night", kEveryDay, {0, 3 * kHour}, *rc::gen::inRange(0, 2), {}}};
}

// One named person works all shifts that do not overlap.
void name_first(std::vector<Shift>& shifts) {
  for (const std::size_t i : {0U, 1U}) {
    shifts[i].persons = {"first"};
    shifts[i].count = std::max(shifts[i].count, 1);
  }
}

// What callers may do instead of waiting, and the types of work that comes of it.
void add_any_work(Scenario& scenario) {
  for (CallType& type : scenario.calls) {
    if (sometimes()) {
      type.announced_wait =
          AnnouncedWait{one_of<AnnouncedWait::Rule>(
                            {AnnouncedWait::Rule::kLastWait, AnnouncedWait::Rule::kMeanOfLast,
                             AnnouncedWait::Rule::kHeadOfLine, AnnouncedWait::Rule::kQueueLength,
                             AnnouncedWait::Rule::kQueueAndPatience}),
                        3};
      type.balk_by_wait = BalkCurve{{{0, 0.1}, {60, 0.4}}, sometimes()};
    }
    if (sometimes()) {
      type.callback = Callback{"back", {}, {}, one_of<double>({0, 30}), 0.5};
      if (sometimes()) type.callback->if_queue = 2;
    }
    if (!sometimes()) continue;
    type.voicemail = Voicemail{"messages", one_of<double>({0, 45}), 0.6, 0.5, any_law()};
  }
  CallType back = call("back", 1, 1);
  back.arrivals.reset();
  back.talk.usual = any_law();
  back.deferred = Deferred{
      sometimes(), *rc::gen::inRange(0, 2), {}, any_law(), 0.6, 0.2, any_law(), 3, any_law()};
  if (sometimes() && !back.deferred->keeps_turn) {
    back.deferred->hours = WeekTable<bool>{{{kEveryDay, {10 * kHour, 1 * kHour}, true}}};
  }
  CallType messages = call("messages", one_of<double>({0, 5}) / kHour, 1);
  messages.talk.usual = any_law();
  messages.deferred = Deferred{};
  scenario.calls.push_back(back);
  scenario.calls.push_back(messages);
}

// A list of numbers for a dialler, and agents who move between callers and work.
void add_any_campaign(Scenario& scenario) {
  CallType list = call("list", 0, 1);
  list.arrivals = any_arrivals();
  if (!sometimes())
    list.arrivals = Arrivals{NumberList{*rc::gen::inRange(0, 400), sometimes()}, {}};
  list.talk.usual = any_law();
  list.deferred = Deferred{false, 0, {}, any_law(), 0.6, 0.2, any_law(), 3, any_law()};
  Dialler dialler;
  dialler.dials = sometimes() ? Dials{1.7, true} : Dials{one_of<double>({1, 3}), false};
  dialler.when_idle = *rc::gen::inRange(1, 3);
  dialler.mismatch = one_of<Dialler::Mismatch>(
      {Dialler::Mismatch::kWait, Dialler::Mismatch::kDrop, Dialler::Mismatch::kHangUp});
  if (dialler.mismatch == Dialler::Mismatch::kWait && !sometimes()) {
    list.patience = TimedDistribution{any_law(), {}};
  }
  list.deferred->dialler = dialler;
  if (sometimes()) {
    list.deferred->hours = WeekTable<bool>{{{kEveryDay, {10 * kHour, 1 * kHour}, true}}};
  }
  if (sometimes()) {
    list.then.push_back({});
    list.then.back().kind = Sequel::Kind::kCallAgain;
    list.then.back().probability = 0.2;
    list.then.back().length = any_law();
  }
  scenario.calls.push_back(list);
  const std::vector<Dials> slow = {{0, false}, {1, false}, {0.6, true}};
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
    Condition condition;
    condition.of = one_of<Condition::Of>({Condition::Of::kMismatches, Condition::Of::kServiceLevel,
                                          Condition::Of::kQueue, Condition::Of::kIdleAgents});
    condition.name = condition.of == Condition::Of::kMismatches   ? "list"
                     : condition.of == Condition::Of::kIdleAgents ? scenario.agents[0].name
                                                                  : "t0";
    condition.at_least = sometimes();
    condition.value = condition.of == Condition::Of::kQueue ? 2 : 0.3;
    condition.over = 600;
    scenario.routing.slow_dialling.push_back({"list", condition, one_of(slow)});
  }
  for (AgentGroup& group : scenario.agents) {
    if (sometimes()) continue;
    group.takes.push_back("list");
    if (!sometimes()) continue;
    scenario.routing.blend.push_back({group.name, "t0", 600, 0.7, 0.4, one_of<double>({0, 1200})});
  }
  // Somebody takes it.
  if (std::ranges::count(scenario.agents[0].takes, "list") == 0) {
    scenario.agents[0].takes.push_back("list");
  }
}

AgentGroup any_group(std::size_t index, std::size_t types) {
  std::vector<std::string> takes;
  for (std::size_t t = 0; t < types; ++t) {
    if (t % 2 == index % 2 || sometimes()) takes.push_back("t" + std::to_string(t));
  }
  if (takes.empty()) takes = {"t0"};
  AgentGroup group = agents("g" + std::to_string(index), *rc::gen::inRange(0, 6), takes);
  group.at_shift_end =
      one_of<AtShiftEnd>({AtShiftEnd::kFinishCall, AtShiftEnd::kDropCall, AtShiftEnd::kHandOver});
  if (sometimes()) group.speed = one_of<double>({0.5, 1.3});
  if (sometimes()) group.speed_by_type = {{takes.front(), 0.8}};
  if (sometimes()) group.pause_after_call = Pause{0.5, any_law()};
  const int way = *rc::gen::inRange(0, 3);
  if (way == 1) {
    group.staffing = every_day({{{7 * kHour, 13 * kHour}, *rc::gen::inRange(0, 6)},
                                {{13 * kHour, 22 * kHour}, *rc::gen::inRange(0, 6)}});
  } else if (way == 2) {
    group.staffing = any_shifts();
    if (sometimes()) group.persons = {{"first", 1.5}};
    if (!group.persons.empty()) name_first(std::get<std::vector<Shift>>(group.staffing));
    if (sometimes()) group.late = any_law();
    if (sometimes()) group.early = any_law();
    if (sometimes()) group.absence = 0.2;
  }
  if (sometimes()) group.shrinkage = 0.3;
  return group;
}

std::vector<std::string> groups_that_take(const Scenario& scenario, const std::string& type) {
  std::vector<std::string> names;
  for (const AgentGroup& group : scenario.agents) {
    if (std::ranges::count(group.takes, type) > 0) names.push_back(group.name);
  }
  return names;
}

GroupOrder any_order(const std::vector<std::string>& groups) {
  GroupOrder order;
  order.plain = sometimes();
  for (const std::string& group : groups) {
    if (!order.ranks.empty() && sometimes()) continue;
    const bool equal = !order.plain && !order.ranks.empty() && sometimes();
    if (!equal) order.ranks.emplace_back();
    order.ranks.back().push_back(group);
  }
  return order;
}

std::optional<Condition> any_condition(const std::string& type, const std::string& group) {
  using Of = Condition::Of;
  if (sometimes()) return std::nullopt;
  Condition condition;
  condition.of = one_of<Of>({Of::kQueue, Of::kQueuePerAgent, Of::kIdleAgents, Of::kOccupancy,
                             Of::kServiceLevel, Of::kExpectedWait});
  const bool of_type = condition.of == Of::kQueue || condition.of == Of::kQueuePerAgent ||
                       condition.of == Of::kServiceLevel;
  condition.name = of_type ? type : group;
  condition.at_least = sometimes();
  condition.value = one_of<double>({0, 0.5, 1, 3});
  condition.over = 600;
  return condition;
}

void add_any_terms(Scenario& scenario) {
  Routing& routing = scenario.routing;
  for (const CallType& type : scenario.calls) {
    const auto groups = groups_that_take(scenario, type.name);
    if (groups.empty()) continue;
    if (sometimes()) routing.groups[type.name] = any_order(groups);
    if (sometimes()) {
      for (const std::string& group : groups) routing.group_weights[type.name][group] = 1.5;
    }
    const int turns = sometimes() ? *rc::gen::inRange(1, 4) : 0;
    Seconds after = 0;
    for (int i = 0; i < turns; ++i, after += one_of<double>({0, 30})) {
      const auto& group = groups[*rc::gen::inRange<std::size_t>(0, groups.size())];
      routing.stages.push_back({type.name, after, any_condition(type.name, group),
                                any_order(groups), *rc::gen::inRange(0, 3)});
    }
    if (turns == 0 && sometimes()) {
      routing.overflow.push_back(
          {type.name, 20, groups.back(), any_condition(type.name, groups[0])});
    }
    if (sometimes()) routing.line_groups.push_back({"for " + type.name, 3, {type.name}});
  }
  for (AgentGroup& group : scenario.agents) {
    if (sometimes()) group.reserve[group.takes.back()] = *rc::gen::inRange(1, 4);
  }
}

Scenario any_scenario() {
  Scenario scenario = calendar(2);
  if (!sometimes()) {
    scenario.opening =
        open_every_day(one_of<double>({0, 8, 18}) * kHour, one_of<double>({20, 2, 24}) * kHour,
                       sometimes() ? AtClosing::kSendAway : AtClosing::kFinishQueue);
  }
  const auto types = *rc::gen::inRange<std::size_t>(1, 4);
  for (std::size_t t = 0; t < types; ++t) scenario.calls.push_back(any_call(t, types));
  const auto groups = *rc::gen::inRange<std::size_t>(1, 4);
  for (std::size_t g = 0; g < groups; ++g) scenario.agents.push_back(any_group(g, types));
  if (sometimes()) {
    add_any_work(scenario);
    scenario.agents[0].takes.insert(scenario.agents[0].takes.begin(), {"back", "messages"});
  }
  if (sometimes()) add_any_campaign(scenario);
  Routing& routing = scenario.routing;
  routing.caller_picks = one_of<CallerPicks>(
      {CallerPicks::kFirstInList, CallerPicks::kLongestIdle, CallerPicks::kMostIdle,
       CallerPicks::kUniform, CallerPicks::kFewestSkills, CallerPicks::kLeastOccupied,
       CallerPicks::kRandomByWeight});
  routing.agent_picks = one_of<AgentPicks>(
      {AgentPicks::kFirstInList, AgentPicks::kHighestPriority, AgentPicks::kLongestWaiting,
       AgentPicks::kLongestWeightedWait, AgentPicks::kLongestQueue, AgentPicks::kEarliestDue,
       AgentPicks::kQueueAgainstTarget});
  if (sometimes()) routing.lines = *rc::gen::inRange(1, 12);
  if (sometimes()) routing.queue_limit = *rc::gen::inRange(0, 6);
  if (sometimes()) routing.when_unstaffed = WhenUnstaffed::kSendAway;
  if (sometimes()) routing.queue_limit_per_agent = 0.7;
  if (sometimes()) routing.break_rule = BreakRule::kKeepEnd;
  add_any_terms(scenario);
  return scenario;
}

bool close(double a, double b) { return std::abs(a - b) <= 1e-7 * (1 + std::abs(a)); }

}  // namespace

TEST_CASE("any scenario runs to its end, and its books balance") {
  CHECK(rc::check([] {
    const Model model = compile(any_scenario());
    for (const Sums& sums : observe(model, 1, 2)) {
      RC_ASSERT(sums.all.attempts == sums.all.ended());
      RC_ASSERT(sums.all.callers + sums.all.handed_over <= sums.all.attempts);
      RC_ASSERT(sums.all.by_caller.in_target <= sums.all.by_caller.outcome(Outcome::kServed));
      RC_ASSERT(sums.all.by_caller.outcome(Outcome::kServed) <= sums.all.callers);
      RC_ASSERT(sums.all.by_caller.ended() == sums.all.callers);
      RC_ASSERT(sums.all.by_caller.wait_all() <= sums.all.wait_all() + 1e-6);
      RC_ASSERT(sums.all.cut_off <= sums.all.outcome(Outcome::kServed));
      RC_ASSERT(sums.all.in_target <= sums.all.outcome(Outcome::kServed));
      const Seconds waits = sums.all.wait_all();
      RC_ASSERT(sums.all.wait_served >= 0);
      RC_ASSERT(close(sums.all.queue_time, waits));
      std::uint64_t answered = 0;
      for (const AgentSums& group : sums.groups) {
        answered += group.answered;
        RC_ASSERT(close(group.busy, group.handling));
        RC_ASSERT(group.busy <= group.staffed + 1e-6);
        RC_ASSERT(group.after_call <= group.handling + 1e-6);
        RC_ASSERT(group.overtime >= -1e-6);
        RC_ASSERT(group.on_break >= -1e-6);
        RC_ASSERT(group.away >= -1e-6);
      }
      RC_ASSERT(answered == sums.all.outcome(Outcome::kServed));
    }
  }));
}

TEST_CASE("no agent talks to two callers at once, in any scenario without sequels") {
  CHECK(rc::check([] {
    Scenario scenario = any_scenario();
    for (CallType& type : scenario.calls) type.then.clear();
    const Model model = compile(scenario);
    // With every change of the calls in hand in order of time, no group has more than its agents.
    std::vector<std::vector<std::pair<Seconds, int>>> changes(model.groups.size());
    Replication(model).play(
        1, 0, [](const Tally&) { return true; },
        [&](const CallRecord& call) {
          RC_ASSERT(call.waited >= 0);
          if (call.outcome != Outcome::kServed) return;
          const Seconds from = call.arrived + call.waited;
          changes[call.group].emplace_back(from, 1);
          // Rounding may part an end from the beginning that follows it at once.
          const Seconds to = from + call.talk + call.after_call - 1e-6;
          changes[call.group].emplace_back(to, -1);
        });
    for (GroupId g = 0; g < model.groups.size(); ++g) {
      std::ranges::sort(changes[g]);  // ends before beginnings at one instant
      int in_hand = 0;
      for (const auto& [time, change] : changes[g]) {
        in_hand += change;
        RC_ASSERT(in_hand <= static_cast<int>(model.groups[g].agents));
      }
    }
  }));
}
