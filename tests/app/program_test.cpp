#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "says.hpp"

namespace hotline {
namespace {

using namespace test;
namespace fs = std::filesystem;

// A folder with a scenario, and a wrong one.
struct Desk : TemporaryFolder {
  fs::path folder = path();
  std::string scenario = write("two-days.toml", two_days(5)).string();
  std::string wrong =
      write("wrong.toml", "titel = 'x'\n" + two_days(5).substr(two_days(5).find("[horizon]")))
          .string();
  std::string results = *this / "results";
};

// ---- Help and mistakes -------------------------------------------------------------------------

TEST_CASE("help names every command and every command helps") {
  const Answer help = hotline_says({"--help"});
  CHECK(help.code == 0);
  CHECK(help.err == "");
  for (const char* command : {"run", "check", "staff", "schedule", "erlang", "trace"}) {
    CHECK(contains(help.out, std::string("\n  ") + command + " "));
    const Answer more = hotline_says({command, "--help"});
    CHECK(more.code == 0);
    CHECK(contains(more.out, std::string("Usage: hotline ") + command));
    CHECK(contains(more.out, "Examples:"));
    CHECK(hotline_says({"help", command}).out == more.out);
  }
}

TEST_CASE("the version is one line on standard output") {
  const Answer answer = hotline_says({"--version"});
  CHECK(answer.code == 0);
  CHECK(answer.out.starts_with("hotline "));
}

TEST_CASE("without a command the program explains itself and fails") {
  const Answer answer = hotline_says({});
  CHECK(answer.code == 2);
  CHECK(answer.out == "");
  CHECK(contains(answer.err, "Usage: hotline COMMAND"));
}

TEST_CASE("a mistake on the command line is answered with the nearest name") {
  const auto check = [](const std::vector<std::string>& arguments, std::string_view message,
                        std::string_view hint) {
    const Answer answer = hotline_says(arguments);
    CAPTURE(answer.err);
    CHECK(answer.code == 2);
    CHECK(answer.out == "");
    CHECK(contains(answer.err, message));
    CHECK(contains(answer.err, hint));
  };
  check({"runn"}, "there is no command \"runn\"", "Did you mean \"run\"?");
  check({"a.toml"}, "is a file, not a command", "Did you mean \"hotline run a.toml\"?");
  check({"--versoin"}, "there is no option \"--versoin\"", "Did you mean \"--version\"?");
  check({"run", "x", "--tread", "4"}, "there is no option \"--tread\"",
        "Did you mean \"--threads\"?");
  check({"run", "x", "--replicatons=4"}, "there is no option \"--replicatons\"",
        "Did you mean \"--replications\"?");
  check({"run", "x", "--format", "jsn"}, "must be text, json or csv, not \"jsn\"",
        "Did you mean \"json\"?");
  check({"run"}, "\"run\" needs the file of a scenario", "\"hotline run --help\" tells more");
  check({"run", "x", "y"}, "takes one scenario, not both \"x\" and \"y\"", "");
  check({"check"}, "\"check\" needs the file of a scenario", "");
  check({"run", "x", "--seed", "1", "--seed", "2"}, "\"--seed\" is given more than once", "");
  check({"run", "x", "--calls"}, "--calls needs --out DIR", "");
}

TEST_CASE("numbers on the command line are whole and within bounds") {
  for (const std::string option : {"--replications", "--threads", "--calls"}) {
    for (const std::string value : {"0", "-1", "1.5", "1e3", "99999999999999999999", "two"}) {
      CAPTURE(option);
      CAPTURE(value);
      const Answer answer = hotline_says({"run", "x", "--out", "y", option + "=" + value});
      CHECK(answer.code == 2);
      CHECK(contains(answer.err, option + " must be a whole number from 1 to "));
      CHECK(contains(answer.err, "not \"" + value + "\""));
    }
  }
  CHECK(contains(hotline_says({"run", "x", "--threads", "5000"}).err,
                 "--threads must be a whole number from 1 to 1024, not \"5000\""));
  CHECK(contains(hotline_says({"run", "x", "--seed", "18446744073709551616"}).err,
                 "--seed must be a whole number from 0 to 18446744073709551615"));
}

TEST_CASE("a hostile argument cannot command the terminal") {
  CHECK_FALSE(contains(hotline_says({"\x1b[2J"}).err, "\x1b"));
  CHECK_FALSE(contains(hotline_says({"run", "\x1b[2J.toml"}).err, "\x1b"));
}

// ---- Check -------------------------------------------------------------------------------------

TEST_CASE("check says ok and nothing else") {
  const Desk desk;
  const Answer answer = hotline_says({"check", desk.scenario});
  CHECK(answer.code == 0);
  CHECK(answer.out == desk.scenario + ": ok\n");
  CHECK(answer.err == "");
}

TEST_CASE("check goes through all files and fails if one is wrong") {
  const Desk desk;
  const Answer answer = hotline_says({"check", desk.wrong, desk.scenario});
  CHECK(answer.code == 2);
  CHECK(answer.out == desk.scenario + ": ok\n");
  CHECK(contains(answer.err, desk.wrong + ":1:1: error:"));
  CHECK(contains(answer.err, "title"));
}

TEST_CASE("check looks at overrides too") {
  const Desk desk;
  CHECK(hotline_says({"check", desk.scenario, "--set", "agents.desk.count=4"}).code == 0);
  CHECK(hotline_says({"check", desk.scenario, "--set", "agents.desk.cuont=4"}).code == 2);
}

TEST_CASE("a file that is not there is no mistake of the scenario") {
  CHECK(hotline_says({"check", "/nowhere/x.toml"}).code == 1);
  CHECK(hotline_says({"run", "/nowhere/x.toml"}).code == 1);
}

// ---- Run ---------------------------------------------------------------------------------------

TEST_CASE("run prints a report and takes its settings from the scenario") {
  const Desk desk;
  const Answer answer = hotline_says({"run", desk.scenario});
  CHECK(answer.code == 0);
  CHECK(answer.err == "");
  CHECK(answer.out.starts_with("Two days\n2013-07-04 to 2013-07-05, 2 days; 5 replications"));
}

TEST_CASE("settings on the command line win over those of the scenario") {
  const Desk desk;
  const Answer answer = hotline_says({"run", desk.scenario, "--replications", "3", "--seed", "42",
                                      "--set", "title=Another", "--threads=1"});
  CHECK(answer.code == 0);
  CHECK(
      answer.out.starts_with("Another\n2013-07-04 to 2013-07-05, 2 days; 3 replications, seed 42"));
}

TEST_CASE("variance reduction and simultaneous intervals say so in the report") {
  const Desk desk;
  const auto run = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"run", desk.scenario, "--replications", "20"});
    return hotline_says(more);
  };
  const Answer reduced = run({"--control-variates", "--antithetic"});
  CHECK(reduced.code == 0);
  CHECK(contains(reduced.out, "Control variates and antithetic pairs: as good as so many times"));
  CHECK(contains(run({"--simultaneous"}).out, "simultaneous 95 % confidence intervals"));
  const Answer json = run({"--control-variates", "--format", "json"});
  const auto summary = nlohmann::json::parse(json.out);
  CHECK(summary["run"]["control_variates"] == "used");
  CHECK(summary["all_calls"]["service_level"]["gain"].get<double>() > 1);
  CHECK(summary["all_calls"]["callers"]["gain"].is_null());
  CHECK(summary["all_calls"]["callers"]["error"] == 0);
}

