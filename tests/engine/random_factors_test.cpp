#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <numbers>

#include "arrival_times.hpp"
#include "hotline/random/correlation.hpp"
#include "hotline/stats/moments.hpp"

using namespace hotline;
using namespace hotline::test;

// Means, variances and covariances of simulated counts against their formulas. A covariance is the
// mean of the products of deviations from the known means; its standard error is that of the
// products. Seeds are fixed; each check has a false-alarm chance of about 10^-6 (4.9 standard
// errors), and there are about 60 of them.
namespace {

constexpr double kLimit = 4.9;

// A stretch of time in which the calls of a type are counted.
struct Window {
  std::size_t type = 0;
  Seconds from = 0, to = kDay;
};

// The counts in each window, once for each replication of one day.
std::vector<std::vector<double>> count(const Scenario& scenario, const std::vector<Window>& windows,
                                       int replications, std::uint64_t seed) {
  const Model model = compile(scenario);
  detail::Arrivals arrivals(model);
  std::vector<std::vector<double>> counts(windows.size());
  for (int index = 0; index < replications; ++index) {
    const auto times =
        arrival_times(arrivals, model.types.size(), seed, static_cast<std::uint64_t>(index));
    for (std::size_t w = 0; w < windows.size(); ++w) {
      const auto& of_type = times[windows[w].type];
      counts[w].push_back(static_cast<double>(std::ranges::lower_bound(of_type, windows[w].to) -
                                              std::ranges::lower_bound(of_type, windows[w].from)));
    }
  }
  return counts;
}

void check_mean(const std::vector<double>& counts, double mean) {
  Moments moments;
  for (const double x : counts) moments.add(x);
  CHECK(std::abs(moments.mean() - mean) < kLimit * moments.standard_error());
}

void check_covariance(const std::vector<double>& a, double mean_a, const std::vector<double>& b,
                      double mean_b, double covariance) {
  Moments products;
  for (std::size_t i = 0; i < a.size(); ++i) products.add((a[i] - mean_a) * (b[i] - mean_b));
  CHECK(std::abs(products.mean() - covariance) < kLimit * products.standard_error());
}

void check_variance(const std::vector<double>& counts, double mean, double variance) {
  check_covariance(counts, mean, counts, mean, variance);
}

// The covariance of two factors whose normal variables have the correlation r.
using Factor = double (*)(double, double);
double factor_covariance(Factor factor, double cv_a, double cv_b, double r) {
  constexpr double kStep = 0.1, kEnd = 8;  // of the trapezoid rule, exact to many digits here
  double sum = 0;
  for (double x = -kEnd; x <= kEnd; x += kStep) {
    for (double y = -kEnd; y <= kEnd; y += kStep) {
      const double z = r * x + std::sqrt(1 - r * r) * y;
      sum += factor(x, cv_a) * factor(z, cv_b) * std::exp(-(x * x + y * y) / 2);
    }
  }
  return sum * kStep * kStep / (2 * std::numbers::pi) - 1;
}

Scenario one_day(std::vector<PerSecond> rates, std::vector<Busyness> shared) {
  std::vector<Arrivals> all;
  for (const PerSecond rate : rates) all.push_back(from(rate));
  Scenario scenario = of_arrivals(calendar(1), all);
  scenario.demand.emplace().busyness = std::move(shared);
  return scenario;
}

Busyness busy(double cv, Busyness::Per per, Busyness::Law law = Busyness::Law::kGamma) {
  Busyness busyness;
  busyness.cv = cv;
  busyness.per = per;
  busyness.law = law;
  return busyness;
}

constexpr auto kPerDay = Busyness::Per::kDay;
constexpr auto kPerInterval = Busyness::Per::kInterval;

const Date kMonday = Date(std::chrono::year(2013) / 7 / 1);

}  // namespace

