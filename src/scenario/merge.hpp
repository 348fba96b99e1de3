#pragma once

#include <map>
#include <string>
#include <vector>

#include "problems.hpp"
#include "tree.hpp"

namespace hotline::reading {

// How a part of a scenario is merged with the one that it inherits.
struct MergeRule {
  // Sets of keys that exclude each other: a new key drops the inherited keys that share no set with
  // it. Keys in no set are kept.
  std::vector<std::vector<std::string>> alternatives;
  // Keys of a set that go with it without choosing it: as new keys they drop nothing.
  std::vector<std::string> followers;
  // The members that merge by rules of their own; any other member is replaced as a whole.
  std::map<std::string, const MergeRule*, std::less<>> members;
  const MergeRule* any_member = nullptr;  // the rule of all other members, if they merge
  bool is_list = false;     // a list of named tables, matched by name; the rule is that of a table
  bool is_opening = false;  // keys are weekdays: a new one drops those whose days it covers
};

// The rule of the whole scenario.
const MergeRule& scenario_rule();

// The rule of the member `key`, or null if it is replaced.
const MergeRule* rule_of(const MergeRule* rule, std::string_view key);

// Drops the members of `table` that the new key `key` excludes.
void drop_rivals(Table& table, const MergeRule& rule, const std::vector<std::string>& new_keys);

// What `child` says, over what it inherits from `base`. A problem for `remove = true` on something
// that is not inherited.
Node merged(Node base, Node child, Problems& problems);

}  // namespace hotline::reading