TEST_CASE("antithetic replications come in pairs and have no log of calls") {
  const Desk desk;
  const Answer odd = hotline_says({"run", desk.scenario, "--antithetic"});
  CHECK(odd.code == 2);
  CHECK(contains(odd.err, "their number must be even and 4 or more, not 5"));
  const Answer logged = hotline_says({"run", desk.scenario, "--antithetic", "--replications", "4",
                                      "--calls", "1", "--out", "nowhere"});
  CHECK(logged.code == 2);
  CHECK(contains(logged.err, "not of antithetic ones"));
}

TEST_CASE("the same seed prints the same bytes on any number of threads") {
  const Desk desk;
  const auto json = [&](const std::string& seed, const std::string& threads) {
    return hotline_says(
        {"run", desk.scenario, "--seed", seed, "--threads", threads, "--format", "json"});
  };
  CHECK(json("1", "1").out == json("1", "3").out);
  CHECK(json("1", "1").out != json("2", "1").out);
}

TEST_CASE("standard output holds nothing but the format that was asked for") {
  const Desk desk;
  const Answer json = hotline_says({"run", desk.scenario, "--format", "json"});
  const auto summary = nlohmann::json::parse(json.out);
  CHECK(summary["scenario"] == desk.scenario);
  CHECK(summary["run"]["replications"] == 5);
  CHECK(summary["call_types"][0]["name"] == "papers");
  const Answer csv = hotline_says({"run", desk.scenario, "--format=csv"});
  CHECK(csv.out.starts_with("scope,name,measure,unit,value,low,high,p5,p95,"));
}

