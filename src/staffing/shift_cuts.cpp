#include "shift_cuts.hpp"

#include <algorithm>
#include <cmath>

#include "plan_parts.hpp"
#include "shift_program.hpp"

namespace hotline::planning {
namespace {

constexpr double kGap = 2e-3;
constexpr double kShortfall = 1e3;  // of a constraint that cannot be held, in weeks of the dearest
constexpr double kBeyond = 20;      // price of a person missed beyond a step, times the dearest
constexpr double kTogether = 1.5;   // loss when people go in many cells at once, times that of one

Staffing rounded(const Table<double>& numbers) {
  Staffing whole(numbers.rows(), numbers.columns());
  for (std::size_t c = 0; c < numbers.rows(); ++c) {
    for (std::size_t g = 0; g < numbers.columns(); ++g) {
      whole(c, g) = static_cast<int>(std::lround(numbers(c, g)));
    }
  }
  return whole;
}

}  // namespace

bool ShiftCuts::look(const Table<double>& at_work, double share, int replications, bool fewer) {
  const Staffing around = rounded(at_work);
  Table<int> step(around.rows(), around.columns());
  for (std::size_t c = 0; c < step.rows(); ++c) {
    for (std::size_t g = 0; g < step.columns(); ++g) {
      step(c, g) = std::max(1, static_cast<int>(std::lround(share * around(c, g))));
    }
  }
  const Trials trials = trials_of(plan_, around, step, fewer);
  std::vector<Model> models = {staffed(plan_, around)};
  for (const Staffing& staffing : trials.staffings) models.push_back(staffed(plan_, staffing));
  const auto played = player_.play(models, 0, replications);
  if (player_.stopped()) return false;
  std::vector<Counts> counts;
  for (const auto& one : played) counts.push_back(sum_of(one));
  const Counts middle = counts.front();
  counts.erase(counts.begin());
  more_ = effects_of(plan_, promises_, around, step, 1, trials, middle, counts);
  fewer_ = effects_of(plan_, promises_, around, step, -1, trials, middle, counts);
  return true;
}

Table<MarginalValue> ShiftCuts::marginal(const Schedule& schedule, int replications) {
  const Table<double> at_work = scheduled(plan_, scheduled_model(plan_, schedule));
  if (!look(at_work, 0, replications, true)) return {};
  return marginal_values(plan_, more_, fewer_, replications);
}

std::optional<Schedule> ShiftCuts::best(const Situated& now, double share, int replications,
                                        const std::vector<double>& reserve, bool only_more,
                                        double seconds) {
  ShiftProgram shifts(plan_, {});
  IntegerProgram& program = shifts.program;
  std::vector<double> start = shifts.values_of(now.schedule);
  Table<double> at_work(plan_.cells.size(), plan_.bare.groups.size());
  for (std::size_t c = 0; c < at_work.rows(); ++c) {
    for (GroupId g = 0; g < at_work.columns(); ++g) {
      for (const auto& [variable, by] : shifts.at_work(c, g).terms) {
        at_work(c, g) += by * start[static_cast<std::size_t>(variable)];
      }
    }
  }
  if (!look(at_work, share, replications, !only_more)) return std::nullopt;

  // Margins, each with a dear slack.
  std::vector<std::vector<int>> row_of(promises_.size(), std::vector<int>(plan_.cells.size(), -1));
  std::vector<IntegerProgram::Row> margins;
  for (std::size_t k = 0; k < constraints_.size(); ++k) {
    const Constraint& constraint = constraints_[k];
    if (promises_[constraint.promise].target.in_days > 0) continue;
    IntegerProgram::Row row;
    row.at_least = reserve[k] - margin_of(constraint, promises_[constraint.promise], now.counts);
    const double size = std::max(1.0, std::abs(row.at_least));
    row.terms.emplace_back(
        program.add({kShortfall * shifts.dearest() / size, 0, IntegerProgram::kNone, false}), 1.0);
    start.push_back(std::max(0.0, row.at_least));
    for (const std::uint32_t cell : constraint.cells) {
      row_of[constraint.promise][cell] = static_cast<int>(margins.size());
    }
    margins.push_back(std::move(row));
  }

  // People at work now, with those who come and without those who go. Slopes are of the numbers of
  // replications that were played for them.
  const double scale = now.replications / static_cast<double>(replications);
  for (std::size_t c = 0; c < plan_.cells.size(); ++c) {
    if (plan_.cells[c].open <= 0) continue;
    for (GroupId g = 0; g < plan_.bare.groups.size(); ++g) {
      IntegerProgram::Row row = shifts.at_work(c, g);
      row.at_least = row.at_most = at_work(c, g);
      for (const Effects* effects : {&more_, &fewer_}) {
        const int step = effects->step(c, g);
        const double sign = effects->sign;
        if (step == 0 || (sign < 0 && only_more)) continue;
        const int people = program.add({0, 0, static_cast<double>(step), false});
        start.push_back(0);
        row.terms.emplace_back(people, -sign);
        for (std::size_t p = 0; p < promises_.size(); ++p) {
          for (std::size_t later = 0; later < effects->reach && c + later < at_work.rows();
               ++later) {
            const int k = row_of[p][c + later];
            double by = scale * effects->margins[p](c, g)[later] / step;
            // More people do no harm and fewer no good; what says so is noise.
            if (k < 0 || sign * by <= 1e-9) continue;
            if (sign < 0 && promises_[p].target.each != StaffingTarget::Each::kInterval) {
              by *= kTogether;
            }
            margins[static_cast<std::size_t>(k)].terms.emplace_back(people, by);
          }
        }
      }
      // Of those who go beyond the step nobody knows what they cost.
      if (!only_more) {
        const double price = kBeyond * shifts.dearest() * plan_.cells[c].length / kHour;
        row.terms.emplace_back(program.add({price, 0, IntegerProgram::kNone, false}), 1.0);
        start.push_back(0);
      }
      // Those who come beyond it count for nothing.
      row.terms.emplace_back(program.add({0, 0, IntegerProgram::kNone, false}), -1.0);
      start.push_back(0);
      program.rows.push_back(std::move(row));
    }
  }
  for (IntegerProgram::Row& row : margins) program.rows.push_back(std::move(row));
  const IntegerAnswer answer = shifts.solve_within(seconds, kGap, std::move(start));
  if (!answer.found) return std::nullopt;
  return shifts.schedule_of(answer.values);
}

}  // namespace hotline::planning
