#include "hotline/experiment/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <filesystem>
#include <memory>
#include <sstream>
#include <utility>

#include "command.hpp"
#include "hotline/experiment/experiment.hpp"
#include "hotline/experiment/requirement.hpp"
#include "hotline/report/data.hpp"
#include "hotline/report/folder.hpp"
#include "hotline/report/text.hpp"
#include "hotline/report/theory.hpp"
#include "hotline/scenario/read.hpp"
#include "options.hpp"
#include "play_options.hpp"
#include "progress.hpp"
#include "report_files.hpp"

namespace hotline {
namespace {

namespace po = boost::program_options;

constexpr std::uint64_t kMostCalls = 10'000'000;  // replications with a log of calls

constexpr std::string_view kHelpBegins = R"(Usage: hotline run FILE [options]

Simulates the scenario in FILE and reports wait times, coverage and agents.

Options:
)";
constexpr std::string_view kHelpGoesOn =
    R"(  --set path=value        override a key of the scenario; may be repeated
  --out DIR               write summary.json, intervals.csv and by_day.csv to DIR
  --report FILE           write one self-contained page for a browser, with charts
  --lang LANGUAGE         of the page and the workbook: en (default) or es
  --xlsx FILE             write a workbook for spreadsheets, with charts
  --calls [N]             with --out: also write every call of the first N replications (default: 1)
                          to calls.csv
  --control-variates      correct the numbers by the calls and the work that chance brought
  --antithetic            play the replications in pairs that mirror each other
  --simultaneous          all intervals of a table hold together at the confidence level
  --theory                what formulas say, beside the result; with --out in theory.json too
  --format FORMAT         what to print: text (default), json or csv
  --week                  in the report, also the service level of each interval of the week
  --values                in JSON, also what each replication shows, for every measure
  --quiet                 no progress, no notes; with --out, no report either
  --help                  print this

Ctrl-C ends a run early: the replications done so far are reported, and the exit code is 130.
A second Ctrl-C ends it at once.

Examples:
  hotline run scenarios/ciam/2013.toml
  hotline run scenarios/ciam/2013.toml --replications 1000 --out results
  hotline run scenarios/ciam/2013.toml --set demand.busyness.gamma_cv=0.4
  hotline run scenarios/ciam/2013.toml --report out.html --lang es
  hotline run scenarios/ciam/2013.toml --format json | jq .all_calls.service_level
)";

struct Request {
  std::string file;
  std::vector<std::string> overrides;
  PlayRequest play;
  OutputRequest output;
  int calls = 0;  // replications whose calls are written
  bool week = false;
  bool values = false;
  bool theory = false;
  bool simultaneous = false;
  bool control_variates = false;
  bool antithetic = false;
};

// ---- The command line --------------------------------------------------------------------------

po::options_description known_options() {
  po::options_description options;
  add_play_options(options);
  add_output_options(options);
  options.add_options()("calls", po::value<std::string>()->implicit_value("1"));
  options.add_options()("set", po::value<std::vector<std::string>>()->composing());
  options.add_options()("week", "")("values", "")("theory", "")("simultaneous", "");
  options.add_options()("control-variates", "")("antithetic", "");
  return options;
}

// "--calls 3" is meant as "--calls=3", while "--calls FILE" is not.
std::vector<std::string> with_joined_calls(const std::vector<std::string>& arguments) {
  const auto is_number = [](const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  };
  std::vector<std::string> joined;
  for (const std::string& argument : arguments) {
    if (!joined.empty() && joined.back() == "--calls" && is_number(argument)) {
      joined.back() += "=" + argument;
    } else {
      joined.push_back(argument);
    }
  }
  return joined;
}

std::optional<int> as_int(const std::optional<std::uint64_t>& value) {
  if (!value) return std::nullopt;
  return static_cast<int>(*value);
}

