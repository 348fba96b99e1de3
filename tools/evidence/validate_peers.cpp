#include <fmt/format.h>

#include <cmath>
#include <functional>

#include "evidence/steady.hpp"
#include "evidence/validate.hpp"
#include "hotline/base/error.hpp"
#include "hotline/scenario/read.hpp"
#include "support/sums.hpp"
#include "theory/published.hpp"

namespace hotline::evidence {

namespace {

using test::Row;
using test::Sums;

constexpr int kReplications = 4000;
constexpr double kPublished = 1000;  // replications behind the published means

// What is asked of one replication: a count, or a ratio of two sums over all replications.
using Number = std::function<double(const Sums&, const Tally&)>;
struct Question {
  Number numerator;
  Number denominator = {};  // empty: the mean of the numerator
};

double number(std::uint64_t count) { return static_cast<double>(count); }

Number outcome(std::size_t type, Outcome which) {
  return [=](const Sums& s, const Tally&) { return test::count(s.types[type], which); };
}
Number outcome(Outcome which) {
  return [=](const Sums& s, const Tally&) { return test::count(s.all, which); };
}
Number in_target() {
  return [](const Sums& s, const Tally&) { return number(s.all.in_target); };
}
Number served_or_late() {
  return [](const Sums& s, const Tally&) {
    return test::count(s.all, Outcome::kServed) + test::count(s.all, Outcome::kAbandoned) -
           number(s.all.abandoned_in_target);
  };
}

Question of_one_queue(const std::string& quantity) {
  const Number served = outcome(Outcome::kServed);
  if (quantity == "in target") return {in_target()};
  if (quantity == "rejected") return {outcome(Outcome::kRejected)};
  if (quantity == "abandoned") return {outcome(Outcome::kAbandoned)};
  if (quantity == "service level") return {in_target(), served};
  if (quantity == "speed of answer") {
    return {[](const Sums& s, const Tally&) { return s.all.wait_served / kMinute; }, served};
  }
  if (quantity == "occupancy") {  // of twelve agents in the eight hours in which calls come
    return {[](const Sums&, const Tally& tally) {
              double busy = 0;
              for (std::size_t half_hour = 0; half_hour < 16; ++half_hour) {
                busy += tally.cell_agents(half_hour, 0).busy;
              }
              return busy;
            },
            [](const Sums&, const Tally&) { return 12 * 8 * kHour; }};
  }
  if (quantity == "in target / (served + rejected)") {
    return {in_target(), [](const Sums& s, const Tally&) {
              return test::count(s.all, Outcome::kServed) + test::count(s.all, Outcome::kRejected);
            }};
  }
  return {in_target(), served_or_late()};
}

Question of_simple_msk(const std::string& of, const std::string& quantity) {
  if (!of.empty()) {  // "type 0, period 1"
    const auto type = static_cast<std::size_t>(of[5] - '0');
    const auto period = static_cast<std::size_t>(of.back() - '1');
    return {[=](const Sums&, const Tally& tally) {
      return number(tally.cell_calls(period, type).in_target);
    }};
  }
  if (quantity == "served") return {outcome(Outcome::kServed)};
  // Of 12 and 18 agents for two hours each, then 9, and of those who finish a call after their
  // hours.
  if (quantity == "occupancy of group 0") {
    return {[](const Sums& s, const Tally&) { return s.groups[0].busy; },
            [](const Sums& s, const Tally&) {
              return 2 * kHour * (12 + 18) + 9 * (s.last_call_end - 4 * kHour) +
                     s.groups[0].overtime;
            }};
  }
  return of_one_queue(quantity);
}

// Busy agent-time of the time scheduled, 45 hours a week.
Question of_bilingual_agents(const std::string& group) {
  constexpr double kScheduled[] = {7, 7, 4};
  const std::size_t from = group == "Spanish only" ? 1 : group == "bilingual" ? 2 : 0;
  const std::size_t to = group.empty() ? 3 : from + 1;
  return {[=](const Sums& s, const Tally&) {
    double busy = 0, scheduled = 0;
    for (std::size_t g = from; g < to; ++g) {
      busy += s.groups[g].busy;
      scheduled += kScheduled[g] * 45 * kHour;
    }
    return 100 * busy / scheduled;
  }};
}

Question of_bilingual(const std::string& of, const std::string& quantity) {
  if (quantity == "occupancy, %") return of_bilingual_agents(of);
  const std::size_t type = of == "Spanish" ? 1 : 0;
  const auto sums = [=](const Sums& s) -> const CallSums& {
    return of.empty() ? s.all : s.types[type];
  };
  if (quantity == "arrivals") {
    return {[=](const Sums& s, const Tally&) { return number(sums(s).attempts); }};
  }
  if (quantity == "retries") {
    return {
        [=](const Sums& s, const Tally&) { return number(sums(s).attempts - sums(s).callers); }};
  }
  if (quantity.starts_with("in target")) {
    const double expected = of.empty() ? 5000 : 2500;
    const double scale = quantity == "in target" ? 1 : 100 / expected;
    return {
        [=](const Sums& s, const Tally&) { return scale * number(sums(s).by_caller.in_target); }};
  }
  const Outcome which = quantity == "served"      ? Outcome::kServed
                        : quantity == "abandoned" ? Outcome::kAbandoned
                                                  : Outcome::kDismissed;
  return {of.empty() ? outcome(which) : outcome(type, which)};
}

Question question_of(const Row& row) {
  const std::string& scenario = row.at("scenario");
  if (scenario == "bilingual") return of_bilingual(row.at("of"), row.at("quantity"));
  if (scenario == "simple-msk") return of_simple_msk(row.at("of"), row.at("quantity"));
  return of_one_queue(row.at("quantity"));
}

// Both sides have the published standard deviation, the published one also the rounding to its last
// digit.
void judge(Entry& entry, const RatioMoments& moments, const Row& row) {
  const double sd = std::stod(row.at("sd"));
  const double rounding = theory::test::last_digit(row.at("mean")) / std::sqrt(12.0);
  entry.simulated = moments.ratio();
  entry.error = sd / std::sqrt(static_cast<double>(kReplications));
  entry.reference_error = std::hypot(sd / std::sqrt(kPublished), rounding);
  entry.degrees = kReplications - 1;
}

void play(std::vector<Entry>& entries, const std::string& name, const std::vector<Row>& rows,
          std::uint64_t seed) {
  const Scenario scenario = read_scenario(project_file("scenarios/peers/" + name + ".toml"));
  const Model model = compile(scenario);
  std::vector<Question> questions;
  for (const Row& row : rows) questions.push_back(question_of(row));
  std::vector<RatioMoments> moments(rows.size());
  Replication replication(model);
  for (std::uint64_t index = 0; index < kReplications; ++index) {
    replication.play(seed, index, [&](const Tally& tally) {
      const Sums sums(tally);
      for (std::size_t i = 0; i < questions.size(); ++i) {
        const Question& question = questions[i];
        moments[i].add(question.numerator(sums, tally),
                       question.denominator ? question.denominator(sums, tally) : 1.0);
      }
      return true;
    });
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string& of = rows[i].at("of");
    Entry entry{.model = scenario.title,
                .quantity = of.empty() ? rows[i].at("quantity")
                                       : fmt::format("{}: {}", of, rows[i].at("quantity")),
                .reference = std::stod(rows[i].at("mean"))};
    judge(entry, moments[i], rows[i]);
    entries.push_back(std::move(entry));
  }
}

}  // namespace

std::vector<Entry> peer_models(std::uint64_t seed) {
  std::vector<Entry> entries;
  std::vector<Row> rows;  // of one scenario
  std::uint64_t models = 200;
  const auto finish = [&] {
    if (rows.empty()) return;
    play(entries, rows.front().at("scenario"), rows, seed_of_model(seed, models++));
    rows.clear();
  };
  for (const Row& row : rows_of("tests/data/contactcenters.csv", ';')) {
    if (!rows.empty() && rows.front().at("scenario") != row.at("scenario")) finish();
    rows.push_back(row);
  }
  finish();
  return entries;
}

}  // namespace hotline::evidence
