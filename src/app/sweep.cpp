#include "hotline/experiment/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <sstream>
#include <utility>

#include "command.hpp"
#include "hotline/experiment/experiment.hpp"
#include "hotline/report/folder.hpp"
#include "hotline/report/name.hpp"
#include "hotline/report/sweep.hpp"
#include "hotline/scenario/read.hpp"
#include "options.hpp"
#include "play_options.hpp"
#include "progress.hpp"
#include "report_files.hpp"
#include "stop.hpp"

namespace hotline {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kHelpBegins = R"(Usage: hotline sweep EXPERIMENT [options]

Plays a scenario at many points of its factors, as the file EXPERIMENT describes them
(docs/sweeps.md), and tells what each factor does to each response.

Options:
)";
constexpr std::string_view kHelpGoesOn =
    R"(  --out DIR               write sweep.json and cells.csv to DIR; cells.csv grows as cells are done
  --report FILE           write one self-contained page for a browser, with charts
  --lang LANGUAGE         of the page and the workbook: en (default) or es
  --xlsx FILE             write a workbook for spreadsheets
  --format FORMAT         what to print: text (default), json or csv (one line for each cell)
  --quiet                 no progress, no notes; with --out, no report either
  --help                  print this

Ctrl-C ends an experiment early: what was done so far is reported, and the exit code is 130.

Examples:
  hotline sweep scenarios/experiments/how-many-operators.toml
  hotline sweep scenarios/experiments/what-matters.toml --store results.sqlite --out results
)";

enum class Format { kText, kJson, kCsv };

struct Request {
  std::string file;
  PlayRequest play;
  std::optional<std::filesystem::path> folder;
  Format format = Format::kText;
  bool quiet = false;
  ReportRequest report;
};

po::options_description known_options() {
  po::options_description options;
  add_play_options(options);
  for (const char* name : {"out", "format", "report", "lang", "xlsx"}) {
    options.add_options()(name, po::value<std::string>());
  }
  options.add_options()("quiet", "")("help,h", "");
  return options;
}

Format format_named(const std::string& name) {
  if (name == "text") return Format::kText;
  if (name == "json") return Format::kJson;
  if (name == "csv") return Format::kCsv;
  const std::vector<std::string> names = {"text", "json", "csv"};
  throw CommandLineError(fmt::format("--format must be text, json or csv, not \"{}\"", name),
                         suggestion(name, names));
}

Request request_of(const Options& options) {
  const std::vector<std::string> files = options.all("file");
  if (files.empty()) throw CommandLineError("\"sweep\" needs the file of an experiment");
  if (files.size() > 1) {
    throw CommandLineError(fmt::format("\"sweep\" takes one experiment, not both \"{}\" and \"{}\"",
                                       files[0], files[1]));
  }
  Request request;
  request.file = files.front();
  request.play = play_request_of(options, "sweep", {});
  if (const auto folder = options.text("out")) request.folder = *folder;
  if (request.folder && request.folder->empty()) throw CommandLineError("--out needs a folder");
  request.format = format_named(options.text("format").value_or("text"));
  request.quiet = options.has("quiet");
  request.report = report_request_of(options);
  return request;
}

RunOptions run_options_of(const Request& request, const ExperimentFile& experiment,
                          const Scenario& scenario, const Console& console) {
  RunOptions options = run_options(scenario);
  options.replications = experiment.replications.value_or(options.replications);
  options.seed = experiment.seed.value_or(options.seed);
  options.confidence = experiment.confidence.value_or(options.confidence);
  apply(request.play, console, options);
  options.keep_values = true;
  options.simultaneous = false;
  options.control_variates = false;  // the analysis needs what each replication says by itself
  return options;
}

