#include "hotline/experiment/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>
#include <utility>

#include "command.hpp"
#include "hotline/report/comparison.hpp"
#include "hotline/report/folder.hpp"
#include "hotline/scenario/read.hpp"
#include "options.hpp"
#include "play_options.hpp"
#include "progress.hpp"
#include "report_files.hpp"

namespace hotline {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kHelpBegins = R"(Usage: hotline compare A.toml B.toml ... [options]
       hotline compare A.toml --with path=value [--with ...] [options]

Plays scenarios with the same calls in each, and tells what differs from the first one, how much, and
how sure that is. Each --with is a scenario more: the first file with that change.

Options:
)";
constexpr std::string_view kHelpGoesOn =
    R"(  --with "A=X; B=Y"       one scenario more: the first file with these keys changed; repeatable
  --set path=value        override a key in all scenarios; may be repeated
  --measures A,B,...      compare these measures (docs/measures.md) instead of the main ones
  --simultaneous          the intervals of all differences hold together (Bonferroni)
  --best MEASURE          also which scenario is the best by this measure (Hsu 1984); MEASURE:largest
                          or MEASURE:smallest says which is good if that is not clear
  --indifference D        with --best: add replications until the best is selected that surely, if
                          it is better by D, like 0.5pp or 2s (Kim and Nelson 2001)
  --out DIR               write comparison.json and comparison.csv to DIR
  --report FILE           write one self-contained page for a browser, with charts
  --lang LANGUAGE         of the page and the workbook: en (default) or es
  --xlsx FILE             write a workbook for spreadsheets
  --format FORMAT         what to print: text (default), json or csv
  --quiet                 no progress, no notes; with --out, no report either
  --help                  print this

With --precision, the goals are for the differences. With --indifference, --replications is the first
stage of the selection (default: 30). Ctrl-C ends early and reports what was done by then.

Examples:
  hotline compare scenarios/ciam/2013.toml scenarios/ciam/one-operator-less.toml
  hotline compare scenarios/textbook/mms.toml --with agents.agent.count=21 --precision asa=1s
  hotline compare a.toml b.toml c.toml d.toml --best service_level --indifference 0.5pp
)";

struct Request {
  std::vector<std::string> files;
  std::vector<std::string> changes;  // of --with
  std::vector<std::string> overrides;
  PlayRequest play;
  CompareOptions compare;
  OutputRequest output;
};

// ---- The command line --------------------------------------------------------------------------

po::options_description known_options() {
  po::options_description options;
  add_play_options(options);
  add_output_options(options);
  for (const char* name : {"measures", "best", "indifference"}) {
    options.add_options()(name, po::value<std::string>());
  }
  for (const char* name : {"with", "set"}) {
    options.add_options()(name, po::value<std::vector<std::string>>()->composing());
  }
  options.add_options()("simultaneous", "");
  return options;
}

// Pieces without the spaces around them; separators in quotes or brackets do not count.
std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> pieces(1);
  char quote = 0;
  int depth = 0;
  for (const char c : text) {
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '[' || c == '{') {
      ++depth;
    } else if (c == ']' || c == '}') {
      --depth;
    } else if (c == separator && depth == 0) {
      pieces.emplace_back();
      continue;
    }
    pieces.back() += c;
  }
  for (std::string& piece : pieces) {
    piece.erase(0, piece.find_first_not_of(' '));
    piece.erase(piece.find_last_not_of(' ') + 1);
  }
  std::erase(pieces, "");
  return pieces;
}

std::vector<ComparedMeasure> measures_named(const std::string& option, const std::string& text) {
  try {
    return compared_measures(split(text, ','));
  } catch (const Error& error) {
    throw CommandLineError(fmt::format("--{}: {}", option, error.what()));
  }
}

void read_best(const std::string& text, CompareOptions& compare) {
  const auto colon = text.find(':');
  const auto measures = measures_named("best", text.substr(0, colon));
  if (measures.size() != 1) throw CommandLineError("--best takes one measure");
  compare.best = measures.front();
  compare.direction = better_direction(compare.best->key);
  if (colon != std::string::npos) {
    const std::string which = text.substr(colon + 1);
    if (which != "largest" && which != "smallest") {
      throw CommandLineError(
          fmt::format("--best must end with :largest or :smallest, not \":{}\"", which));
    }
    compare.direction = which == "largest" ? 1 : -1;
  }
  if (compare.direction == 0) {
    throw CommandLineError(
        fmt::format("whether a large {} is good is not clear", compare.best->title),
        fmt::format("Say --best {0}:largest or --best {0}:smallest.", compare.best->key));
  }
}

