#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "hotline/scenario/read.hpp"
#include "support/project.hpp"
#include "validation/observe.hpp"

// The five example models of ContactCenters (Universite de Montreal) against the results that it
// publishes: means over 1,000 replications with their standard deviations over replications. A mean
// over our replications may deviate by 4 times sd * sqrt(1/1000 + 1/R): a right program fails one
// of the some 50 checks for one seed in 300. Ratios are published to three digits without a
// standard deviation: they may deviate by the rounding and 4 of their own standard errors, scaled
// alike.
using namespace hotline;
using namespace hotline::test;

namespace {

constexpr int kReplications = 1000;
constexpr double kPublished = 1000;
constexpr double kLimit = 4;
constexpr double kRounding = 0.0005;

std::vector<Sums> play(const std::string& name) {
  const Scenario scenario = read_scenario(in_project("scenarios/peers/") + name);
  return observe(compile(scenario), scenario.run.seed, kReplications);
}

void check_mean(const std::string& what, const std::vector<Sums>& sums, const Quantity& quantity,
                double mean, double sd) {
  Moments moments;
  for (const Sums& sum : sums) moments.add(quantity(sum));
  CAPTURE(what);
  CAPTURE(moments.mean());
  CAPTURE(mean);
  const double error = sd * std::sqrt(1 / kPublished + 1.0 / kReplications);
  CHECK(std::abs(moments.mean() - mean) <= kLimit * error);
}

void check_ratio(const std::string& what, const std::vector<Sums>& sums, const Quantity& numerator,
                 const Quantity& denominator, double published) {
  const RatioMoments moments = ratio(sums, numerator, denominator);
  CAPTURE(what);
  CAPTURE(moments.ratio());
  CAPTURE(published);
  const double error = moments.standard_error() * std::sqrt(1 + kReplications / kPublished);
  CHECK(std::abs(moments.ratio() - published) <= kRounding + kLimit * error);
}

double served(const Sums& s) { return count(s.all, Outcome::kServed); }
double rejected(const Sums& s) { return count(s.all, Outcome::kRejected); }
double abandoned(const Sums& s) { return count(s.all, Outcome::kAbandoned); }
double in_target(const Sums& s) { return number(s.all.in_target); }
double served_or_late(const Sums& s) {  // served, or abandoned after T
  return served(s) + abandoned(s) - number(s.all.abandoned_in_target);
}
double wait_minutes(const Sums& s) { return s.all.wait_served / kMinute; }
double busy(const Sums& s) { return s.groups[0].busy; }

// ContactCenters' source of MMC (endSim) takes the occupancy of the eight hours in which calls
// come, not until the last one ends.
void check_occupancy(const std::string& name, double published) {
  const Scenario scenario = read_scenario(in_project("scenarios/peers/") + name);
  const Model model = compile(scenario);
  Replication replication(model);
  RatioMoments moments;
  for (std::uint64_t index = 0; index < kReplications; ++index) {
    replication.play(scenario.run.seed, index, [&](const Tally& tally) {
      double busy = 0;
      for (std::size_t half_hour = 0; half_hour < 16; ++half_hour) {
        busy += tally.cell_agents(half_hour, 0).busy;
      }
      moments.add(busy, 12 * 8 * kHour);
      return true;
    });
  }
  CAPTURE(moments.ratio());
  const double error = moments.standard_error() * std::sqrt(1 + kReplications / kPublished);
  CHECK(std::abs(moments.ratio() - published) <= kRounding + kLimit * error);
}

}  // namespace

TEST_CASE("ContactCenters' MMC: one queue") {
  const auto sums = play("mmc.toml");
  check_mean("in target", sums, in_target, 1816.158, 57.043);
  check_ratio("service level", sums, in_target, served, 0.902);
  check_ratio("speed of answer", sums, wait_minutes, served, 0.099);
  check_occupancy("mmc.toml", 0.695);
}

TEST_CASE("ContactCenters' MMCBlocked: at most five callers wait") {
  const auto sums = play("mmc-blocked.toml");
  check_mean("rejected", sums, rejected, 18.655, 9.831);
  check_mean("in target", sums, in_target, 1854.284, 42.176);
  check_ratio("service level", sums, in_target, served, 0.929);
  check_ratio("speed of answer", sums, wait_minutes, served, 0.060);
  check_occupancy("mmc-blocked.toml", 0.689);
  check_ratio(
      "service level of all", sums, in_target,
      [](const Sums& s) { return served(s) + rejected(s); }, 0.920);
}

TEST_CASE("ContactCenters' MMCAb: callers lose patience") {
  const auto sums = play("mmc-abandon.toml");
  check_mean("abandoned", sums, abandoned, 58.609, 15.295);
  check_mean("in target", sums, in_target, 1906.008, 35.828);
  check_ratio("service level", sums, in_target, served, 0.975);
  check_ratio("speed of answer", sums, wait_minutes, served, 0.024);
  check_occupancy("mmc-abandon.toml", 0.675);
  check_ratio("service level less short abandons", sums, in_target, served_or_late, 0.968);
}

