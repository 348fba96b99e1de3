#include "hotline/scenario/staffing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "group.hpp"
#include "parts.hpp"

// [staffing]: what is promised, and which shifts may be worked.
namespace hotline::reading {
namespace {

using Measure = StaffingTarget::Measure;
using Each = StaffingTarget::Each;

constexpr std::size_t kMostShifts = 200;
constexpr std::size_t kMostStarts = 288;  // one every five minutes

constexpr std::array<std::pair<const char*, Each>, 3> kEach = {
    {{"interval", Each::kInterval}, {"day", Each::kDay}, {"horizon", Each::kHorizon}}};

// ---- Targets -----------------------------------------------------------------------------------

std::optional<double> as_share_above_0(const Field& field) { return as_positive(field, 1); }

void read_measure(TableView& table, StaffingTarget& target) {
  const auto key = table.one_of({"service_level", "abandonment", "asa", "occupancy"});
  if (key == "service_level") {
    target.measure = Measure::kServiceLevel;
    table.optional(*key, target.limit, as_share_above_0);
  } else if (key == "abandonment") {
    target.measure = Measure::kAbandonment;
    table.optional(*key, target.limit, as_probability);
  } else if (key == "asa") {
    target.measure = Measure::kAsa;
    table.optional(*key, target.limit, as_positive_duration);
  } else if (key == "occupancy") {
    target.measure = Measure::kOccupancy;
    table.optional(*key, target.limit, as_share_above_0);
  }
  table.optional("within", target.within, as_duration);
  if (key && key != "service_level" && table.find("within")) {
    table.wrong_key("within", "only a service level has a time within which calls are answered");
  }
}

void read_whom(TableView& table, const Draft& draft, StaffingTarget& target) {
  const bool of_agents = target.measure == Measure::kOccupancy;
  table.optional("calls", target.calls, [&](const Field& field) {
    return as_names_of(field, call_names(draft), draft.call_names_known, "call type");
  });
  table.optional("agents", target.agents, [&](const Field& field) {
    return as_names_of(field, group_names(draft), draft.group_names_known, "group of agents");
  });
  if (of_agents && table.find("calls")) {
    table.wrong_key("calls", "an occupancy is that of agents", "write agents = [...]");
  }
  if (!of_agents && table.find("agents")) {
    table.wrong_key("agents", "this is a measure of calls", "write calls = [...]");
  }
}

StaffingTarget read_target(TableView& table, const Draft& draft) {
  StaffingTarget target;
  read_measure(table, target);
  read_whom(table, draft, target);
  if (table.optional("in_days", target.in_days, as_share_above_0)) target.each = Each::kDay;
  const bool has_each =
      table.optional("each", target.each, [](const Field& word) { return as_choice(word, kEach); });
  if (has_each && target.in_days > 0 && target.each != Each::kDay) {
    table.wrong_key("in_days", "a share of days is counted of days",
                    "write each = \"day\", or leave it out");
  }
  for (const char* key : {"each", "in_days"}) {
    if (table.find(key)) refuse_if_steady(*table.find(key), draft);
  }
  return target;
}

// A call type has one target time.
void check_times(const std::vector<StaffingTarget>& targets, const std::vector<Spot>& spots,
                 const Draft& draft, Problems& problems) {
  for (const CallType& call : draft.scenario.calls) {
    const StaffingTarget* first = nullptr;
    for (std::size_t i = 0; i < targets.size(); ++i) {
      const StaffingTarget& target = targets[i];
      const bool concerned =
          target.calls.empty() || std::ranges::count(target.calls, call.name) > 0;
      if (!target.within || !concerned) continue;
      if (first != nullptr && *first->within != *target.within) {
        problems.add(spots[i],
                     fmt::format("calls of {} have another target time already, {}",
                                 in_quotes(call.name), format_duration(*first->within)),
                     "a call type is planned for one target time");
      }
      first = &target;
    }
  }
}

// ---- Permitted shifts --------------------------------------------------------------------------

// ["06:00", "07:30"] or { from = "06:00", to = "10:00", every = "30 min" }.
std::optional<std::vector<ClockTime>> as_starts(const Field& field) {
  std::vector<ClockTime> starts;
  if (!field.node.as<Table>()) return as_list<ClockTime>(field, as_clock);
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    ClockTime from = 0, to = 0;
    Seconds every = 30 * kMinute;
    table.required("from", from, as_clock);
    table.required("to", to, as_clock);
    table.required("every", every, as_positive_duration);
    if (field.problems.count() > before) return;
    if (to < from) {
      table.wrong_key("to", "the last start is before the first");
      return;
    }
    if ((to - from) / every > static_cast<double>(kMostStarts)) {
      table.wrong_key("every", fmt::format("there are more than {} starts", kMostStarts));
      return;
    }
    for (ClockTime start = from; start <= to + 1e-9; start += every) starts.push_back(start);
  });
  if (field.problems.count() > before) return std::nullopt;
  return starts;
}

void check_starts(const Field& field, const std::vector<ClockTime>& starts) {
  if (starts.empty()) field.wrong(field.title() + " must not be empty");
  for (const ClockTime start : starts) {
    if (start >= kDay) {
      field.wrong("a shift cannot begin at the end of the day", "the day begins at \"00:00\"");
    }
  }
}

