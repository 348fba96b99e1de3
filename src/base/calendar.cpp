#include "hotline/base/calendar.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "hotline/base/error.hpp"

namespace hotline {
namespace {

using std::chrono::seconds;
using SysSeconds = std::chrono::sys_seconds;
constexpr auto kWholeDay = std::chrono::days(1);

// Time zones come from Howard Hinnant's `date` library, because GCC 12 has none of the standard's.
// Its instants are those of the standard library, its local times and zones are its own.
namespace tz = ::date;

const tz::time_zone* find_zone(std::string_view name) {
  try {
    return tz::locate_zone(std::string(name));
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

// The instant at which the wall clock of `zone` first shows `time` on `date`.
SysSeconds first_instant(const tz::time_zone& zone, Date date, seconds time) {
  const tz::local_seconds local(date.time_since_epoch() + time);
  const tz::local_info info = zone.get_info(local);
  if (info.result == tz::local_info::nonexistent) return info.first.end;
  return SysSeconds(local.time_since_epoch() - info.first.offset);
}

seconds checked_interval(Seconds interval) {
  const auto whole = seconds(std::llround(interval));
  const bool divides_day = static_cast<Seconds>(whole.count()) == interval &&
                           whole >= std::chrono::minutes(1) && kWholeDay % whole == seconds(0);
  if (!divides_day) {
    throw Error(
        fmt::format("an interval of {} does not cut the day into equal parts of a minute or more",
                    format_duration(interval)));
  }
  return whole;
}

}  // namespace

struct CivilClock::Zone {
  const tz::time_zone* rules;
  SysSeconds start;  // of the horizon
  // [day]: how far the wall clock is ahead of universal time, if it is so from the day before to
  // the day after; most questions are about such days and need no search for the rule in force.
  std::vector<std::optional<seconds>> steady_offsets = {};

  Seconds since_start(SysSeconds instant) const {
    return static_cast<Seconds>((instant - start).count());
  }
};

CivilClock::CivilClock(Date first, Date last, std::string_view time_zone)
    : first_(first), last_(last) {
  const tz::time_zone* rules = find_zone(time_zone);
  if (rules == nullptr) throw Error(fmt::format("there is no time zone \"{}\"", time_zone));
  if (last < first) {
    throw Error(fmt::format("the last day, {}, is before the first, {}", format_date(last),
                            format_date(first)));
  }
  zone_ = std::make_unique<Zone>(Zone{rules, first_instant(*rules, first, seconds(0))});
  tz::sys_info rule = rules->get_info(zone_->start);
  for (int day = 0; day < days(); ++day) {
    const SysSeconds midnight = first_ + std::chrono::days(day) - rule.offset;
    if (midnight >= rule.end) rule = rules->get_info(midnight);
    const bool steady = rule.begin + kWholeDay <= midnight && midnight + 2 * kWholeDay <= rule.end;
    zone_->steady_offsets.push_back(steady ? std::optional(rule.offset) : std::nullopt);
  }
}

CivilClock::~CivilClock() = default;

Seconds CivilClock::instant(Date date, ClockTime time) const {
  const Seconds whole = std::floor(time);
  const auto clock = seconds(static_cast<seconds::rep>(whole));
  const auto day = static_cast<std::size_t>((date - first_).count());  // huge if before
  if (day < zone_->steady_offsets.size() && zone_->steady_offsets[day]) {
    return zone_->since_start(date + clock - *zone_->steady_offsets[day]) + (time - whole);
  }
  const tz::local_seconds local(date.time_since_epoch() + clock);
  const bool skipped = zone_->rules->get_info(local).result == tz::local_info::nonexistent;
  return zone_->since_start(first_instant(*zone_->rules, date, clock)) +
         (skipped ? 0.0 : time - whole);
}

std::vector<CivilInterval> CivilClock::intervals(Seconds interval) const {
  const seconds step = checked_interval(interval);
  std::vector<CivilInterval> result;
  result.reserve(static_cast<std::size_t>(days() * (kWholeDay / step)));
  tz::sys_info info = zone_->rules->get_info(zone_->start);
  for (int day = 0; day < days(); ++day) {
    const Date date = first_ + std::chrono::days(day);
    const SysSeconds end = zone_->start + seconds(std::llround(instant(date, kDay)));
    SysSeconds now = zone_->start + seconds(std::llround(instant(date, 0)));
    while (now < end) {
      if (now >= info.end) info = zone_->rules->get_info(now);
      const seconds local = now.time_since_epoch() + info.offset;
      const seconds clock = local - std::chrono::floor<std::chrono::days>(local);
      const SysSeconds next = std::min({now + step - clock % step, info.end, end});
      result.push_back({.start = zone_->since_start(now),
                        .end = zone_->since_start(next),
                        .day = day,
                        .slot = static_cast<int>(clock / step)});
      now = next;
    }
  }
  return result;
}

int CivilClock::days() const { return static_cast<int>((last_ - first_).count()) + 1; }

Seconds CivilClock::length() const { return instant(last_, kDay); }

Weekday weekday_of(Date date) {
  const unsigned iso = std::chrono::weekday(date).iso_encoding();  // Monday is 1
  return static_cast<Weekday>(iso - 1);
}

std::string format_date(Date date) {
  const std::chrono::year_month_day civil(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(civil.year()),
                     static_cast<unsigned>(civil.month()), static_cast<unsigned>(civil.day()));
}

std::string format_clock(ClockTime time) {
  const auto total = std::llround(time);
  const auto hours = total / 3600;
  const auto minutes = total / 60 % 60;
  if (const auto rest = total % 60; rest != 0) {
    return fmt::format("{:02}:{:02}:{:02}", hours, minutes, rest);
  }
  return fmt::format("{:02}:{:02}", hours, minutes);
}

std::string_view weekday_name(Weekday day) {
  constexpr std::string_view kNames[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  return kNames[static_cast<int>(day)];
}

bool is_time_zone(std::string_view name) { return find_zone(name) != nullptr; }

std::vector<std::string> time_zone_names() {
  std::vector<std::string> names;
  try {
    for (const tz::time_zone& zone : tz::get_tzdb().zones) names.push_back(zone.name());
  } catch (const std::runtime_error& failure) {
    throw Error(fmt::format("the system's time-zone database cannot be read: {}", failure.what()));
  }
  return names;
}

}  // namespace hotline