Request request_of(const Options& options, const std::vector<std::string>& arguments) {
  const std::vector<std::string> files = options.all("file");
  if (files.empty()) throw CommandLineError("\"run\" needs the file of a scenario");
  if (files.size() > 1) {
    throw CommandLineError(
        fmt::format("\"run\" takes one scenario, not both \"{}\" and \"{}\"", files[0], files[1]));
  }
  Request request;
  request.file = files.front();
  request.overrides = options.all("set");
  request.play =
      play_request_of(options, "run", {"set", "simultaneous", "control-variates", "antithetic"});
  request.output = output_request_of(options, "run", arguments);
  request.calls = as_int(options.number("calls", 1, kMostCalls)).value_or(0);
  request.week = options.has("week");
  request.values = options.has("values");
  request.theory = options.has("theory");
  request.simultaneous = options.has("simultaneous");
  request.control_variates = options.has("control-variates");
  request.antithetic = options.has("antithetic");
  if (request.calls > 0 && !request.output.folder) {
    throw CommandLineError("--calls needs --out DIR, the folder for calls.csv");
  }
  if (request.theory && request.output.format == Format::kCsv) {
    throw CommandLineError("--theory prints text or json, not csv");
  }
  return request;
}

// ---- The run -----------------------------------------------------------------------------------

void check_pairs(const Request& request, const RunOptions& options) {
  if (!options.antithetic || options.precision) return;
  if (options.replications < 4 || options.replications % 2 != 0) {
    throw CommandLineError(fmt::format(
        "antithetic replications come in pairs: their number must be even and 4 or more, not {}",
        options.replications));
  }
  if (request.calls > 0) {
    throw CommandLineError(
        "--calls writes the calls of usual replications, not of antithetic ones");
  }
}

RunOptions run_options_of(const Request& request, const Scenario& scenario,
                          const Console& console) {
  RunOptions options = run_options(scenario);
  apply(request.play, console, options);
  options.keep_values = request.values || request.output.report.page;
  options.simultaneous |= request.simultaneous;
  options.control_variates |= request.control_variates;
  options.antithetic |= request.antithetic;
  check_pairs(request, options);
  if (options.control_variates && options.intervals == BatchMethod::kOverlappingBatchMeans) {
    throw CommandLineError("--control-variates goes with batch means, not with overlapping ones");
  }
  if (request.calls > options.replications) {
    throw CommandLineError(fmt::format("--calls {} is more than the {} replications of the run",
                                       request.calls, options.replications));
  }
  return options;
}

void write_files(const Request& request, const Model& model, const Result& result) {
  const std::filesystem::path& folder = *request.output.folder;
  write_file(folder / "summary.json",
             [&](std::ostream& out) { write_summary_json(result, request.file, out); });
  write_file(folder / "intervals.csv",
             [&](std::ostream& out) { write_intervals_csv(result, out); });
  write_file(folder / "by_day.csv", [&](std::ostream& out) { write_days_csv(result, out); });
  const int written = std::min(request.calls, result.replications);
  if (written == 0) return;
  write_file(folder / "calls.csv", [&](std::ostream& out) {
    for (int replication = 0; replication < written && out; ++replication) {
      write_calls_csv(model, result.seed, replication, replication == 0, out);
    }
  });
}

void print(const Request& request, const Result& result,
           const std::optional<TheoryComparison>& theory, const Console& console) {
  const TextStyle style{.unicode = console.unicode, .color = console.color, .week = request.week};
  switch (request.output.format) {
    case Format::kText:
      console.out << text_report(result, style);
      if (theory) console.out << '\n' << theory_section(*theory, style);
      return;
    case Format::kJson:
      if (theory) {
        std::ostringstream summary;
        write_summary_json(result, request.file, summary);
        console.out << summary_with_theory(summary.str(), *theory);
      } else {
        write_summary_json(result, request.file, console.out);
      }
      return;
    case Format::kCsv:
      write_summary_csv(result, console.out);
      return;
  }
}

