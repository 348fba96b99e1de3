#include "hotline/report/theory.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace hotline;

namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TheoryComparison steady_comparison() {
  TheoryTeam team;
  team.types = {"calls"};
  team.groups = {"desk"};
  team.formula = "Erlang C (M/M/s)";
  team.figures = {
      {"",
       "service_level",
       "service level",
       Unit::kShare,
       0.8123,
       {.value = 0.82, .low = 0.80, .high = 0.84},
       1.54},
      {"", "asa", "average speed of answer", Unit::kSeconds, 12.5, {.value = 12.3}, kUnknown}};
  return {{team}, {}};
}

TheoryComparison calendar_comparison() {
  TheoryTeam team;
  team.formula = "Erlang C";
  team.breaks = {"callers who fail call again"};
  TheoryInterval quiet{{Weekday::kMonday, 8 * kHour, 9 * kHour}, 10, 2, {.value = 0.9}};
  quiet.erlang_c = 0.8;
  quiet.modified_offered_load = 0.85;
  TheoryInterval busy{{Weekday::kTuesday, 9 * kHour, 10 * kHour}, 30, 4.5, {.value = 0.7}};
  busy.erlang_c = 0.6;
  busy.modified_offered_load = 0.65;
  return {{team}, {quiet, busy}};
}

}  // namespace

TEST_CASE("a formula stands beside the simulation with the distance in standard errors") {
  const std::string text = theory_section(steady_comparison());
  CHECK(contains(text, "Beside theory\n  Erlang C (M/M/s)\n"));
  CHECK(contains(text, "81.2 %  82 % (80 - 84)"));
  CHECK(contains(text, "+1.5\n"));
  CHECK(contains(text, "12.5 s  12.3 s"));
  CHECK(contains(text, "breaks none of the formula's assumptions"));
}

TEST_CASE("of a calendar the busiest weekday is shown and the week summed up") {
  const std::string text = theory_section(calendar_comparison());
  CHECK(contains(text, "Service level on tue"));
  CHECK(contains(text, "09:00 - 10:00"));
  CHECK_FALSE(contains(text, "08:00 - 09:00"));
  CHECK(contains(text, "    - callers who fail call again\n"));
  CHECK(contains(text, "Erlang C 10.0, offered load 5.0"));  // no Erlang A: nobody gives up
}

TEST_CASE("programs get the comparison as JSON, alone or in a summary") {
  const auto steady = nlohmann::json::parse(theory_json(steady_comparison()));
  CHECK(steady["teams"][0]["formula"] == "Erlang C (M/M/s)");
  CHECK(steady["teams"][0]["measures"][0]["standard_errors"] == 1.54);
  CHECK(steady["teams"][0]["measures"][1]["standard_errors"].is_null());
  const auto summary =
      nlohmann::json::parse(summary_with_theory("{\"title\": \"x\"}", calendar_comparison()));
  CHECK(summary["title"] == "x");
  CHECK(summary["theory"]["intervals"].size() == 2);
  CHECK(summary["theory"]["intervals"][1]["weekday"] == "tue");
  CHECK(summary["theory"]["intervals"][1]["erlang_a"].is_null());
}
