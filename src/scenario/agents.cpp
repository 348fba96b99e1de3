#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "distribution.hpp"
#include "group.hpp"
#include "reserve.hpp"
#include "watch.hpp"
#include "week.hpp"

namespace hotline::reading {
namespace {

constexpr std::array<std::pair<const char*, AtShiftEnd>, 3> kAtShiftEnd = {
    {{"finish call", AtShiftEnd::kFinishCall},
     {"drop call", AtShiftEnd::kDropCall},
     {"hand over", AtShiftEnd::kHandOver}}};

// Numbers by the clock, written here or in a file.
void read_numbers(TableView& table, AgentGroup& group, const Draft& draft) {
  const Field field = *table.find("staffing");
  if (is_staffing_file(field)) return read_staffing_file(field, group, draft);
  table.optional("staffing", group.staffing,
                 [](const Field& numbers) { return as_week_table<int>(numbers, true, as_count); });
}

void read_staffing(TableView& table, AgentGroup& group, const Draft& draft) {
  const auto key = table.one_of({"count", "staffing", "shift"});
  if (key == "count") {
    table.optional("count", group.staffing, as_count);
  } else if (key == "staffing") {
    refuse_if_steady(*table.find("staffing"), draft);
    read_numbers(table, group, draft);
  } else if (key == "shift") {
    refuse_if_steady(*table.find("shift"), draft);
    read_shifts(*table.find("shift"), group);
  }
  if (const auto special = table.find("special")) {
    if (key == "staffing") {
      read_special_days(*special, group, draft);
    } else if (key) {
      table.wrong_key("special", "special days need numbers by the clock",
                      key == "count" ? "write staffing = { \"00:00-24:00\" = ... } instead of count"
                                     : "give shifts a from_date and a to_date instead");
    }
  }
}

// Named persons are among those whom the staffing counts one by one.
void check_persons(TableView& table, const AgentGroup& group) {
  if (table.find("staffing")) {
    table.wrong_key("persons", "numbers by the clock do not say who comes",
                    "write count or [[agents.shift]] instead of staffing");
  } else if (const int* count = std::get_if<int>(&group.staffing);
             count != nullptr && table.find("count") &&
             static_cast<std::size_t>(*count) < group.persons.size()) {
    table.wrong_key("persons",
                    fmt::format("there are {} persons, but the group has {} agents",
                                group.persons.size(), *count),
                    "the count is at " + place_text(table.find("count")->node.spot));
  }
}

// Only who has a shift can stay away from it, come late or leave early.
void check_needs_shifts(TableView& table, const AgentGroup& group) {
  if (table.find("shift") || (!table.find("count") && !table.find("staffing"))) return;
  if (group.absence > 0) {
    table.wrong_key("absence", "absence needs shifts: only who has a shift can stay away from it",
                    "lower the numbers instead, or write [[agents.shift]]");
  }
  if (group.late) {
    table.wrong_key("late", "only who has a shift can be late for it", "write [[agents.shift]]");
  }
  if (group.early) {
    table.wrong_key("early", "only who has a shift can leave early", "write [[agents.shift]]");
  }
  if (group.at_shift_end != AtShiftEnd::kFinishCall && table.find("count")) {
    table.wrong_key("at_shift_end", "a constant number of agents has no shifts that end",
                    "the count is at " + place_text(table.find("count")->node.spot));
  }
}

void read_group(TableView& table, Names& names, Draft& draft, bool& takes_known) {
  AgentGroup group;
  if (table.required("name", group.name, as_name)) {
    table.set_title("[[agents]] " + in_quotes(group.name));
    names.add(group.name, table.find("name")->node.spot, table.problems());
  } else {
    draft.group_names_known = false;
  }
  const bool has_takes = table.required("takes", group.takes, [&](const Field& field) {
    auto takes = as_names_of(field, call_names(draft), draft.call_names_known, "call type");
    if (!takes || !takes->empty()) return takes;
    field.wrong(field.title() + " must not be empty");
    takes.reset();
    return takes;
  });
  takes_known = takes_known && has_takes;
  Draft::Group notes;
  if (has_takes) notes.takes = table.find("takes")->node.spot;
  if (const auto persons = table.find("persons")) read_persons(*persons, group);
  read_staffing(table, group, draft);
  if (!group.persons.empty()) check_persons(table, group);
  if (const auto talk = table.find("talk")) read_talk(*talk, group, has_takes);
  if (const auto speed = table.find("speed")) read_speed(*speed, group, has_takes);
  table.optional("pause_after_call", group.pause_after_call, as_pause);
  table.optional("at_shift_end", group.at_shift_end,
                 [](const Field& rule) { return as_choice(rule, kAtShiftEnd); });
  table.optional("late", group.late, as_distribution);
  table.optional("early", group.early, as_distribution);
  if (const auto reserve = table.find("reserve")) {
    read_reserve(*reserve, table, group, has_takes);
  }
  table.optional("absence", group.absence, as_probability);
  table.optional("shrinkage", group.shrinkage, as_probability);
  // Who is off the phones is drawn anew in each interval of the day.
  if (group.shrinkage > 0) refuse_if_steady(*table.find("shrinkage"), draft);
  check_needs_shifts(table, group);
  if (table.optional("wage", group.wage, as_rate)) {
    draft.wages.push_back(table.find("wage")->node.spot);
  }
  if (const auto watch = table.find("watch")) {
    read_watch(*watch, table.title(), Watchable::About::kAgents, draft, group.watch);
  }
  draft.scenario.agents.push_back(std::move(group));
  draft.groups.push_back(notes);
}

// Where some type says that its calls go on to this one.
std::optional<Spot> handed_over_at(const std::string& name, const Draft& draft) {
  for (std::size_t c = 0; c < draft.calls.size(); ++c) {
    const std::vector<Sequel>& then = draft.scenario.calls[c].then;
    for (std::size_t s = 0; s < then.size() && s < draft.calls[c].sequels.size(); ++s) {
      if (then[s].kind != Sequel::Kind::kCallAgain && then[s].to == name) {
        return draft.calls[c].sequels[s];
      }
    }
  }
  return std::nullopt;
}

void check_everybody_is_taken(const Draft& draft, Problems& problems) {
  std::set<std::string> taken;
  for (const AgentGroup& group : draft.scenario.agents) {
    taken.insert(group.takes.begin(), group.takes.end());
  }
  for (std::size_t i = 0; i < draft.calls.size(); ++i) {
    const std::string& name = draft.scenario.calls[i].name;
    if (taken.contains(name)) continue;
    const auto from = handed_over_at(name, draft);
    problems.add(
        draft.calls[i].spot, fmt::format("no [[agents]] take {}", in_quotes(name)),
        from ? "add it to the takes of a group: calls are handed over to it at " + place_text(*from)
             : "add it to the takes of a group");
  }
}

}  // namespace

void read_agents(TableView& root, Draft& draft) {
  draft.group_names_known = true;
  const auto field = root.find("agents");
  if (!field) return;
  Names names("[[agents]]");
  bool takes_known = draft.call_names_known;
  const std::size_t before = field->problems.count();
  for_each_table(*field, "[[agents]]",
                 [&](TableView& table) { read_group(table, names, draft, takes_known); });
  if (draft.scenario.agents.empty() && field->problems.count() > before) {
    draft.group_names_known = false;
  } else if (takes_known && !draft.scenario.agents.empty()) {
    check_everybody_is_taken(draft, field->problems);
  }
}

}  // namespace hotline::reading
