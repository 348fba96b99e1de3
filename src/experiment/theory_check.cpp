#include "hotline/experiment/theory_check.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "hotline/base/error.hpp"
#include "hotline/stats/interval.hpp"
#include "hotline/theory/constant_handling.hpp"
#include "hotline/theory/erlang_c.hpp"
#include "hotline/theory/finite_queue.hpp"
#include "hotline/theory/handling_law.hpp"
#include "hotline/theory/impatient_queue.hpp"
#include "hotline/theory/priority_queue.hpp"
#include "theory_intervals.hpp"
#include "theory_team.hpp"

namespace hotline {
namespace detail {

double deviation(const Estimate& simulated, double formula, const Result& result) {
  if (!simulated.has_interval() || result.observations < 2) return kUnknown;
  const double half = (simulated.high - simulated.low) / 2;
  const double error = half / student_quantile(result.confidence, result.observations - 1);
  return error > 0 ? (simulated.value - formula) / error : kUnknown;
}

}  // namespace detail

namespace {

using detail::Team;

// The formulas for one steady team, one after another of those that know most of the scenario.
class SteadyTeam {
 public:
  SteadyTeam(const Scenario& scenario, const Model& model, const Result& result, const Team& team)
      : scenario_(scenario), model_(model), result_(result), team_(team) {
    for (const TypeId t : team.types) {
      found_.types.push_back(model.types[t].name);
      traffic_.arrivals += detail::mean_rate(model, t);
    }
    for (const GroupId g : team.groups) {
      found_.groups.push_back(model.groups[g].name);
      agents_ += static_cast<int>(model.groups[g].constant);
    }
    traffic_.mean_handling = team.mean_handling;
  }

  TheoryTeam compare() {
    if (!(traffic_.arrivals > 0) || !(traffic_.mean_handling > 0) || agents_ == 0) {
      found_.breaks = {"no formula: there are no calls, no handling or no agents"};
      return std::move(found_);
    }
    try {
      choose();
    } catch (const Error& error) {
      found_.breaks.insert(found_.breaks.begin(), error.what());
    }
    return std::move(found_);
  }

 private:
  void choose() {
    const double load = traffic_.offered_load();
    if (has_limits()) return limited();
    if (team_.patience) return impatient();
    if (load >= agents_) {
      found_.breaks = {"no formula: there are fewer agents than work, and nobody gives up"};
    } else if (has_priorities() && team_.exponential) {
      priorities();
    } else if (team_.exponential) {
      queue("Erlang C (M/M/s)", theory::ErlangC(traffic_, agents_), {});
    } else if (team_.cv_handling == 0) {
      queue("M/D/s (Crommelin)", theory::ConstantHandlingQueue(traffic_, agents_), {.law = true});
    } else if (agents_ == 1) {
      mean_waits("M/G/1 (Pollaczek and Khinchine)",
                 theory::single_agent_wait(traffic_, team_.cv_handling, kUnknown).mean);
    } else {
      mean_waits("M/G/s (Kimura's approximation)",
                 theory::mean_wait_kimura(traffic_, agents_, team_.cv_handling));
    }
  }

  // ---- Formulas --------------------------------------------------------------------------------

  // Lines of the whole house; lines in groups have no formula here.
  std::uint32_t lines() const {
    return model_.line_groups.size() == 1 ? model_.line_groups[0].count : kNoLimit;
  }

  bool has_limits() const {
    if (lines() != kNoLimit || model_.queue_limit != kNoLimit) return true;
    return team_.types.size() == 1 && model_.types[team_.types[0]].queue_limit != kNoLimit;
  }

