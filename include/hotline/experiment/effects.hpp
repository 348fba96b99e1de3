#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

// What the factors of an experiment do to a response.
//
// Cells are usually played with the same random numbers, and are then correlated in a way that
// nobody knows (Schruben and Margolin 1978, "Pseudorandom number assignment in statistically
// designed simulation and distribution sampling experiments", JASA 73, 504-520). So every
// replication is analysed by itself, as a block that holds one observation of each cell; whatever
// is linear in the observations then has independent values, one a replication, and Student's
// interval of their mean is right under any correlation between cells (Kleijnen 2015, "Design and
// Analysis of Simulation Experiments", 2nd ed., Springer, section 3.5). It is right for independent
// cells too.
namespace hotline {

// What was observed of a response: [cell][replication], the same number of replications for each
// cell. A cell's estimate is the mean of its values.
struct Responses {
  std::vector<std::vector<double>> values;

  std::size_t cells() const { return values.size(); }
  std::size_t replications() const { return values.empty() ? 0 : values.front().size(); }
  std::vector<double> of_replication(std::size_t replication) const;  // [cell]
  std::vector<double> means() const;                                  // [cell]
};

// A factor, at the cells of an experiment.
struct FactorAxis {
  // Numbers are on a scale where the lowest value is -1 and the highest 1; of categories, whose
  // order means nothing, only `level` counts.
  bool is_number = true;
  // Any value between -1 and 1 could have been chosen; otherwise only those of the levels.
  bool is_continuous = false;
  std::vector<double> at = {};  // [cell], if a number
  std::vector<std::size_t> level =
      {};  // [cell], from 0; of a continuous one, the part of its range
  std::size_t levels = 0;
};

// A quantity with Student's interval; all but the value NaN if there was one replication only.
struct Effect {
  double value = std::numeric_limits<double>::quiet_NaN();
  double error = std::numeric_limits<double>::quiet_NaN();
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
};

// The mean of `values`, one of each replication, with the interval at level `confidence`.
Effect mean_effect(std::span<const double> values, double confidence);

// The sum over cells of weight x response. As many weights as cells.
Effect contrast(const Responses& observations, std::span<const double> weights, double confidence);

// A level of a factor: the mean response over the cells at this level, and how much it is more than
// that over the cells at the first level. NaN where no cell has the level.
struct LevelEffect {
  std::size_t cells = 0;
  Effect mean;
  Effect change;  // 0 at the first level
};

// [level]. In a design where the factors are balanced against each other (a grid), the changes are
// the main effects (Montgomery 2017, "Design and Analysis of Experiments", 9th ed., chapter 5); in
// others the other factors differ a little from level to level.
std::vector<LevelEffect> level_effects(const FactorAxis& axis, const Responses& observations,
                                       double confidence);

}  // namespace hotline
