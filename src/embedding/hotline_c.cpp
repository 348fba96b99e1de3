#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "hotline/experiment/compare.hpp"
#include "hotline/experiment/sweep.hpp"
#include "hotline/report/comparison.hpp"
#include "hotline/report/data.hpp"
#include "hotline/report/sweep.hpp"
#include "hotline/report/text.hpp"
#include "hotline/report/version.hpp"
#include "hotline/scenario/read.hpp"
#include "play.hpp"

using hotline::Error;
using namespace hotline::embedding;

struct hotline_result {
  hotline::Result result = {};
  std::string file = {};
  std::string json = {}, summary = {}, intervals = {}, days = {}, text = {};  // when asked for
};

struct hotline_comparison {
  hotline::Comparison comparison = {};
  std::string json = {}, csv = {}, text = {};
};

struct hotline_experiment {
  hotline::Sweep sweep = {};
  std::string file = {};
  int replications = 0;
  std::string json = {}, csv = {}, text = {};
};

namespace {

hotline_result* played(const hotline::Scenario& scenario, std::string file,
                       const hotline_options& options, const hotline::Texts& texts) {
  const hotline::Model model = hotline::compile(scenario);
  Play play(hotline::run_options(scenario), options);
  const std::vector<std::string> overrides = overrides_of(options);
  hotline::ExperimentRecord record;
  record.title = model.title;
  record.batches = play.in_batches(model.calendar);
  record.rows = true;
  record.variants = {{model.title, file, overrides, {}}};
  record.texts = texts.asked();
  play.keep_in_store(options, std::move(record), command_of("run", {file}, overrides));
  auto handle = std::make_unique<hotline_result>();
  handle->result = hotline::run(model, play.run);
  handle->file = std::move(file);
  play.end();
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
  hotline::Texts texts;
  hotline::ExperimentRecord record;
  for (const std::string& file : files) {
    const hotline::Scenario scenario = hotline::read_scenario(file, overrides, texts);
    models.push_back(
        std::make_shared<const hotline::Model>(hotline::without_rows(hotline::compile(scenario))));
    if (models.back()->calendar != models.front()->calendar) {
      throw Error(file + " and " + files.front() + " have no calls in common: one has no dates");
    }
    if (!play) play = std::make_unique<Play>(hotline::run_options(scenario), options);
    // Titles tell scenarios apart; where they do not, files do.
    const std::string& title = scenario.title;
    const bool is_new = !title.empty() && std::ranges::count(asked.names, title) == 0;
    asked.names.push_back(is_new ? title : file);
    record.variants.push_back({asked.names.back(), file, overrides, {}});
  }
  record.title = models.front()->title;
  record.batches = play->in_batches(models.front()->calendar);
  record.texts = texts.asked();
  play->keep_in_store(options, std::move(record), command_of("compare", files, overrides));
  auto comparison = hotline::compare(
      {models.size(), [&](std::size_t variant) { return models[variant]; }}, play->run, asked);
  play->end();
  if (!comparison) throw Error("ended before there was something of each scenario");
  auto handle = std::make_unique<hotline_comparison>();
  handle->comparison = std::move(*comparison);
  return handle.release();
}

hotline_experiment* swept(const std::string& file, const hotline_options& options) {
  hotline::Texts texts;
  hotline::ExperimentFile experiment =
      hotline::read_experiment(file, hotline::measure_names(), texts);
  const hotline::Scenario scenario = hotline::read_scenario(experiment.scenario, {}, texts);
  Play play(hotline::run_options(experiment, scenario), options);
  play.run.simultaneous = false;
  auto handle = std::make_unique<hotline_experiment>();
  hotline::Sweep& sweep = handle->sweep;
  sweep = hotline::new_sweep(std::move(experiment), play.run);
  hotline::check_cells(sweep, texts);
  play.keep_in_store(options, hotline::record_of(sweep, file, scenario, play.run, texts),
                     command_of("sweep", {file}, {}));
  hotline::play_cells(sweep, texts, play.run);
  play.end();
  hotline::analyse(sweep);
  handle->file = file;
  handle->replications = play.run.replications;
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
    hotline::Texts texts;
    return played(hotline::read_scenario(given(file), overrides_of(known), texts), given(file),
                  known, texts);
  });
}

hotline_result* hotline_run_text(const char* scenario, const hotline_options* options) {
  return guarded(static_cast<hotline_result*>(nullptr), [&] {
    const hotline_options known = known_options(options);
    if (known.store != nullptr) throw Error("a store keeps scenarios of files, not texts");
    return played(hotline::parse_scenario(given(scenario), "scenario", overrides_of(known)),
                  "scenario", known, {});
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

hotline_experiment* hotline_sweep(const char* file, const hotline_options* options) {
  return guarded(static_cast<hotline_experiment*>(nullptr),
                 [&] { return swept(given(file), known_options(options)); });
}

void hotline_experiment_free(hotline_experiment* experiment) { delete experiment; }

const char* hotline_experiment_json(hotline_experiment* experiment) {
  return text_of(experiment->json, [&](std::ostream& out) {
    hotline::write_sweep_json(experiment->sweep, experiment->file, out);
  });
}

const char* hotline_experiment_csv(hotline_experiment* experiment) {
  return text_of(experiment->csv,
                 [&](std::ostream& out) { hotline::write_sweep_csv(experiment->sweep, out); });
}

const char* hotline_experiment_text(hotline_experiment* experiment) {
  return text_of(experiment->text, [&](std::ostream& out) {
    const hotline::Sweep& sweep = experiment->sweep;
    const hotline::TextStyle style{.unicode = true};
    out << hotline::sweep_head(sweep, experiment->replications, style);
    for (std::size_t cell = 0; cell < sweep.cells.size(); ++cell) {
      out << hotline::sweep_row(sweep, cell, style);
    }
    out << hotline::sweep_findings(sweep, style);
  });
}

}  // extern "C"
