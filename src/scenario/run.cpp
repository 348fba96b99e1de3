#include <fmt/format.h>

#include <array>
#include <limits>

#include "parts.hpp"

// How often a scenario is played, and how sure its numbers are to be.
namespace hotline::reading {
namespace {

constexpr int kMostReplications = 10'000'000;

constexpr std::array kBatchMethods = {
    std::pair<const char*, BatchMethod>{"batch means", BatchMethod::kBatchMeans},
    std::pair<const char*, BatchMethod>{"overlapping batch means",
                                        BatchMethod::kOverlappingBatchMeans}};

std::optional<std::uint64_t> as_seed(const Field& field) {
  const auto seed = as_whole(field, 0, std::numeric_limits<std::int64_t>::max());
  if (!seed) return std::nullopt;
  return static_cast<std::uint64_t>(*seed);
}

std::optional<double> as_confidence(const Field& field) {
  const auto level = as_probability(field);
  if (!level || (*level > 0 && *level < 1)) return level;
  field.wrong(field.title() + " must lie between 0 and 1, like 0.95");
  return std::nullopt;
}

// Overlapping batch means need a steady run, and batches to overlap.
void check_intervals(TableView& table, const Draft& draft) {
  const auto field = table.find("intervals");
  if (!field || draft.scenario.run.intervals == BatchMethod::kBatchMeans) return;
  if (draft.is_calendar()) {
    field->wrong("only a steady run has batches, but the horizon is a calendar",
                 "replications of a calendar are independent: leave \"intervals\" out");
  }
  if (!draft.is_steady()) return;
  const int batches = std::get<SteadyHorizon>(draft.scenario.horizon).batches;
  if (batches >= kFewestForOverlap) return;
  field->wrong(fmt::format("overlapping batch means need at least {} batches, not {}",
                           kFewestForOverlap, batches),
               "write batches = 100 in [horizon]");
}

void check_variance_reduction(TableView& table, const Draft& draft) {
  const RunSettings& run = draft.scenario.run;
  if (run.antithetic && (run.replications < 4 || run.replications % 2 != 0)) {
    table.find("antithetic")
        ->wrong(fmt::format("antithetic replications come in pairs, two or more, but there are {}",
                            run.replications),
                "write an even number of replications, like 100");
  }
  if (run.control_variates && run.intervals == BatchMethod::kOverlappingBatchMeans) {
    table.find("control_variates")
        ->wrong("control variates go with batch means, not with overlapping ones",
                "leave \"intervals\" out");
  }
}

void read_precision(TableView& table, Draft& draft) {
  WantedPrecision wanted;
  const auto field = table.find("precision");
  const bool sound = table.optional("precision", wanted.goal, as_name);
  table.optional("max_replications", wanted.most, whole_between(4, kMostReplications));
  table.optional("max_time", wanted.most_seconds,
                 [](const Field& time) { return std::optional(as_duration(time)); });
  if (!field) {
    for (const char* key : {"max_replications", "max_time"}) {
      if (table.find(key))
        table.wrong_key(key, "this is a limit of \"precision\", and there is none");
    }
  } else if (sound) {
    wanted.place = problem_at(field->node.spot, "");
    draft.scenario.run.precision = std::move(wanted);
  }
}

}  // namespace

void read_run(TableView& root, Draft& draft) {
  const auto field = root.find("run");
  if (!field) return;
  in_table(*field, "[run]", [&](TableView& table) {
    RunSettings& run = draft.scenario.run;
    table.optional("replications", run.replications, whole_between(1, kMostReplications));
    table.optional("seed", run.seed, as_seed);
    table.optional("confidence", run.confidence, as_confidence);
    table.optional("intervals", run.intervals,
                   [](const Field& field) { return as_choice(field, kBatchMethods); });
    table.optional("simultaneous", run.simultaneous, as_yes_no);
    table.optional("control_variates", run.control_variates, as_yes_no);
    table.optional("antithetic", run.antithetic, as_yes_no);
    read_precision(table, draft);
    check_intervals(table, draft);
    check_variance_reduction(table, draft);
  });
}

}  // namespace hotline::reading