void read_break_window(TableView& table, const PermittedShift& shift, PermittedBreak& pause) {
  const std::size_t before = table.problems().count();
  table.required("after", pause.after, as_duration);
  table.required("until", pause.until, as_positive_duration);
  table.required("length", pause.length, as_positive_duration);
  table.optional("paid", pause.paid, as_yes_no);
  if (table.problems().count() > before) return;
  if (pause.until - pause.after < pause.length) {
    table.wrong_key("until",
                    fmt::format("a break of {} does not fit between {} and {} after the start",
                                format_duration(pause.length), format_duration(pause.after),
                                format_duration(pause.until)));
  }
  for (const Seconds length : shift.lengths) {
    if (pause.until <= length) continue;
    table.wrong_key(
        "until",
        fmt::format("the break may last until {} after the start, {} beyond the end of a "
                    "shift of {}",
                    format_duration(pause.until), format_duration(pause.until - length),
                    format_duration(length)),
        "breaks lie within every length of their shift");
    break;
  }
  for (const PermittedBreak& other : shift.breaks) {
    if (pause.after < other.until && other.after < pause.until) {
      table.wrong_key("after", "the windows of two breaks overlap");
    }
  }
}

PermittedShift read_shift(TableView& table, Names& names, const Draft& draft) {
  PermittedShift shift;
  if (table.required("name", shift.name, as_name)) {
    table.set_title("[[staffing.shift]] " + in_quotes(shift.name));
    names.add(shift.name, table.find("name")->node.spot, table.problems());
  }
  table.optional("agents", shift.agents, [&](const Field& field) {
    return as_names_of(field, group_names(draft), draft.group_names_known, "group of agents");
  });
  table.optional("days", shift.days, as_weekdays);
  if (table.required("starts", shift.starts, as_starts)) {
    check_starts(*table.find("starts"), shift.starts);
  }
  if (table.required("lengths", shift.lengths, [](const Field& field) {
        return as_list<Seconds>(field, as_positive_duration);
      })) {
    const Field lengths = *table.find("lengths");
    if (shift.lengths.empty()) lengths.wrong(lengths.title() + " must not be empty");
    for (const Seconds length : shift.lengths) {
      if (length > kDay) lengths.wrong("a shift lasts at most 24 h");
    }
  }
  if (const auto breaks = table.find("breaks")) {
    for_each_table(*breaks, "a break", [&](TableView& pause) {
      PermittedBreak read;
      read_break_window(pause, shift, read);
      shift.breaks.push_back(read);
    });
  }
  table.optional("wage", shift.wage, as_rate);
  table.optional("people", shift.people, as_count);
  table.optional("part_time", shift.part_time, as_yes_no);
  return shift;
}

// ---- Rules for people --------------------------------------------------------------------------

// A number for all together, or { "group" = number }.
void read_people(const Field& field, const Draft& draft, WorkRules& rules) {
  if (!field.node.as<Table>()) {
    rules.people = as_count(field);
    return;
  }
  in_table(field, field.title(), [&](TableView& table) {
    for (const Member* member : table.take_rest()) {
      const std::vector<std::string> known = group_names(draft);
      if (draft.group_names_known && std::ranges::count(known, member->key) == 0) {
        no_such_name(table.problems(), member->key_spot, "group of agents", member->key, known);
        continue;
      }
      const Field value{member->value, member->key, table.problems()};
      if (const auto people = as_count(value)) rules.group_people[member->key] = *people;
    }
  });
}

void read_rules(TableView& table, const Draft& draft, WorkRules& rules) {
  table.optional("days_a_week", rules.days_a_week, whole_between(1, kDaysPerWeek));
  table.optional("days_off_together", rules.days_off_together, as_yes_no);
  table.optional("days_in_a_row", rules.days_in_a_row, whole_between(1, kDaysPerWeek));
  table.optional("rest", rules.rest, as_duration);
  table.optional("part_time", rules.part_time, as_probability);
  if (const auto people = table.find("people")) read_people(*people, draft, rules);
  if (rules.days_a_week == kDaysPerWeek && rules.days_in_a_row < kDaysPerWeek) {
    const char* key = table.find("days_a_week") ? "days_a_week" : "days_in_a_row";
    table.wrong_key(key, fmt::format("nobody can work 7 days a week and at most {} in a row",
                                     rules.days_in_a_row));
  }
  if (rules.rest >= kDay && table.find("rest")) {
    table.wrong_key("rest", "with so long a rest nobody works on two days that follow each other",
                    "write less than 24 h");
  }
}

}  // namespace

void read_staffing_wishes(TableView& root, Draft& draft) {
  const auto field = root.find("staffing");
  if (!field) return;
  StaffingWishes& wishes = draft.scenario.staffing;
  in_table(*field, "[staffing]", [&](TableView& table) {
    read_rules(table, draft, wishes.rules);
    if (const auto targets = table.find("target")) {
      std::vector<Spot> spots;
      const std::size_t before = field->problems.count();
      for_each_table(*targets, "[[staffing.target]]", [&](TableView& target) {
        wishes.targets.push_back(read_target(target, draft));
        spots.push_back(target.spot());
      });
      if (field->problems.count() == before) {
        check_times(wishes.targets, spots, draft, field->problems);
      }
    }
    if (const auto shifts = table.find("shift")) {
      refuse_if_steady(*shifts, draft);
      Names names("[[staffing.shift]]");
      for_each_table(*shifts, "[[staffing.shift]]", [&](TableView& shift) {
        wishes.shifts.push_back(read_shift(shift, names, draft));
      });
      if (wishes.shifts.size() > kMostShifts) {
        shifts->wrong(fmt::format("there are more than {} permitted shifts", kMostShifts));
      }
    }
  });
}

}  // namespace hotline::reading