double indifference_of(const std::string& text, const ComparedMeasure& measure) {
  try {
    const PrecisionGoal goal = parse_precision(measure.key + "=" + text).front();
    if (!goal.relative) return goal.amount;
  } catch (const Error& error) {
    throw CommandLineError(fmt::format("--indifference: {}", error.what()));
  }
  throw CommandLineError(
      "--indifference is a difference, like 0.5pp or 2s, not a share of a value");
}

void read_selection(const Options& options, Request& request) {
  if (const auto best = options.text("best")) read_best(*best, request.compare);
  const auto indifference = options.text("indifference");
  if (!indifference) return;
  if (!request.compare.best) throw CommandLineError("--indifference needs --best MEASURE");
  if (request.play.precision) {
    throw CommandLineError(
        "--indifference and --precision both say how many replications there are");
  }
  if (request.play.shard) {
    throw CommandLineError("--indifference looks at all replications, and a shard has but a part");
  }
  request.compare.indifference = indifference_of(*indifference, *request.compare.best);
}

Request request_of(const Options& options, const std::vector<std::string>& arguments) {
  Request request;
  request.files = options.all("file");
  request.changes = options.all("with");
  if (request.files.empty()) throw CommandLineError("\"compare\" needs the files of scenarios");
  if (request.files.size() + request.changes.size() < 2) {
    throw CommandLineError("\"compare\" needs two scenarios or more",
                           "Name another file, or a change of this one: --with path=value.");
  }
  for (const std::string& change : request.changes) {
    if (split(change, ';').empty()) throw CommandLineError("--with needs path=value");
  }
  request.overrides = options.all("set");
  request.play = play_request_of(
      options, "compare", {"with", "set", "measures", "simultaneous", "best", "indifference"});
  if (const auto measures = options.text("measures")) {
    request.compare.measures = measures_named("measures", *measures);
  }
  request.compare.simultaneous = options.has("simultaneous");
  read_selection(options, request);
  request.output = output_request_of(options, "compare", arguments);
  return request;
}

// ---- The scenarios -----------------------------------------------------------------------------

struct Variant {
  ExperimentRecord::VariantRecord record = {};
  std::shared_ptr<const Model> model = {};
};

Variant variant_of(const std::string& file, std::vector<std::string> overrides, Texts& texts,
                   std::optional<Scenario>& baseline) {
  Scenario scenario = read_scenario(file, overrides, texts);
  auto model = std::make_shared<const Model>(without_rows(compile(scenario)));
  Variant variant{{model->title, file, std::move(overrides), {}}, std::move(model)};
  if (!baseline) baseline = std::move(scenario);
  return variant;
}

// Titles tell scenarios apart; where they do not, changes and files do.
void name(const Request& request, std::vector<Variant>& variants) {
  for (std::size_t w = 0; w < request.changes.size(); ++w) {
    variants[request.files.size() + w].record.name = request.changes[w];
  }
  std::multiset<std::string> names;
  for (const Variant& variant : variants) names.insert(variant.record.name);
  for (Variant& variant : variants) {
    std::string& own = variant.record.name;
    if (own.empty() || names.count(own) > 1) own = variant.record.scenario;
  }
}

std::vector<Variant> variants_of(const Request& request, Texts& texts,
                                 std::optional<Scenario>& baseline) {
  std::vector<Variant> variants;
  for (const std::string& file : request.files) {
    variants.push_back(variant_of(file, request.overrides, texts, baseline));
  }
  for (const std::string& change : request.changes) {
    std::vector<std::string> overrides = request.overrides;
    for (std::string& one : split(change, ';')) overrides.push_back(std::move(one));
    variants.push_back(variant_of(request.files.front(), std::move(overrides), texts, baseline));
  }
  name(request, variants);
  return variants;
}

