#include "hotline/base/calendar.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "hotline/base/error.hpp"

namespace hotline {
namespace {

constexpr Seconds kHalfHour = 30 * kMinute;

Date day(int year, unsigned month, unsigned day_of_month) {
  return std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day_of_month);
}

CivilClock one_day(Date date, const char* zone) { return {date, date, zone}; }

std::vector<int> slots(const std::vector<CivilInterval>& intervals) {
  std::vector<int> result;
  for (const CivilInterval& interval : intervals) result.push_back(interval.slot);
  return result;
}

TEST_CASE("a zone without daylight saving time has 48 half-hours on every day") {
  // The baseline's horizon: Arizona, 4 July to 16 December 2013, 166 days.
  const CivilClock clock(day(2013, 7, 4), day(2013, 12, 16), "America/Phoenix");
  CHECK(clock.days() == 166);
  CHECK(clock.length() == 166 * kDay);
  const auto intervals = clock.intervals(kHalfHour);
  REQUIRE(intervals.size() == 166 * 48);
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    REQUIRE(intervals[i].start == static_cast<double>(i) * kHalfHour);
    REQUIRE(intervals[i].end == static_cast<double>(i + 1) * kHalfHour);
    REQUIRE(intervals[i].day == static_cast<int>(i / 48));
    REQUIRE(intervals[i].slot == static_cast<int>(i % 48));
  }
  CHECK(clock.instant(day(2013, 7, 5), 8 * kHour) == kDay + 8 * kHour);
  CHECK(clock.instant(day(2013, 7, 3), 0) == -kDay);
}

TEST_CASE("the spring day of 23 hours lacks the slots of the skipped hour") {
  const CivilClock berlin = one_day(day(2013, 3, 31), "Europe/Berlin");
  CHECK(berlin.length() == 23 * kHour);
  const auto intervals = berlin.intervals(kHalfHour);
  REQUIRE(intervals.size() == 46);
  CHECK(intervals[3].slot == 3);  // 01:30 - 02:00, then the clock shows 03:00
  CHECK(intervals[4].slot == 6);
  CHECK(intervals[4].start == 2 * kHour);
  CHECK(one_day(day(2013, 3, 10), "America/New_York").intervals(kHalfHour).size() == 46);
}

TEST_CASE("the autumn day of 25 hours has the slots of the repeated hour twice") {
  const CivilClock berlin = one_day(day(2013, 10, 27), "Europe/Berlin");
  CHECK(berlin.length() == 25 * kHour);
  const auto intervals = berlin.intervals(kHalfHour);
  REQUIRE(intervals.size() == 50);
  std::vector<int> night = slots(intervals);
  night.resize(10);
  CHECK(night == std::vector<int>{0, 1, 2, 3, 4, 5, 4, 5, 6, 7});
  CHECK(one_day(day(2013, 11, 3), "America/New_York").intervals(kHalfHour).size() == 50);
}

TEST_CASE("a time that the spring change skips is the instant of the change") {
  const Date date = day(2013, 3, 31);
  const CivilClock berlin = one_day(date, "Europe/Berlin");
  CHECK(berlin.instant(date, 2 * kHour - 1) == 2 * kHour - 1);
  CHECK(berlin.instant(date, 2.5 * kHour) == 2 * kHour);
  CHECK(berlin.instant(date, 2.5 * kHour + 0.25) == 2 * kHour);
  CHECK(berlin.instant(date, 3 * kHour) == 2 * kHour);
  CHECK(berlin.instant(date, 8 * kHour + 0.25) == 7 * kHour + 0.25);
}

TEST_CASE("a time that the autumn change repeats is its first occurrence") {
  const Date date = day(2013, 10, 27);
  const CivilClock berlin = one_day(date, "Europe/Berlin");
  CHECK(berlin.instant(date, 2.5 * kHour) == 2.5 * kHour);
  CHECK(berlin.instant(date, 3 * kHour) == 4 * kHour);
}

TEST_CASE("Lord Howe Island changes its clock by half an hour") {
  const CivilClock spring = one_day(day(2013, 10, 6), "Australia/Lord_Howe");
  CHECK(spring.length() == 23.5 * kHour);
  CHECK(spring.intervals(kHalfHour).size() == 47);

  const CivilClock autumn = one_day(day(2013, 4, 7), "Australia/Lord_Howe");
  CHECK(autumn.length() == 24.5 * kHour);
  CHECK(autumn.intervals(kHalfHour).size() == 49);

  // In whole hours the change cuts an hour: 01:00 - 02:00, again 01:30 - 02:00, 02:00 - 03:00.
  const auto hours = autumn.intervals(kHour);
  REQUIRE(hours.size() == 25);
  CHECK(hours[1].slot == 1);
  CHECK(hours[2].slot == 1);
  CHECK(hours[2].end - hours[2].start == kHalfHour);
  CHECK(hours[3].slot == 2);
}

