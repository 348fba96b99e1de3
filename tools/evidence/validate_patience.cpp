#include <fmt/format.h>

#include <map>

#include "evidence/steady.hpp"
#include "evidence/validate.hpp"
#include "hotline/theory/impatient_queue.hpp"

namespace hotline::evidence {

namespace {

struct Patience {
  std::string toml;
  theory::DurationLaw law;
};

Patience patience_named(const std::string& name) {
  const auto mean = [](const std::string& law, const std::string& parameters) {
    return fmt::format("{{ {} = {{ {} }} }}", law, parameters);
  };
  const std::map<std::string, Patience> laws = {
      {"deterministic, 2 min", {"'2 min'", theory::deterministic_law(120)}},
      {"uniform 0 to 4 min",
       {mean("uniform", "from = '0 min', to = '4 min'"), theory::uniform_law(0, 240)}},
      {"uniform 1 to 3 min",
       {mean("uniform", "from = '1 min', to = '3 min'"), theory::uniform_law(60, 180)}},
      {"Erlang-2, mean 2 min",
       {mean("erlang", "phases = 2, mean = '2 min'"), theory::erlang_law(2, 120)}},
      {"Erlang-5, mean 2 min",
       {mean("erlang", "phases = 5, mean = '2 min'"), theory::erlang_law(5, 120)}},
      {"Weibull shape 0.8, mean 4 min",
       {mean("weibull", "shape = 0.8, mean = '4 min'"), theory::weibull_law(0.8, 240)}},
      {"Weibull shape 2, mean 2 min",
       {mean("weibull", "shape = 2, mean = '2 min'"), theory::weibull_law(2, 120)}},
  };
  return laws.at(name);
}

void fill_patience(Entry& entry, const theory::StationaryQueue& queue, const Result& result) {
  const theory::QueueMeasures m = queue.measures();
  const theory::ServiceLevels levels = service_levels(queue, 20);
  struct Meaning {
    double formula;
    const char* measure;
    double scale;
  };
  const std::map<std::string, Meaning> meanings = {
      {"P(W>0)", {m.delayed, "waited", 1}},
      {"P(abandon)", {m.abandoned, "abandonment", 1}},
      {"mean wait", {m.mean_wait / kMinute, "wait_all", 1 / kMinute}},
      {"mean wait of served", {m.mean_wait_answered / kMinute, "asa", 1 / kMinute}},
      {"mean wait of abandoned", {m.mean_wait_abandoned / kMinute, "wait_abandoned", 1 / kMinute}},
      {"mean queue length", {m.mean_queue, "queue_mean", 1}},
      {"answered within T / offered", {levels.of_offered, "service_level", 1}},
      {"answered within T / (offered - abandoned within T)",
       {levels.of_offered_less_short_abandons, "service_level_less_short_abandons", 1}},
      {"answered within T / answered", {levels.of_answered, "service_level_of_answered", 1}},
      {"(answered + abandoned within T) / offered",
       {levels.abandons_count_as_good, "service_level_abandons_good", 1}},
  };
  if (entry.quantity == "occupancy") {
    entry.formula = m.occupancy;
    set(entry, result.agent("occupancy"));
  } else if (entry.quantity == "P(W>T)") {
    entry.formula = queue.within(20).waiting;
    set(entry, result.call("service_level_abandons_good"));
    entry.simulated = 1 - entry.simulated;
  } else {
    const Meaning& meaning = meanings.at(entry.quantity);
    entry.formula = meaning.formula;
    set(entry, result.call(meaning.measure), meaning.scale);
  }
}

}  // namespace

std::vector<Entry> patience_laws(std::uint64_t seed) {
  std::map<std::string, Result> results;
  std::vector<Entry> entries;
  for (const test::Row& row : rows_of("tests/theory/data/patience_laws.csv", ';')) {
    const Patience patience = patience_named(row.at("patience"));
    const std::string model = fmt::format(
        "{} calls/min of {} min, {} agents, patience {}, T = 20 s", row.at("arrivals_per_min"),
        row.at("handling_mean_min"), row.at("agents"), row.at("patience"));
    auto found = results.find(model);
    if (found == results.end()) {
      found = results
                  .emplace(model, simulate_one_queue(row, exponential(row.at("handling_mean_min")),
                                                     patience.toml, "",
                                                     seed_of_model(seed, 100 + results.size())))
                  .first;
    }
    const theory::Traffic traffic{std::stod(row.at("arrivals_per_min")) / kMinute,
                                  std::stod(row.at("handling_mean_min")) * kMinute};
    const theory::ImpatientQueue queue(traffic, std::stoi(row.at("agents")), patience.law);
    Entry entry{
        .model = model, .quantity = row.at("quantity"), .reference = std::stod(row.at("value"))};
    fill_patience(entry, queue, found->second);
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace hotline::evidence
