#include "mistakes.hpp"
#include "support/temporary_folder.hpp"

namespace hotline::test {
namespace {

Scenario with_arrivals(const std::string& arrivals, const std::string& horizon = kCalendar) {
  return parse_scenario(horizon + "[[call]]\nname = \"help\"\ntalk = \"3 min\"\narrivals = " +
                        arrivals + "\n" + kAgents);
}

Demand demand_of(const std::string& text) {
  return *parse_scenario(kCalendar + "[demand]\n" + text + "\n" + kShares + kAgents).demand;
}

// A scenario in a folder with one data file.
Scenario from_folder(const TemporaryFolder& folder, const std::string& text) {
  return read_scenario(folder.write("scenario.toml", text));
}

std::string own(const std::string& arrivals) {
  return kCalendar + "[[call]]\nname = \"help\"\ntalk = \"3 min\"\narrivals = " + arrivals + "\n" +
         kAgents;
}

}  // namespace

TEST_CASE("rates may change smoothly between points of the clock") {
  const Scenario scenario = with_arrivals(
      R"({ rates = { between = "spline", points = { sat-sun = { "08:00" = "6/h", "10:00" = "30/h", "12:00" = "12/h", "24:00" = "0/h" } } } })");
  const auto& smooth = std::get<SmoothTable>(std::get<Profile>(scenario.calls[0].arrivals->source));
  CHECK(smooth.spline);
  REQUIRE(smooth.lines.size() == 1);
  CHECK(smooth.lines[0].days == std::vector{Weekday::kSaturday, Weekday::kSunday});
  REQUIRE(smooth.lines[0].points.size() == 4);
  CHECK(smooth.lines[0].points[1].at == 10 * kHour);
  CHECK(smooth.lines[0].points[1].value == doctest::Approx(30 / kHour));
  const Demand demand =
      demand_of("volume = 100\nday_shape = { points = { \"08:00\" = 1, \"20:00\" = 3 } }");
  CHECK(!std::get<SmoothTable>(*demand.day_shape).spline);
  CHECK(std::get<SmoothTable>(*demand.day_shape).lines[0].days.size() == 7);
}

TEST_CASE("calls may come by a renewal process") {
  const auto gap = [](const std::string& arrivals, const std::string& horizon) {
    return std::get<Renewal>(with_arrivals(arrivals, horizon).calls[0].arrivals->source);
  };
  CHECK(gap(R"({ every = "90 s" })", kSteady).gap.mean() == 90);
  const Renewal renewal =
      gap(R"({ every = { gamma = { mean = "2 min", cv = 0.5 } }, speed = { "08:00-20:00" = 1 } })",
          kCalendar);
  CHECK(renewal.gap.mean() == doctest::Approx(120));
  CHECK(renewal.speed->entries[0].value == 1);
}

TEST_CASE("calls may be a number, fixed or random, spread by a shape") {
  const auto count = [](const std::string& arrivals, const std::string& horizon = kCalendar) {
    return std::get<CallCount>(with_arrivals(arrivals, horizon).calls[0].arrivals->source);
  };
  const CallCount fixed = count("{ count = 500 }");
  CHECK(fixed.mean == 500);
  CHECK(!fixed.poisson);
  CHECK(fixed.per_day);
  CHECK(!count("{ count = 500 }", kSteady).per_day);
  CHECK(!count("{ count = 500, per = \"horizon\" }").per_day);
  const CallCount random = count(
      R"({ count = { mean = 500.5, lognormal_cv = 0.3 }, shape = { "08:00-12:00" = 2 }, dirichlet = 80 })");
  CHECK(random.mean == 500.5);
  CHECK(random.poisson);
  CHECK(random.cv == 0.3);
  CHECK(random.law == Busyness::Law::kLogNormal);
  CHECK(std::get<WeekTable<double>>(*random.shape).entries.size() == 1);
  CHECK(*random.dirichlet == 80);
  CHECK(count("{ count = { mean = 7 } }").cv == 0);
}

TEST_CASE("factors of busyness: one, several, for some types, correlated") {
  CHECK(demand_of("volume = 1\nbusyness = { lognormal_cv = 0.3, per = \"interval\" }")
            .busyness.front()
            .law == Busyness::Law::kLogNormal);
  const Demand demand = *parse_scenario(kCalendar + R"(
[[demand.busyness]]
gamma_cv = 0.2
per      = "replication"

[[demand.busyness]]
calls       = ["b", "a"]
gamma_cv    = [0.3, 0.1]
correlation = [[1, 0.5], [0.5, 1]]

[[demand.busyness]]
gamma_cv             = 0.4
per                  = "interval"
correlation          = -0.5
interval_correlation = 0.9

[[call]]
name = "a"
arrivals = { rate = "1/h" }
talk = "1 min"
[[call]]
name = "b"
arrivals = { every = "1 min" }
talk = "1 min"
[[call]]
name = "c"
arrivals = { rate = "1/h" }
talk = "1 min"
)" + "[[agents]]\nname = \"desk\"\ntakes = [\"a\", \"b\", \"c\"]\ncount = 5\n")
                             .demand;
  REQUIRE(demand.busyness.size() == 3);
  CHECK(demand.busyness[0].per == Busyness::Per::kReplication);
  CHECK(demand.busyness[1].calls == std::vector<std::string>{"b", "a"});
  CHECK(demand.busyness[1].cvs == std::vector{0.3, 0.1});
  CHECK(demand.busyness[1].types->matrix[0][1] == 0.5);
  CHECK(demand.busyness[2].types->r == -0.5);
  CHECK(demand.busyness[2].intervals->r == 0.9);
}

