#include "week.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace hotline::reading {
namespace {

// A stretch on the ring of the week, in seconds since Monday's midnight.
struct Arc {
  Seconds from, to;
  const WeekStretch* stretch;
};

bool starts_like_a_clock(std::string_view key) {
  return !key.empty() && key[0] >= '0' && key[0] <= '9';
}

class StretchReader {
 public:
  StretchReader(const Field& field, bool overnight,
                const std::function<void(const WeekStretch&, const Field&)>& read)
      : field_(field), overnight_(overnight), read_(read) {}

  void read_all(const Table& table) {
    if (table.empty()) field_.wrong(field_.title() + " is empty");
    for (const Member& member : table) {
      if (starts_like_a_clock(member.key)) {
        read_stretch(every_weekday(), member);
      } else if (const auto days = days_of(member)) {
        read_days(*days, member);
      }
    }
    check_overlaps(stretches_, field_.problems);
  }

 private:
  std::optional<std::vector<Weekday>> days_of(const Member& member) {
    const auto days = parse_weekdays(member.key);
    if (!days.value) field_.problems.add(member.key_spot, days.message, days.hint);
    return days.value;
  }

  void read_days(const std::vector<Weekday>& days, const Member& member) {
    const auto* table = member.value.as<Table>();
    if (table == nullptr) {
      Field{member.value, member.key, field_.problems}.wrong_kind(
          "a table", fmt::format("write {} = {{ \"08:00-14:00\" = ... }}", member.key));
      return;
    }
    for (const Member& stretch : *table) read_stretch(days, stretch);
  }

  void read_stretch(const std::vector<Weekday>& days, const Member& member) {
    const auto range = parse_clock_range(member.key, overnight_);
    if (!range.value) {
      field_.problems.add(member.key_spot, range.message, range.hint);
      return;
    }
    stretches_.push_back({days, *range.value, member.key_spot});
    read_(stretches_.back(), {member.value, member.key, field_.problems});
  }

  const Field& field_;
  bool overnight_;
  const std::function<void(const WeekStretch&, const Field&)>& read_;
  std::vector<WeekStretch> stretches_;
};

}  // namespace

void check_overlaps(const std::vector<WeekStretch>& stretches, Problems& problems) {
  constexpr Seconds kWeek = kDaysPerWeek * kDay;
  std::vector<Arc> arcs;
  for (const WeekStretch& stretch : stretches) {
    for (const Weekday day : stretch.days) {
      const Seconds from = static_cast<int>(day) * kDay + stretch.range.from;
      const Seconds to = from + length_of(stretch.range);
      arcs.push_back({from, std::min(to, kWeek), &stretch});
      if (to > kWeek) arcs.push_back({0, to - kWeek, &stretch});
    }
  }
  std::ranges::stable_sort(arcs, {}, &Arc::from);
  std::set<const WeekStretch*> told;  // one problem for a stretch is enough
  const Arc* furthest = nullptr;      // of the arcs before
  for (const Arc& arc : arcs) {
    if (furthest != nullptr && arc.from < furthest->to) {
      const WeekStretch* first = std::min(furthest->stretch, arc.stretch);
      const WeekStretch* second = std::max(furthest->stretch, arc.stretch);
      const auto day = static_cast<Weekday>(static_cast<int>(arc.from / kDay));
      if (told.insert(second).second) {
        problems.add(second->spot,
                     fmt::format("two stretches overlap on {} at {}", weekday_name(day),
                                 format_clock(arc.from - static_cast<int>(day) * kDay)),
                     "the other one is at " + place_text(first->spot));
      }
    }
    if (furthest == nullptr || arc.to > furthest->to) furthest = &arc;
  }
}

void for_each_stretch(const Field& field, bool overnight,
                      const std::function<void(const WeekStretch&, const Field&)>& read) {
  const auto* table = field.node.as<Table>();
  if (table == nullptr) {
    field.wrong_kind("a table by time of day",
                     fmt::format("write {} = {{ \"08:00-14:00\" = ... }}", field.name));
    return;
  }
  StretchReader(field, overnight, read).read_all(*table);
}

}  // namespace hotline::reading