  // The tightest of the limits decides. Of lines the first to be full are those of the house.
  void limited() {
    std::uint32_t waiting = model_.queue_limit;
    if (team_.types.size() == 1) {
      waiting = std::min(waiting, model_.types[team_.types[0]].queue_limit);
    }
    const double by_queue = waiting == kNoLimit ? INFINITY : double(agents_) + waiting;
    const double by_lines = lines() == kNoLimit ? INFINITY : double(lines());
    blocks_ = by_lines <= by_queue;
    constexpr double kMostCapacity = 1e6;
    const double capacity = std::min({by_queue, by_lines, kMostCapacity});
    if (capacity < agents_) {
      found_.breaks = {"no formula: there are fewer lines than agents"};
      return;
    }
    const Seconds patience = team_.patience ? team_.patience->mean : INFINITY;
    const theory::FiniteQueue full(traffic_, agents_, static_cast<int>(capacity), patience);
    const bool no_places = capacity == agents_;
    queue(no_places        ? "Erlang B (M/G/s/s)"
          : team_.patience ? "M/M/s/K+M"
                           : "M/M/s/K",
          full, {.law = no_places, .limits = true});
  }

  void impatient() {
    const theory::ImpatientQueue exact(traffic_, agents_, *team_.patience);
    queue(team_.exponential_patience ? "Erlang A (M/M/s+M)" : "M/M/s+G", exact,
          {.any_patience = !team_.exponential_patience});
  }

  // Classes by priority where agents look at it, by their order where that decides.
  bool has_priorities() const {
    if (team_.types.size() < 2 || team_.groups.size() != 1) return false;
    if (model_.agent_picks == AgentPicks::kFirstInList) return true;
    if (model_.agent_picks != AgentPicks::kHighestPriority) return false;
    return std::ranges::any_of(team_.types, [&](TypeId t) {
      return model_.types[t].priority != model_.types[team_.types[0]].priority;
    });
  }

  void priorities() {
    const bool by_list = model_.agent_picks == AgentPicks::kFirstInList;
    std::vector<TypeId> order = by_list ? detail::types_of(model_, team_.groups[0]) : team_.types;
    if (!by_list) {
      std::ranges::stable_sort(order, std::greater<>(),
                               [&](TypeId t) { return model_.types[t].priority; });
    }
    // Types of one priority are one class of the formula.
    std::vector<PerSecond> rates;
    std::vector<std::size_t> class_of;
    for (std::size_t i = 0; i < order.size(); ++i) {
      const bool with_last = !by_list && i > 0 &&
                             model_.types[order[i]].priority == model_.types[order[i - 1]].priority;
      if (!with_last) rates.push_back(0);
      rates.back() += detail::mean_rate(model_, order[i]);
      class_of.push_back(rates.size() - 1);
    }
    found_.formula = "M/M/s with priorities (Cobham; Kella and Yechiali)";
    found_.breaks = detail::broken_assumptions(scenario_, model_, team_, {.priority = true});
    const theory::PriorityQueue queue(rates, traffic_.mean_handling, agents_);
    for (std::size_t i = 0; i < order.size(); ++i) {
      const TypeId t = order[i];
      const std::string& name = model_.types[t].name;
      add(name, "wait_all", queue.mean_wait(class_of[i]));
      add(name, "waited", queue.delayed());
      add(name, "service_level", 1 - queue.wait_exceeds(class_of[i], model_.types[t].target_time));
    }
  }

  void mean_waits(const std::string& formula, Seconds wait) {
    found_.formula = formula;
    found_.breaks = detail::broken_assumptions(scenario_, model_, team_, {.law = true});
    for (const std::string& type : shown_types()) {
      add(type, "wait_all", wait);
      if (type.empty()) add(type, "queue_mean", traffic_.arrivals * wait);
    }
    occupancy(traffic_.offered_load() / agents_);
  }

