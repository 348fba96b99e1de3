#pragma once

#include <limits>
#include <utility>
#include <vector>

namespace hotline::planning {

// Minimize cost x over whole numbers x with linear bounds.
struct IntegerProgram {
  static constexpr double kNone = std::numeric_limits<double>::infinity();
  struct Variable {
    double cost = 0, low = 0, high = kNone;
    bool whole = true;
  };
  struct Row {
    std::vector<std::pair<int, double>> terms;  // variable, coefficient
    double at_least = -kNone, at_most = kNone;
  };
  std::vector<Variable> variables;
  std::vector<Row> rows;
  std::vector<double> start = {};  // a solution to begin with, or empty

  int add(Variable variable) {
    variables.push_back(variable);
    return static_cast<int>(variables.size()) - 1;
  }
};

struct IntegerAnswer {
  bool found = false;          // a solution
  bool optimal = false;        // proven, to the gap asked for
  std::vector<double> values;  // of the best one found
  double cost = 0;
  double bound = -IntegerProgram::kNone;  // no solution costs less
};

// Whether this program was built with an integer solver (CBC).
bool has_integer_solver();

// Solves by CBC (Forrest and Lougee-Heimer), within so many seconds and to a relative gap. Throws
// Error if the program was built without it.
IntegerAnswer solve(const IntegerProgram& program, double seconds, double gap = 1e-6);

}  // namespace hotline::planning
