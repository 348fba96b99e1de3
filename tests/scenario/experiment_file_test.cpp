#include "hotline/scenario/experiment_file.hpp"

#include <regex>

#include "hotline/scenario/read.hpp"
#include "mistakes.hpp"
#include "support/temporary_folder.hpp"

namespace hotline::test {
namespace {

const MeasureNames kMeasures = {
    {"service_level", "abandonment", "asa"}, {"occupancy", "staffed_hours"}, {"coverage_hours"}};

const std::string kBase =
    "[horizon]\nfrom = 2013-07-01\nto = 2013-07-31\n"
    "[demand]\ncalls_per_day = 100\nbusyness = { gamma_cv = 0.25 }\n"
    "[[call]]\nname = \"help\"\nshare = 0.5\ntalk = { exponential = { mean = \"4 min\" } }\n"
    "[[call]]\nname = \"v1.2\"\nshare = 0.5\ntalk = \"3 min\"\n"
    "[[agents]]\nname = \"desk\"\ntakes = [\"help\", \"v1.2\"]\ncount = 5\n";

ExperimentFile read(const std::string& text, const std::string& csv = "") {
  const TemporaryFolder folder;
  folder.write("base.toml", kBase);
  if (!csv.empty()) folder.write("points.csv", csv);
  Texts texts;
  return read_experiment(folder.write("x.toml", "scenario = \"base.toml\"\n" + text), kMeasures,
                         texts);
}

// Without the folder.
std::string mistakes(const std::string& text, const std::string& csv = "") {
  const std::regex folder("[^\" ]*/hotline-[^/]*/");
  try {
    read(text, csv);
    return "";
  } catch (const InputError& error) {
    std::string what;
    for (const Problem& problem : error.problems()) {
      what += std::filesystem::path(problem.place.file).filename().string() + ":" +
              std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) +
              ": " + problem.message + (problem.hint.empty() ? "" : " (" + problem.hint + ")") +
              "\n";
    }
    return std::regex_replace(what, folder, "");
  }
}

std::vector<std::string> labels(const Factor& factor) {
  std::vector<std::string> labels;
  for (const Setting& value : factor.values) labels.push_back(value.label);
  return labels;
}

using Words = std::vector<std::string>;

const std::string kAgents = "[[factor]]\nname = \"agents\"\nkey = \"agents.desk.count\"\n";

TEST_CASE("an experiment varies keys of a scenario") {
  const ExperimentFile file = read(
      "title = \"How many?\"\nreplications = 30\nseed = 5\n"
      "response = [\"service_level\", 'call.\"v1.2\".asa', \"agents.desk.occupancy\", "
      "\"coverage_hours\"]\n" +
      kAgents + "values = [4, 5, 6]\n");
  CHECK(file.title == "How many?");
  CHECK(file.replications == 30);
  CHECK(file.seed == 5);
  CHECK(file.design == DesignKind::kGrid);
  CHECK(file.cells() == 3);
  REQUIRE(file.factors.size() == 1);
  CHECK(file.factors[0].is_number());
  CHECK(labels(file.factors[0]) == Words{"4", "5", "6"});
  CHECK(file.factors[0].values[1].overrides == Words{"agents.desk.count=5"});
  REQUIRE(file.responses.size() == 4);
  CHECK(file.responses[1].name == "v1.2");
  CHECK(file.responses[1].measure == "asa");
  CHECK(file.responses[2].scope == ResponseName::Scope::kAgents);
  CHECK(file.responses[3].scope == ResponseName::Scope::kHouse);
}

TEST_CASE("without responses the usual ones are asked for") {
  const ExperimentFile file = read(kAgents + "values = [4, 5]\n");
  REQUIRE(file.responses.size() == 4);
  CHECK(file.responses[0].text == "service_level");
}

TEST_CASE("values are any TOML, and set what they say") {
  const ExperimentFile file = read(
      "[[factor]]\nname = \"talk\"\nkey = \"call.help.talk\"\nvalues = [\"5 min\", { "
      "exponential = { mean = \"6 min\" } }]\nlabels = [\"fixed\", \"random\"]\n");
  const Factor& factor = file.factors[0];
  CHECK_FALSE(factor.is_number());
  CHECK(labels(factor) == Words{"fixed", "random"});
  const Texts texts;
  CHECK(parse_scenario(kBase, "base", factor.values[0].overrides).calls[0].talk.usual.mean() ==
        300);
  CHECK(parse_scenario(kBase, "base", factor.values[1].overrides).calls[0].talk.usual.mean() ==
        360);
}

TEST_CASE("quantities in different units are compared in seconds") {
  const ExperimentFile file = read(
      "[[factor]]\nname = \"talk\"\nkey = \"call.help.talk.exponential.mean\"\nvalues = [\"30 s\", "
      "\"1 min\", \"1 h 30 min\"]\n");
  CHECK(file.factors[0].is_number());
  CHECK(file.factors[0].values[2].number == 5400);
  CHECK(file.factors[0].values[2].label == "1 h 30 min");
}

TEST_CASE("linked keys move together") {
  const ExperimentFile file = read(
      "[[factor]]\nname = \"both\"\nkeys = [\"agents.desk.count\", "
      "\"demand.calls_per_day\"]\nvalues = [[4, 90], [5, 110]]\n"
      "[[factor]]\nname = \"shares\"\nkeys = [\"call.help.balk\", \"call[1].balk\"]\nvalues = "
      "[0, 0.1]\n");
  CHECK(file.cells() == 4);
  CHECK(file.factors[0].values[1].overrides ==
        Words{"agents.desk.count=5", "demand.calls_per_day=110"});
  CHECK(file.factors[1].values[1].overrides == Words{"call.help.balk=0.1", "call[1].balk=0.1"});
}

TEST_CASE("ranges hold numbers or quantities") {
  const ExperimentFile file = read(
      "design = \"latin hypercube\"\n"
      "[[factor]]\nname = \"talk\"\nkey = \"call.help.talk.exponential.mean\"\nrange = { from "
      "= \"2 min\", to = \"6 min\" }\n" +
      kAgents + "range = { from = 3, to = 6, whole = true }\n" +
      "[[factor]]\nname = \"cv\"\nkey = \"demand.busyness.gamma_cv\"\nrange = { from = 0.1, "
      "to = 0.5 }\n");
  CHECK(file.points == 30);
  const Setting talk = setting_at(file.factors[0], 3.123456789);
  CHECK(talk.label == "3.1235 min");
  CHECK(talk.number == 3.1235);
  CHECK(talk.overrides == Words{"call.help.talk.exponential.mean=\"3.1235 min\""});
  CHECK(setting_at(file.factors[0], 7).label == "6 min");
  CHECK(labels(file.factors[1]) == Words{"3", "4", "5", "6"});
  CHECK(setting_at(file.factors[2], 0.3).label == "0.3");
}

TEST_CASE("a range of a grid has steps") {
  const ExperimentFile file = read(
      "[[factor]]\nname = \"cv\"\nkey = \"demand.busyness.gamma_cv\"\nrange = { from = 0.1, "
      "to = 0.5, steps = 3 }\n");
  CHECK(labels(file.factors[0]) == Words{"0.1", "0.3", "0.5"});
}

TEST_CASE("a scale multiplies what the scenario says") {
  const ExperimentFile file = read(
      "[[factor]]\nname = \"size\"\nkeys = [\"demand.calls_per_day\", "
      "\"call.help.talk.exponential.mean\"]\nscale = [0.5, 1, 1.5]\n");
  CHECK(labels(file.factors[0]) == Words{"x 0.5", "x 1", "x 1.5"});
  CHECK(file.factors[0].values[2].overrides ==
        Words{"demand.calls_per_day=150", "call.help.talk.exponential.mean=\"6 min\""});
}

TEST_CASE("one at a time the others stay as the scenario has them, or at their base") {
  const ExperimentFile file =
      read("design = \"one at a time\"\n" + kAgents + "values = [4, 6]\n" +
           "[[factor]]\nname = \"cv\"\nkey = \"demand.busyness.gamma_cv\"\nvalues = [0.1, "
           "0.5]\nbase = 0.2\n");
  CHECK(file.cells() == 5);
  CHECK(file.factors[0].base->label == "5");
  CHECK(file.factors[0].base->number == 5);
  CHECK(file.factors[0].base->overrides.empty());
  CHECK(file.factors[1].base->overrides == Words{"demand.busyness.gamma_cv=0.2"});
}

TEST_CASE("points come from a file") {
  const ExperimentFile file = read("design = { csv = \"points.csv\" }\n" + kAgents +
                                       "[[factor]]\nname = \"talk\"\nkey = \"call.help.talk\"\n",
                                   "talk,agents,note\n5 min,4,a\n5 min,5,b\n\"{ exponential = { "
                                   "mean = \"\"6 min\"\" } }\",4,c\n");
  CHECK(file.cells() == 3);
  using Rows = std::vector<std::vector<std::size_t>>;
  CHECK(file.rows == Rows{{0, 0}, {1, 0}, {0, 1}});
  CHECK(file.factors[0].is_number());
  CHECK_FALSE(file.factors[1].is_number());
  CHECK(file.factors[1].values[0].overrides == Words{"call.help.talk=\"5 min\""});
}

TEST_CASE("all mistakes of an experiment are told with their places") {
  CHECK(mistakes("design = \"gird\"\nresponse = [\"service_levl\", \"call.halp.asa\", "
                 "\"agents.desk.asa\", \"a.b\"]\n" +
                 kAgents + "values = [4, 5]\nvalue = 3\n") ==
        "x.toml:2:10: \"design\" cannot be \"gird\" (did you mean \"grid\"?)\n"
        "x.toml:3:13: there is no measure \"service_levl\" (did you mean \"service_level\"?)\n"
        "x.toml:3:29: there is no call type \"halp\" (did you mean \"help\"?)\n"
        "x.toml:3:46: there is no measure \"asa\" of agents (docs/measures.md lists them all)\n"
        "x.toml:3:65: \"a.b\" is not a measure of the results (write it like \"service_level\", "
        "'call.\"migration information\".abandonment' or \"agents.operators.occupancy\")\n"
        "x.toml:8:1: \"value\" is not a key of [[factor]] \"agents\" (did you mean \"values\"?)\n");
}

TEST_CASE("a factor that the scenario does not understand is told where it is written") {
  CHECK(mistakes("[[factor]]\nname = \"a\"\nkey = \"agents.desk.cuont\"\nvalues = [4, 5]\n") ==
        "x.toml:4:20: \"cuont\" is not a key of [[agents]] \"desk\" (did you mean \"count\"?)\n");
  CHECK(mistakes("[[factor]]\nname = \"a\"\nkey = \"agents.dsk.count\"\nvalues = [4, 5]\n") ==
        "x.toml:4:15: \"agents\" has no element \"dsk\" (did you mean \"desk\"?)\n");
  CHECK(mistakes(kAgents + "values = [4, -5]\n") ==
        "x.toml:5:14: \"count\" must be from 0 to 100000, not -5\n");
  CHECK(mistakes("[[factor]]\nname = \"a\"\nkey = \"demand..volume\"\nvalues = [4, 5]\n") ==
        "x.toml:4:7: \"demand..volume\" is not the path of a key (write it like \"demand.volume\", "
        "'call.\"migration information\".balk' or \"demand.levels[0].calls_per_day\")\n");
  CHECK(mistakes("[[factor]]\nname = \"a\"\nkey = \"run.seed\"\nvalues = [4, 5]\n") ==
        "x.toml:4:7: \"run.seed\" would change nothing: all cells are played alike (the experiment "
        "itself has \"replications\", \"seed\" and \"confidence\")\n");
}

TEST_CASE("mistakes of factors") {
  CHECK(mistakes("") ==
        "x.toml:0:0: an experiment needs at least one [[factor]] (a factor is what is varied: a "
        "name, the path of a key, and its values)\n");
  CHECK(mistakes(kAgents) ==
        "x.toml:2:1: [[factor]] \"agents\" needs \"values\", \"range\" or \"scale\"\n");
  CHECK(mistakes(kAgents + "values = [4, 5]\n" + kAgents + "values = [4, 5]\n") ==
        "x.toml:7:8: there are two factors named \"agents\" (the other one is at x.toml:3:8)\n"
        "x.toml:8:8: \"agents.desk.count\" is set twice (the other one is at x.toml:4:8)\n");
  CHECK(mistakes(kAgents + "values = [4, 5, 4]\n") ==
        "x.toml:2:1: [[factor]] \"agents\" has the value \"4\" twice\n");
  CHECK(mistakes(kAgents + "values = [4]\n") ==
        "x.toml:5:10: \"values\" must have 2 to 1000 elements, not 1\n");
  CHECK(mistakes(kAgents + "range = { from = 4, to = 6 }\n") ==
        "x.toml:5:9: a grid needs a number of values (say how many: range = { from = ..., to = "
        "..., steps = 3 })\n");
  CHECK(mistakes(kAgents + "range = { from = 6, to = 4, steps = 3 }\n") ==
        "x.toml:5:21: \"to\" must be more than \"from\"\n");
  CHECK(mistakes(kAgents + "range = { from = \"4 min\", to = 6, steps = 3 }\n") ==
        "x.toml:5:11: \"from\" and \"to\" must be numbers, or quantities with the same unit (like "
        "from = 2 and to = 6, or from = \"2 min\" and to = \"6 min\")\n");
  CHECK(mistakes("[[factor]]\nname = \"a\"\nkey = \"call.help.patience\"\nscale = [1, 2]\n") ==
        "x.toml:4:8: the scenario says nothing at \"call.help.patience\", which could be "
        "multiplied (\"scale\" multiplies numbers and quantities like \"4 min\")\n");
}

TEST_CASE("mistakes of designs") {
  CHECK(mistakes("points = 5\n" + kAgents + "values = [4, 5]\n")
            .starts_with("x.toml:2:1: this design chooses no points ("));
  CHECK(mistakes("design = { csv = \"points.csv\" }\n" + kAgents, "agent\n4\n") ==
        "x.toml:4:1: \"points.csv\" has no column \"agents\"\n");
  CHECK(mistakes("design = { csv = \"points.csv\" }\n" + kAgents, "agents\n4\nx\n") ==
        "points.csv:3:1: \"count\" must be a whole number, not text\n");
  CHECK(mistakes("design = \"one at a time\"\n" + kAgents + "values = [4, 5]\nbase = \"x\"\n") ==
        "x.toml:7:8: \"count\" must be a whole number, not text\n");
  std::string many;
  for (const char* key : {"demand.calls_per_day", "demand.busyness.gamma_cv", "call.help.balk"}) {
    many += "[[factor]]\nname = \"" + std::string(key) + "\"\nkey = \"" + key +
            "\"\nrange = { from = 0.1, to = 0.9, steps = 50 }\n";
  }
  CHECK(mistakes("design = \"grid\"\n" + many) ==
        "x.toml:2:1: the experiment has 125000 cells; at most 100000 are possible (give factors "
        "fewer values, or choose points: design = \"latin hypercube\")\n");
}

TEST_CASE("an experiment is told from a scenario") {
  const TemporaryFolder folder;
  Texts texts;
  const auto experiment = folder.write("a.toml", "scenario = \"b.toml\"\n");
  const auto scenario = folder.write("b.toml", kBase);
  CHECK(is_experiment(experiment, texts));
  CHECK_FALSE(is_scenario(experiment, texts));
  CHECK_FALSE(is_experiment(scenario, texts));
  CHECK(is_scenario(scenario, texts));
  CHECK_FALSE(is_experiment(folder.path() / "none.toml", texts));
}

}  // namespace
}  // namespace hotline::test