  void queue(const std::string& formula, const theory::StationaryQueue& exact,
             const detail::FormulaKnows& knows) {
    found_.formula = formula;
    found_.breaks = detail::broken_assumptions(scenario_, model_, team_, knows);
    const theory::QueueMeasures m = exact.measures();
    // Calls without a line are not offered, calls that find the queue full are.
    const double accepted = blocks_ ? 1 : 1 - m.blocked;
    for (const std::string& type : shown_types()) {
      const auto target = target_of(type);
      if (target) add(type, "service_level", accepted * exact.within(*target).answered);
      if (m.blocked == 0) add(type, "waited", m.delayed);
      if (team_.patience) add(type, "abandonment", accepted * m.abandoned);
      add(type, "asa", m.mean_wait_answered);
      if (team_.patience && m.abandoned > 0) add(type, "wait_abandoned", m.mean_wait_abandoned);
      if (m.blocked == 0) add(type, "wait_all", m.mean_wait);
      if (type.empty() || team_.types.size() == 1) add(type, "queue_mean", m.mean_queue);
    }
    occupancy(m.occupancy);
  }

  // ---- Figures ---------------------------------------------------------------------------------

  bool is_whole_house() const { return team_.types.size() == model_.types.size(); }

  // All of the house together, or each type of the team.
  std::vector<std::string> shown_types() const {
    return is_whole_house() ? std::vector<std::string>{""} : found_.types;
  }

  // None if the types of the house differ in it.
  std::optional<Seconds> target_of(const std::string& type) const {
    std::optional<Seconds> target;
    for (const TypeId t : team_.types) {
      if (!type.empty() && model_.types[t].name != type) continue;
      if (target && *target != model_.types[t].target_time) return std::nullopt;
      target = model_.types[t].target_time;
    }
    return target;
  }

  void add(const std::string& type, const char* key, double formula) {
    const auto measures = call_measures();
    const auto measure = std::ranges::find(measures, key, &Measure<CallView>::key);
    push(type, key, std::string(measure->title), measure->unit, formula, result_.call(key, type));
  }

  void occupancy(double formula) {
    if (team_.groups.size() == 1) {
      push("", "occupancy", "occupancy", Unit::kShare, formula,
           result_.agent("occupancy", found_.groups[0]));
    } else if (is_whole_house()) {
      push("", "occupancy", "occupancy", Unit::kShare, formula, result_.agent("occupancy"));
    }
  }

  void push(const std::string& type, const char* key, std::string title, Unit unit, double formula,
            const Estimate& simulated) {
    found_.figures.push_back({type, key, std::move(title), unit, formula, simulated,
                              detail::deviation(simulated, formula, result_)});
  }

  const Scenario& scenario_;
  const Model& model_;
  const Result& result_;
  const Team& team_;
  theory::Traffic traffic_;
  int agents_ = 0;
  bool blocks_ = false;  // calls that find no place are blocked rather than rejected
  TheoryTeam found_;
};

TheoryTeam calendar_team(const Scenario& scenario, const Model& model, const Team& team) {
  TheoryTeam found;
  for (const TypeId t : team.types) found.types.push_back(model.types[t].name);
  for (const GroupId g : team.groups) found.groups.push_back(model.groups[g].name);
  found.breaks = detail::broken_assumptions(scenario, model, team, {});
  if (team.types.size() < model.types.size()) {
    found.breaks.insert(found.breaks.begin(),
                        "no formula by interval: the house has several teams of agents");
  } else {
    found.formula = team.patience ? "Erlang A" : "Erlang C";
  }
  return found;
}

}  // namespace

TheoryComparison compare_with_theory(const Scenario& scenario, const Model& model,
                                     const Result& result) {
  TheoryComparison comparison;
  const std::vector<Team> teams = detail::teams_of(scenario, model);
  for (const Team& team : teams) {
    comparison.teams.push_back(model.calendar
                                   ? calendar_team(scenario, model, team)
                                   : SteadyTeam(scenario, model, result, team).compare());
  }
  if (model.calendar && teams.size() == 1) {
    comparison.intervals = detail::theory_by_interval(model, result, teams.front());
  }
  return comparison;
}

}  // namespace hotline
