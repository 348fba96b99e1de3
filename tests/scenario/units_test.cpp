#include "scenario/units.hpp"

#include <doctest/doctest.h>

namespace hotline::reading {
namespace {

TEST_CASE("a length of time is read with its unit") {
  CHECK(parse_duration("20 s").value == 20);
  CHECK(parse_duration("20s").value == 20);
  CHECK(parse_duration("90 sec").value == 90);
  CHECK(parse_duration("1 second").value == 1);
  CHECK(parse_duration("4.5 min").value == 270);
  CHECK(parse_duration(".5 h").value == 1800);
  CHECK(parse_duration("1 h 30 min").value == 5400);
  CHECK(parse_duration("1h30min10s").value == 5410);
  CHECK(parse_duration("2 days").value == 2 * kDay);
  CHECK(parse_duration("1 week").value == 7 * kDay);
  CHECK(parse_duration(" 0 s ").value == 0);
}

TEST_CASE("what is not a length of time is refused") {
  for (const char* text :
       {"", " ", "20", "s", "20 m", "20 S", "-1 s", "4,5 min", "1 s 1 h", "1 s 1 s",
        "1 h and 2 min", "nan s", "inf h", "1e999 s", "1e10 h", "0x10 s", "1 s 2"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_duration(text).value);
    CHECK_FALSE(parse_duration(text).message.empty());
  }
}

TEST_CASE("a rate is read per second") {
  CHECK(*parse_rate("12/h").value == doctest::Approx(12 / kHour));
  CHECK(*parse_rate("6/min").value == doctest::Approx(0.1));
  CHECK(*parse_rate("0.5/s").value == 0.5);
  CHECK(*parse_rate("100/30min").value == doctest::Approx(100 / 1800.0));
  CHECK(*parse_rate("100 / 30 min").value == doctest::Approx(100 / 1800.0));
  CHECK(*parse_rate("140/day").value == doctest::Approx(140 / kDay));
  CHECK(parse_rate("0/h").value == 0);
  for (const char* text : {"", "12", "12 h", "12/", "/h", "12/0h", "12/-1h", "-1/h", "12/h/h",
                           "1/fortnight", "1e9/s", "nan/s"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_rate(text).value);
  }
}

TEST_CASE("a time of day runs from 00:00 to 24:00") {
  CHECK(parse_clock("00:00").value == 0);
  CHECK(parse_clock("8:00").value == 8 * kHour);
  CHECK(parse_clock("08:30").value == 8.5 * kHour);
  CHECK(parse_clock("08:30:15").value == 8.5 * kHour + 15);
  CHECK(parse_clock("24:00").value == kDay);
  for (const char* text :
       {"", "8", "24:01", "25:00", "08:60", "08:5", "8:00 am", "-1:00", "08:00:00:00"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_clock(text).value);
  }
}

TEST_CASE("a stretch of the day may run over midnight only where that is allowed") {
  const auto day = parse_clock_range("08:00-14:00", false).value;
  REQUIRE(day);
  CHECK(day->from == 8 * kHour);
  CHECK(day->to == 14 * kHour);
  CHECK(length_of(*day) == 6 * kHour);
  CHECK_FALSE(parse_clock_range("22:00-06:00", false).value);
  const auto night = parse_clock_range("22:00 - 06:00", true).value;
  REQUIRE(night);
  CHECK(length_of(*night) == 8 * kHour);
  CHECK(length_of(*parse_clock_range("07:00-07:00", true).value) == kDay);
  CHECK_FALSE(parse_clock_range("24:00-06:00", true).value);
}

TEST_CASE("weekdays are single days, spans and lists") {
  using enum Weekday;
  using Days = std::vector<Weekday>;
  CHECK(*parse_weekdays("wed").value == Days{kWednesday});
  CHECK(*parse_weekdays("sat-sun").value == Days{kSaturday, kSunday});
  CHECK(*parse_weekdays("sat-mon").value == Days{kSaturday, kSunday, kMonday});
  CHECK(*parse_weekdays("mon, wed,fri").value == Days{kMonday, kWednesday, kFriday});
  CHECK(*parse_weekdays("mon-tue, sun").value == Days{kMonday, kTuesday, kSunday});
  CHECK(*parse_weekdays("every_day").value == every_weekday());
  CHECK(*parse_weekdays("mon-sun").value == every_weekday());
  for (const char* text :
       {"", "monday", "mon-", "-fri", "mon,,fri", "mon-wed-fri", "mon, mon", "MON"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_weekdays(text).value);
  }
}

}  // namespace
}  // namespace hotline::reading
