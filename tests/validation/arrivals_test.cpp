#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "hotline/scenario/read.hpp"
#include "support/builder.hpp"
#include "support/project.hpp"
#include "validation/observe.hpp"

// Queues whose calls do not come at a constant rate, against their formulas. Estimates may deviate
// by 4.5 standard errors, which 30 or more observations miss once in 10,000 checks (Student's law
// of 29 degrees of freedom); there are about 100 checks. Seeds are fixed.
using namespace hotline;
using namespace hotline::test;

namespace {

constexpr double kLimit = 4.5;

// The root below 1 of sigma = A*(mu (1 - sigma)), A* the Laplace transform of the time between
// calls: the probability of waiting in GI/M/1 (Kleinrock 1975, Queueing Systems I, eq. 6.25).
double wait_probability(const std::function<double(double)>& transform, double mu) {
  double sigma = 0.5;
  for (int step = 0; step < 1000; ++step) sigma = transform(mu * (1 - sigma));
  return sigma;
}

void check_one_agent(const Distribution& gap, const std::function<double(double)>& transform) {
  constexpr int kBatches = 30;
  constexpr Seconds kTalk = 60;
  Scenario scenario = steady(kBatches * 25'000 * gap.mean(), 500 * gap.mean(), kBatches);
  scenario.calls = {call("calls", 0, kTalk)};
  scenario.calls[0].arrivals->source = Renewal{gap, {}};
  scenario.agents = {agents("agent", 1, {"calls"})};
  const auto sums = observe(compile(scenario), 1, 1);
  const double sigma = wait_probability(transform, 1 / kTalk);
  const Quantity served = [](const Sums& s) { return count(s.all, Outcome::kServed); };
  check_exact("waited at all",
              ratio(
                  sums, [](const Sums& s) { return number(s.all.waited); }, served),
              sigma, kLimit);
  check_exact("mean wait",
              ratio(
                  sums, [](const Sums& s) { return s.all.wait_served; }, served),
              kTalk * sigma / (1 - sigma), kLimit);
}

// P(abandon) of M/M/s+M (Palm 1957) with time measured in talk times, and patience of one of them.
double abandoned(double load, int agents) {
  constexpr int kMost = 400;
  double weight = 1, all = 1, queue = 0;
  for (int n = 1; n < kMost; ++n) {
    weight *= load / (std::min(n, agents) + std::max(0, n - agents));
    all += weight;
    queue += weight * std::max(0, n - agents);
  }
  return queue / all / load;
}

}  // namespace

TEST_CASE("D/M/1: calls like clockwork wait less") {
  check_one_agent(constant(75), [](double s) { return std::exp(-75 * s); });
}

TEST_CASE("Gamma/M/1: calls in bursts wait more") {
  // Coefficient of variation 2: shape 1/4, scale 300 s.
  check_one_agent(Distribution(law::Gamma{0.25, 75}),
                  [](double s) { return std::pow(1 + 300 * s, -0.25); });
}

TEST_CASE("days of random busyness lose as many callers as Erlang A over the Gamma law says") {
  const Model model = compile(read_scenario(in_project("scenarios/textbook/over-dispersed.toml")));
  // The mean over the factor x of x P(abandon | x), by the trapezoid rule; cv 0.2 is shape 25.
  double lost = 0, all = 0;
  for (double x = 0.0025; x < 3; x += 0.0025) {
    const double weight = x * std::exp(24 * std::log(x) - 25 * x);
    lost += weight * abandoned(20 * x, 20);
    all += weight;
  }
  CHECK(lost / all == doctest::Approx(0.1190).epsilon(1e-3));  // as the scenario says
  const auto sums = observe(model, 2, 40);
  check_exact("abandoned",
              ratio(
                  sums, [](const Sums& s) { return count(s.all, Outcome::kAbandoned); },
                  [](const Sums& s) { return number(s.all.offered()); }),
              lost / all, kLimit);
}

TEST_CASE("on a day of sinusoidal demand the desk is fullest half an hour after noon") {
  // Busy agents of M(t)/M/infinity are Poisson with the mean m, m' = rate - m / talk.
  const Model model = compile(read_scenario(in_project("scenarios/textbook/sinusoidal-day.toml")));
  constexpr Seconds kTalk = 30 * kMinute, kStep = kMinute;
  constexpr std::size_t kSlots = 48;
  std::vector<double> busy(kSlots, 0.0);  // mean over the interval, on the second day
  double m = 0;
  for (int step = 0; step < 2 * 1440; ++step) {
    const double calls = model.expected_calls(0, step * kStep, (step + 1) * kStep);
    const double before = m;
    m = m * std::exp(-kStep / kTalk) + calls * -std::expm1(-kStep / kTalk) / (kStep / kTalk);
    if (step >= 1440) busy[static_cast<std::size_t>(step % 1440) / 30] += (before + m) / 2 / 30;
  }
  // Eick, Massey and Whitt 1993 (Management Science 39, 241-252) for an exact sine: the spline is
  // within 0.5 % of it.
  const double speed = 2 * std::numbers::pi / kDay;
  for (std::size_t slot = 0; slot < kSlots; ++slot) {
    const double angle = speed * ((static_cast<double>(slot) + 0.5) * 30 * kMinute - 12 * kHour);
    const double lag = speed * kTalk;
    const double sine =
        20 * (1 + 0.5 * (std::cos(angle) + lag * std::sin(angle)) / (1 + lag * lag));
    CHECK(busy[slot] == doctest::Approx(sine).epsilon(0.005));
  }
  std::vector<Moments> found(kSlots);
  Replication replication(model);
  for (std::uint64_t index = 0; index < 100; ++index) {
    replication.play(3, index, [&](const Tally& tally) {
      std::vector<double> sums(kSlots, 0.0);
      // From Tuesday to Saturday: Monday begins empty, and the last interval holds the calls that
      // are finished after the end.
      for (std::size_t cell = kSlots; cell < 6 * kSlots; ++cell) {
        sums[cell % kSlots] += tally.cell_agents(cell, 0).busy / (30 * kMinute) / 5;
      }
      for (std::size_t slot = 0; slot < kSlots; ++slot) found[slot].add(sums[slot]);
      return true;
    });
  }
  for (std::size_t slot = 0; slot < kSlots; ++slot) {
    CAPTURE(slot);
    CHECK(std::abs(found[slot].mean() - busy[slot]) < kLimit * found[slot].standard_error());
  }
}