// Reads every cell's scenario, so that none fails when hours have passed. Of very large experiments
// the first ones.
void check_cells(const Sweep& sweep, Texts& texts) {
  constexpr std::size_t kMostChecked = 2000;
  for (std::size_t cell = 0; cell < std::min(kMostChecked, sweep.cells.size()); ++cell) {
    read_scenario(sweep.experiment.scenario, overrides_of(sweep.cells[cell]), texts);
  }
}

Variants variants_of(const Sweep& sweep, Texts& texts) {
  Variants variants;
  variants.count = sweep.cells.size();
  variants.common_random_numbers = sweep.experiment.common_random_numbers;
  variants.keep_results = false;
  variants.model = [&sweep, &texts](std::size_t cell) -> std::shared_ptr<const Model> {
    return std::make_shared<const Model>(without_rows(
        compile(read_scenario(sweep.experiment.scenario, overrides_of(sweep.cells[cell]), texts))));
  };
  return variants;
}

ExperimentRecord record_of(const Request& request, const Sweep& sweep, const Scenario& scenario,
                           const RunOptions& options, const Texts& texts) {
  ExperimentRecord record;
  const ExperimentFile& experiment = sweep.experiment;
  record.title = experiment.title.empty() ? scenario.title : experiment.title;
  record.batches = std::holds_alternative<SteadyHorizon>(scenario.horizon) &&
                   options.replications == 1 && !options.precision;
  record.common_random_numbers = experiment.common_random_numbers;
  record.texts = texts.asked();
  record.experiment_file = request.file;
  for (std::size_t c = 0; c < sweep.cells.size(); ++c) {
    ExperimentRecord::VariantRecord variant;
    variant.name = fmt::format("cell {}", c + 1);
    variant.scenario = experiment.scenario.string();
    variant.overrides = overrides_of(sweep.cells[c]);
    for (std::size_t f = 0; f < sweep.cells[c].size(); ++f) {
      variant.settings.emplace_back(experiment.factors[f].name, sweep.cells[c][f].label);
    }
    record.variants.push_back(std::move(variant));
  }
  return record;
}

// Takes cells as they are done, and shows them in their order.
class Display {
 public:
  Display(const Request& request, const Console& console, Sweep& sweep)
      : request_(request),
        console_(console),
        sweep_(sweep),
        style_{.unicode = console.unicode, .color = console.color},
        progress_(console.err, console.live && !request.quiet) {}

  void begin(int replications) {
    if (prints_text()) console_.out << sweep_head(sweep_, replications, style_) << std::flush;
  }

  void show(int done, int asked) { progress_.show(done, asked); }

  void take(std::size_t cell, const Result& result) {
    sweep_.results[cell] = sweep_cell(result, sweep_.experiment.responses);
    while (next_ < sweep_.cells.size() && sweep_.results[next_].replications > 0) show_row(next_++);
    const auto now = std::chrono::steady_clock::now();
    if (!request_.folder || now < write_next_) return;
    write_cells();
    write_next_ = now + std::chrono::seconds(5);
  }

  // Also those that were not played.
  void end() {
    while (next_ < sweep_.cells.size()) show_row(next_++);
    progress_.hide();
  }

  void write_cells() const {
    write_file(*request_.folder / "cells.csv",
               [&](std::ostream& out) { write_sweep_csv(sweep_, out); });
  }

  void print_findings() const {
    switch (request_.format) {
      case Format::kText:
        if (prints_text()) console_.out << sweep_findings(sweep_, style_);
        return;
      case Format::kJson:
        if (prints()) write_sweep_json(sweep_, request_.file, console_.out);
        return;
      case Format::kCsv:
        if (prints()) write_sweep_csv(sweep_, console_.out);
        return;
    }
  }

 private:
  bool prints() const { return !request_.folder || !request_.quiet; }
  bool prints_text() const { return request_.format == Format::kText && prints(); }

  void show_row(std::size_t cell) {
    if (!prints_text()) return;
    const std::string row = sweep_row(sweep_, cell, style_);
    if (row.empty()) return;
    progress_.hide();
    console_.out << row << std::flush;
  }

