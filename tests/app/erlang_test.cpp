#include <doctest/doctest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "hotline/base/time.hpp"
#include "says.hpp"

// The calculators of "hotline erlang", through the program itself.
namespace hotline {
namespace {

using namespace test;
namespace fs = std::filesystem;

Answer erlang(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "erlang");
  return hotline_says(arguments, true);
}

nlohmann::json json_of(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--format", "json"});
  const Answer answer = erlang(arguments);
  CAPTURE(answer.err);
  REQUIRE(answer.code == 0);
  return nlohmann::json::parse(answer.out);
}

// The case that answers the question, or the only one.
nlohmann::json answer_of(const nlohmann::json& json) {
  for (const auto& row : json["cases"]) {
    if (row.contains("answer")) return row;
  }
  REQUIRE(json["cases"].size() == 1);
  return json["cases"][0];
}

// Within half a unit of the last digit that was printed.
void check_printed(const nlohmann::json& row, const char* key, double printed, double digit) {
  CAPTURE(key);
  const double value = row.at(key).get<double>();
  CAPTURE(value);
  CHECK(std::abs(value - printed) <= digit / 2 * 1.000001);
}

const std::vector<std::string> kTenErlang = {"--calls", "100/30min", "--handling", "3min"};

std::vector<std::string> ten_erlang(const char* model, std::vector<std::string> more) {
  std::vector<std::string> arguments = {model};
  arguments.insert(arguments.end(), kTenErlang.begin(), kTenErlang.end());
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

// ---- Published values --------------------------------------------------------------------------

TEST_CASE(
    "fifty agents with and without impatient callers: Garnett, Mandelbaum and Reiman (2002)") {
  // Their table 1: 48 calls a minute of 1 minute each, a mean patience of 2 minutes.
  const auto patient =
      answer_of(json_of({"c", "--calls", "48/min", "--handling", "1min", "--agents", "50"}));
  check_printed(patient, "asa", 20.8, 0.1);
  check_printed(patient, "queue_mean", 17, 1);
  check_printed(patient, "occupancy", 0.96, 0.01);
  const auto impatient = answer_of(json_of(
      {"a", "--calls", "48/min", "--handling", "1min", "--agents", "50", "--patience", "2min"}));
  check_printed(impatient, "abandoned", 0.031, 0.001);
  check_printed(impatient, "asa", 3.6, 0.1);
  check_printed(impatient, "queue_mean", 3, 1);
  check_printed(impatient, "occupancy", 0.93, 0.01);
}

TEST_CASE("small Erlang B, C, Engset and Pollaczek-Khinchine values are their closed forms") {
  check_printed(answer_of(json_of({"b", "--load", "2", "--lines", "3"})), "blocked", 4.0 / 19,
                1e-12);
  // Erlang C with two agents: a^2 / (2 + a); mean wait = delayed / (2 - a) handling times.
  const auto two =
      answer_of(json_of({"c", "--calls", "1/min", "--handling", "1min", "--agents", "2"}));
  check_printed(two, "delayed", 1.0 / 3, 1e-12);
  check_printed(two, "asa", 20, 1e-9);
  // Two sources, one line, 0.5 Erlang each while idle: the other one is busy with 0.5 / 1.5.
  const auto engset =
      answer_of(json_of({"engset", "--sources", "2", "--intensity", "0.5", "--lines", "1"}));
  check_printed(engset, "blocked", 1.0 / 3, 1e-12);
  check_printed(engset, "time_blocked", 0.5, 1e-12);
  // M/G/1 at occupancy 0.5 with variation c: (1 + c^2) / 2 handling times.
  const auto single =
      answer_of(json_of({"mg1", "--calls", "30/h", "--handling", "1min", "--cv", "2"}));
  check_printed(single, "wait_all", 2.5 * 60, 1e-9);
}

TEST_CASE("every calculator finds the fewest agents, lines or quality that reach the goal") {
  const auto c = json_of(ten_erlang("c", {"--target", "80/20s"}));
  CHECK(c["cases"].size() == 3);
  const auto best = answer_of(c);
  CHECK(best["agents"] == 14);
  CHECK(c["cases"][0]["service_level"].get<double>() < 0.8);
  CHECK(best["service_level"].get<double>() >= 0.8);
  CHECK(answer_of(json_of(
            ten_erlang("a", {"--patience", "2min", "--target", "80%/20s"})))["agents"] == 12);
  CHECK(answer_of(json_of(ten_erlang("mds", {"--target", "0.8/20s"})))["agents"] == 13);
  CHECK(answer_of(json_of({"b", "--load", "10", "--blocked", "1%"}))["lines"] == 18);
  const auto places = answer_of(json_of(ten_erlang("mmsk", {"--places", "0", "--blocked", "1%"})));
  CHECK(places["agents"] == 18);  // without places to wait it is Erlang B
  const auto mgs = json_of(ten_erlang("mgs", {"--cv", "1.3", "--asa", "20s"}));
  CHECK(mgs["cases"][0]["wait_kimura"].get<double>() > 20);
  CHECK(answer_of(mgs)["wait_kimura"].get<double>() <= 20);
  const auto mgsg = json_of(
      ten_erlang("mgsg", {"--cv", "1", "--patience", "exponential 2min", "--abandoned", "5%"}));
  CHECK(mgsg["cases"][0]["abandoned"].get<double>() > 0.05);
  CHECK(answer_of(mgsg)["abandoned"].get<double>() <= 0.05);
  const auto retrial = json_of(ten_erlang("retrial", {"--delay", "5min", "--asa", "1min"}));
  CHECK(retrial["cases"][0]["wait_all"].get<double>() > 60);
  CHECK(answer_of(retrial)["wait_all"].get<double>() <= 60);
}

TEST_CASE("calculators agree with one another where their models meet") {
  const auto c = answer_of(json_of(ten_erlang("c", {"--agents", "12"})));
  const auto close = [&](const nlohmann::json& row, const char* key, const char* other) {
    CAPTURE(key);
    CHECK(row.at(key).get<double>() == doctest::Approx(c.at(other).get<double>()).epsilon(1e-9));
  };
  close(answer_of(json_of(ten_erlang("mmsk", {"--agents", "12", "--capacity", "2000"}))), "asa",
        "asa");
  const auto mgs = answer_of(json_of(ten_erlang("mgs", {"--agents", "12", "--cv", "1"})));
  for (const char* key : {"wait_kimura", "wait_whitt", "wait_allen_cunneen"})
    close(mgs, key, "asa");
  close(answer_of(json_of(ten_erlang("sqrt", {"--agents", "12"}))), "delayed", "delayed");
  const auto one =
      json_of({"priorities", "--calls", "200/h", "--handling", "3min", "--agents", "12"});
  close(answer_of(one), "wait_all", "asa");
  const auto a = answer_of(json_of(ten_erlang("a", {"--agents", "11", "--patience", "2min"})));
  const auto g = answer_of(json_of(
      ten_erlang("g", {"--agents", "11", "--patience", "{ exponential = { mean = '2 min' } }"})));
  const auto mgsg = answer_of(json_of(
      ten_erlang("mgsg", {"--agents", "11", "--cv", "1", "--patience", "exponential mean=2min"})));
  for (const auto& other : {g, mgsg}) {
    CHECK(other["abandoned"].get<double>() ==
          doctest::Approx(a["abandoned"].get<double>()).epsilon(1e-9));
  }
}

TEST_CASE("the largest rate that some agents can take lies just below the goal") {
  const auto most = json_of(
      {"a", "--agents", "12", "--handling", "3min", "--patience", "4min", "--target", "80/20s"});
  const auto row = answer_of(most);
  CHECK(row["service_level"].get<double>() == doctest::Approx(0.8).epsilon(1e-7));
  CHECK(answer_of(json_of({"b", "--lines", "18", "--blocked", "1%"}))["load"].get<double>() ==
        doctest::Approx(10.4369).epsilon(1e-5));
}

// ---- Tables and pictures -----------------------------------------------------------------------

TEST_CASE("ranges of agents and of calls are tables") {
  const auto agents = json_of(ten_erlang("c", {"--agents", "8..20"}));
  REQUIRE(agents["cases"].size() == 13);
  CHECK(agents["cases"][0]["service_level"].is_null());  // 8 agents: no long run
  CHECK(agents["cases"][12]["agents"] == 20);
  const Answer text = erlang(ten_erlang("c", {"--agents", "8..20"}));
  CHECK(contains(text.out, "██████"));
  CHECK(contains(text.out, "too many for 8 agents"));
  const auto rates = json_of({"c", "--calls", "80..120/30min", "--handling", "3min", "--target",
                              "80/20s", "--steps", "3"});
  REQUIRE(rates["cases"].size() == 3);
  CHECK(rates["cases"][0]["agents"] == 11);
  CHECK(rates["cases"][1]["agents"] == 14);
  CHECK(rates["cases"][2]["agents"] == 16);
  CHECK(rates["cases"][2]["calls_per_hour"].get<double>() == doctest::Approx(240));
}

TEST_CASE("a table for spreadsheets has a header and plain numbers") {
  const Answer answer = erlang({"b", "--load", "2", "--lines", "1..3", "--format", "csv"});
  CHECK(answer.out.starts_with("lines,load,blocked,carried,occupancy\n1,2,0.6666666666666"));
  CHECK(std::count(answer.out.begin(), answer.out.end(), '\n') == 4);
}

TEST_CASE("the answer on the terminal says what was asked, found, and one more and less") {
  const Answer answer = erlang(ten_erlang("c", {"--target", "80/20s"}));
  CHECK(contains(answer.out, "calls 100/30min, 3 min each: 10 Erlang"));
  CHECK(contains(answer.out,
                 "14 agents are the fewest that reach the goal: 80 % answered within 20 s."));
  CHECK(contains(answer.out, "answered within 20 s          79.6 %      88.8 %      94.1 %"));
  CHECK(contains(answer.out, "*14"));
}

// ---- Days --------------------------------------------------------------------------------------

struct DayFile {
  fs::path path = fs::temp_directory_path() / ("hotline-day-" + std::to_string(getpid()) + ".csv");
  explicit DayFile(const std::string& text) { std::ofstream(path) << text; }
  ~DayFile() { fs::remove(path); }
  std::string name() const { return path.string(); }
};

TEST_CASE("a day of constant calls is staffed as Erlang A, and after a while behaves so") {
  std::string text = "from,calls\n";
  for (int hour = 0; hour < 24; ++hour) text += std::to_string(hour) + ":00,200\n";
  const DayFile file(text);
  const auto day = json_of(
      {"day", file.name(), "--handling", "3min", "--patience", "2min", "--target", "80/20s"});
  REQUIRE(day["cases"].size() == 24);
  const auto& evening = day["cases"][20];
  CHECK(evening["agents"] == 12);
  for (const char* key : {"agents_sipp", "agents_lag_average", "agents_lag_max"}) {
    CHECK(evening[key] == 12);
  }
  const auto a = answer_of(json_of(ten_erlang("a", {"--agents", "12", "--patience", "2min"})));
  const auto same = [&](const char* key, const char* other) {
    CAPTURE(key);
    CHECK(evening[key].get<double>() == doctest::Approx(a[other].get<double>()).epsilon(1e-8));
  };
  same("service_level", "service_level");
  same("service_level_stationary", "service_level");
  same("abandoned", "abandoned");
  same("queue_mean", "queue_mean");
  same("occupancy", "occupancy");
}

TEST_CASE("a staffing given in the file is the one that is solved") {
  const DayFile file("from,calls,agents\n08:00,100,12\n08:30,100,14\n");
  const auto day = json_of({"day", file.name(), "--handling", "3min"});
  CHECK(day["cases"][0]["agents"] == 12);
  CHECK(day["cases"][1]["agents"] == 14);
  CHECK(day["cases"][1]["service_level_stationary"].get<double>() ==
        doctest::Approx(0.888350019).epsilon(1e-8));
  const Answer answer = erlang({"day", file.name(), "--handling", "3min", "--method", "sipp"});
  CHECK(answer.code == 2);
  CHECK(contains(answer.err, "--method is too much"));
}

TEST_CASE("mistakes in the file of a day are told with their place") {
  const auto mistake = [](const std::string& text, std::string_view message) {
    const DayFile file(text);
    const Answer answer = erlang({"day", file.name(), "--handling", "3min"});
    CAPTURE(answer.err);
    CHECK(answer.code == 2);
    CHECK(contains(answer.err, message));
  };
  mistake("from,cals\n08:00,3\n", ":1:1: error: there is no column \"cals\"");
  mistake("from\n08:00\n", ":1:1: error: the column \"calls\" is missing");
  mistake("from,calls,calls\n", "the column \"calls\" is there twice");
  mistake("from,calls\n8 o'clock,3\n", ":2:1: error: \"8 o'clock\" is not a time of day");
  mistake("from,calls\n08:00,many\n", ":2:1: error: \"calls\" must be a number");
  mistake("from,calls\n08:00,3\n07:00,3\n", ":3:1: error: an interval must begin after");
  mistake("from,calls\n08:00\n", "the line has 1 fields, the header 2");
  mistake("from,calls\n", "has no intervals");
  mistake("from,calls\n08:00,0\n", "the day has no calls");
  CHECK(contains(erlang({"day", "nowhere.csv", "--handling", "3min"}).err,
                 "cannot read nowhere.csv"));
}

// ---- Mistakes ----------------------------------------------------------------------------------

TEST_CASE("wrong, missing and contradicting options are answered with what was expected") {
  const auto mistake = [](const std::vector<std::string>& arguments, std::string_view message,
                          std::string_view hint = "") {
    const Answer answer = erlang(arguments);
    CAPTURE(answer.err);
    CHECK(answer.code == 2);
    CHECK(answer.out == "");
    CHECK(contains(answer.err, message));
    CHECK(contains(answer.err, hint));
  };
  mistake({}, "\"erlang\" needs a model", "hotline erlang c");
  mistake({"engst"}, "there is no model \"engst\"", "Did you mean \"engset\"?");
  mistake({"zzz"}, "there is no model \"zzz\"", "The models are c, a, g,");
  mistake({"--calls", "3/h"}, "\"erlang\" needs a model before its options");
  mistake(ten_erlang("c", {"--agnets", "3"}), "there is no option \"--agnets\"",
          "Did you mean \"--agents\"?");
  mistake(ten_erlang("c", {"--patience", "3min"}), "there is no option \"--patience\"",
          "These models have it: a, g, mmsk, mgsg, sqrt, day.");
  mistake({"c", "--handling", "3min", "--agents", "3"}, "--calls or a goal is missing");
  mistake({"c", "--calls", "100/30min", "--agents", "3"}, "--handling is missing");
  mistake(ten_erlang("c", {}), "--agents or a goal is missing", "--target 80/20s");
  mistake({"c", "--calls", "100", "--handling", "3min", "--agents", "3"},
          "--calls: a rate needs a unit of time", "");
  mistake({"c", "--calls", "100/30min", "--handling", "3", "--agents", "3"},
          "--handling: a length of time needs a unit: write \"3 s\"");
  mistake({"c", "--calls", "100/30min", "--handling", "3", "min"}, "\"min\" is not an option",
          "need quotes");
  mistake({"c", "--calls", "0/h", "--handling", "3min", "--agents", "3"},
          "--calls must be more than 0");
  mistake(ten_erlang("c", {"--agents", "0"}), "--agents must be a whole number from 1 to 200000");
  mistake(ten_erlang("c", {"--agents", "9..3"}), "--agents 9..3 ends before it begins");
  mistake(ten_erlang("c", {"--agents", "1..90000"}), "more than 1000 rows");
  mistake({"c", "--calls", "1/h..9/h", "--handling", "3min", "--agents", "1..5"},
          "--agents and --calls cannot both be ranges");
  mistake(ten_erlang("c", {"--agents", "3", "--steps", "4"}), "--steps needs a range");
  mistake(ten_erlang("c", {"--target", "80"}), "--target must be a share and a wait, not \"80\"",
          "80/20s");
  mistake(ten_erlang("c", {"--target", "180/20s"}), "--target must be a share");
  mistake(ten_erlang("c", {"--target", "100/0s"}), "--target cannot be 100 %");
  mistake(ten_erlang("c", {"--target", "80/20s", "--within", "10s"}), "--within is too much");
  mistake(ten_erlang("c", {"--kind", "answered", "--agents", "3"}), "--kind needs --target");
  mistake(ten_erlang("c", {"--target", "80/20s", "--kind", "ansered"}), "--kind must be offered",
          "Did you mean \"answered\"?");
  mistake(ten_erlang("a", {"--patience", "3min", "--abandoned", "3"}),
          "--abandoned must be a share, not \"3\"", "3% or 0.03");
  mistake(ten_erlang("c", {"--agents", "3", "--format", "jso"}),
          "--format must be text, json or csv", "Did you mean \"json\"?");
  mistake(ten_erlang("g", {"--patience", "weibul shape=2 mean=3min", "--agents", "3"}),
          "--patience: \"weibul\"", "did you mean \"weibull\"?");
  mistake(ten_erlang("g", {"--patience", "weibull 3min", "--agents", "3"}),
          "--patience: the law \"weibull\" needs named parameters");
  mistake(ten_erlang("mmsk", {"--agents", "12"}), "--capacity or --places is missing");
  mistake(ten_erlang("mmsk", {"--agents", "12", "--capacity", "20", "--places", "3"}),
          "--capacity and --places contradict each other");
  mistake(ten_erlang("mmsk", {"--agents", "12", "--capacity", "10"}),
          "--capacity 10 is less than --agents 12", "--places counts those that wait");
  mistake({"b", "--load", "3", "--calls", "3/h", "--lines", "3"},
          "--load and --calls contradict each other");
  mistake({"b", "--load", "3"}, "--lines or --blocked is missing");
  mistake({"b", "--load", "3", "--blocked", "0"}, "--blocked must lie between 0 and 1");
  mistake({"mg1", "--calls", "30/h", "--handling", "1min"}, "--cv is missing");
  mistake({"mg1", "--calls", "30/h", "--handling", "exponential 1min", "--cv", "2"},
          "--cv is too much");
  mistake({"mg1", "--calls", "90/h", "--handling", "1min", "--cv", "2"}, "load");
  mistake(ten_erlang("mgs", {"--cv", "1", "--agents", "12", "--method", "kimra"}),
          "--method must be kimura, allen-cunneen or whitt", "");
  mistake(ten_erlang("mgsg", {"--cv", "1", "--patience", "2min", "--agents", "12"}), "hazard rate");
  mistake({"priorities", "--calls", "2/h, 3/h", "--handling", "1min", "--asa", "10s"},
          "--asa has 1 waits for 2 classes", "Write -");
  mistake(ten_erlang("sqrt", {"--delayed", "0"}), "--delayed must lie between 0 and 1");
}

TEST_CASE("help lists every model, and every model helps with an example that works") {
  const Answer help = erlang({"--help"});
  CHECK(help.code == 0);
  for (const char* model : {"c", "a", "g", "mmsk", "mds", "b", "engset", "overflow", "mg1", "mgs",
                            "mgsg", "priorities", "sqrt", "retrial", "day"}) {
    CAPTURE(model);
    CHECK(contains(help.out, std::string("\n  ") + model + " "));
    const Answer more = erlang({model, "--help"});
    CHECK(more.code == 0);
    const std::string start = std::string("\n  hotline erlang ") + model + " ";
    const auto from = more.out.find(start);
    REQUIRE(from != std::string::npos);
    if (std::string(model) == "day") continue;  // its example needs a file
    // The example as a shell would cut it: at blanks, but not within quotes.
    std::string line = more.out.substr(from + 18);
    line = line.substr(0, line.find('\n'));
    std::vector<std::string> words(1);
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ' ' && !quoted) {
        words.emplace_back();
      } else {
        words.back() += c;
      }
    }
    const Answer answer = erlang(words);
    CAPTURE(answer.err);
    CHECK(answer.code == 0);
  }
}

TEST_CASE("large centres are no trouble") {
  const auto row = answer_of(json_of({"a", "--calls", "100000/3min", "--handling", "3min",
                                      "--patience", "2min", "--agents", "10000"}));
  CHECK(row["abandoned"].get<double>() == doctest::Approx(0.9).epsilon(1e-6));
  CHECK(row["occupancy"].get<double>() == doctest::Approx(1).epsilon(1e-9));
  const auto c = answer_of(
      json_of({"c", "--calls", "10000/3min", "--handling", "3min", "--target", "80/20s"}));
  CHECK(c["agents"].get<int>() > 10'000);
  CHECK(c["agents"].get<int>() < 10'100);
}

}  // namespace
}  // namespace hotline
