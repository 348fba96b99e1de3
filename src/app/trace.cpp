#include "hotline/report/trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>
#include <limits>

#include "command.hpp"
#include "hotline/report/name.hpp"
#include "hotline/scenario/read.hpp"
#include "options.hpp"

namespace hotline {
namespace {

namespace po = boost::program_options;

constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();

constexpr std::string_view kHelp = R"(Usage: hotline trace FILE [options]

Plays one replication of the scenario in FILE and prints what happens, event by event.

Options:
  --replication N         which one, from 1; default: 1
  --seed S                of the random numbers; default: as in the scenario
  --caller N              only this caller, by the number that the trace gives
  --type NAME             only this call type; may be repeated
  --from TIME             from then on: "2013-07-04 08:30" or "2013-07-04"; of a steady run, seconds
  --to TIME               up to then
  --agents                also agents who come and go, and become idle
  --limit N               at most N lines
  --set path=value        override a key of the scenario; may be repeated
  --format FORMAT         text (default), or json: one object a line
  --help                  print this

Examples:
  hotline trace scenarios/ciam/2013.toml --from "2013-10-07 11:00" --to "2013-10-07 12:00"
  hotline trace scenarios/ciam/2013.toml --caller 12
  hotline trace scenarios/ciam/2013.toml --type protection --format json
)";

po::options_description known_options() {
  po::options_description options;
  for (const char* name : {"replication", "seed", "caller", "from", "to", "limit", "format"}) {
    options.add_options()(name, po::value<std::string>());
  }
  for (const char* name : {"type", "set"}) {
    options.add_options()(name, po::value<std::vector<std::string>>()->composing());
  }
  options.add_options()("agents", "")("help,h", "");
  return options;
}

// Reads digits up to `stop`, and takes them and it off the front of `text`.
std::optional<int> take_number(std::string_view& text, char stop) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool at_end = end == text.data() + text.size();
  if (error != std::errc() || value < 0 || (!at_end && *end != stop)) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()) + (at_end ? 0 : 1));
  return value;
}

// "2013-07-04 08:30", with a "T" between them if wanted, or a date alone.
std::optional<Seconds> civil_time(const Model& model, std::string_view text) {
  const auto year = take_number(text, '-');
  const auto month = take_number(text, '-');
  const auto day = take_number(text, text.find('T') == text.npos ? ' ' : 'T');
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date = std::chrono::year(*year) / *month / *day;
  ClockTime clock = 0;
  for (const Seconds unit : {kHour, kMinute, 1.0}) {
    if (text.empty()) break;
    const auto number = take_number(text, ':');
    if (!number) return std::nullopt;
    clock += *number * unit;
  }
  if (!date.ok() || !text.empty()) return std::nullopt;
  return instant_of(model, date, clock);
}

Seconds time_of(const Options& options, const std::string& name, const Model& model,
                Seconds otherwise) {
  const auto text = options.text(name);
  if (!text) return otherwise;
  if (!model.calendar) {
    double seconds = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), seconds);
    if (error == std::errc() && end == text->data() + text->size()) return seconds;
    throw CommandLineError(
        fmt::format("--{} takes seconds since the start of a steady run, not \"{}\"", name, *text));
  }
  const auto time = civil_time(model, *text);
  if (time) return *time;
  throw CommandLineError(
      fmt::format("--{} takes a time within the horizon, not \"{}\"", name, *text),
      fmt::format("The first is \"{} 00:00\", the last day is {}.",
                  format_date(model.dates.front()), format_date(model.dates.back())));
}

std::vector<TypeId> types_of(const Options& options, const Model& model) {
  std::vector<std::string> known;
  for (const TypeModel& type : model.types) known.push_back(type.name);
  std::vector<TypeId> types;
  for (const std::string& name : options.all("type")) {
    const auto found = std::ranges::find(known, name);
    if (found == known.end()) {
      throw CommandLineError(fmt::format("there is no call type \"{}\"", name),
                             suggestion(name, known));
    }
    types.push_back(static_cast<TypeId>(found - known.begin()));
  }
  return types;
}

TraceFormat format_of(const Options& options) {
  const std::string name = options.text("format").value_or("text");
  if (name == "text") return TraceFormat::kText;
  if (name == "json") return TraceFormat::kJsonLines;
  const std::vector<std::string> names = {"text", "json"};
  throw CommandLineError(fmt::format("--format must be text or json, not \"{}\"", name),
                         suggestion(name, names));
}

int trace(const std::vector<std::string>& arguments, const Console& console) {
  const Options options(known_options(), arguments);
  if (options.has("help")) {
    console.out << kHelp;
    return kDone;
  }
  const std::vector<std::string> files = options.all("file");
  if (files.size() != 1) throw CommandLineError("\"trace\" needs the file of one scenario");
  const TraceFormat format = format_of(options);
  const auto replication = options.number("replication", 1, kMost).value_or(1);
  const auto seed = options.number("seed", 0, std::numeric_limits<std::uint64_t>::max());
  TraceFilter filter;
  filter.caller = options.number("caller", 1, kMost);
  filter.most = options.number("limit", 1, kMost).value_or(0);
  filter.agents = options.has("agents");

  const Scenario scenario = read_scenario(files.front(), options.all("set"));
  const Model model = compile(scenario);
  filter.types = types_of(options, model);
  filter.from = time_of(options, "from", model, 0);
  filter.to = time_of(options, "to", model, kNever);
  const bool cut = write_trace(model, seed.value_or(scenario.run.seed), replication - 1, filter,
                               format, console.unicode, console.out);
  if (cut) console.err << fmt::format("There is more after these {} lines.\n", filter.most);
  return kDone;
}

}  // namespace

const Command kTraceCommand = {"trace", "FILE [options]", "show one replication event by event",
                               trace};

}  // namespace hotline