void write_page_of_run(const Request& request, const Scenario& scenario, const Model& model,
                       const Texts& texts, const Result& result, ObservedValues observed,
                       TheoryComparison theory, const Console& console) {
  const RunFindings findings{.result = result,
                             .file = request.file,
                             .theory = std::move(theory),
                             .required = required_agents(scenario, model),
                             .bands = day_bands(model, result.seed, result.replications),
                             .observed = std::move(observed)};
  const PageSetting setting{
      .language = request.output.report.language,
      .command = request.output.report.command,
      .sources = source_texts(request.file, texts.asked(), request.overrides)};
  write_page_file(request.output.report, run_page_data(findings, setting), request.output.quiet,
                  console);
}

void write_workbook_of_run(const Request& request, const Scenario& scenario, const Model& model,
                           const Texts& texts, const Result& result, const Console& console) {
  const WorkbookFindings findings{
      .scenario = scenario,
      .result = result,
      .file = request.file,
      .required = required_agents(scenario, model),
      .command = request.output.report.command,
      .sources = source_texts(request.file, texts.asked(), request.overrides)};
  write_workbook_file(request.output.report, findings, request.output.quiet, console);
}

ExperimentRecord record_of(const Request& request, const Model& model, const RunOptions& options,
                           const Texts& texts) {
  ExperimentRecord record;
  record.title = model.title;
  record.batches = !model.calendar && options.replications == 1 && !options.precision;
  record.rows = true;
  record.variants = {{model.title, request.file, request.overrides, {}}};
  record.texts = texts.asked();
  return record;
}

int run_scenario(const Request& request, const Console& console) {
  Texts disk;
  Texts& texts = console.texts ? *console.texts : disk;
  const Scenario scenario = read_scenario(request.file, request.overrides, texts);
  const Model model = compile(scenario);
  RunOptions options = run_options_of(request, scenario, console);
  prepare_output(request.output);

  Progress progress(console.err, console.live && !request.output.quiet);
  std::optional<Result> simulated;
  const int signal = play_experiment(
      request.play, console, request.output.quiet, options,
      record_of(request, model, options, texts), progress, [&](const RunOptions& play) {
        // Nobody owns the model here: it outlives the run.
        const std::shared_ptr<const Model> shared(std::shared_ptr<const Model>(), &model);
        simulated = run_variants({1, [&](std::size_t) { return shared; }}, play).front();
      });
  if (!simulated) return signal == 0 ? kDone : kSignal + signal;
  Result& result = *simulated;
  tell_of_precision(result.too_wide, request.output.quiet, console);
  const ObservedValues observed =
      request.output.report.page ? observed_values(result) : ObservedValues();
  if (!request.values) forget_values(result);
  std::optional<TheoryComparison> theory;
  if (request.theory) theory = compare_with_theory(scenario, model, result);
  if (request.output.report.page) {
    write_page_of_run(request, scenario, model, texts, result, observed,
                      theory ? *theory : compare_with_theory(scenario, model, result), console);
  }
  if (request.output.report.workbook) {
    write_workbook_of_run(request, scenario, model, texts, result, console);
  }
  if (request.output.folder) {
    write_files(request, model, result);
    if (theory) {
      write_file(*request.output.folder / "theory.json",
                 [&](std::ostream& out) { out << theory_json(*theory); });
    }
  }
  tell_of_folder(request.output, console);
  if (request.output.prints()) print(request, result, theory, console);
  return result.interrupted && signal != 0 ? kSignal + signal : kDone;
}

int run_command(const std::vector<std::string>& arguments, const Console& console) {
  const Options options(known_options(), with_joined_calls(arguments));
  if (options.has("help")) {
    console.out << kHelpBegins << play_help() << kHelpGoesOn;
    return kDone;
  }
  return run_scenario(request_of(options, arguments), console);
}

}  // namespace

const Command kRunCommand = {"run", "FILE [options]", "simulate a scenario and report",
                             run_command};

}  // namespace hotline
