#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "hotline/scenario/texts.hpp"

// An experiment as its author sees it: a scenario, what of it is varied, and what is asked of the
// results (docs/sweeps.md).
namespace hotline {

// The names of all measures of results, so that an experiment can be checked when it is read.
struct MeasureNames {
  std::vector<std::string> calls, agents, house;
};

// A measure of the results.
struct ResponseName {
  enum class Scope { kCalls, kAgents, kHouse };
  Scope scope = Scope::kCalls;
  std::string measure;
  std::string name;  // of the call type or agent group; empty = all together
  std::string text;  // as it was written
};

// A factor at one of its values.
struct Setting {
  std::string label;                                         // for people: "5", "4.5 min"
  double number = std::numeric_limits<double>::quiet_NaN();  // if it is one, in the factor's unit
  std::vector<std::string> overrides = {};  // of the scenario, as read_scenario takes them
};

// Any number between two others, both included.
struct FactorRange {
  double from = 0, to = 1;  // from < to
  bool whole = false;
  int decimals = 0;  // to which numbers are rounded: at least 10,000 steps from end to end
};

// What is varied: some keys of the scenario together.
struct Factor {
  std::string name;
  std::vector<std::string> keys;  // paths, as in overrides
  std::string unit;               // of the numbers, "min"; empty if they have none
  // A number multiplies what the scenario says at each of the keys, which is this, with its unit.
  struct Multiplied {
    double number = 1;
    std::string unit;
  };
  std::vector<Multiplied> multiplied = {};  // one for each key; empty = the number is the value
  std::vector<Setting> values = {};         // this, in the order written, or
  std::optional<FactorRange> range = {};    // this
  std::optional<Setting> base = {};         // one at a time: where the others leave it

  // Whether values are numbers, which can be compared.
  bool is_number() const;
};

// The factor at a number. If it has a range, the number is brought to it and rounded.
Setting setting_at(const Factor& factor, double number);

enum class DesignKind { kGrid, kOneAtATime, kLatinHypercube, kSobol, kSensitivity, kFile };

struct ExperimentFile {
  std::string title;
  std::filesystem::path scenario;  // as a path from the current folder
  DesignKind design = DesignKind::kGrid;
  std::size_t points = 0;  // that the design chooses; of kSensitivity, pairs of points
  std::uint64_t design_seed = 1;
  std::vector<std::vector<std::size_t>> rows = {};  // of kFile: [point][factor], numbers of values
  std::vector<Factor> factors;
  std::vector<ResponseName> responses;

  std::optional<int> replications = {};  // otherwise as in the scenario
  std::optional<std::uint64_t> seed = {};
  std::optional<double> confidence = {};
  // All cells have the same random numbers; otherwise each has its own.
  bool common_random_numbers = true;

  // How many cells the experiment has.
  std::size_t cells() const;
};

inline constexpr std::size_t kMostCells = 100'000;
inline constexpr std::size_t kMostFactors = 100;

// Reads an experiment from a TOML file, and its scenario with every factor at every one of its
// values (of a range, at both ends), the others as the scenario has them. Throws InputError with
// every mistake of the file and of the scenario; Error if a file cannot be read. All files are read
// by way of `texts`.
ExperimentFile read_experiment(const std::filesystem::path& file, const MeasureNames& measures,
                               Texts& texts);

// What a file looks like: an experiment names a scenario or has factors, a scenario has neither,
// but a horizon, a base or calls. Both false if it cannot be read or is no TOML.
bool is_experiment(const std::filesystem::path& file, Texts& texts);
bool is_scenario(const std::filesystem::path& file, Texts& texts);

}  // namespace hotline