TEST_CASE("a day whose midnight is skipped begins at the change") {
  // Brazil went from 3 November 2018, 24:00, to 4 November, 01:00.
  const Date date = day(2018, 11, 4);
  const CivilClock clock = one_day(date, "America/Sao_Paulo");
  CHECK(clock.length() == 23 * kHour);
  const auto intervals = clock.intervals(kHalfHour);
  REQUIRE(intervals.size() == 46);
  CHECK(intervals.front().start == 0);
  CHECK(intervals.front().slot == 2);
  CHECK(clock.instant(date, 0) == 0);
  CHECK(clock.instant(date, 8 * kHour) == 7 * kHour);

  // And back from 18 February 2018, 00:00, to 17 February, 23:00.
  CHECK(one_day(day(2018, 2, 17), "America/Sao_Paulo").intervals(kHalfHour).size() == 50);
}

TEST_CASE("a date that a country left out has no intervals") {
  // Samoa crossed the date line at the end of 29 December 2011.
  const CivilClock clock(day(2011, 12, 29), day(2011, 12, 31), "Pacific/Apia");
  CHECK(clock.days() == 3);
  CHECK(clock.length() == 2 * kDay);
  const auto intervals = clock.intervals(kHalfHour);
  CHECK(intervals.size() == 96);
  CHECK(std::none_of(intervals.begin(), intervals.end(),
                     [](const CivilInterval& interval) { return interval.day == 1; }));
}

TEST_CASE("minutes of yesterday that come again after midnight count to the new day") {
  // Newfoundland went back from 7 November 2010, 00:01, to 6 November, 23:01.
  const CivilClock clock(day(2010, 11, 6), day(2010, 11, 7), "America/St_Johns");
  CHECK(clock.instant(day(2010, 11, 7), 0) == kDay);
  CHECK(clock.length() == 49 * kHour);
  const auto intervals = clock.intervals(kHalfHour);
  REQUIRE(intervals.size() == 48 + 3 + 48);
  CHECK(intervals[48].end - intervals[48].start == kMinute);
  CHECK(intervals[49].day == 1);
  CHECK(intervals[49].slot == 46);
  CHECK(intervals[49].end - intervals[49].start == 29 * kMinute);
  CHECK(intervals[51].slot == 0);
}

TEST_CASE("in every zone the intervals tile the horizon and keep to their day and slot") {
  constexpr Seconds kStep = 6 * kHour;
  for (const std::string& zone : time_zone_names()) {
    CAPTURE(zone);
    const CivilClock clock(day(2011, 1, 1), day(2012, 12, 31), zone);
    Seconds now = 0;
    int today = 0;
    for (const CivilInterval& interval : clock.intervals(kStep)) {
      REQUIRE(interval.start == now);
      REQUIRE(interval.end > interval.start);
      REQUIRE(interval.end - interval.start <= kStep);
      REQUIRE(interval.day >= today);
      REQUIRE(interval.slot >= 0);
      REQUIRE(interval.slot < 4);
      if (interval.day > today) {
        REQUIRE(now == clock.instant(day(2011, 1, 1) + std::chrono::days(interval.day), 0));
      }
      now = interval.end;
      today = interval.day;
    }
    REQUIRE(now == clock.length());
    REQUIRE(today == clock.days() - 1);
  }
}

TEST_CASE("a clock refuses an unknown zone, a backward horizon and an odd interval") {
  const Date date = day(2013, 7, 4);
  CHECK_THROWS_WITH_AS(one_day(date, "Mars/Olympus"), "there is no time zone \"Mars/Olympus\"",
                       Error);
  CHECK_THROWS_WITH_AS(CivilClock(date, day(2013, 7, 3), "UTC"),
                       "the last day, 2013-07-03, is before the first, 2013-07-04", Error);
  const CivilClock clock = one_day(date, "UTC");
  CHECK_THROWS_AS(clock.intervals(7 * kMinute), Error);
  CHECK_THROWS_AS(clock.intervals(30), Error);
  CHECK_THROWS_AS(clock.intervals(kMinute + 0.5), Error);
  CHECK_THROWS_AS(clock.intervals(0), Error);
  CHECK_THROWS_AS(clock.intervals(2 * kDay), Error);
  CHECK(clock.intervals(kDay).size() == 1);
  CHECK(clock.intervals(kMinute).size() == 1440);
}

TEST_CASE("zone names are those of the system's database") {
  CHECK(is_time_zone("America/Phoenix"));
  CHECK(is_time_zone("UTC"));
  CHECK_FALSE(is_time_zone("America/Pheonix"));
  CHECK_FALSE(is_time_zone(""));
  CHECK_FALSE(is_time_zone("../../etc/passwd"));
  const auto names = time_zone_names();
  CHECK(std::find(names.begin(), names.end(), "Europe/Berlin") != names.end());
}

TEST_CASE("dates, clock times and weekdays are written as in scenario files") {
  CHECK(format_date(day(2013, 7, 4)) == "2013-07-04");
  CHECK(weekday_of(day(2013, 7, 4)) == Weekday::kThursday);
  CHECK(weekday_of(day(2013, 7, 7)) == Weekday::kSunday);
  CHECK(weekday_name(Weekday::kMonday) == "mon");
  CHECK(weekday_name(weekday_of(day(1969, 12, 31))) == "wed");
  CHECK(format_clock(0) == "00:00");
  CHECK(format_clock(8 * kHour + 30 * kMinute) == "08:30");
  CHECK(format_clock(8 * kHour + 5) == "08:00:05");
  CHECK(format_clock(kDay) == "24:00");
}

}  // namespace
}  // namespace hotline
