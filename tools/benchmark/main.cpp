#include <fmt/format.h>
#include <unistd.h>

#include <boost/program_options.hpp>
#include <cstdio>
#include <exception>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "cases.hpp"
#include "report.hpp"

// Times the engine on a list of cases, each against the floor of the same round: the machines are
// noisy, and a ratio within one run says more than a time.
namespace hotline::benchmark {
namespace {

namespace po = boost::program_options;

struct Wishes {
  int repetitions = 5;
  bool quick = false;
  std::string only, json, compare;
};

std::vector<Case> chosen_cases(const Wishes& wishes) {
  std::vector<Case> cases;
  for (Case& a_case : all_cases()) {
    const bool is_floor = cases.empty();
    const bool named = wishes.only.empty() || a_case.name == wishes.only;
    if (is_floor || (named && (a_case.quick || !wishes.quick))) cases.push_back(std::move(a_case));
  }
  if (!wishes.only.empty() && cases.size() == 1 && cases.front().name != wishes.only) {
    throw po::error("there is no case \"" + wishes.only + "\"");
  }
  return cases;
}

// Plays a case once, for a tool that counts instructions; prints its number of calls.
void play_once(const std::string& name) {
  for (const Case& a_case : all_cases()) {
    if (a_case.name != name) continue;
    fmt::print("{:.0f}\n", a_case.prepare()().calls);
    return;
  }
  throw po::error("there is no case \"" + name + "\"");
}

nlohmann::json read_json(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw po::error("cannot read " + path);
  return nlohmann::json::parse(file);
}

// Rounds over all cases, so that a slow spell of the machine falls on all of them alike.
std::vector<CaseResult> run_rounds(const std::vector<Case>& cases, int repetitions) {
  const bool shown = isatty(STDERR_FILENO) != 0;
  std::vector<std::vector<Sample>> samples(cases.size());
  for (int round = 0; round < repetitions; ++round) {
    for (std::size_t i = 0; i < cases.size(); ++i) {
      if (shown)
        fmt::print(stderr, "\r\033[Kround {} of {}: {}", round + 1, repetitions, cases[i].name);
      samples[i].push_back(measure(cases[i]));
    }
  }
  if (shown) fmt::print(stderr, "\r\033[K");
  std::vector<CaseResult> results;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    results.push_back(summarize(cases[i], samples[i], samples.front()));
  }
  return results;
}

void bench(const Wishes& wishes) {
  nlohmann::json old;
  if (!wishes.compare.empty()) old = read_json(wishes.compare);
  const auto results = run_rounds(chosen_cases(wishes), wishes.repetitions);
  fmt::print("{}", table(results, wishes.compare.empty() ? nullptr : &old));
  if (wishes.json.empty()) return;
  std::ofstream file(wishes.json);
  file << to_json(results).dump(2) << '\n';
  if (!file.flush()) throw po::error("cannot write " + wishes.json);
}

int run(int argc, char** argv) {
  Wishes wishes;
  po::options_description options("tools/bench: the speed of the engine");
  options.add_options()("help", "this text")("repetitions", po::value(&wishes.repetitions),
                                             "rounds over all cases (5)")(
      "quick", po::bool_switch(&wishes.quick), "only the cases that say most")(
      "case", po::value(&wishes.only), "only this case, and the floor")(
      "json", po::value(&wishes.json), "also write the results to this file")(
      "compare", po::value(&wishes.compare), "show the ratios to the results in this file")(
      "list", "name the cases")("play", po::value<std::string>(), "play a case once, untimed");
  po::variables_map values;
  po::store(po::parse_command_line(argc, argv, options), values);
  po::notify(values);
  if (values.contains("help")) {
    fmt::print("{}\n  --parts, --instructions   see tools/bench\n",
               (std::ostringstream() << options).str());
    return 0;
  }
  if (values.contains("list")) {
    for (const Case& a_case : all_cases()) fmt::print("{:<20}{}\n", a_case.name, a_case.what);
    return 0;
  }
  if (values.contains("play")) {
    play_once(values["play"].as<std::string>());
    return 0;
  }
  if (wishes.repetitions < 1) throw po::error("--repetitions must be at least 1");
  bench(wishes);
  return 0;
}

}  // namespace
}  // namespace hotline::benchmark

int main(int argc, char** argv) {
  try {
    return hotline::benchmark::run(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "error: {}\n", error.what());
    return 2;
  }
}