  const Request& request_;
  const Console& console_;
  Sweep& sweep_;
  TextStyle style_;
  Progress progress_;
  std::size_t next_ = 0;
  std::chrono::steady_clock::time_point write_next_ = std::chrono::steady_clock::now();
};

// Returns the signal that ended the experiment early, or 0.
int play(const Variants& variants, RunOptions options, Display& display) {
  const StopOnSignal stop;
  options.stop = stop.flag();
  options.progress = [&](int done, int asked) { display.show(done, asked); };
  const auto take = [&](std::size_t cell, const Result& result) { display.take(cell, result); };
  const auto rest = run_variants(variants, options, take);
  for (std::size_t cell = 0; cell < rest.size(); ++cell) {
    if (rest[cell]) display.take(cell, *rest[cell]);
  }
  return stop.signal();
}

void write_reports_of(const Request& request, const Sweep& sweep, const Texts& texts,
                      const Console& console) {
  std::ostringstream json, csv;
  write_sweep_json(sweep, request.file, json);
  write_sweep_csv(sweep, csv);
  write_reports(request.report, "sweep", json.str(), {{"Cells", csv.str()}},
                source_texts(request.file, texts.asked(), {}), request.quiet, console);
}

int sweep_experiment(const Request& request, const Console& console) {
  Texts disk;
  Texts& texts = console.texts ? *console.texts : disk;
  if (is_scenario(request.file, texts)) {
    throw CommandLineError(
        fmt::format("{} is a scenario, not an experiment", shown(request.file, console.unicode)),
        "An experiment names a scenario and its factors; hotline run plays a scenario.");
  }
  Sweep sweep;
  sweep.experiment = read_experiment(request.file, measure_names(), texts);
  sweep.cells = cells_of(sweep.experiment);
  sweep.results.resize(sweep.cells.size());
  check_cells(sweep, texts);
  const Scenario scenario = read_scenario(sweep.experiment.scenario, {}, texts);
  RunOptions options = run_options_of(request, sweep.experiment, scenario, console);
  sweep.seed = options.seed;
  sweep.confidence = options.confidence;
  if (request.folder) prepare_folder(*request.folder);
  const bool leads = console.crew == nullptr || console.crew->leads();
  if (leads) prepare_report(request.report);

  const std::unique_ptr<Store> store = open_store(
      request.play, console, options, record_of(request, sweep, scenario, options, texts));
  options.observations = store.get();
  Display display(request, console, sweep);
  const bool shows = leads && !options.shard;
  if (shows) display.begin(options.replications);
  const int signal = play(variants_of(sweep, texts), options, display);
  sweep.interrupted = signal != 0;
  if (shows) display.end();
  if (store) store->commit();
  if (store && !request.quiet) tell_of_store(request.play, signal != 0, console);
  if (shows) {
    analyse(sweep);
    if (request.folder) {
      display.write_cells();
      write_file(*request.folder / "sweep.json",
                 [&](std::ostream& out) { write_sweep_json(sweep, request.file, out); });
    }
    write_reports_of(request, sweep, texts, console);
    display.print_findings();
    if (request.folder && !request.quiet) {
      console.err << "Files are in " << shown(request.folder->string(), console.unicode) << ".\n";
    }
  }
  return signal != 0 ? kSignal + signal : kDone;
}

int sweep_command(const std::vector<std::string>& arguments, const Console& console) {
  const Options options(known_options(), arguments);
  if (options.has("help")) {
    console.out << kHelpBegins << play_help() << kHelpGoesOn;
    return kDone;
  }
  Request request = request_of(options);
  request.report.command = command_text("sweep", arguments);
  return sweep_experiment(request, console);
}

}  // namespace

const Command kSweepCommand = {"sweep", "FILE [options]", "vary a scenario and see what matters",
                               sweep_command};

}  // namespace hotline
