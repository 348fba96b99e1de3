#include "hotline/experiment/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <span>

#include "database.hpp"
#include "file_lock.hpp"
#include "hotline/base/error.hpp"
#include "hotline/experiment/tally_codec.hpp"
#include "store_record.hpp"
#include "views.hpp"

namespace hotline {
namespace {

using detail::Database;
using detail::FileLock;
using detail::Statement;
using Clock = std::chrono::steady_clock;

std::int64_t as_integer(std::size_t value) { return static_cast<std::int64_t>(value); }

template <class View>
std::string insert_of(std::string_view table, std::span<const Measure<View>> measures, int keys) {
  std::string places(static_cast<std::size_t>(keys) + measures.size(), '?');
  std::string listed;
  for (std::size_t i = 0; i < places.size(); ++i) listed += i == 0 ? "?" : ",?";
  return fmt::format("INSERT OR REPLACE INTO {} VALUES ({})", table, listed);
}

// What one observation shows of each measure; NULL where there was nothing to measure.
template <class View>
void insert_values(Statement& statement, int place, std::span<const Measure<View>> measures,
                   const View& view) {
  for (const Measure<View>& measure : measures) {
    const double below = measure.denominator ? measure.denominator(view) : 1.0;
    statement.bind(place++, below != 0 ? measure.numerator(view) / below : kUnknown);
  }
  statement.run();
}

}  // namespace

struct Store::State {
  State(const std::filesystem::path& file, const ExperimentRecord& experiment)
      : lock(file), database(file, Database::Access::kWrite) {
    detail::open_record(database, experiment);
    found.emplace(database, "SELECT tally FROM observation WHERE variant = ? AND number = ?");
    present.emplace(database, "SELECT 1 FROM observation WHERE variant = ? AND number = ?");
    add.emplace(database, "INSERT OR REPLACE INTO observation VALUES (?, ?, ?)");
    add_calls.emplace(database, insert_of("calls", call_measures(), 3));
    add_agents.emplace(database, insert_of("agents", agent_measures(), 3));
    add_house.emplace(database, insert_of("house", house_measures(), 2));
    add_estimate.emplace(
        database, "INSERT OR REPLACE INTO estimate VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    add_text.emplace(database, "INSERT OR IGNORE INTO text VALUES (?, ?)");
    set_done.emplace(database, "UPDATE variant SET done = ? WHERE id = ?");
  }

  void begin() {
    if (!database.in_transaction()) database.run("BEGIN IMMEDIATE");
  }
  void commit() {
    if (!database.in_transaction()) return;
    const auto start = Clock::now();
    database.run("COMMIT");
    last_commit = Clock::now();
    commit_took = last_commit - start;
  }
  // Often, but so that a slow disk takes a twentieth of the time at most.
  bool commit_is_due() const {
    constexpr std::chrono::milliseconds kLeast(100);
    return Clock::now() - last_commit >= std::max<Clock::duration>(kLeast, 20 * commit_took);
  }

  void estimates(std::size_t variant, std::string_view of, std::string_view name,
                 std::string_view measure, const Estimate& estimate) {
    if (!estimate.known()) return;
    add_estimate->bind(0, as_integer(variant)).bind(1, of).bind(2, name).bind(3, measure);
    add_estimate->bind(4, estimate.value).bind(5, estimate.low).bind(6, estimate.high);
    add_estimate->bind(7, estimate.p5).bind(8, estimate.p95).bind(9, estimate.error);
    add_estimate->bind(10, as_integer(estimate.observations)).run();
  }
  template <class View>
  void estimates(std::size_t variant, std::string_view of, std::string_view name,
                 std::span<const Measure<View>> measures, const Estimates& values) {
    for (std::size_t m = 0; m < measures.size(); ++m) {
      estimates(variant, of, name, measures[m].key, values[m]);
    }
  }
  void waits(std::size_t variant, std::string_view name, const Estimates& percentiles) {
    for (std::size_t p = 0; p < percentiles.size(); ++p) {
      estimates(variant, "calls", name, fmt::format("wait_p{:.0f}", 100 * kWaitPercentiles[p]),
                percentiles[p]);
    }
  }

  FileLock lock;
  Database database;
  Clock::time_point last_commit = Clock::now();
  Clock::duration commit_took{};
  // Made after the tables are.
  std::optional<Statement> found, present, add, add_calls, add_agents, add_house, add_estimate,
      add_text, set_done;
};

Store::Store(const std::filesystem::path& file, const ExperimentRecord& experiment)
    : state_(std::make_unique<State>(file, experiment)) {}

// What cannot be committed now has been told of before, by the call that failed.
Store::~Store() {
  try {
    state_->commit();
  } catch (const Error&) {
  }
}

std::optional<Tally> Store::find(std::size_t variant, int observation) {
  Statement& query = *state_->found;
  query.bind(0, as_integer(variant)).bind(1, std::int64_t{observation});
  if (!query.step()) return std::nullopt;
  Tally tally = decoded(query.text(0));
  query.run();
  return tally;
}

bool Store::has(std::size_t variant, int observation) {
  Statement& query = *state_->present;
  query.bind(0, as_integer(variant)).bind(1, std::int64_t{observation});
  const bool is_there = query.step();
  if (is_there) query.run();
  return is_there;
}

void Store::keep(std::size_t variant, int observation, const Tally& tally, const Model& model) {
  state_->begin();
  const std::int64_t id = as_integer(variant), number = observation;
  const std::string bytes = encoded(tally);
  state_->add->bind(0, id).bind(1, number).bind_bytes(2, bytes).run();

  const detail::Views views = detail::views_of(model, tally);
  const auto add_calls = [&](std::string_view name, const CallView& view) {
    state_->add_calls->bind(0, id).bind(1, number).bind(2, name);
    insert_values(*state_->add_calls, 3, call_measures(), view);
  };
  add_calls("", views.all_calls);
  for (std::size_t t = 0; t < views.calls.size(); ++t) {
    add_calls(model.types[t].name, views.calls[t]);
  }
  const auto add_agents = [&](std::string_view name, const AgentView& view) {
    state_->add_agents->bind(0, id).bind(1, number).bind(2, name);
    insert_values(*state_->add_agents, 3, agent_measures(), view);
  };
  add_agents("", views.all_agents);
  for (std::size_t g = 0; g < views.agents.size(); ++g) {
    add_agents(model.groups[g].name, views.agents[g]);
  }
  state_->add_house->bind(0, id).bind(1, number);
  insert_values(*state_->add_house, 2, house_measures(), views.house);
  tick();
}

void Store::conclude(std::size_t variant, const Result& result) {
  state_->begin();
  state_->estimates(variant, "calls", "", call_measures(), result.all_calls);
  state_->waits(variant, "", result.all_wait_percentiles);
  for (std::size_t t = 0; t < result.types.size(); ++t) {
    state_->estimates(variant, "calls", result.types[t], call_measures(), result.calls[t]);
    state_->waits(variant, result.types[t], result.wait_percentiles[t]);
  }
  state_->estimates(variant, "agents", "", agent_measures(), result.all_agents);
  for (std::size_t g = 0; g < result.groups.size(); ++g) {
    state_->estimates(variant, "agents", result.groups[g], agent_measures(), result.agents[g]);
  }
  state_->estimates(variant, "house", "", house_measures(), result.house);
  state_->set_done->bind(0, std::int64_t{result.observations}).bind(1, as_integer(variant)).run();
  tick();
}

void Store::tick() {
  if (state_->commit_is_due()) state_->commit();
}

void Store::keep_texts(const Texts::ByPath& texts) {
  state_->begin();
  for (const auto& [path, content] : texts) state_->add_text->bind(0, path).bind(1, content).run();
}

void Store::commit() { state_->commit(); }

ExperimentRecord read_record(const std::filesystem::path& store) {
  Database database(store, Database::Access::kRead);
  return detail::read_record(database);
}

std::int64_t merge_store(const std::filesystem::path& from, const std::filesystem::path& into) {
  const ExperimentRecord experiment = read_record(from);
  const FileLock lock(into);
  Database database(into, Database::Access::kWrite);
  detail::open_record(database, experiment);
  database.prepare("ATTACH ? AS source").bind(0, from.string()).run();
  database.run("BEGIN IMMEDIATE");
  const char* count = "SELECT COUNT(*) FROM main.observation";
  const std::int64_t before = database.number(count);
  for (const char* table : {"text", "observation", "calls", "agents", "house"}) {
    database.run(fmt::format("INSERT OR IGNORE INTO main.{0} SELECT * FROM source.{0}", table));
  }
  const std::int64_t after = database.number(count);
  database.run("COMMIT");
  return after - before;
}

}  // namespace hotline
