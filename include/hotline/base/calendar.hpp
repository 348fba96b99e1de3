#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hotline/base/time.hpp"

namespace hotline {

// A civil date without a zone.
using Date = std::chrono::sys_days;

// Seconds after local midnight on the wall clock, from 0 to 86,400 (24:00, the end of the day).
using ClockTime = Seconds;

enum class Weekday : int { kMonday, kTuesday, kWednesday, kThursday, kFriday, kSaturday, kSunday };
inline constexpr int kDaysPerWeek = 7;

Weekday weekday_of(Date date);
std::string format_date(Date date);          // "2013-07-04"
std::string format_clock(ClockTime time);    // "08:00", "24:00"; with seconds only if there are any
std::string_view weekday_name(Weekday day);  // "mon" ... "sun"

// A stretch of the horizon that lies within one interval of one day's wall clock. A day lasts from
// the first instant at which the clock shows its 00:00 to that of the next day.
struct CivilInterval {
  Seconds start = 0;  // since the start of the horizon
  Seconds end = 0;    // > start
  int day = 0;        // index of the date since the first day, from 0
  int slot = 0;       // which interval of the wall clock's day, from 0
};

// The wall clock of one IANA time zone, as laid over the horizon [first 00:00, last 24:00).
class CivilClock {
 public:
  // Throws Error if the zone is unknown or `last` is before `first`.
  CivilClock(Date first, Date last, std::string_view time_zone);
  ~CivilClock();
  CivilClock(const CivilClock&) = delete;
  CivilClock& operator=(const CivilClock&) = delete;

  // The instant at which the wall clock first shows `time` on `date`, in seconds since the start of
  // the horizon (negative before it). A time that the spring change skips is the instant of change.
  Seconds instant(Date date, ClockTime time) const;

  // The whole horizon cut where the wall clock passes a multiple of `interval` and where it is
  // changed, in order of time and without gaps. A day of 25 hours has the slots of the repeated
  // hour twice; a day that the zone left out has none. Throws Error unless `interval` is a whole
  // number of seconds, at least 60, that divides 24 h.
  std::vector<CivilInterval> intervals(Seconds interval) const;

  int days() const;
  Seconds length() const;  // of the horizon

 private:
  struct Zone;
  std::unique_ptr<Zone> zone_;
  Date first_;
  Date last_;
};

// True if the name is in the system's time-zone database.
bool is_time_zone(std::string_view name);

// All zone names of the system's database, for suggestions.
std::vector<std::string> time_zone_names();

}  // namespace hotline
