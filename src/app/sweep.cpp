#include "hotline/experiment/sweep.hpp"

#include <fmt/format.h>

#include <boost/program_options.hpp>
#include <chrono>
#include <sstream>
#include <utility>

#include "command.hpp"
#include "hotline/report/folder.hpp"
#include "hotline/report/name.hpp"
#include "hotline/report/sweep.hpp"
#include "hotline/scenario/read.hpp"
#include "options.hpp"
#include "play_options.hpp"
#include "progress.hpp"
#include "report_files.hpp"

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
  hotline sweep scenarios/experiments/how-many-people.toml
  hotline sweep scenarios/experiments/what-matters.toml --store results.sqlite --out results
)";

struct Request {
  std::string file;
  PlayRequest play;
  OutputRequest output;
};

po::options_description known_options() {
  po::options_description options;
  add_play_options(options);
  add_output_options(options);
  return options;
}

Request request_of(const Options& options, const std::vector<std::string>& arguments) {
  const std::vector<std::string> files = options.all("file");
  if (files.empty()) throw CommandLineError("\"sweep\" needs the file of an experiment");
  if (files.size() > 1) {
    throw CommandLineError(fmt::format("\"sweep\" takes one experiment, not both \"{}\" and \"{}\"",
                                       files[0], files[1]));
  }
  Request request;
  request.file = files.front();
  request.play = play_request_of(options, "sweep", {});
  request.output = output_request_of(options, "sweep", arguments);
  return request;
}

// Takes cells as they are done, and shows them in their order.
class Display {
 public:
  Display(const Request& request, const Console& console, Sweep& sweep, Progress& progress)
      : request_(request),
        console_(console),
        sweep_(sweep),
        style_{.unicode = console.unicode, .color = console.color},
        progress_(progress) {}

  void begin(int replications) {
    if (prints_text()) console_.out << sweep_head(sweep_, replications, style_) << std::flush;
  }

  void take() {
    while (next_ < sweep_.cells.size() && sweep_.results[next_].replications > 0) show_row(next_++);
    const auto now = std::chrono::steady_clock::now();
    if (!request_.output.folder || now < write_next_) return;
    write_cells();
    write_next_ = now + std::chrono::seconds(5);
  }

  // Also those that were not played.
  void end() {
    while (next_ < sweep_.cells.size()) show_row(next_++);
  }

  void write_cells() const {
    write_file(*request_.output.folder / "cells.csv",
               [&](std::ostream& out) { write_sweep_csv(sweep_, out); });
  }

  void print_findings() const {
    switch (request_.output.format) {
      case Format::kText:
        if (prints_text()) console_.out << sweep_findings(sweep_, style_);
        return;
      case Format::kJson:
        if (request_.output.prints()) write_sweep_json(sweep_, request_.file, console_.out);
        return;
      case Format::kCsv:
        if (request_.output.prints()) write_sweep_csv(sweep_, console_.out);
        return;
    }
  }

 private:
  bool prints_text() const {
    return request_.output.format == Format::kText && request_.output.prints();
  }

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
  Progress& progress_;
  std::size_t next_ = 0;
  std::chrono::steady_clock::time_point write_next_ = std::chrono::steady_clock::now();
};

void write_reports_of(const Request& request, const Sweep& sweep, const Texts& texts,
                      const Console& console) {
  std::ostringstream json, csv;
  write_sweep_json(sweep, request.file, json);
  write_sweep_csv(sweep, csv);
  write_reports(request.output.report, "sweep", json.str(), {{"Cells", csv.str()}},
                source_texts(request.file, texts.asked(), {}), request.output.quiet, console);
}

int sweep_experiment(const Request& request, const Console& console) {
  Texts disk;
  Texts& texts = console.texts ? *console.texts : disk;
  if (is_scenario(request.file, texts)) {
    throw CommandLineError(
        fmt::format("{} is a scenario, not an experiment", shown(request.file, console.unicode)),
        "An experiment names a scenario and its factors; hotline run plays a scenario.");
  }
  ExperimentFile experiment = read_experiment(request.file, measure_names(), texts);
  const Scenario scenario = read_scenario(experiment.scenario, {}, texts);
  RunOptions options = run_options(experiment, scenario);
  apply(request.play, console, options);
  Sweep sweep = new_sweep(std::move(experiment), options);
  const bool leads = console.crew == nullptr || console.crew->leads();
  if (leads) check_cells(sweep, texts);
  prepare_output(request.output);

  Progress progress(console.err, console.live && !request.output.quiet);
  Display display(request, console, sweep, progress);
  const bool shows = leads && !options.shard;
  const int signal =
      play_experiment(request.play, console, request.output.quiet, options,
                      record_of(sweep, request.file, scenario, options, texts), progress,
                      [&](const RunOptions& with) {
                        if (shows) display.begin(with.replications);
                        play_cells(sweep, texts, with, [&](std::size_t) { display.take(); });
                        if (shows) display.end();
                      });
  if (shows) {
    analyse(sweep);
    if (request.output.folder) {
      display.write_cells();
      write_file(*request.output.folder / "sweep.json",
                 [&](std::ostream& out) { write_sweep_json(sweep, request.file, out); });
    }
    write_reports_of(request, sweep, texts, console);
    display.print_findings();
    tell_of_folder(request.output, console);
  }
  return signal != 0 ? kSignal + signal : kDone;
}

int sweep_command(const std::vector<std::string>& arguments, const Console& console) {
  const Options options(known_options(), arguments);
  if (options.has("help")) {
    console.out << kHelpBegins << play_help() << kHelpGoesOn;
    return kDone;
  }
  return sweep_experiment(request_of(options, arguments), console);
}

}  // namespace

const Command kSweepCommand = {"sweep", "FILE [options]", "vary a scenario and see what matters",
                               sweep_command};

}  // namespace hotline