TEST_CASE("a surge may fail to happen, and may be for some types and hours") {
  const Demand demand = demand_of(
      "volume = 1\nsurges = [{ from = 2013-07-01, to = 2013-07-02, factor = 2, probability = 0.3, "
      "calls = [\"help\"], hours = \"10:00-14:00\" }]\ndirichlet = 50");
  CHECK(demand.surges[0].probability == 0.3);
  CHECK(demand.surges[0].calls == std::vector<std::string>{"help"});
  CHECK(demand.surges[0].hours->to == 14 * kHour);
  CHECK(*demand.dirichlet == 50);
  CHECK(demand_of("volume = 1\nsurges = [{ from = 2013-07-01, to = 2013-07-02, factor = 2 }]")
            .surges[0]
            .probability == 1);
}

TEST_CASE("rates may come from a file, by weekday, in expected calls or per unit of time") {
  TemporaryFolder folder;
  folder.write("calls.csv",
               "weekday,from,to,calls,hourly\nmon-fri,08:00,10:00,12,6\nsat,9:00,09:30,3,6\n");
  for (const char* rest : {"}", ", column = \"hourly\", unit = \"/h\" }"}) {
    const Scenario scenario =
        from_folder(folder, own("{ rates = { file = \"calls.csv\"" + std::string(rest) + " }"));
    const auto& table =
        std::get<WeekTable<double>>(std::get<Profile>(scenario.calls[0].arrivals->source));
    REQUIRE(table.entries.size() == 2);
    CHECK(table.entries[0].days.size() == 5);
    CHECK(table.entries[0].value == doctest::Approx(6 / kHour));
    CHECK(table.entries[1].range.to == 9.5 * kHour);
    CHECK(table.entries[1].value == doctest::Approx(6 / kHour));
  }
}

TEST_CASE("rates may come from a file, by date, and a row without an end lasts an interval") {
  TemporaryFolder folder;
  folder.write("calls.csv", "date,from,calls\n2013-06-30,08:00,1\n2013-07-01,08:00,6\n");
  const Scenario scenario = from_folder(folder, own("{ rates = { file = \"calls.csv\" } }"));
  const auto& table = std::get<DateTable>(std::get<Profile>(scenario.calls[0].arrivals->source));
  REQUIRE(table.entries.size() == 2);
  CHECK(format_date(table.entries[1].date) == "2013-07-01");
  CHECK(table.entries[1].range.to == 8.5 * kHour);
  CHECK(table.entries[1].value == doctest::Approx(12 / kHour));
}

TEST_CASE("the shared demand's levels and day shape may come from files") {
  TemporaryFolder folder;
  folder.write("data/days.csv", "date,calls\n2013-07-01,120\n2013-07-02,90.5\n");
  folder.write("data/shape.csv", "from,to,calls\n08:00,12:00,40\n12:00,20:00,60\n");
  const Scenario scenario =
      from_folder(folder, kCalendar +
                              "[demand]\nlevels = { file = \"data/days.csv\" }\n"
                              "day_shape = { file = \"data/shape.csv\" }\n" +
                              kShares + kAgents);
  REQUIRE(scenario.demand->levels.size() == 2);
  CHECK(scenario.demand->levels[1].calls_per_day == 90.5);
  const auto& shape = std::get<WeekTable<double>>(*scenario.demand->day_shape);
  CHECK(shape.entries[0].value / shape.entries[1].value == doctest::Approx(10.0 / 7.5));
}

TEST_CASE("exact times of calls may come from a log: on the wall clock, or in seconds") {
  TemporaryFolder folder;
  folder.write("log.csv",
               "id,time\n1,2013-07-01 08:03:12\n2,2013-07-01T08:03:12.5\n3,2013-07-02 00:00\n"
               "4,90000\n");
  const Scenario scenario = from_folder(folder, own("{ times = { file = \"log.csv\" } }"));
  const Seconds first = 8 * kHour + 192;
  CHECK(std::get<CallTimes>(scenario.calls[0].arrivals->source).times ==
        std::vector<Seconds>{first, first + 0.5, kDay, 90000});
  folder.write("steady.csv", "at\n0.5\n17\n3599.25\n");
  const Scenario steady = from_folder(
      folder, kSteady +
                  "[[call]]\nname = \"help\"\ntalk = \"3 min\"\narrivals = { times = { file = "
                  "\"steady.csv\", column = \"at\" } }\n" +
                  kAgents);
  CHECK(std::get<CallTimes>(steady.calls[0].arrivals->source).times ==
        std::vector<Seconds>{0.5, 17, 3599.25});
}

TEST_CASE("another kind of arrivals replaces the inherited one, and keeps busyness if it can") {
  const auto with = [](const std::string& set) {
    return parse_scenario(own("{ rate = \"6/h\", busyness = { gamma_cv = 0.2 } }"), "scenario",
                          {set})
        .calls[0]
        .arrivals.value();
  };
  CHECK(std::holds_alternative<Renewal>(with("call.help.arrivals.every=9 min").source));
  CHECK(with("call.help.arrivals.every=9 min").busyness->cv == 0.2);
  CHECK(std::get<CallCount>(with("call.help.arrivals.count=9").source).mean == 9);
  CHECK(with("call.help.arrivals.busyness.lognormal_cv=0.4").busyness->law ==
        Busyness::Law::kLogNormal);
}

}  // namespace hotline::test
