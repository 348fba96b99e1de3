#include "polish.hpp"

#include <algorithm>
#include <cstdlib>

namespace hotline::planning {
namespace {

using Exchange = std::vector<int>;  // [group]: people more

double cost_of(const Plan& plan, const Exchange& exchange) {
  double cost = 0;
  for (std::size_t g = 0; g < exchange.size(); ++g) cost += exchange[g] * plan.wage[g];
  return cost;
}

void add_exchanges(const Plan& plan, Exchange& exchange, std::size_t group, int left,
                   std::vector<Exchange>& found) {
  if (group == exchange.size()) {
    const bool comes = std::ranges::any_of(exchange, [](int n) { return n > 0; });
    if (comes && cost_of(plan, exchange) < -1e-9) found.push_back(exchange);
    return;
  }
  for (int n = -left; n <= left; ++n) {
    exchange[group] = n;
    add_exchanges(plan, exchange, group + 1, left - std::abs(n), found);
  }
  exchange[group] = 0;
}

// Those that save most come first.
std::vector<Exchange> exchanges_of(const Plan& plan, const Staffing& staffing) {
  double people = 0, cells = 0;
  for (std::uint32_t c = 0; c < plan.cells.size(); ++c) {
    if (plan.cells[c].open <= 0) continue;
    cells += 1;
    for (std::size_t g = 0; g < staffing.columns(); ++g) people += staffing(c, g);
  }
  // Where many work, steps of the search are as small as exchanges are.
  constexpr double kMany = 15;
  const bool few = staffing.columns() <= 4 && people < kMany * cells;
  std::vector<Exchange> found;
  Exchange exchange(staffing.columns(), 0);
  add_exchanges(plan, exchange, 0, few ? 3 : 2, found);
  std::ranges::stable_sort(found, {}, [&](const Exchange& e) { return cost_of(plan, e); });
  return found;
}

bool can(const Staffing& staffing, std::uint32_t cell, const Exchange& exchange) {
  for (std::size_t g = 0; g < exchange.size(); ++g) {
    if (staffing(cell, g) + exchange[g] < 0) return false;
  }
  return true;
}

class Polish {
 public:
  Polish(const Plan& plan, const std::vector<Promise>& promises,
         const std::vector<Constraint>& constraints, const Player& player, int replications)
      : plan_(plan),
        promises_(promises),
        constraints_(constraints),
        player_(player),
        replications_(replications) {
    for (std::uint32_t c = 0; c < plan.cells.size(); ++c) {
      if (plan.cells[c].open > 0) cells_.push_back(c);
    }
    of_cell_.assign(promises.size(), std::vector<int>(plan.cells.size(), -1));
    for (std::size_t k = 0; k < constraints.size(); ++k) {
      for (const std::uint32_t c : constraints[k].cells) {
        of_cell_[constraints[k].promise][c] = static_cast<int>(k);
      }
    }
  }

  std::optional<Staffing> run(Staffing staffing) {
    if (!look(staffing)) return std::nullopt;
    bool any = false;
    for (const Exchange& exchange : exchanges_of(plan_, staffing)) {
      for (std::size_t colour = 0; colour < reach_of(plan_); ++colour) {
        if (player_.stopped()) return std::nullopt;
        Staffing next = staffing;
        if (!exchange_where_it_holds(exchange, colour, staffing, next)) continue;
        const std::vector<double> before = margins_;
        const Counts counts = counts_;
        if (look(next) && holds()) {
          staffing = std::move(next);
          any = true;
        } else {
          margins_ = before;
          counts_ = counts;
        }
      }
    }
    return any ? std::optional(staffing) : std::nullopt;
  }

 private:
  bool look(const Staffing& staffing) {
    counts_ = sum_of(player_.play(staffed(plan_, staffing), 0, replications_));
    if (player_.stopped()) return false;
    margins_.clear();
    for (const Constraint& constraint : constraints_) {
      margins_.push_back(margin_of(constraint, promises_[constraint.promise], counts_));
    }
    return true;
  }

  bool holds() const {
    return std::ranges::all_of(margins_, [](double margin) { return margin >= -1e-9; });
  }

  // Every `reach`-th cell is exchanged in one play; those are kept whose effects, added up, leave
  // every margin where it must be. Whether there are any.
  bool exchange_where_it_holds(const Exchange& exchange, std::size_t colour,
                               const Staffing& staffing, Staffing& next) const {
    Staffing trial = staffing;
    std::vector<std::uint32_t> tried;
    const std::size_t reach = reach_of(plan_);
    for (std::size_t i = colour; i < cells_.size(); i += reach) {
      if (!can(staffing, cells_[i], exchange)) continue;
      tried.push_back(cells_[i]);
      for (std::size_t g = 0; g < exchange.size(); ++g) trial(cells_[i], g) += exchange[g];
    }
    if (tried.empty()) return false;
    const Counts counts = sum_of(player_.play(staffed(plan_, trial), 0, replications_));
    if (player_.stopped()) return false;
    std::vector<double> margins = margins_;
    bool any = false;
    for (const std::uint32_t cell : tried) {
      std::vector<std::pair<std::size_t, double>> changes;
      for (std::size_t p = 0; p < promises_.size(); ++p) {
        for (std::size_t later = 0; later < reach && cell + later < plan_.cells.size(); ++later) {
          const int k = of_cell_[p][cell + later];
          if (k < 0) continue;
          changes.emplace_back(static_cast<std::size_t>(k),
                               promises_[p].margin(counts, cell + later) -
                                   promises_[p].margin(counts_, cell + later));
        }
      }
      std::vector<double> then = margins;
      for (const auto& [k, by] : changes) then[k] += by;
      if (std::ranges::any_of(changes, [&](const auto& c) { return then[c.first] < 0; })) continue;
      margins = std::move(then);
      any = true;
      for (std::size_t g = 0; g < exchange.size(); ++g) next(cell, g) += exchange[g];
    }
    return any;
  }

  const Plan& plan_;
  const std::vector<Promise>& promises_;
  const std::vector<Constraint>& constraints_;
  const Player& player_;
  int replications_;
  std::vector<std::uint32_t> cells_;
  std::vector<std::vector<int>> of_cell_;  // [promise][cell]: its constraint
  Counts counts_;
  std::vector<double> margins_;
};

}  // namespace

std::optional<Staffing> polished(const Plan& plan, const std::vector<Promise>& promises,
                                 const std::vector<Constraint>& constraints, const Player& player,
                                 int replications, const Staffing& staffing) {
  if (staffing.columns() < 2) return std::nullopt;
  return Polish(plan, promises, constraints, player, replications).run(staffing);
}

}  // namespace hotline::planning