TEST_CASE("copulas join log-normal factors with the covariance exp(r sigma^2) - 1") {
  const double sigma2 = std::log(1 + 0.4 * 0.4);
  CHECK(factor_covariance(lognormal_factor, 0.4, 0.4, 0.6) ==
        doctest::Approx(std::expm1(0.6 * sigma2)).epsilon(1e-9));
}

TEST_CASE("a factor that types share correlates their counts by c^2 times both means") {
  for (const auto law : {Busyness::Law::kGamma, Busyness::Law::kLogNormal}) {
    const auto counts =
        count(one_day({100 / kDay, 60 / kDay}, {busy(0.3, kPerDay, law)}), {{0}, {1}}, 5000, 1);
    check_mean(counts[0], 100);
    check_variance(counts[0], 100, 100 + 0.09 * 100 * 100);
    check_variance(counts[1], 60, 60 + 0.09 * 60 * 60);
    check_covariance(counts[0], 100, counts[1], 60, 0.09 * 100 * 60);
  }
}

TEST_CASE("a factor for some types leaves the others alone") {
  Busyness busyness = busy(0.5, kPerDay);
  busyness.calls = {"type 1"};
  const auto counts = count(one_day({100 / kDay, 60 / kDay}, {busyness}), {{0}, {1}}, 4000, 2);
  check_variance(counts[0], 100, 100);
  check_variance(counts[1], 60, 60 + 0.25 * 60 * 60);
  check_covariance(counts[0], 100, counts[1], 60, 0);
}

TEST_CASE("factors that types share and factors of their own multiply") {
  // 1 + c^2 = (1 + c1^2) (1 + c2^2).
  Scenario scenario = one_day({100 / kDay, 60 / kDay}, {busy(0.2, kPerDay)});
  scenario.calls[0].arrivals->busyness = busy(0.3, kPerDay, Busyness::Law::kLogNormal);
  const auto counts = count(scenario, {{0}, {1}}, 5000, 3);
  check_variance(counts[0], 100, 100 + 100 * 100 * (1.04 * 1.09 - 1));
  check_covariance(counts[0], 100, counts[1], 60, 0.04 * 100 * 60);
}

TEST_CASE("a factor for each interval is one within the interval and independent between them") {
  // 480 calls a day: 10 in each half hour.
  const std::vector<Window> windows = {
      {0, 0, kHour / 4}, {0, kHour / 4, kHour / 2}, {0, kHour / 2, kHour}, {0, 0, kDay}};
  for (const auto law : {Busyness::Law::kGamma, Busyness::Law::kLogNormal}) {
    const auto counts =
        count(one_day({480 / kDay}, {busy(0.5, kPerInterval, law)}), windows, 5000, 4);
    check_covariance(counts[0], 5, counts[1], 5, 0.25 * 5 * 5);
    check_covariance(counts[1], 5, counts[2], 10, 0);
    check_variance(counts[2], 10, 10 + 0.25 * 10 * 10);
    check_variance(counts[3], 480, 480 + 48 * 0.25 * 10 * 10);
  }
}

TEST_CASE("a normal copula over the intervals: correlations by distance") {
  const std::vector<Window> windows = {{0, 0, kHour / 2},
                                       {0, kHour / 2, kHour},
                                       {0, kHour, 1.5 * kHour},
                                       {0, 5 * kHour, 5.5 * kHour}};
  for (const auto law : {Busyness::Law::kGamma, Busyness::Law::kLogNormal}) {
    const Factor factor = law == Busyness::Law::kGamma ? gamma_factor : lognormal_factor;
    Busyness busyness = busy(0.4, kPerInterval, law);
    busyness.intervals = Correlation{0.8, {}};
    const auto counts = count(one_day({960 / kDay}, {busyness}), windows, 5000, 5);
    check_variance(counts[3], 20, 20 + 0.16 * 400);
    for (const auto& [a, b, distance] :
         {std::tuple(0, 1, 1), std::tuple(0, 2, 2), std::tuple(1, 2, 1), std::tuple(0, 3, 10)}) {
      check_covariance(counts[static_cast<std::size_t>(a)], 20, counts[static_cast<std::size_t>(b)],
                       20, 400 * factor_covariance(factor, 0.4, 0.4, std::pow(0.8, distance)));
    }
  }
}

