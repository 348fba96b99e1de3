#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "distribution.hpp"
#include "parts.hpp"
#include "week.hpp"

namespace hotline::reading {
namespace {

constexpr int kMostAgents = 100'000;
const auto as_count = whole_between(0, kMostAgents);

std::optional<bool> read_break(TableView& table, const Shift& shift, std::vector<Break>& breaks) {
  Break pause;
  const bool has_from = table.required("from", pause.from, as_clock);
  const bool has_length = table.required("length", pause.length, as_positive_duration);
  table.optional("paid", pause.paid, as_yes_no);
  if (!has_from || !has_length) return std::nullopt;
  // Measured from the start of the shift, which may run over midnight.
  const auto start_of = [&](const Break& some) {
    return some.from >= shift.range.from ? some.from - shift.range.from
                                         : some.from + kDay - shift.range.from;
  };
  const Seconds start = start_of(pause);
  if (start + pause.length > length_of(shift.range)) {
    table.find("from")->wrong(fmt::format("the break from {} for {} is not within its shift, {}-{}",
                                          format_clock(pause.from), format_duration(pause.length),
                                          format_clock(shift.range.from),
                                          format_clock(shift.range.to)));
    return std::nullopt;
  }
  for (const Break& other : breaks) {
    const Seconds other_start = start_of(other);
    if (start >= other_start + other.length || other_start >= start + pause.length) continue;
    table.find("from")->wrong(fmt::format("the breaks from {} and from {} overlap",
                                          format_clock(other.from), format_clock(pause.from)));
  }
  breaks.push_back(pause);
  return true;
}

void read_shift(TableView& table, Names& names, std::vector<Shift>& shifts) {
  Shift shift;
  if (table.optional("name", shift.name, as_name)) {
    table.set_title("[[agents.shift]] " + in_quotes(shift.name));
    names.add(shift.name, table.find("name")->node.spot, table.problems());
  }
  table.required("days", shift.days, as_weekdays);
  const bool has_from = table.required("from", shift.range.from, as_clock);
  const bool has_to = table.required("to", shift.range.to, as_clock);
  table.required("count", shift.count, as_count);
  if (has_from && shift.range.from >= kDay) {
    table.find("from")->wrong("a shift cannot begin at the end of the day",
                              "the day begins at \"00:00\"");
  }
  if (const auto breaks = table.find("breaks")) {
    for_each_table(*breaks, "a break", [&](TableView& pause) {
      if (has_from && has_to) {
        read_break(pause, shift, shift.breaks);
      } else {
        pause.take_rest();  // nothing to hold it against
      }
    });
  }
  shifts.push_back(std::move(shift));
}

void read_staffing(TableView& table, AgentGroup& group, const Draft& draft) {
  const auto key = table.one_of({"count", "staffing", "shift"});
  if (key == "count") {
    table.optional("count", group.staffing, as_count);
  } else if (key == "staffing") {
    refuse_if_steady(*table.find("staffing"), draft);
    table.optional("staffing", group.staffing,
                   [](const Field& field) { return as_week_table<int>(field, true, as_count); });
  } else if (key == "shift") {
    refuse_if_steady(*table.find("shift"), draft);
    Names names("shifts of one group");
    std::vector<Shift> shifts;
    for_each_table(*table.find("shift"), "[[agents.shift]]",
                   [&](TableView& shift) { read_shift(shift, names, shifts); });
    group.staffing = std::move(shifts);
  }
}

void read_talk(const Field& field, AgentGroup& group, bool takes_known) {
  in_table(field, field.title(), [&](TableView& table) {
    for (const Member* member : table.take_rest()) {
      const auto talk = as_distribution({member->value, member->key, table.problems()});
      if (takes_known && std::ranges::count(group.takes, member->key) == 0) {
        table.problems().add(member->key_spot,
                             fmt::format("the group does not take {}", in_quotes(member->key)),
                             suggest(member->key, group.takes, "it takes"));
      } else if (talk) {
        group.talk.emplace(member->key, *talk);
      }
    }
  });
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
  read_staffing(table, group, draft);
  if (const auto talk = table.find("talk")) read_talk(*talk, group, has_takes);
  table.optional("absence", group.absence, as_probability);
  table.optional("shrinkage", group.shrinkage, as_probability);
  // Who is off the phones is drawn anew in each interval of the day.
  if (group.shrinkage > 0) refuse_if_steady(*table.find("shrinkage"), draft);
  const bool by_shift = table.find("shift").has_value();
  if (group.absence > 0 && !by_shift && (table.find("count") || table.find("staffing"))) {
    table.wrong_key("absence", "absence needs shifts: only who has a shift can stay away from it",
                    "lower the numbers instead, or write [[agents.shift]]");
  }
  draft.scenario.agents.push_back(std::move(group));
}

void check_everybody_is_taken(const Draft& draft, Problems& problems) {
  std::set<std::string> taken;
  for (const AgentGroup& group : draft.scenario.agents) {
    taken.insert(group.takes.begin(), group.takes.end());
  }
  for (std::size_t i = 0; i < draft.calls.size(); ++i) {
    const std::string& name = draft.scenario.calls[i].name;
    if (taken.contains(name)) continue;
    problems.add(draft.calls[i].spot, fmt::format("no [[agents]] take {}", in_quotes(name)),
                 "add it to the takes of a group");
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
