#include "theory_intervals.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "hotline/theory/erlang_c.hpp"
#include "hotline/theory/impatient_queue.hpp"
#include "hotline/theory/offered_load.hpp"

namespace hotline::detail {
namespace {

using theory::Traffic;

// Position of a measure among those that are kept by interval.
template <class View>
std::size_t row_index(std::span<const Measure<View>> table, std::string_view key) {
  std::size_t index = 0;
  for (const auto& measure : table) {
    if (measure.key == key) return index;
    if (measure.by_interval) ++index;
  }
  return index;
}

// A measure for a number of agents between whole ones, by a straight line; 0 without agents.
template <class Level>
double between_agents(double agents, const Level& level) {
  const int below = static_cast<int>(std::floor(agents + 1e-9));
  const double part = std::max(0.0, agents - below);
  const double low = below > 0 ? level(below) : 0;
  return part < 1e-6 ? low : low + part * (level(below + 1) - low);
}

class Week {
 public:
  Week(const Model& model, const Team& team, const std::vector<double>& rates)
      : team_(team), target_(model.types[team.types[0]].target_time) {
    // The week before makes its last day's calls part of Monday's load.
    std::vector<Seconds> borders = {-7 * kDay};
    std::vector<double> values;
    for (int week = -1; week <= 0; ++week) {
      for (std::size_t c = 0; c < rates.size(); ++c) {
        const CellInfo& cell = model.cell_info[c];
        const Seconds day = (7 * week + static_cast<int>(cell.weekday)) * kDay;
        if (day + cell.from > borders.back()) {
          borders.push_back(day + cell.from);
          values.push_back(0);
        }
        borders.push_back(day + cell.to);
        values.push_back(rates[c]);
      }
    }
    profile_.emplace(std::move(borders), std::move(values));
  }

  double erlang_c(PerSecond rate, double agents) const {
    const Traffic traffic{rate, team_.mean_handling};
    return between_agents(
        agents, [&](int n) { return theory::ErlangC(traffic, n).within(target_).answered; });
  }

  double erlang_a(PerSecond rate, double agents) const {
    if (!team_.patience) return kUnknown;
    const Traffic traffic{rate, team_.mean_handling};
    const Seconds patience = team_.patience->mean;
    return between_agents(agents, [&](int n) {
      return theory::ErlangA(traffic, n, patience).within(target_).answered;
    });
  }

  // With the rate that would keep as many calls in progress for ever as the interval has on
  // average.
  double modified(const CellInfo& cell, double agents) const {
    constexpr int kPoints = 8;
    const theory::DurationLaw handling = theory::exponential_law(team_.mean_handling);
    const Seconds day = static_cast<int>(cell.weekday) * kDay;
    double load = 0;
    for (int i = 0; i < kPoints; ++i) {
      const Seconds t = day + cell.from + (cell.to - cell.from) * (i + 0.5) / kPoints;
      load += theory::offered_load(*profile_, handling, t) / kPoints;
    }
    const PerSecond rate = load / team_.mean_handling;
    if (!(rate > 0)) return kUnknown;
    return team_.patience ? erlang_a(rate, agents) : erlang_c(rate, agents);
  }

 private:
  const Team& team_;
  Seconds target_;
  std::optional<theory::RateProfile> profile_;
};

}  // namespace

void add_expected_calls(const Model& model, TypeId type, std::vector<double>& calls) {
  const double share = share_to_agents(model.types[type]);
  const ArrivalModel& arrivals = model.types[type].arrivals;
  if (arrivals.kind != ArrivalModel::Kind::kPoisson || !arrivals.curves.empty()) {
    for (const IntervalModel& interval : model.intervals) {
      calls[interval.cell] += share * model.expected_calls(type, interval.start, interval.end);
    }
    return;
  }
  // The commonest kind in one pass, so that a long calendar of short intervals is no burden.
  const std::vector<RatePiece>& pieces = arrivals.pieces;
  std::size_t piece = 0;
  for (const IntervalModel& interval : model.intervals) {
    while (piece < pieces.size() && pieces[piece].end <= interval.start) ++piece;
    for (std::size_t p = piece; p < pieces.size(); ++p) {
      const Seconds from = p == 0 ? 0 : pieces[p - 1].end;
      if (from >= interval.end) break;
      const Seconds overlap =
          std::min(pieces[p].end, interval.end) - std::max(from, interval.start);
      calls[interval.cell] += share * pieces[p].rate * std::max(0.0, overlap);
    }
  }
}

std::vector<TheoryInterval> theory_by_interval(const Model& model, const Result& result,
                                               const Team& team) {
  std::vector<double> calls(model.cell_info.size(), 0.0);
  for (const TypeId t : team.types) add_expected_calls(model, t, calls);
  std::vector<double> rates;
  for (std::size_t c = 0; c < calls.size(); ++c) {
    const Seconds length = model.cell_info[c].length;
    rates.push_back(length > 0 ? calls[c] / length : 0);
  }
  const Week week(model, team, rates);
  const std::size_t level = row_index(call_measures(), "service_level");
  const std::size_t hours = row_index(agent_measures(), "staffed_hours");
  std::vector<TheoryInterval> intervals;
  for (std::size_t c = 0; c < rates.size() && c < result.by_cell.size(); ++c) {
    if (!(rates[c] > 0)) continue;
    const CellInfo& cell = model.cell_info[c];
    const Row& row = result.by_cell[c];
    TheoryInterval found;
    found.label = {cell.weekday, cell.from, cell.to};
    found.calls_per_hour = rates[c] * kHour;
    found.agents = row.all_agents[hours].value * kHour * cell.times / cell.length;
    found.simulated = row.all_calls[level];
    if (!(found.agents >= 0) || !found.simulated.known()) continue;
    found.erlang_c = week.erlang_c(rates[c], found.agents);
    found.erlang_a = week.erlang_a(rates[c], found.agents);
    found.modified_offered_load = week.modified(cell, found.agents);
    found.deviation =
        deviation(found.simulated, team.patience ? found.erlang_a : found.erlang_c, result);
    intervals.push_back(std::move(found));
  }
  return intervals;
}

}  // namespace hotline::detail
