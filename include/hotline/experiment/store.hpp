#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "hotline/experiment/observations.hpp"
#include "hotline/scenario/texts.hpp"

namespace hotline {

// What an experiment is: enough to play it again, and to know whether a store holds the same one.
struct ExperimentRecord {
  struct VariantRecord {
    std::string name = {};
    std::string scenario = {};                                       // path of its file
    std::vector<std::string> overrides = {};                         // path=value
    std::vector<std::pair<std::string, std::string>> settings = {};  // factor, value
    bool operator==(const VariantRecord&) const = default;
  };
  std::string version = {};                 // of this program
  std::vector<std::string> arguments = {};  // of the command that plays it, its name first
  std::string title = {};
  std::uint64_t seed = 1;
  bool antithetic = false;
  bool common_random_numbers = true;
  bool batches = false;  // of steady runs in one replication
  bool rows = false;     // with tallies by interval and by day
  std::vector<VariantRecord> variants = {};
  Texts::ByPath texts = {};          // of all files that were read
  std::string experiment_file = {};  // one of them, which describes the design; may be empty
};

// An SQLite file that holds an experiment: its scenarios, every observation, every estimate.
// docs/experiments.md describes the tables. What is committed survives the death of the process at
// any instant; that is done several times a second. One process writes at a time.
class Store final : public Observations {
 public:
  // Opens the store of this experiment, or makes it. Throws Error if the file is something else,
  // holds another experiment, is of a newer version, is being written to by another process, or
  // cannot be written to.
  Store(const std::filesystem::path& file, const ExperimentRecord& experiment);
  ~Store() override;  // commits

  std::optional<Tally> find(std::size_t variant, int observation) override;
  bool has(std::size_t variant, int observation) override;
  void keep(std::size_t variant, int observation, const Tally& tally, const Model& model) override;
  void conclude(std::size_t variant, const Result& result) override;
  void tick() override;
  // Files that were read since the store was opened.
  void keep_texts(const Texts::ByPath& texts);
  void commit();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// What a store says of its experiment. Throws Error if the file is no store or is of a newer
// version.
ExperimentRecord read_record(const std::filesystem::path& store);

// Takes the observations of one store over into another one, which is made if it is not there.
// Those that are there already stay. Returns how many were new. Throws Error if the stores hold
// different experiments.
std::int64_t merge_store(const std::filesystem::path& from, const std::filesystem::path& into);

}  // namespace hotline
