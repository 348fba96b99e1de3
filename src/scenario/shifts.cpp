#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "distribution.hpp"
#include "group.hpp"
#include "week.hpp"

namespace hotline::reading {
namespace {

// A shift with the places that problems between shifts name.
struct PlacedShift {
  const Shift* shift;
  Spot spot;
};

void read_count(TableView& table, Shift& shift) {
  if (!table.find("persons")) {
    table.required("count", shift.count, as_count);
    return;
  }
  shift.count = static_cast<int>(shift.persons.size());
  if (!table.optional("count", shift.count, as_count)) return;
  if (static_cast<std::size_t>(shift.count) < shift.persons.size()) {
    table.wrong_key("count",
                    fmt::format("the shift names {} persons, more than its count of {}",
                                shift.persons.size(), shift.count),
                    "the persons are at " + place_text(table.find("persons")->node.spot));
  }
}

void read_dates(TableView& table, Shift& shift) {
  table.optional("from_date", shift.from_date, as_date);
  table.optional("to_date", shift.to_date, as_date);
  if (!shift.from_date || !shift.to_date || *shift.from_date <= *shift.to_date) return;
  table.wrong_key(
      "to_date", fmt::format("the shift ends on {}, before it begins", format_date(*shift.to_date)),
      "its from_date is at " + place_text(table.find("from_date")->node.spot));
}

Shift read_shift(TableView& table, const AgentGroup& group, Names& names) {
  Shift shift;
  if (table.optional("name", shift.name, as_name)) {
    table.set_title("[[agents.shift]] " + in_quotes(shift.name));
    names.add(shift.name, table.find("name")->node.spot, table.problems());
  }
  table.required("days", shift.days, as_weekdays);
  const bool has_from = table.required("from", shift.range.from, as_clock);
  const bool has_to = table.required("to", shift.range.to, as_clock);
  table.optional("persons", shift.persons, [&](const Field& field) {
    std::vector<std::string> known;
    for (const Person& person : group.persons) known.push_back(person.name);
    return as_names_of(field, known, true, "person in this group");
  });
  read_count(table, shift);
  read_dates(table, shift);
  table.optional("late", shift.late, as_distribution);
  table.optional("early", shift.early, as_distribution);
  if (has_from && shift.range.from >= kDay) {
    table.find("from")->wrong("a shift cannot begin at the end of the day",
                              "the day begins at \"00:00\"");
  }
  if (const auto breaks = table.find("breaks")) {
    for_each_table(*breaks, "a break", [&](TableView& pause) {
      if (has_from && has_to) {
        read_break(pause, shift, table.find("from")->node.spot, shift.breaks);
      } else {
        pause.take_rest();  // nothing to hold it against
      }
    });
  }
  return shift;
}

bool share_a_date(const Shift& a, const Shift& b) {
  return !(a.to_date && b.from_date && *a.to_date < *b.from_date) &&
         !(b.to_date && a.from_date && *b.to_date < *a.from_date);
}

bool overlap(const PlacedShift& a, const PlacedShift& b) {
  if (!share_a_date(*a.shift, *b.shift)) return false;
  Problems found;
  check_overlaps({{a.shift->days, a.shift->range, a.spot}, {b.shift->days, b.shift->range, b.spot}},
                 found);
  return found.count() > 0;
}

bool names(const Shift& shift, const std::string& person) {
  return std::ranges::count(shift.persons, person) > 0;
}

// Nobody is at two places at once.
void check_overlaps_of_persons(const std::vector<PlacedShift>& shifts, Problems& problems) {
  for (std::size_t i = 0; i < shifts.size(); ++i) {
    for (const std::string& person : shifts[i].shift->persons) {
      for (std::size_t j = 0; j < i; ++j) {
        if (!names(*shifts[j].shift, person) || !overlap(shifts[j], shifts[i])) continue;
        problems.add(shifts[i].spot, in_quotes(person) + " works two shifts at once",
                     "the other one is at " + place_text(shifts[j].spot));
        break;
      }
    }
  }
}

}  // namespace

void read_shifts(const Field& field, AgentGroup& group) {
  Names names_taken("shifts of one group");
  std::vector<Shift> shifts;
  std::vector<Spot> spots;
  const std::size_t before = field.problems.count();
  for_each_table(field, "[[agents.shift]]", [&](TableView& table) {
    shifts.push_back(read_shift(table, group, names_taken));
    spots.push_back(table.spot());
  });
  if (field.problems.count() == before) {
    std::vector<PlacedShift> placed;
    for (std::size_t i = 0; i < shifts.size(); ++i) placed.push_back({&shifts[i], spots[i]});
    check_overlaps_of_persons(placed, field.problems);
    for (const Person& person : group.persons) {
      if (std::ranges::any_of(shifts, [&](const Shift& s) { return names(s, person.name); })) {
        continue;
      }
      field.wrong(fmt::format("no shift names {}, a person of the group", in_quotes(person.name)),
                  fmt::format("add persons = [{}] to a shift", in_quotes(person.name)));
    }
  }
  group.staffing = std::move(shifts);
}

}  // namespace hotline::reading
