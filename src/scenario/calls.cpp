#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "deferred.hpp"
#include "distribution.hpp"
#include "parts.hpp"
#include "sequel.hpp"
#include "watch.hpp"
#include "week.hpp"

namespace hotline::reading {
namespace {

constexpr double kSharesTolerance = 1e-6;
constexpr int kMostCount = 1'000'000;
constexpr double kMostWeight = 1e6;
constexpr std::size_t kMostTargets = 10;

constexpr std::array<std::pair<const char*, Failure>, kFailures> kFailureWords = {
    {{"abandoned", Failure::kAbandoned},
     {"balked", Failure::kBalked},
     {"rejected", Failure::kRejected},
     {"blocked", Failure::kBlocked},
     {"closed", Failure::kClosed},
     {"dismissed", Failure::kDismissed}}};

constexpr std::array<std::pair<const char*, bool>, 2> kSamePatience = {
    {{"same", true}, {"fresh", false}}};

constexpr std::array<std::pair<const char*, bool>, 2> kOrders = {
    {{"first come first served", false}, {"last come first served", true}}};

std::optional<std::vector<Failure>> as_failures(const Field& field) {
  auto failures = as_list<Failure>(
      field, [](const Field& element) { return as_choice(element, kFailureWords); });
  if (!failures || !failures->empty()) return failures;
  field.wrong(field.title() + " must not be empty");
  return std::nullopt;
}

// One probability, one for each retry in turn, or one for each way to fail.
void read_retry_probability(TableView& table, Retry& retry) {
  const auto field = table.find("probability");
  if (field && field->node.as<Array>()) {
    table.optional("probability", retry.by_attempt,
                   [](const Field& list) { return as_list<double>(list, as_probability); });
  } else if (field && field->node.as<Table>()) {
    in_table(*field, field->title(), [&](TableView& failures) {
      for (const auto& [word, failure] : kFailureWords) {
        double probability = 0;
        if (failures.optional(word, probability, as_probability)) {
          retry.by_failure[failure] = probability;
        }
      }
    });
    if (!retry.by_failure.empty() && !table.find("after")) retry.after.clear();
    for (const auto& [failure, probability] : retry.by_failure) {
      if (std::ranges::count(retry.after, failure) == 0) retry.after.push_back(failure);
    }
  } else {
    table.required("probability", retry.probability, as_probability);
  }
}

bool never_stops(const Retry& retry) {
  if (!retry.by_attempt.empty()) return retry.by_attempt.back() == 1;
  return retry.probability == 1 ||
         std::ranges::any_of(retry.by_failure, [](const auto& rule) { return rule.second == 1; });
}

std::optional<Retry> as_retry(const Field& field) {
  Retry retry;
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    table.optional("after", retry.after, as_failures);
    read_retry_probability(table, retry);
    table.required("delay", retry.delay, as_distribution);
    table.optional("at_most", retry.at_most, whole_between(1, kMostCount));
    table.optional("patience", retry.same_patience,
                   [](const Field& patience) { return as_choice(patience, kSamePatience); });
    if (never_stops(retry) && !table.find("at_most")) {
      table.find("probability")
          ->wrong("callers who always try again would never stop",
                  "add at_most = 3, or lower the probability");
    }
  });
  if (field.problems.count() > before) return std::nullopt;
  return retry;
}

std::optional<Target> as_target(const Field& field) {
  Target target;
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    table.optional("answered_within", target.answered_within, as_duration);
    table.optional("share", target.share, as_probability);
  });
  if (field.problems.count() > before) return std::nullopt;
  return target;
}

std::optional<std::vector<Seconds>> as_more_targets(const Field& field) {
  auto targets = as_list<Seconds>(field, as_duration);
  if (!targets || targets->size() <= kMostTargets) return targets;
  field.wrong(fmt::format("{} has more than {} entries", field.title(), kMostTargets));
  return std::nullopt;
}

// `share` or `arrivals`, which a type that others hand callers over to need not have.
void read_source(TableView& table, CallType& call, Draft::Call& notes, const Draft& draft,
                 const std::set<std::string>& handed_over) {
  const auto share = table.find("share");
  if (share) notes.share = share->node.spot;
  if (share && draft.is_steady()) {
    share->wrong("a share needs [demand], which a steady horizon does not have",
                 "write arrivals = { rate = \"6/min\" } instead");
  } else if (share && !draft.scenario.demand) {
    share->wrong("a share needs [demand]",
                 "add [demand], or write arrivals = { rate = \"6/min\" } instead");
  }
  const bool needed = !handed_over.contains(call.name);
  const auto key = draft.is_steady() && !share ? table.one_of({"arrivals"}, needed)
                                               : table.one_of({"share", "arrivals"}, needed);
  if (key == "share") table.optional("share", call.share, as_probability);
  if (key == "arrivals") call.arrivals = as_arrivals(*table.find("arrivals"), draft);
}

