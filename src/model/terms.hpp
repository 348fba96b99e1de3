#pragma once

#include <map>
#include <string>
#include <vector>

#include "hotline/model/model.hpp"

namespace hotline::detail {

// On which a caller waits: the groups by rank, and a priority.
struct Terms {
  std::vector<std::vector<GroupId>> ranks;
  int priority = 0;
  bool operator==(const Terms&) const = default;
};

// Finds every combination of terms on which callers may wait; each becomes a queue of the model.
class TermsCompiler {
 public:
  // Adds conditions to `model`, whose types and groups are there.
  TermsCompiler(const Scenario& scenario, const std::map<std::string, TypeId>& types, Model& model);

  // The terms of a type, those of arriving callers first; sets the type's turns. Throws Error if
  // conditions could lead to more queues than can be kept.
  std::vector<Terms> compile(TypeId type);

  // Adds a condition to the model; its place there.
  std::uint32_t add(const Condition& condition);
  // The place of a recent level in the model, which is added if it is not there.
  std::uint32_t recent_level(const RecentLevelModel& wanted);

 private:
  // What one change makes of the terms before it.
  struct Change {
    const Condition* condition = nullptr;
    const GroupOrder* groups = nullptr;
    const int* priority = nullptr;
    const std::string* to = nullptr;  // one more group
  };
  struct Turn {
    Seconds after = 0;
    std::vector<Change> changes;
  };

  Terms first_terms(TypeId type) const;
  std::vector<Turn> turns_of(const std::string& call) const;
  Terms changed(Terms terms, const Change& change) const;
  std::vector<std::vector<GroupId>> ranks_of(const GroupOrder& order) const;
  ConditionModel compiled(const Condition& condition);

  const Scenario& scenario_;
  const std::map<std::string, TypeId>& types_;
  std::map<std::string, GroupId> groups_;
  Model& model_;
};

}  // namespace hotline::detail
