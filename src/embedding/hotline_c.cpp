#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>
#include <new>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "hotline/base/error.hpp"
#include "hotline/experiment/compare.hpp"
#include "hotline/experiment/run.hpp"
#include "hotline/hotline.h"
#include "hotline/report/comparison.hpp"
#include "hotline/report/data.hpp"
#include "hotline/report/text.hpp"
#include "hotline/report/version.hpp"
#include "hotline/scenario/read.hpp"

using hotline::Error;

struct hotline_result {
  hotline::Result result = {};
  std::string file = {};
  std::string json = {}, summary = {}, intervals = {}, days = {}, text = {};  // when asked for
};

struct hotline_comparison {
  hotline::Comparison comparison = {};
  std::string json = {}, csv = {}, text = {};
};

namespace {

thread_local std::string last_error;
thread_local bool no_memory = false;  // and so none for a text either

void remember(const char* message) noexcept {
  try {
    last_error = message;
    while (last_error.ends_with('\n')) last_error.pop_back();
    no_memory = false;
  } catch (...) {
    no_memory = true;
  }
}

// What `action` returns, or `failed` if it throws.
template <class Value, class Action>
Value guarded(Value failed, const Action& action) noexcept {
  try {
    return action();
  } catch (const std::bad_alloc&) {
    no_memory = true;
  } catch (const std::exception& error) {
    remember(error.what());
  } catch (...) {
    remember("unknown error");
  }
  return failed;
}

// Written when it is first asked for.
template <class Write>
const char* text_of(std::string& kept, const Write& write) noexcept {
  return guarded(static_cast<const char*>(nullptr), [&] {
    if (kept.empty()) {
      std::ostringstream out;
      write(out);
      kept = out.str();
    }
    return kept.c_str();
  });
}

std::string given(const char* text) { return text == nullptr ? std::string() : std::string(text); }

hotline_options known_options(const hotline_options* options) {
  hotline_options known = {};
  known.size = sizeof(hotline_options);
  if (options == nullptr) return known;
  if (options->size != sizeof(hotline_options)) {
    throw Error("hotline_options.size must be sizeof(hotline_options)");
  }
  return *options;
}

std::vector<std::string> overrides_of(const hotline_options& options) {
  if (options.set_count > 0 && options.set == nullptr) throw Error("hotline_options.set is NULL");
  std::vector<std::string> overrides;
  for (std::size_t i = 0; i < options.set_count; ++i) overrides.push_back(given(options.set[i]));
  return overrides;
}

// How a run is to be played; lives as long as it is played.
class Play {
 public:
  Play(const hotline::Scenario& scenario, const hotline_options& options)
      : run(hotline::run_options(scenario)) {
    if (options.replications < 0) throw Error("replications must be 1 or more");
    if (options.threads < 0) throw Error("threads must be 0 or more");
    if (options.replications > 0) {
      run.replications = options.replications;
      run.precision.reset();
    }
    if (options.seed != nullptr) run.seed = *options.seed;
    if (options.precision != nullptr) {
      run.precision = hotline::Precision{.goals = hotline::parse_precision(options.precision)};
    }
    run.threads = options.threads;
    run.simultaneous = run.simultaneous || options.simultaneous != 0;
    run.stop = &stop_;
    if (options.progress == nullptr) return;
    run.progress = [this, call = options.progress, context = options.context](int done, int asked) {
      if (call(done, asked, context) != 0) stop_ = true;
    };
  }
  Play(const Play&) = delete;
  Play& operator=(const Play&) = delete;

  hotline::RunOptions run;

 private:
  std::atomic<bool> stop_ = false;
};

hotline_result* played(const hotline::Scenario& scenario, std::string file,
                       const hotline_options& options) {
  const hotline::Model model = hotline::compile(scenario);
  const Play play(scenario, options);
  auto handle = std::make_unique<hotline_result>();
  handle->result = hotline::run(model, play.run);
  handle->file = std::move(file);
  return handle.release();
}

void put(const hotline::Estimate& estimate, hotline_value* value) {
  *value = {estimate.value, estimate.low, estimate.high};
}

std::vector<std::string> keys_in(const std::string& text) {
  std::vector<std::string> keys;
  std::istringstream in(text);
  for (std::string key; std::getline(in, key, ',');) {
    std::erase(key, ' ');
    keys.push_back(key);
  }
  return keys;
}

hotline_comparison* compared(const std::vector<std::string>& files,
                             const hotline_options& options) {
  if (files.size() < 2) throw Error("a comparison needs two scenarios or more");
  const std::vector<std::string> overrides = overrides_of(options);
  hotline::CompareOptions asked;
  if (options.measures != nullptr) {
    asked.measures = hotline::compared_measures(keys_in(options.measures));
  }
  asked.simultaneous = options.simultaneous != 0;
  std::vector<std::shared_ptr<const hotline::Model>> models;
  std::unique_ptr<Play> play;
  for (const std::string& file : files) {
    const hotline::Scenario scenario = hotline::read_scenario(file, overrides);
    models.push_back(
        std::make_shared<const hotline::Model>(hotline::without_rows(hotline::compile(scenario))));
    if (models.back()->calendar != models.front()->calendar) {
      throw Error(file + " and " + files.front() + " have no calls in common: one has no dates");
    }
    if (!play) play = std::make_unique<Play>(scenario, options);
    // Titles tell scenarios apart; where they do not, files do.
    const std::string& title = scenario.title;
    const bool is_new = !title.empty() && std::ranges::count(asked.names, title) == 0;
    asked.names.push_back(is_new ? title : file);
  }
  auto comparison = hotline::compare(
      {models.size(), [&](std::size_t variant) { return models[variant]; }}, play->run, asked);
  if (!comparison) throw Error("ended before there was something of each scenario");
  auto handle = std::make_unique<hotline_comparison>();
  handle->comparison = std::move(*comparison);
  return handle.release();
}

}  // namespace