TEST_CASE("a normal copula over the intervals: a matrix of correlations") {
  Scenario scenario = one_day({150 / kDay}, {busy(0.4, kPerInterval)});
  std::get<CalendarHorizon>(scenario.horizon).interval = 8 * kHour;
  scenario.demand->busyness[0].intervals =
      Correlation{0, {{1, 0.7, -0.3}, {0.7, 1, 0}, {-0.3, 0, 1}}};
  const auto counts = count(
      scenario, {{0, 0, 8 * kHour}, {0, 8 * kHour, 16 * kHour}, {0, 16 * kHour, kDay}}, 6000, 6);
  const auto covariance = [](double r) {
    return 2500 * factor_covariance(gamma_factor, 0.4, 0.4, r);
  };
  check_covariance(counts[0], 50, counts[1], 50, covariance(0.7));
  check_covariance(counts[0], 50, counts[2], 50, covariance(-0.3));
  check_covariance(counts[1], 50, counts[2], 50, 0);
  check_variance(counts[1], 50, 50 + 0.16 * 2500);
}

TEST_CASE("a normal copula over call types: own factors, own coefficients of variation") {
  Busyness busyness = busy(0, kPerDay);
  busyness.calls = {"type 2", "type 0", "type 1"};
  busyness.cvs = {0.5, 0.2, 0.3};
  busyness.types = Correlation{0, {{1, 0.6, -0.4}, {0.6, 1, 0}, {-0.4, 0, 1}}};
  const auto counts =
      count(one_day({100 / kDay, 100 / kDay, 100 / kDay}, {busyness}), {{0}, {1}, {2}}, 6000, 7);
  const auto covariance = [](double cv_a, double cv_b, double r) {
    return 10000 * factor_covariance(gamma_factor, cv_a, cv_b, r);
  };
  check_variance(counts[0], 100, 100 + 0.04 * 10000);
  check_variance(counts[2], 100, 100 + 0.25 * 10000);
  check_covariance(counts[2], 100, counts[0], 100, covariance(0.5, 0.2, 0.6));
  check_covariance(counts[2], 100, counts[1], 100, covariance(0.5, 0.3, -0.4));
  check_covariance(counts[0], 100, counts[1], 100, 0);
}

TEST_CASE("types and intervals together: the correlations multiply") {
  Busyness busyness = busy(0.4, kPerInterval, Busyness::Law::kLogNormal);
  busyness.types = Correlation{0.5, {}};
  busyness.intervals = Correlation{0.6, {}};
  const std::vector<Window> windows = {{0, 0, kHour / 2}, {1, 0, kHour / 2}, {1, kHour / 2, kHour}};
  const auto counts = count(one_day({960 / kDay, 960 / kDay}, {busyness}), windows, 6000, 8);
  const double sigma2 = std::log(1.16);
  check_covariance(counts[0], 20, counts[1], 20, 400 * std::expm1(0.5 * sigma2));
  check_covariance(counts[0], 20, counts[2], 20, 400 * std::expm1(0.3 * sigma2));
  check_covariance(counts[1], 20, counts[2], 20, 400 * std::expm1(0.6 * sigma2));
}

TEST_CASE("days are independent, and a replication's factor is one for all of them") {
  for (const auto per : {kPerDay, Busyness::Per::kReplication}) {
    Scenario scenario = of_arrivals(calendar(2), {from(100 / kDay)});
    scenario.demand.emplace().busyness = {busy(0.3, per, Busyness::Law::kLogNormal)};
    const auto counts = count(scenario, {{0, 0, kDay}, {0, kDay, 2 * kDay}}, 5000, 9);
    check_covariance(counts[0], 100, counts[1], 100, per == kPerDay ? 0 : 0.09 * 10000);
  }
}

