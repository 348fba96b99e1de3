#include <cmath>

#include "evidence/validate.hpp"
#include "hotline/engine/replication.hpp"
#include "hotline/scenario/read.hpp"
#include "hotline/stats/moments.hpp"
#include "hotline/theory/transient_queue.hpp"

namespace hotline::evidence {

namespace {

constexpr std::size_t kHours = 4;
constexpr std::uint64_t kDays = 20'000;

constexpr const char* kScenario = R"(
[horizon]
from     = 2013-07-01
to       = 2013-07-01
interval = "1 h"

[[call]]
name     = "calls"
arrivals = { rates = { "00:00-01:00" = "2/min", "01:00-02:00" = "5/min", "02:00-03:00" = "8/min", "03:00-04:00" = "4/min" } }
talk     = { exponential = { mean = "2.5 min" } }
patience = { exponential = { mean = "200 s" } }

[[agents]]
name     = "agents"
takes    = ["calls"]
staffing = { "00:00-01:00" = 6, "01:00-02:00" = 12, "02:00-24:00" = 18 }
)";

struct Hour {
  Moments abandons, service_ends, waiting_at_end;
};

// From the log of calls: what happens in each hour, whenever the call arrived.
std::vector<Hour> play_days(std::uint64_t seed) {
  const Model model = compile(parse_scenario(kScenario));
  Replication replication(model);
  std::vector<Hour> hours(kHours);
  for (std::uint64_t day = 0; day < kDays; ++day) {
    double abandoned[kHours] = {}, ended[kHours] = {}, waiting[kHours] = {};
    const auto log = [&](const CallRecord& call) {
      const Seconds left_queue = call.arrived + call.waited;
      const bool served = call.outcome == Outcome::kServed;
      const auto hour = static_cast<std::size_t>((left_queue + call.talk) / kHour);
      if (hour < kHours) ++(served ? ended : abandoned)[hour];
      for (std::size_t h = 0; h < kHours; ++h) {
        const Seconds end = static_cast<double>(h + 1) * kHour;
        // Whoever is answered at the very end by the next hour's agents has waited up to it.
        waiting[h] += call.arrived < end && left_queue > end - 1e-6;
      }
    };
    replication.play(
        seed, day, [](const Tally&) { return true; }, log);
    for (std::size_t h = 0; h < kHours; ++h) {
      hours[h].abandons.add(abandoned[h]);
      hours[h].service_ends.add(ended[h]);
      hours[h].waiting_at_end.add(waiting[h]);
    }
  }
  return hours;
}

std::vector<theory::PeriodMeasures> exact_hours() {
  theory::TransientQueue queue;
  queue.mean_handling = 150;
  queue.mean_patience = 200;
  const auto hour = [](double per_minute, int agents) {
    return theory::QueuePeriod{kHour, per_minute / kMinute, agents};
  };
  return theory::transient_measures(queue, {hour(2, 6), hour(5, 12), hour(8, 18), hour(4, 18)});
}

}  // namespace

std::vector<Entry> changing_day(const std::vector<test::Row>& rows, std::uint64_t seed) {
  const auto exact = exact_hours();
  const auto hours = play_days(seed);
  std::vector<Entry> entries;
  for (const test::Row& row : rows) {
    Entry entry{.model =
                    "M(t)/M/s(t)+M: hours of 2, 5, 8, 4 calls/min and 6, 12, 18, 18 agents, "
                    "2.5 min, patience 3 min 20 s",
                .quantity = row.at("quantity"),
                .reference = std::stod(row.at("value")),
                .degrees = kDays - 1};
    const auto h = static_cast<std::size_t>(entry.quantity.back() - '1');
    const bool abandons = entry.quantity.starts_with("expected abandons");
    const bool ends = entry.quantity.starts_with("expected service ends");
    const Moments& moments = abandons ? hours[h].abandons
                             : ends   ? hours[h].service_ends
                                      : hours[h].waiting_at_end;
    entry.formula = abandons ? exact[h].abandoned : ends ? exact[h].served : exact[h].queue_at_end;
    entry.simulated = moments.mean();
    entry.error = moments.standard_error();
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace hotline::evidence
