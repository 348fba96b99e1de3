#include <algorithm>

#include "mistakes.hpp"
#include "support/temporary_folder.hpp"

namespace hotline::test {
namespace {

std::string desk(const std::string& staffing) {
  return kCalendar + "[open]\nevery_day = \"08:00-20:00\"\nclosed_on = [2013-07-04]\n" + kCalls +
         "[[agents]]\nname = \"desk\"\ntakes = [\"help\"]\nstaffing = " + staffing + "\n";
}

AgentGroup group_with(const std::string& data, const std::string& staffing) {
  TemporaryFolder folder;
  folder.write("data.csv", data);
  return read_scenario(folder.write("s.toml", desk(staffing))).agents[0];
}

// The messages alone, without the scenario's line, and without the folder's name.
std::string mistakes_in(const std::string& data,
                        const std::string& staffing = "{ file = \"data.csv\" }") {
  TemporaryFolder folder;
  folder.write("data.csv", data);
  try {
    read_scenario(folder.write("s.toml", desk(staffing)));
    return "";
  } catch (const InputError& error) {
    std::string told;
    for (const Problem& problem : error.problems()) {
      told += problem.message + (problem.hint.empty() ? "" : " | " + problem.hint) + "\n";
    }
    const std::string place = folder.path().string() + "/";
    for (auto at = told.find(place); at != std::string::npos; at = told.find(place)) {
      told.erase(at, place.size());
    }
    return told;
  }
}

TEST_CASE("numbers of agents come from a file, by weekday") {
  const AgentGroup group = group_with(
      "weekday,from,to,desk,other\nmon-fri,08:00,14:00,3,1\nmon-fri,14:00,20:00,2,1\n"
      "sat,9:00,13:00,1,1\n",
      "{ file = \"data.csv\", column = \"desk\" }");
  const auto& week = std::get<WeekTable<int>>(group.staffing);
  REQUIRE(week.entries.size() == 3);
  CHECK(week.entries[0].days.size() == 5);
  CHECK(week.entries[1].range.from == 14 * kHour);
  CHECK(week.entries[1].value == 2);
  CHECK(week.entries[2].days == std::vector{Weekday::kSaturday});
}

TEST_CASE("numbers of agents come from a file, by date or for every day") {
  const AgentGroup dated =
      group_with("date,from,agents\n2013-07-02,08:00,3\n2013-07-02,08:30,4\n2013-07-09,08:00,1\n",
                 "{ file = \"data.csv\" }");
  CHECK(std::get<WeekTable<int>>(dated.staffing).entries.empty());
  REQUIRE(dated.special.size() == 2);
  REQUIRE(dated.special[0].numbers.size() == 2);
  CHECK(dated.special[0].numbers[1].first.to == 9 * kHour);  // an interval of the horizon
  CHECK(dated.special[0].numbers[1].second == 4);
  const AgentGroup daily = group_with("from,to,agents\n08:00,20:00,3\n", "{ file = \"data.csv\" }");
  CHECK(std::get<WeekTable<int>>(daily.staffing).entries[0].days.size() == 7);
}

TEST_CASE("mistakes in a file of numbers of agents are explained with its lines") {
  CHECK(mistakes_in("weekday,from,to,agents\nmon,08:00,20:00,2.5\ntue,08:00,20:00,-1\n"
                    "wed,08:00,20:00,many\nmon,19:00,21:00,1\nthu,20:00,08:00,1\n") ==
        "data.csv:2: 2.5 is not a whole number of agents | write whole numbers from 0 to 100000\n"
        "data.csv:3: \"-1\" is not a number of agents | write whole numbers from 0 to 100000\n"
        "data.csv:4: \"many\" is not a number of agents | write whole numbers from 0 to 100000\n"
        "data.csv:6: the stretch from 20:00 ends before it begins\n");
  CHECK(mistakes_in("from,to,agents\n08:00,12:00,2\n11:00,13:00,1\n") ==
        "data.csv:3: this stretch overlaps that of line 2 on mon\n"
        "data.csv:3: this stretch overlaps that of line 2 on tue\n"
        "data.csv:3: this stretch overlaps that of line 2 on wed\n"
        "data.csv:3: this stretch overlaps that of line 2 on thu\n"
        "data.csv:3: this stretch overlaps that of line 2 on fri\n"
        "data.csv has 2 more mistakes\n");
  CHECK(mistakes_in("from,to,operators\n08:00,12:00,2\n") ==
        "data.csv has no column \"agents\" | its columns are \"from\", \"to\", \"operators\"\n");
  CHECK(mistakes_in("date,from,to,agents\n2013-07-04,08:00,12:00,2\n") ==
        "data.csv:2: on 2013-07-04 the lines are closed and nobody works | take the date out of "
        "closed_on in [open], or leave it out here\n");
  CHECK(mistakes_in("date,from,to,agents\n2014-07-04,08:00,12:00,2\n") ==
        "no row of data.csv lies within the horizon, 2013-07-01 to 2013-07-31\n");
  CHECK(mistakes_in("", "{ file = \"nowhere.csv\" }") ==
        "cannot read \"nowhere.csv\": there is no such file\n");
  CHECK(mistakes_in("from,agents\n08:00,1\n", "{ file = \"data.csv\", columns = \"x\" }") ==
        "\"columns\" is not a key of \"staffing\" | did you mean \"column\"?\n");
}

}  // namespace
}  // namespace hotline::test
