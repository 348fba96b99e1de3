#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "hotline/scenario/read.hpp"
#include "says.hpp"

namespace hotline {
namespace {

using namespace test;
namespace fs = std::filesystem;

constexpr std::string_view kScenario = R"(
title = "A week"

[horizon]
from     = 2013-07-01
to       = 2013-07-07
interval = "1 h"

[open]
every_day = "08:00-14:00"

[[call]]
name     = "papers"
arrivals = { rates = { "08:00-14:00" = "30/h" } }
talk     = { exponential = { mean = "4 min" } }
patience = { exponential = { mean = "3 min" } }

[[agents]]
name  = "desk"
takes = ["papers"]
absence = 0.05
[[agents.shift]]
days  = "mon-sun"
from  = "08:00"
to    = "14:00"
count = 3

[[staffing.target]]
service_level = 0.7
within        = "30 s"
each          = "day"

[[staffing.shift]]
name    = "short"
starts  = ["08:00", "10:00"]
lengths = ["4 h"]
breaks  = [{ after = "1 h", until = "3 h", length = "15 min", paid = true }]
)";

// A folder with a scenario.
struct Desk : TemporaryFolder {
  fs::path folder = path();
  std::string scenario = write("week.toml", kScenario).string();
  std::string plan = *this / "plan";
};

TEST_CASE("staff tells the agents of each interval in every format") {
  const Desk desk;
  const Answer text = hotline_says({"staff", desk.scenario, "--method", "erlang-a"});
  CHECK(text.code == 0);
  CHECK(contains(text.out, "target: 70 % answered within 30 s, on each day"));
  CHECK(contains(text.out, "08:00-14:00"));
  const Answer csv = hotline_says(
      {"staff", desk.scenario, "--target", "80/20", "--format", "csv", "--method", "mol"});
  CHECK(csv.out.starts_with("weekday,from,to,desk\nmon,08:00,09:00,"));
  const Answer json = hotline_says(
      {"staff", desk.scenario, "--format", "json", "--replications", "5", "--threads", "1"});
  CHECK(json.code == 0);
  const auto parsed = nlohmann::json::parse(json.out);
  CHECK(parsed["intervals"].size() == 42);
  CHECK(parsed["check"]["targets"][0]["parts"].size() == 7);
  CHECK(parsed["formulas"].size() == 3);
}

TEST_CASE("numbers that staff wrote can be read as staffing") {
  const Desk desk;
  CHECK(
      hotline_says({"staff", desk.scenario, "--method", "mol", "--by", "date", "--out", desk.plan})
          .code == 0);
  CHECK(text_of(fs::path(desk.plan) / "staffing.csv").starts_with("date,from,to,desk\n2013-07-01"));
  std::ofstream(desk.folder / "with.toml")
      << "base = 'week.toml'\n[[agents]]\nname = 'desk'\n"
         "staffing = { file = 'plan/staffing.csv', column = 'desk' }\n";
  CHECK(hotline_says({"check", (desk.folder / "with.toml").string()}).code == 0);
}

TEST_CASE("schedule writes a scenario with its shifts, a roster, and what it knows") {
  const Desk desk;
  const Answer answer = hotline_says({"schedule", desk.scenario, "--method", "mol", "--cover-only",
                                      "--replications", "3", "--out", desk.plan});
  if (contains(answer.err, "built without the integer solver")) return;
  CHECK(answer.code == 0);
  CHECK(contains(answer.out, "Roster of every week"));
  CHECK(contains(answer.out, "desk 1 "));
  const Scenario scheduled = read_scenario(fs::path(desk.plan) / "schedule.toml");
  const auto& shifts = std::get<std::vector<Shift>>(scheduled.agents[0].staffing);
  REQUIRE(!shifts.empty());
  for (const Shift& shift : shifts) {
    CHECK(shift.count == 1);
    CHECK(shift.breaks.size() == 1);
    CHECK(shift.range.to - shift.range.from == 4 * kHour);
  }
  CHECK(scheduled.agents[0].absence == 0.05);
  CHECK(text_of(fs::path(desk.plan) / "roster.csv")
            .starts_with("slot,group,shift,weekday,from,to,breaks\ndesk 1,desk,short,"));
  const auto parsed = nlohmann::json::parse(text_of(fs::path(desk.plan) / "schedule.json"));
  CHECK(parsed["roster"].size() == parsed["improved"]["people"]);
}

TEST_CASE("wishes that leave no schedule are explained, and the exit code says so") {
  const Desk desk;
  const Answer answer = hotline_says({"schedule", desk.scenario, "--method", "mol", "--cover-only",
                                      "--replications", "3", "--set", "staffing.people=2"});
  if (contains(answer.err, "built without the integer solver")) return;
  CHECK(answer.code == 1);
  CHECK(contains(answer.err, "not covered: at most 2 people"));
}

TEST_CASE("mistakes on the command lines of planning are answered with what was expected") {
  const Desk desk;
  const auto error = [&](std::vector<std::string> more) {
    std::vector<std::string> arguments = {"staff", desk.scenario};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Answer answer = hotline_says(arguments);
    CHECK(answer.code == 2);
    return answer.err;
  };
  CHECK(contains(error({"--method", "erlang-b"}), "Did you mean"));
  CHECK(contains(error({"--target", "fast"}), "Write 80/20"));
  CHECK(contains(error({"--target", "80/20 of paper"}), "Did you mean \"papers\"?"));
  CHECK(contains(error({"--target", "asa 0"}), "a mean wait above 0"));
  CHECK(contains(error({"--each", "day"}), "--each says over what a --target holds"));
  CHECK(contains(error({"--plan-for", "120%"}), "--plan-for"));
  CHECK(contains(error({"--by", "month"}), "weekday or date"));
  CHECK(contains(error({"--format", "xml"}), "text, json or csv"));
  CHECK(hotline_says({"staff"}).code == 2);
}

}  // namespace
}  // namespace hotline