TEST_CASE("--out writes the files that the documentation promises") {
  const Desk desk;
  const Answer answer = hotline_says({"run", desk.scenario, "--out", desk.results});
  CHECK(answer.code == 0);
  const fs::path results = desk.results;
  CHECK(nlohmann::json::parse(text_of(results / "summary.json"))["title"] == "Two days");
  CHECK(text_of(results / "intervals.csv").starts_with("weekday,from,to,days,scope,name,"));
  CHECK(text_of(results / "by_day.csv").starts_with("date,weekday,scope,name,"));
  CHECK_FALSE(fs::exists(results / "calls.csv"));
  CHECK(std::distance(fs::directory_iterator(results), fs::directory_iterator()) == 3);
}

TEST_CASE("calls.csv has a line for each attempt of the replications asked for") {
  const Desk desk;
  const auto lines_of = [&](const std::vector<std::string>& calls) {
    std::vector<std::string> arguments = {"run", desk.scenario, "--out", desk.results, "--quiet"};
    arguments.insert(arguments.end(), calls.begin(), calls.end());
    CHECK(hotline_says(arguments).code == 0);
    const std::string text = text_of(fs::path(desk.results) / "calls.csv");
    CHECK(text.starts_with("replication,call_type,"));
    return std::ranges::count(text, '\n');
  };
  const auto one = lines_of({"--calls"});
  CHECK(one > 1);
  CHECK(lines_of({"--calls", "1"}) == one);
  const auto all = lines_of({"--calls", "5"});
  const auto summary = nlohmann::json::parse(text_of(fs::path(desk.results) / "summary.json"));
  CHECK(static_cast<double>(all - 1) == summary["run"]["simulated_calls"].get<double>());
  CHECK(hotline_says({"run", desk.scenario, "--out", desk.results, "--calls", "6"}).code == 2);
}

TEST_CASE("--quiet with --out prints nothing at all") {
  const Desk desk;
  const Answer answer = hotline_says({"run", desk.scenario, "--out", desk.results, "--quiet"});
  CHECK(answer.code == 0);
  CHECK(answer.out + answer.err == "");
}

TEST_CASE("a folder that cannot be written is an error before the run") {
  const Desk desk;
  const Answer answer = hotline_says({"run", desk.scenario, "--out", desk.scenario});
  CHECK(answer.code == 1);
  CHECK(answer.out == "");
  CHECK(contains(answer.err, "is a file, not a folder"));
}

TEST_CASE("a wrong scenario is answered with the places of its mistakes and makes no folder") {
  const Desk desk;
  const Answer answer = hotline_says({"run", desk.wrong, "--out", desk.results});
  CHECK(answer.code == 2);
  CHECK(contains(answer.err, desk.wrong + ":1:1: error:"));
  CHECK_FALSE(fs::exists(desk.results));
}

TEST_CASE("trace shows a replication line by line") {
  const Desk desk;
  const std::string& file = desk.scenario;
  const Answer all = hotline_says({"trace", file});
  CHECK(all.code == 0);
  CHECK(contains(all.out, "  caller 1        papers  calls\n"));
  CHECK(all.out == hotline_says({"trace", file, "--replication", "1"}).out);
  CHECK(all.out != hotline_says({"trace", file, "--replication", "2"}).out);
  const Answer cut = hotline_says({"trace", file, "--limit", "3"});
  CHECK(std::ranges::count(cut.out, '\n') == 3);
  CHECK(cut.err == "There is more after these 3 lines.\n");
  const Answer hour =
      hotline_says({"trace", file, "--from", "2013-07-05 09:00", "--to", "2013-07-05 10:00"});
  CHECK(hour.out.starts_with("2013-07-05 09:"));
  CHECK_FALSE(contains(hour.out, "2013-07-05 10:"));
}

TEST_CASE("trace explains what it cannot find") {
  const Desk desk;
  const std::string& file = desk.scenario;
  const Answer type = hotline_says({"trace", file, "--type", "paper"});
  CHECK(type.code == 2);
  CHECK(contains(type.err, "there is no call type \"paper\""));
  CHECK(contains(type.err, "Did you mean \"papers\"?"));
  for (const char* time : {"2013-07-06", "yesterday", "2013-07-04 25:00", "2013-02-30 08:00"}) {
    const Answer answer = hotline_says({"trace", file, "--from", time});
    CHECK(answer.code == 2);
    CHECK(contains(answer.err, "--from takes a time within the horizon"));
    CHECK(contains(answer.err, "The first is \"2013-07-04 00:00\", the last day is 2013-07-05."));
  }
}

TEST_CASE("output that cannot be written is an error") {
  std::ofstream full("/dev/full");
  std::ostringstream err;
  CHECK(run_program({"--help"}, {.out = full, .err = err}) == 1);
  CHECK(contains(err.str(), "cannot write to standard output"));
}

}  // namespace
}  // namespace hotline