void check_alike(const std::vector<Variant>& variants) {
  const Variant& baseline = variants.front();
  for (const Variant& variant : variants) {
    if (variant.model->calendar == baseline.model->calendar) continue;
    throw CommandLineError(
        fmt::format("\"{}\" has dates and the other has none: they have no calls in common",
                    (variant.model->calendar ? variant : baseline).record.scenario));
  }
}

// ---- The comparison ----------------------------------------------------------------------------

RunOptions run_options_of(const Request& request, const Scenario& baseline,
                          const Console& console) {
  RunOptions options = run_options(baseline);
  if (request.compare.indifference) {
    options.replications = kSelectionFirst;
    options.precision.reset();
  }
  apply(request.play, console, options);
  if (request.compare.indifference && options.replications < 4) {
    throw CommandLineError("--indifference needs 4 replications or more in its first stage");
  }
  return options;
}

ExperimentRecord record_of(const std::vector<Variant>& variants, const RunOptions& options,
                           const Texts& texts) {
  ExperimentRecord record;
  record.title = variants.front().model->title;
  record.batches =
      !variants.front().model->calendar && options.replications == 1 && !options.precision;
  for (const Variant& variant : variants) record.variants.push_back(variant.record);
  record.texts = texts.asked();
  return record;
}

void print(const Request& request, const Comparison& comparison, const Console& console) {
  switch (request.output.format) {
    case Format::kText:
      console.out << comparison_report(comparison,
                                       {.unicode = console.unicode, .color = console.color});
      return;
    case Format::kJson:
      write_comparison_json(comparison, console.out);
      return;
    case Format::kCsv:
      write_comparison_csv(comparison, console.out);
      return;
  }
}

void write_files(const Request& request, const Comparison& comparison, const Console& console) {
  write_file(*request.output.folder / "comparison.json",
             [&](std::ostream& out) { write_comparison_json(comparison, out); });
  write_file(*request.output.folder / "comparison.csv",
             [&](std::ostream& out) { write_comparison_csv(comparison, out); });
  tell_of_folder(request.output, console);
}

void write_reports_of(const Request& request, const Texts& texts, const Comparison& comparison,
                      const Console& console) {
  std::ostringstream json, csv;
  write_comparison_json(comparison, json);
  write_comparison_csv(comparison, csv);
  std::vector<std::string> changes = request.overrides;
  for (const std::string& change : request.changes) changes.push_back(change);
  write_reports(request.output.report, "compare", json.str(), {{"Comparison", csv.str()}},
                source_texts(request.files.front(), texts.asked(), changes), request.output.quiet,
                console);
}

int compare_scenarios(Request request, const Console& console) {
  Texts disk;
  Texts& texts = console.texts ? *console.texts : disk;
  std::optional<Scenario> baseline;
  const std::vector<Variant> variants = variants_of(request, texts, baseline);
  check_alike(variants);
  for (const Variant& variant : variants) request.compare.names.push_back(variant.record.name);
  RunOptions options = run_options_of(request, *baseline, console);
  prepare_output(request.output);

  Progress progress(console.err, console.live && !request.output.quiet);
  std::optional<Comparison> comparison;
  const int signal = play_experiment(
      request.play, console, request.output.quiet, options, record_of(variants, options, texts),
      progress, [&](const RunOptions& play) {
        comparison = compare({variants.size(), [&](std::size_t v) { return variants[v].model; }},
                             play, request.compare);
      });
  if (!comparison) {
    if (signal == 0) return kDone;
    console.err << "hotline: stopped before there was something of each scenario\n";
    return kSignal + signal;
  }
  tell_of_precision(comparison->too_wide, request.output.quiet, console);
  if (request.output.folder) write_files(request, *comparison, console);
  write_reports_of(request, texts, *comparison, console);
  if (request.output.prints()) print(request, *comparison, console);
  return comparison->interrupted && signal != 0 ? kSignal + signal : kDone;
}

int compare_command(const std::vector<std::string>& arguments, const Console& console) {
  const Options options(known_options(), arguments);
  if (options.has("help")) {
    console.out << kHelpBegins << play_help() << kHelpGoesOn;
    return kDone;
  }
  return compare_scenarios(request_of(options, arguments), console);
}

}  // namespace

const Command kCompareCommand = {"compare", "A.toml B.toml ...",
                                 "tell how scenarios differ, and how surely", compare_command};

}  // namespace hotline
