#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <memory>
#include <string>

#include "hotline/theory/erlang_c.hpp"
#include "hotline/theory/finite_queue.hpp"
#include "hotline/theory/impatient_queue.hpp"
#include "theory/reference.hpp"

using namespace hotline;
using namespace hotline::theory;
using namespace hotline::theory::test;

namespace {

std::unique_ptr<StationaryQueue> queue_of(const std::string& model, const Row& p) {
  const Traffic traffic{std::stod(p.at("arrivals_per_min")) / kMinute,
                        std::stod(p.at("service_mean_min")) * kMinute};
  const int agents = std::stoi(p.at("agents"));
  if (model == "M/M/s") return std::make_unique<ErlangC>(traffic, agents);
  const Seconds patience = std::stod(p.at("patience_mean_min")) * kMinute;
  if (model == "M/M/s+M") return std::make_unique<ErlangA>(traffic, agents, patience);
  return std::make_unique<FiniteQueue>(traffic, agents, std::stoi(p.at("capacity")), patience);
}

double value_of(const std::string& quantity, const StationaryQueue& queue, Seconds t) {
  const QueueMeasures m = queue.measures();
  if (quantity == "P(blocked or rejected)") return m.blocked;
  if (quantity == "P(wait>0 | accepted)") return m.delayed;
  if (quantity == "P(abandon | accepted)") return m.abandoned;
  if (quantity == "mean wait of all accepted") return m.mean_wait / kMinute;
  if (quantity == "mean queue length") return m.mean_queue;
  if (quantity == "occupancy") return m.occupancy;
  if (quantity == "answered within T / offered") return service_levels(queue, t).of_offered;
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

TEST_CASE("Erlang C, Erlang A and M/M/s/K agree with their Markov chains") {
  int compared = 0;
  for (const Row& row : read_table("markov_chains.csv", ',')) {
    const std::string& model = row.at("model");
    if (model != "M/M/s" && model != "M/M/s+M" && model != "M/M/s/K") continue;
    CAPTURE(row.at("parameters"));
    CAPTURE(row.at("quantity"));
    const Row p = parameters(row.at("parameters"));
    const Seconds t = std::stod(p.at("T_min")) * kMinute;
    const double value = value_of(row.at("quantity"), *queue_of(model, p), t);
    // The file has ten digits: its own rounding is up to 5e-10.
    CHECK_NEAR(value, std::stod(row.at("value")), 6e-10);
    ++compared;
  }
  CHECK(compared == 63);
}