// talk, after_call and patience may all change with the clock.
auto timed_distribution(const Draft& draft) {
  return [&draft](const Field& field) {
    auto result = as_timed_distribution(field);
    if (result && !result->by_time.entries.empty()) {
      const Member& by_time = *find(*field.node.as<Table>(), "by_time");
      refuse_if_steady({by_time.value, by_time.key, field.problems}, draft);
    }
    return result;
  };
}

void read_call(TableView& table, Names& names, const std::set<std::string>& handed_over,
               Draft& draft) {
  CallType call;
  Draft::Call notes;
  notes.spot = table.spot();
  const std::size_t before = table.problems().count();
  if (table.required("name", call.name, as_name)) {
    table.set_title("[[call]] " + in_quotes(call.name));
    names.add(call.name, table.find("name")->node.spot, table.problems());
  } else {
    draft.call_names_known = false;
  }
  read_source(table, call, notes, draft, handed_over);
  notes.sound = table.problems().count() == before;

  table.required("talk", call.talk, timed_distribution(draft));
  table.optional("talk_grows", call.talk_growth, as_growth);
  table.optional("after_call", call.after_call, timed_distribution(draft));
  table.optional("patience", call.patience, timed_distribution(draft));
  read_waits(table, call, notes.deferred, draft);
  table.optional("retry", call.retry, as_retry);
  table.optional("ivr", call.ivr, as_ivr);
  table.optional("then", call.then,
                 [&](const Field& field) { return as_sequels(field, notes.sequels); });
  table.optional("target", call.target, as_target);
  table.optional("targets", call.more_targets, as_more_targets);
  if (const auto watch = table.find("watch")) {
    read_watch(*watch, table.title(), Watchable::About::kCalls, draft, call.watch);
  }
  table.optional("priority", call.priority, whole_between(-kMostCount, kMostCount));
  read_queue_limit(table, call.queue_limit, call.queue_limit_per_agent);
  table.optional("queue_target", call.queue_target, positive_up_to(kMostWeight));
  table.optional("order", call.last_come_first,
                 [](const Field& order) { return as_choice(order, kOrders); });
  table.optional("weight", call.weight, positive_up_to(kMostWeight));
  check_deferred_keys(table, call);
  draft.scenario.calls.push_back(std::move(call));
  draft.calls.push_back(notes);
}

void check_shares(const Field& field, const Draft& draft) {
  double sum = 0;
  std::optional<Spot> last;
  for (std::size_t i = 0; i < draft.calls.size(); ++i) {
    if (!draft.calls[i].sound) return;
    if (!draft.calls[i].share) continue;
    sum += draft.scenario.calls[i].share.value_or(0);
    last = draft.calls[i].share;
  }
  const bool has_levels = !draft.scenario.demand->levels.empty();
  if (!has_levels && last) {
    field.problems.add(*last, "a share needs a volume to be a share of",
                       "in [demand], write volume, calls_per_day or levels");
  } else if (!last && has_levels) {
    field.problems.add(draft.calls.front().spot, "no [[call]] has a share of [demand]",
                       "give each a share, or leave [demand] out");
  } else if (last && std::abs(sum - 1) > kSharesTolerance) {
    field.problems.add(*last,
                       fmt::format("the shares of all [[call]] add up to {:.6g}, not to 1", sum));
  }
}

void check_steady_arrivals(const Field& field, const Draft& draft) {
  for (std::size_t i = 0; i < draft.calls.size(); ++i) {
    if (!draft.calls[i].sound) return;
    const auto& arrivals = draft.scenario.calls[i].arrivals;
    if (!arrivals) continue;
    const auto* rate = std::get_if<PerSecond>(&arrivals->source);
    if (rate == nullptr || *rate > 0) return;
  }
  field.wrong("no calls arrive: every rate is 0");
}

}  // namespace

void read_calls(TableView& root, Draft& draft) {
  const auto read_all = [&](const Field& field) -> std::optional<bool> {
    Names names("[[call]]");
    draft.call_names_known = true;
    const std::size_t before = field.problems.count();
    std::set<std::string> handed_over = handed_over_to(field);
    handed_over.merge(deferred_to(field));
    for_each_table(field, "[[call]]",
                   [&](TableView& table) { read_call(table, names, handed_over, draft); });
    if (draft.calls.empty()) {
      draft.call_names_known = false;
      if (field.problems.count() == before) field.wrong("there must be at least one [[call]]");
      return std::nullopt;
    }
    check_sequels(draft, field.problems);
    check_named_in_demand(draft, field.problems);
    check_deferred(draft, field.problems);
    const bool has_demand = draft.demand_known && draft.scenario.demand;
    if (draft.is_calendar() && has_demand) check_shares(field, draft);
    if (draft.is_steady()) check_steady_arrivals(field, draft);
    return true;
  };
  bool read = false;
  root.required("call", read, read_all, "[[call]]");
}

}  // namespace hotline::reading