extern "C" {

const char* hotline_version(void) { return hotline::version().data(); }

const char* hotline_error(void) {
  return no_memory ? "there is not enough memory" : last_error.c_str();
}

hotline_result* hotline_run(const char* file, const hotline_options* options) {
  return guarded(static_cast<hotline_result*>(nullptr), [&] {
    const hotline_options known = known_options(options);
    return played(hotline::read_scenario(given(file), overrides_of(known)), given(file), known);
  });
}

hotline_result* hotline_run_text(const char* scenario, const hotline_options* options) {
  return guarded(static_cast<hotline_result*>(nullptr), [&] {
    const hotline_options known = known_options(options);
    return played(hotline::parse_scenario(given(scenario), "scenario", overrides_of(known)),
                  "scenario", known);
  });
}

void hotline_result_free(hotline_result* result) { delete result; }

int hotline_result_value(const hotline_result* result, const char* measure, const char* name,
                         hotline_value* value) {
  return guarded(-1, [&] {
    const std::string of = given(name);
    const std::string keys[] = {given(measure)};
    const hotline::ComparedMeasure known = hotline::compared_measures(keys).front();
    const std::vector<std::string>& names = known.of == hotline::ComparedMeasure::Of::kAgents
                                                ? result->result.groups
                                                : result->result.types;
    if (!of.empty() && std::ranges::find(names, of) == names.end()) {
      throw Error("nothing in the scenario has a " + known.key + " and is named \"" + of + "\"");
    }
    put(hotline::estimate_of(result->result, known, of), value);
    return 0;
  });
}

const char* hotline_result_json(hotline_result* result) {
  return text_of(result->json, [&](std::ostream& out) {
    hotline::write_summary_json(result->result, result->file, out);
  });
}

const char* hotline_result_summary_csv(hotline_result* result) {
  return text_of(result->summary,
                 [&](std::ostream& out) { hotline::write_summary_csv(result->result, out); });
}

const char* hotline_result_intervals_csv(hotline_result* result) {
  return text_of(result->intervals,
                 [&](std::ostream& out) { hotline::write_intervals_csv(result->result, out); });
}

const char* hotline_result_days_csv(hotline_result* result) {
  return text_of(result->days,
                 [&](std::ostream& out) { hotline::write_days_csv(result->result, out); });
}

const char* hotline_result_text(hotline_result* result) {
  return text_of(result->text, [&](std::ostream& out) {
    out << hotline::text_report(result->result, {.unicode = true});
  });
}

hotline_comparison* hotline_compare(const char* const* files, size_t count,
                                    const hotline_options* options) {
  return guarded(static_cast<hotline_comparison*>(nullptr), [&] {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.push_back(given(files[i]));
    return compared(names, known_options(options));
  });
}

void hotline_comparison_free(hotline_comparison* comparison) { delete comparison; }

int hotline_comparison_value(const hotline_comparison* comparison, size_t variant,
                             const char* measure, const char* name, hotline_value* value) {
  return guarded(-1, [&] {
    const std::string key = given(measure), of = given(name);
    for (const hotline::ComparedLine& line : comparison->comparison.lines) {
      const bool is_it =
          comparison->comparison.measures[line.measure].key == key && line.name == of;
      if (!is_it) continue;
      if (variant == 0 || variant >= line.differences.size()) {
        throw Error("variants are compared with the first one: there is no variant " +
                    std::to_string(variant) + " to be compared");
      }
      put(line.differences[variant], value);
      return 0;
    }
    throw Error("the comparison has no \"" + key + "\"" + (of.empty() ? "" : " of \"" + of + "\""));
  });
}

const char* hotline_comparison_json(hotline_comparison* comparison) {
  return text_of(comparison->json, [&](std::ostream& out) {
    hotline::write_comparison_json(comparison->comparison, out);
  });
}

const char* hotline_comparison_csv(hotline_comparison* comparison) {
  return text_of(comparison->csv, [&](std::ostream& out) {
    hotline::write_comparison_csv(comparison->comparison, out);
  });
}

const char* hotline_comparison_text(hotline_comparison* comparison) {
  return text_of(comparison->text, [&](std::ostream& out) {
    out << hotline::comparison_report(comparison->comparison, {.unicode = true});
  });
}

}  // extern "C"
