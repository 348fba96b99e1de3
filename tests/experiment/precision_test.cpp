#include "hotline/experiment/precision.hpp"

#include <doctest/doctest.h>

#include "hotline/base/error.hpp"
#include "support/builder.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

Scenario hour() {
  Scenario scenario = calendar(1);
  scenario.opening = open_every_day(8 * kHour, 10 * kHour);
  scenario.calls = {impatient(call("a", 30 / kHour, 240), exponential(300))};
  scenario.agents = {agents("g", 2, {"a"})};
  return scenario;
}

double half_width(const Estimate& estimate) { return (estimate.high - estimate.low) / 2; }

}  // namespace

TEST_CASE("a precision is a share of the value, or in the unit of its measure") {
  const auto goals = parse_precision("service_level=0.5pp, asa.protection = 2 min,attempts=3 %");
  REQUIRE(goals.size() == 3);
  CHECK(goals[0].measure == "service_level");
  CHECK(goals[0].amount == doctest::Approx(0.005));
  CHECK_FALSE(goals[0].relative);
  CHECK(goals[1].type == "protection");
  CHECK(goals[1].amount == doctest::Approx(120));
  CHECK(goals[2].amount == doctest::Approx(0.03));
  CHECK(goals[2].relative);
  CHECK(parse_precision("1%").size() == 3);
}

TEST_CASE("a precision that makes no sense is refused") {
  for (const char* text : {"", "service_level", "0.01", "service_level=0.5 s", "asa=1pp", "asa=-1s",
                           "asa=0", "asa=nan", "servce_level=1%", "asa=1 parsec", "1%,", "=1%"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_precision(text), Error);
  }
  CHECK_THROWS_WITH(parse_precision("servce_level=1%"), doctest::Contains("service_level"));
}

TEST_CASE("replications are added until the interval is narrow enough, the same on any threads") {
  RunOptions options;
  options.precision = Precision{parse_precision("service_level=2pp")};
  const Model model = compile(hour());
  options.threads = 1;
  const Result one = run(model, options);
  CHECK(half_width(one.call("service_level")) <= 0.02);
  CHECK(one.replications > 60);
  CHECK(one.replications_asked == one.replications);
  CHECK_FALSE(one.interrupted);
  options.threads = 3;
  const Result three = run(model, options);
  CHECK(three.replications == one.replications);
  CHECK(three.call("asa").low == one.call("asa").low);
  // As many replications asked for by hand are the same run.
  CHECK(simulate(hour(), one.replications, 1).call("asa").low == one.call("asa").low);
}

TEST_CASE("a limit on replications or on time ends the search for precision") {
  RunOptions options;
  options.precision = Precision{parse_precision("asa=0.01%")};
  options.precision->most = 50;
  const Model model = compile(hour());
  CHECK(run(model, options).replications == 50);
  options.precision->most = 1'000'000;
  options.precision->most_seconds = 0.0;
  CHECK(run(model, options).replications == 30);
}

TEST_CASE("a limit that comes before the precision is told of by how far it is away") {
  RunOptions options;
  options.precision = Precision{.goals = parse_precision("service_level=0.1pp"), .most = 40};
  const Result result = run(compile(hour()), options);
  CHECK(result.replications == 40);
  CHECK(result.too_wide == doctest::Approx(half_width(result.call("service_level")) / 0.001));
  options.precision->goals = parse_precision("service_level=50pp");
  CHECK(run(compile(hour()), options).too_wide < 1);
}

TEST_CASE("a precision of a call type that is not there is refused before anything is played") {
  RunOptions options;
  options.precision = Precision{parse_precision("asa.b=1s")};
  CHECK_THROWS_WITH(run(compile(hour()), options),
                    doctest::Contains("there is no call type \"b\" whose asa could be precise"));
}

TEST_CASE("a scenario may ask for a precision itself") {
  Scenario scenario = hour();
  CHECK_FALSE(run_options(scenario).precision);
  scenario.run.precision = WantedPrecision{.goal = "asa=2s", .most = 70, .most_seconds = 9};
  const auto precision = run_options(scenario).precision;
  REQUIRE(precision);
  CHECK(precision->goals[0].measure == "asa");
  CHECK(precision->most == 70);
  CHECK(precision->most_seconds == 9);
  scenario.run.precision->goal = "asa=2 parsec";
  scenario.run.precision->place.place = {"x.toml", 7, 13};
  CHECK_THROWS_WITH(run_options(scenario), doctest::Contains("x.toml:7:13: error: the precision"));
}
