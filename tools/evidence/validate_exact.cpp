#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <map>
#include <memory>

#include "evidence/steady.hpp"
#include "evidence/validate.hpp"
#include "hotline/base/error.hpp"
#include "hotline/scenario/read.hpp"
#include "hotline/stats/moments.hpp"
#include "hotline/theory/erlang_c.hpp"
#include "hotline/theory/finite_queue.hpp"
#include "hotline/theory/handling_law.hpp"
#include "hotline/theory/impatient_queue.hpp"
#include "hotline/theory/priority_queue.hpp"

namespace hotline::evidence {

namespace {

using test::Row;

// Of the accepted calls, from what each batch shows. `of_offered` is a mean over the offered calls
// of a wait, which the rejected do not have, or a share of them.
void set_of_accepted(Entry& entry, const Result& result, const std::string& of_offered,
                     const std::function<double(double sum, double rejected)>& numerator) {
  const auto& offered = result.call("offered").values;
  const auto& rejected = result.call("rejected").values;
  const auto& mean = result.call(of_offered).values;
  RatioMoments moments;
  for (std::size_t i = 0; i < offered.size(); ++i) {
    moments.add(numerator(mean[i] * offered[i], rejected[i]), offered[i] - rejected[i]);
  }
  entry.simulated = moments.ratio();
  entry.error = moments.standard_error();
  entry.degrees = static_cast<double>(moments.count()) - 1;
}

void set_rejected(Entry& entry, const Result& result, const std::string& type = {}) {
  const auto& offered = result.call("offered", type).values;
  const auto& rejected = result.call("rejected", type).values;
  RatioMoments moments;
  for (std::size_t i = 0; i < offered.size(); ++i) moments.add(rejected[i], offered[i]);
  entry.simulated = moments.ratio();
  entry.error = moments.standard_error();
  entry.degrees = static_cast<double>(moments.count()) - 1;
}

// ---- M/M/s, M/M/s+M, M/M/s/K

std::unique_ptr<theory::StationaryQueue> queue_of(const std::string& model, const Row& p) {
  const theory::Traffic traffic{std::stod(p.at("arrivals_per_min")) / kMinute,
                                std::stod(p.at("service_mean_min")) * kMinute};
  const int agents = std::stoi(p.at("agents"));
  const Seconds patience = std::stod(p.at("patience_mean_min")) * kMinute;
  if (model == "M/M/s") return std::make_unique<theory::ErlangC>(traffic, agents);
  if (model == "M/M/s+M") return std::make_unique<theory::ErlangA>(traffic, agents, patience);
  return std::make_unique<theory::FiniteQueue>(traffic, agents, std::stoi(p.at("capacity")));
}

void fill_one_queue(Entry& entry, const theory::StationaryQueue& queue, const Result& result) {
  const theory::QueueMeasures m = queue.measures();
  const std::string& quantity = entry.quantity;
  if (quantity == "P(blocked or rejected)") {
    entry.formula = m.blocked;
    set_rejected(entry, result);
  } else if (quantity == "P(wait>0 | accepted)") {
    entry.formula = m.delayed;
    set_of_accepted(entry, result, "waited", [](double waited, double rejected) {
      return std::round(waited) - rejected;  // a count
    });
  } else if (quantity == "P(abandon | accepted)") {
    entry.formula = m.abandoned;
    set_of_accepted(entry, result, "abandonment",
                    [](double abandoned, double) { return std::round(abandoned); });
  } else if (quantity == "mean wait of all accepted") {
    entry.formula = m.mean_wait / kMinute;
    set_of_accepted(entry, result, "wait_all", [](double sum, double) { return sum / kMinute; });
  } else if (quantity == "mean queue length") {
    entry.formula = m.mean_queue;
    set(entry, result.call("queue_mean"));
  } else if (quantity == "occupancy") {
    entry.formula = m.occupancy;
    set(entry, result.agent("occupancy"));
  } else if (quantity == "answered within T / offered") {
    entry.formula = service_levels(queue, 20).of_offered;
    set(entry, result.call("service_level"));
  } else {
    throw Error("no such quantity: " + quantity);
  }
}

std::string name_of(const std::string& model, const Row& p) {
  std::string name = fmt::format("{}: {:.4g} calls/min of {:.4g} min, {} agents", model,
                                 std::stod(p.at("arrivals_per_min")),
                                 std::stod(p.at("service_mean_min")), p.at("agents"));
  if (p.at("patience_mean_min") != "inf") {
    name += fmt::format(", patience {:.4g} min", std::stod(p.at("patience_mean_min")));
  }
  if (p.at("capacity") != "inf") name += fmt::format(", {} places", p.at("capacity"));
  return name + ", T = 20 s";
}

// ---- M/G/1, priorities, N-design

void fill_single_agent(Entry& entry, const Row& p, std::uint64_t seed) {
  const double variation = std::stod(p.at("service_cv"));
  const std::string talk =
      variation == 0 ? "'1 min'"
                     : fmt::format("{{ gamma = {{ mean = '1 min', cv = {} }} }}", variation);
  entry.model = fmt::format("M/G/1: {} calls/min of 1 min, coefficient of variation {}",
                            p.at("arrivals_per_min"), p.at("service_cv"));
  const theory::Traffic traffic{std::stod(p.at("arrivals_per_min")) / kMinute, kMinute};
  entry.formula = theory::single_agent_wait(traffic, variation, kNone).mean / kMinute;
  set(entry, simulate_one_queue(p, talk, "", "", seed).call("wait_all"), 1 / kMinute);
}

void fill_priorities(Entry& entry, const Result& result) {
  const std::size_t type = entry.quantity.back() == '1' ? 0 : 1;
  const theory::PriorityQueue queue({1 / kMinute, 2 / kMinute}, 2 * kMinute, 8);
  entry.model = "M/M/8 with two priorities: 1 and 2 calls/min of 2 min";
  entry.formula = queue.mean_wait(type) / kMinute;
  set(entry, result.call("wait_all", result.types[type]), 1 / kMinute);
}

void fill_n_design(Entry& entry, const Result& result) {
  const std::size_t which = entry.quantity.back() == '1' || entry.quantity.back() == 'B' ? 1 : 0;
  entry.model = "N-design: 3 and 2 calls/min of 2 min, patience 2.5 and 4 min, 6 and 5 agents";
  if (entry.quantity.starts_with("P(abandon)")) {
    set(entry, result.call("abandonment", result.types[which]));
  } else if (entry.quantity.starts_with("mean queue")) {
    set(entry, result.call("queue_mean", result.types[which]));
  } else if (entry.quantity.starts_with("occupancy")) {
    set(entry, result.agent("occupancy", result.groups[which]));
  } else {
    set_rejected(entry, result, result.types[which]);
  }
}

Result simulate_file(const std::string& name, double calls_per_minute,
                     std::vector<std::string> overrides, std::uint64_t seed) {
  for (std::string& part : long_run(calls_per_minute)) overrides.push_back(std::move(part));
  return simulate(read_scenario(project_file("scenarios/textbook/" + name), overrides), seed);
}

}  // namespace

std::vector<Entry> exact_models(std::uint64_t seed) {
  std::map<std::string, Result> results;  // one run for each model
  std::uint64_t models = 0;
  const auto next_seed = [&] { return seed_of_model(seed, models++); };
  std::vector<Entry> entries;
  std::vector<Row> day;
  for (const Row& row : rows_of("tests/data/exact.csv", ',')) {
    const std::string& model = row.at("model");
    const Row p = test::parameters(row.at("parameters"));
    Entry entry{
        .model = model, .quantity = row.at("quantity"), .reference = std::stod(row.at("value"))};
    auto found = results.find(row.at("parameters"));
    const auto run_once = [&](const auto& play) -> const Result& {
      if (found == results.end()) found = results.emplace(row.at("parameters"), play()).first;
      return found->second;
    };
    if (model == "M(t)/M/s(t)+M") {
      day.push_back(row);
      continue;
    }
    if (model == "M/G/1") {
      fill_single_agent(entry, p, next_seed());
    } else if (model == "M/M/s two priorities") {
      fill_priorities(entry, run_once([&] {
                        return simulate_file("two-priorities.toml", 3, {}, next_seed());
                      }));
    } else if (model == "N-design") {
      fill_n_design(entry, run_once([&] {
                      return simulate_file(
                          "n-design.toml", 5,
                          {"call.\"type 0\".queue_limit=60", "call.\"type 1\".queue_limit=60"},
                          next_seed());
                    }));
    } else {
      const bool impatient = p.at("patience_mean_min") != "inf";
      const bool limited = p.at("capacity") != "inf";
      const Result& result = run_once([&] {
        return simulate_one_queue(
            p, exponential(p.at("service_mean_min")),
            impatient ? exponential(p.at("patience_mean_min")) : "",
            limited ? std::to_string(std::stoi(p.at("capacity")) - std::stoi(p.at("agents"))) : "",
            next_seed());
      });
      entry.model = name_of(model, p);
      fill_one_queue(entry, *queue_of(model, p), result);
    }
    entries.push_back(std::move(entry));
  }
  for (Entry& entry : changing_day(day, next_seed())) entries.push_back(std::move(entry));
  return entries;
}

}  // namespace hotline::evidence