TEST_CASE("a fixed count with Dirichlet shares is Dirichlet-multinomial") {
  // Shares q of mean, parameters of sum A: variance n q (1 - q) (n + A) / (1 + A), covariance
  // - n q1 q2 (n + A) / (1 + A).
  CallCount fixed;
  fixed.mean = 120;
  fixed.dirichlet = 20;
  fixed.shape = WeekTable<double>{
      {{kEveryDay, {8 * kHour, 9 * kHour}, 1}, {kEveryDay, {9 * kHour, 10 * kHour}, 3}}};
  const auto counts = count(of_arrivals(calendar(1), {from(fixed)}),
                            {{0, 8 * kHour, 8.5 * kHour},
                             {0, 8.5 * kHour, 9 * kHour},
                             {0, 9 * kHour, 9.5 * kHour},
                             {0, 0, kDay}},
                            5000, 10);
  const double spread = 120 * (120 + 20.0) / 21;
  const std::vector<double> q = {1.0 / 8, 1.0 / 8, 3.0 / 8};
  for (std::size_t i = 0; i < 3; ++i) {
    check_mean(counts[i], 120 * q[i]);
    check_variance(counts[i], 120 * q[i], spread * q[i] * (1 - q[i]));
  }
  check_covariance(counts[0], 15, counts[2], 45, -spread / 8 * 3 / 8);
  CHECK(std::ranges::all_of(counts[3], [](double n) { return n == 120; }));
}

TEST_CASE("a Poisson-Gamma total with Dirichlet shares: intervals of one day, and the day") {
  // The total has the mean m = 120 and the variance v = m + (c m)^2. An interval has, given the
  // total N and the shares, a binomial number; so its variance is
  // q (1 - q) (E N^2 + A m) / (1 + A) + q^2 v with E N^2 = v + m^2.
  CallCount random;
  random.mean = 120;
  random.poisson = true;
  random.cv = 0.2;
  random.dirichlet = 30;
  const auto counts = count(of_arrivals(calendar(1, 6 * kHour), {from(random)}),
                            {{0, 0, 6 * kHour}, {0, 0, kDay}}, 5000, 11);
  const double v = 120 + 0.04 * 120 * 120;
  check_variance(counts[1], 120, v);
  check_variance(counts[0], 30, 0.25 * 0.75 * (v + 120 * 120 + 30 * 120) / 31 + 0.0625 * v);
}

TEST_CASE("Dirichlet shares of the shared demand are the same for all types and keep the total") {
  // 96 calls a day in four intervals. Total: Poisson. Interval of type i: m_i q + m_i^2 w with
  // w = q (1 - q) / (1 + A); between types: m_1 m_2 w.
  Scenario scenario = of_arrivals(calendar(1, 6 * kHour), {from(0.0), from(0.0)});
  scenario.demand.emplace().levels = {{kMonday, 96}};
  scenario.demand->dirichlet = 15;
  for (CallType& type : scenario.calls) type.arrivals.reset();
  scenario.calls[0].share = 0.75;
  scenario.calls[1].share = 0.25;
  const auto counts =
      count(scenario, {{0, 0, 6 * kHour}, {1, 0, 6 * kHour}, {0, 0, kDay}}, 6000, 12);
  const double w = 0.25 * 0.75 / 16;
  check_variance(counts[2], 72, 72);
  check_variance(counts[0], 18, 18 + 72 * 72 * w);
  check_covariance(counts[0], 18, counts[1], 6, 72 * 24 * w);
}

TEST_CASE("shares of a very small sum put all calls of a day into one interval") {
  CallCount fixed;
  fixed.mean = 40;
  fixed.dirichlet = 1e-6;
  const auto counts =
      count(of_arrivals(calendar(1, 8 * kHour), {from(fixed)}),
            {{0, 0, 8 * kHour}, {0, 8 * kHour, 16 * kHour}, {0, 16 * kHour, kDay}}, 600, 13);
  for (std::size_t i = 0; i < 600; ++i) {
    for (std::size_t w = 0; w < 3; ++w) CHECK((counts[w][i] == 0 || counts[w][i] == 40));
    CHECK(counts[0][i] + counts[1][i] + counts[2][i] == 40);
  }
  check_mean(counts[1], 40.0 / 3);
}

