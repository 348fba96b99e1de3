#include "integer_program.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "hotline/base/error.hpp"
#ifdef HOTLINE_HAS_CBC
#include <Cbc_C_Interface.h>
#include <dlfcn.h>

#include <csignal>
#endif

namespace hotline::planning {

#ifdef HOTLINE_HAS_CBC

bool has_integer_solver() { return true; }

namespace {

// By columns, as CBC wants them.
struct Columns {
  std::vector<CoinBigIndex> starts = {0};
  std::vector<int> rows;
  std::vector<double> values;
};

Columns columns_of(const IntegerProgram& program) {
  std::vector<std::vector<std::pair<int, double>>> by_column(program.variables.size());
  for (std::size_t r = 0; r < program.rows.size(); ++r) {
    for (const auto& [variable, value] : program.rows[r].terms) {
      auto& column = by_column[static_cast<std::size_t>(variable)];
      // A variable named twice in a row counts with the sum.
      if (!column.empty() && column.back().first == static_cast<int>(r)) {
        column.back().second += value;
      } else {
        column.emplace_back(static_cast<int>(r), value);
      }
    }
  }
  Columns columns;
  for (const auto& column : by_column) {
    for (const auto& [row, value] : column) {
      columns.rows.push_back(row);
      columns.values.push_back(value);
    }
    columns.starts.push_back(static_cast<CoinBigIndex>(columns.rows.size()));
  }
  return columns;
}

// CBC takes Ctrl-C for itself and does not give it back.
class KeepsInterrupt {
 public:
  KeepsInterrupt() { sigaction(SIGINT, nullptr, &ours_); }
  ~KeepsInterrupt() { sigaction(SIGINT, &ours_, nullptr); }
  KeepsInterrupt(const KeepsInterrupt&) = delete;
  KeepsInterrupt& operator=(const KeepsInterrupt&) = delete;

 private:
  struct sigaction ours_ {};
};

// The function of this name from CBC's library. It is loaded when the first program is solved: with
// the linear algebra that it brings along, each start of `hotline` would take 10 ms longer.
template <class Function>
Function* from_cbc(const char* name) {
  static void* const library = dlopen(HOTLINE_CBC_LIBRARY, RTLD_NOW | RTLD_LOCAL);
  void* const function = library == nullptr ? nullptr : dlsym(library, name);
  if (function == nullptr) {
    throw Error(fmt::format("the integer solver CBC cannot be used: {}", dlerror()));
  }
  return reinterpret_cast<Function*>(function);
}
#define CBC(name) from_cbc<decltype(Cbc_##name)>("Cbc_" #name)

class Cbc {
 public:
  explicit Cbc(const IntegerProgram& program) : model_(CBC(newModel)()) {
    const Columns columns = columns_of(program);
    std::vector<double> low, high, cost, at_least, at_most;
    for (const auto& variable : program.variables) {
      low.push_back(variable.low);
      high.push_back(variable.high);
      cost.push_back(variable.cost);
    }
    for (const auto& row : program.rows) {
      at_least.push_back(row.at_least);
      at_most.push_back(row.at_most);
    }
    CBC(setLogLevel)(model_, 0);
    CBC(loadProblem)
    (model_, static_cast<int>(low.size()), static_cast<int>(at_least.size()), columns.starts.data(),
     columns.rows.data(), columns.values.data(), low.data(), high.data(), cost.data(),
     at_least.data(), at_most.data());
    for (std::size_t i = 0; i < program.variables.size(); ++i) {
      if (program.variables[i].whole) CBC(setInteger)(model_, static_cast<int>(i));
    }
    if (program.start.empty()) return;
    std::vector<int> places(program.start.size());
    std::iota(places.begin(), places.end(), 0);
    CBC(setMIPStartI)(model_, static_cast<int>(places.size()), places.data(), program.start.data());
  }
  ~Cbc() { CBC(deleteModel)(model_); }
  Cbc(const Cbc&) = delete;
  Cbc& operator=(const Cbc&) = delete;

  IntegerAnswer solve(const IntegerProgram& program, double seconds, double gap) {
    set("seconds", seconds);
    set("ratioGap", gap);
    CBC(setParameter)(model_, "slogLevel", "0");
    CBC(setParameter)(model_, "timeMode", "cpu");
    CBC(solve)(model_);
    IntegerAnswer answer;
    answer.optimal = CBC(isProvenOptimal)(model_) != 0;
    const double* best = CBC(bestSolution)(model_);
    if (best == nullptr && answer.optimal) best = CBC(getColSolution)(model_);
    answer.found = best != nullptr && CBC(isProvenInfeasible)(model_) == 0;
    if (!answer.found) return answer;
    for (std::size_t i = 0; i < program.variables.size(); ++i) {
      const double value = program.variables[i].whole ? std::round(best[i]) : best[i];
      answer.values.push_back(value);
      answer.cost += value * program.variables[i].cost;
    }
    answer.bound = std::min(answer.cost, CBC(getBestPossibleObjValue)(model_));
    answer.optimal = answer.cost - answer.bound <= 2 * gap * std::abs(answer.cost) + 1e-9;
    return answer;
  }

 private:
  void set(const char* name, double value) {
    CBC(setParameter)(model_, name, fmt::format("{}", value).c_str());
  }
  Cbc_Model* model_;
};

}  // namespace

IntegerAnswer solve(const IntegerProgram& program, double seconds, double gap) {
  if (program.variables.empty()) return {true, true, {}, 0, 0};
  const KeepsInterrupt interrupt;
  return Cbc(program).solve(program, seconds, gap);
}

#else

bool has_integer_solver() { return false; }

IntegerAnswer solve(const IntegerProgram&, double, double) {
  throw Error(
      "this program was built without the integer solver CBC, which shifts are chosen with: "
      "install the package coinor-libcbc-dev and build it anew");
}

#endif

}  // namespace hotline::planning
