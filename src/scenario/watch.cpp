#include "watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace hotline {
namespace {

using About = Watchable::About;
using Written = Watchable::Written;

constexpr Watchable kWatchables[] = {
    {"service_level", About::kCalls, Written::kShare, true},
    {"service_level_less_short_abandons", About::kCalls, Written::kShare, false},
    {"service_level_of_answered", About::kCalls, Written::kShare, false},
    {"service_level_abandons_good", About::kCalls, Written::kShare, false},
    {"caller_service_level", About::kCalls, Written::kShare, false},
    {"asa", About::kCalls, Written::kSeconds, true},
    {"wait_all", About::kCalls, Written::kSeconds, false},
    {"excess", About::kCalls, Written::kSeconds, false},
    {"waited", About::kCalls, Written::kShare, true},
    {"abandonment", About::kCalls, Written::kShare, true},
    {"caller_abandonment", About::kCalls, Written::kShare, false},
    {"queue_mean", About::kCalls, Written::kNumber, true},
    {"queue_longest", About::kCalls, Written::kNumber, false},
    {"wait_longest", About::kCalls, Written::kSeconds, false},
    {"coverage_calls", About::kCalls, Written::kShare, true},
    {"coverage_callers", About::kCalls, Written::kShare, false},
    {"target_met", About::kCalls, Written::kShare, true},
    {"occupancy", About::kAgents, Written::kShare, true},
    {"overtime_hours", About::kAgents, Written::kNumber, false},
    {"calls_per_hour", About::kAgents, Written::kNumber, false},
    {"coverage_hours", About::kHouse, Written::kShare, false},
    {"coverage_demand", About::kHouse, Written::kShare, false},
};

}  // namespace

std::span<const Watchable> watchables() { return kWatchables; }

namespace reading {
namespace {

constexpr double kMostNumber = 1e9;

constexpr std::array<std::pair<const char*, bool>, 2> kEach = {
    {{"interval", true}, {"horizon", false}}};

std::optional<double> as_limit(const Field& field, Written written) {
  switch (written) {
    case Written::kShare:
      return as_probability(field);
    case Written::kSeconds:
      return as_duration(field);
    case Written::kNumber:
      return as_number(field, 0, kMostNumber);
  }
  return std::nullopt;
}

void read_limits(const Field& field, const Watchable& watchable, const Draft& draft,
                 std::vector<Watch>& watches) {
  in_table(field, field.title(), [&](TableView& table) {
    Watch watch{std::string(watchable.measure)};
    const auto limit = [&](const Field& value) { return as_limit(value, watchable.written); };
    const bool yellow = table.required("yellow", watch.yellow, limit);
    const bool red = table.required("red", watch.red, limit);
    if (yellow && red && watch.yellow == watch.red) {
      table.wrong_key("red", "yellow and red are the same",
                      "which of them is larger says whether large values are good");
    }
    table.optional("each", watch.each_interval,
                   [](const Field& word) { return as_choice(word, kEach); });
    if (watch.each_interval) {
      const auto each = table.find("each");
      refuse_if_steady(*each, draft);
      if (!watchable.by_interval) {
        each->wrong(fmt::format("{} is not estimated for each interval", field.title()));
      }
    }
    watches.push_back(std::move(watch));
  });
}

}  // namespace

void read_watch(const Field& field, const std::string& title, std::optional<Watchable::About> about,
                const Draft& draft, std::vector<Watch>& watches) {
  in_table(field, title, [&](TableView& table) {
    std::vector<std::string> known;
    for (const Watchable& watchable : kWatchables) {
      if (!about || watchable.about == *about) known.emplace_back(watchable.measure);
    }
    for (const Member* member : table.take_rest()) {
      const auto* found = std::ranges::find(kWatchables, member->key, &Watchable::measure);
      if (std::ranges::count(known, member->key) == 0) {
        table.problems().add(
            member->key_spot,
            fmt::format("{} is no measure that {} can watch", in_quotes(member->key), title),
            suggest(member->key, known, "it can watch"));
        continue;
      }
      read_limits({member->value, member->key, table.problems()}, *found, draft, watches);
    }
  });
}

}  // namespace reading
}  // namespace hotline