TEST_CASE("a surge that may not happen: on top of the level, or within its mean") {
  // Factor 3 with probability 0.2: 1.4 on average. It strikes both types together.
  for (const bool included : {false, true}) {
    Scenario scenario = of_arrivals(calendar(1), {from(0.0), from(0.0)});
    scenario.demand.emplace().levels = {{kMonday, 100}};
    Surge surge{kMonday, kMonday, 3, included, ""};
    surge.probability = 0.2;
    scenario.demand->surges = {surge};
    for (CallType& type : scenario.calls) {
      type.arrivals.reset();
      type.share = 0.5;
    }
    const double usual = included ? 50 / 1.4 : 50;
    const double mean = 1.4 * usual;
    const double variance = 0.2 * 0.8 * std::pow(2 * usual, 2);
    CHECK(compile(scenario).expected_calls(0) == doctest::Approx(mean));
    const auto counts = count(scenario, {{0}, {1}}, 5000, 14);
    check_mean(counts[0], mean);
    check_variance(counts[0], mean, mean + variance);
    check_covariance(counts[0], mean, counts[1], mean, variance);
  }
}

TEST_CASE("a surge for some types and hours leaves all else as it was, to the last call") {
  Scenario scenario = of_arrivals(calendar(2), {from(480 / kDay), from(480 / kDay)});
  const Model usual = compile(scenario);
  Surge surge{kMonday, kMonday, 2, false, ""};
  surge.calls = {"type 1"};
  surge.hours = ClockRange{10 * kHour, 12 * kHour};
  scenario.demand.emplace().surges = {surge};
  const Model surged = compile(scenario);
  CHECK(surged.expected_calls(0) == doctest::Approx(960));
  CHECK(surged.expected_calls(1) == doctest::Approx(1000));
  CHECK(surged.expected_calls(1, 10 * kHour, 12 * kHour) == doctest::Approx(80));
  detail::Arrivals a(usual), b(surged);
  const auto before = arrival_times(a, 2, 1, 0), after = arrival_times(b, 2, 1, 0);
  CHECK(before[0] == after[0]);
  const auto by_ten = [](const std::vector<Seconds>& times) {
    return std::vector<Seconds>(times.begin(), std::ranges::lower_bound(times, 10 * kHour));
  };
  CHECK(by_ten(before[1]) == by_ten(after[1]));
}

TEST_CASE("factors do not concern calls whose number is given") {
  CallCount fixed;
  fixed.mean = 30;
  Scenario scenario = of_arrivals(calendar(3), {from(fixed), from(CallTimes{{5, 6}})});
  scenario.demand.emplace().busyness = {busy(0.9, kPerInterval)};
  const auto counts = count(scenario, {{0, 0, kDay}, {1, 0, kDay}}, 50, 15);
  CHECK(std::ranges::all_of(counts[0], [](double n) { return n == 30; }));
  CHECK(std::ranges::all_of(counts[1], [](double n) { return n == 2; }));
}

TEST_CASE("more factors than fit in memory are refused before any is drawn") {
  Scenario scenario = of_arrivals(calendar(36500, kMinute), {from(0.1)});
  std::get<CalendarHorizon>(scenario.horizon).interval = 30 * kMinute;
  Busyness busyness = busy(0.2, kPerInterval);
  scenario.demand.emplace().busyness.assign(20, busyness);
  CHECK_THROWS_WITH_AS(compile(scenario),
                       "the factors of busyness are more than fit in memory: 1752000 for one law; "
                       "make the horizon shorter or the intervals longer",
                       Error);
}