TEST_CASE("ContactCenters' SimpleMSK: three types, two groups, a busy or a quiet day") {
  const auto sums = play("simple-msk.toml");
  check_mean("served", sums, served, 4297.305, 437.605);
  check_mean("abandoned", sums, abandoned, 910.335, 551.164);
  check_ratio("service level", sums, in_target, served_or_late, 0.501);
  check_ratio(
      "occupancy of group 0", sums, busy,
      [](const Sums& s) {  // and those who finish a call after their hours
        return 2 * kHour * (12 + 18) + 9 * (s.last_call_end - 4 * kHour) + s.groups[0].overtime;
      },
      0.881);
}

TEST_CASE("ContactCenters' SimpleMSK: in target by type and period of arrival") {
  const Scenario scenario = read_scenario(in_project("scenarios/peers/simple-msk.toml"));
  const Model model = compile(scenario);
  const double published[3][3][2] = {
      {{170.154, 93.722}, {599.334, 83.392}, {15.490, 27.520}},
      {{262.936, 134.377}, {511.648, 86.571}, {34.697, 55.230}},
      {{259.806, 155.150}, {613.732, 99.046}, {24.888, 44.327}},
  };
  Moments moments[3][3];
  Replication replication(model);
  for (std::uint64_t index = 0; index < kReplications; ++index) {
    replication.play(scenario.run.seed, index, [&](const Tally& tally) {
      for (std::size_t type = 0; type < 3; ++type) {
        for (std::size_t period = 0; period < 3; ++period) {
          moments[type][period].add(number(tally.cell_calls(period, type).in_target));
        }
      }
      return true;
    });
  }
  for (std::size_t type = 0; type < 3; ++type) {
    for (std::size_t period = 0; period < 3; ++period) {
      const auto& [mean, sd] = published[type][period];
      CAPTURE(type);
      CAPTURE(period);
      CAPTURE(moments[type][period].mean());
      const double error = sd * std::sqrt(1 / kPublished + 1.0 / kReplications);
      CHECK(std::abs(moments[type][period].mean() - mean) <= kLimit * error);
    }
  }
}

TEST_CASE("ContactCenters' Bilingual: languages, lines and callers who try again") {
  const auto sums = play("bilingual.toml");
  struct Published {
    std::string what;
    std::function<double(const CallSums&)> quantity;
    double english[2], spanish[2], all[2];  // mean, standard deviation
  };
  const double none = -1;  // not published
  const std::vector<Published> table = {
      {"arrivals",
       [](const CallSums& s) { return number(s.attempts); },
       {2555.811, 56.822},
       {2554.350, 57.003},
       {5110.161, 83.029}},
      {"retries",
       [](const CallSums& s) { return number(s.attempts - s.callers); },
       {54.073, 13.495},
       {53.095, 13.253},
       {107.168, 21.377}},
      {"served",
       [](const CallSums& s) { return count(s, Outcome::kServed); },
       {2483.933, 48.612},
       {2483.302, 49.449},
       {4967.235, 69.111}},
      {"disconnected",
       [](const CallSums& s) { return count(s, Outcome::kDismissed); },
       {0.030, 0.222},
       {0.028, 0.196},
       {none, none}},
      {"abandoned",
       [](const CallSums& s) { return count(s, Outcome::kAbandoned); },
       {71.848, 16.652},
       {71.020, 16.459},
       {142.868, 26.740}},
      {"in target",
       [](const CallSums& s) { return number(s.by_caller.in_target); },
       {2448.662, 46.470},
       {2448.223, 47.889},
       {4896.885, 66.002}},
  };
  for (const Published& row : table) {
    const auto of = [&](std::size_t type) {
      return [&row, type](const Sums& s) { return row.quantity(s.types[type]); };
    };
    check_mean("English " + row.what, sums, of(0), row.english[0], row.english[1]);
    check_mean("Spanish " + row.what, sums, of(1), row.spanish[0], row.spanish[1]);
    if (row.all[0] == none) continue;
    check_mean(
        "all " + row.what, sums, [&](const Sums& s) { return row.quantity(s.all); }, row.all[0],
        row.all[1]);
  }
  // Busy agent-minutes of scheduled ones, in per cent.
  const double scheduled[] = {7, 7, 4};
  const double occupancy[][2] = {{47.624, 0.977}, {47.639, 0.962}, {63.254, 0.908}};
  for (std::size_t group = 0; group < 3; ++group) {
    check_mean(
        "occupancy", sums,
        [&, group](const Sums& s) {
          return 100 * s.groups[group].busy / (scheduled[group] * 45 * kHour);
        },
        occupancy[group][0], occupancy[group][1]);
  }
  check_mean(
      "occupancy of all", sums,
      [](const Sums& s) {
        return 100 * (s.groups[0].busy + s.groups[1].busy + s.groups[2].busy) / (18 * 45 * kHour);
      },
      51.103, 0.719);
}
