#include "staff_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>

#include "command.hpp"
#include "hotline/scenario/phrase.hpp"

namespace hotline {
namespace {

using Measure = StaffingTarget::Measure;

// "90%", "90 %" or "0.9".
double share_of(std::string text, const std::string& whole, const char* option) {
  const bool percent = text.ends_with('%');
  if (percent) text.pop_back();
  while (text.ends_with(' ')) text.pop_back();
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (percent) value /= 100;
  if (error != std::errc() || end != text.data() + text.size() || !(value > 0 && value <= 1)) {
    throw CommandLineError(
        fmt::format("{} \"{}\" needs a share such as 90% or 0.9", option, whole));
  }
  return value;
}

Seconds time_of(const std::string& text, const std::string& whole) {
  const bool is_number = text.find_first_not_of("0123456789.") == std::string::npos;
  try {
    return duration_of_phrase(is_number ? text + " s" : text);
  } catch (const PhraseError& error) {
    throw CommandLineError(fmt::format("--target \"{}\": {}", whole, error.what()), error.hint());
  }
}

}  // namespace

StaffingTarget target_of(const std::string& whole) {
  StaffingTarget target;
  std::string text = whole, of;
  if (const auto place = text.find(" of "); place != std::string::npos) {
    of = text.substr(place + 4);
    text.erase(place);
  }
  if (const auto slash = text.find('/'); slash != std::string::npos) {
    std::string share = text.substr(0, slash);
    if (!share.ends_with('%') && share.find('.') == std::string::npos) share += '%';
    target.limit = share_of(share, whole, "--target");
    target.within = time_of(text.substr(slash + 1), whole);
  } else {
    const auto space = text.find(' ');
    const std::string word = text.substr(0, space);
    const std::string value = space == std::string::npos ? "" : text.substr(space + 1);
    if (word == "abandonment") {
      target.measure = Measure::kAbandonment;
      target.limit = share_of(value, whole, "--target");
    } else if (word == "occupancy") {
      target.measure = Measure::kOccupancy;
      target.limit = share_of(value, whole, "--target");
    } else if (word == "asa") {
      target.measure = Measure::kAsa;
      target.limit = time_of(value, whole);
      if (!(target.limit > 0)) {
        throw CommandLineError(
            fmt::format("--target \"{}\": a mean wait above 0 is needed", whole));
      }
    } else {
      throw CommandLineError(
          fmt::format("--target \"{}\" is none", whole),
          "Write 80/20, \"abandonment 5%\", \"asa 30s\" or \"occupancy 85%\", perhaps with "
          "\" of NAME\"");
    }
  }
  if (!of.empty()) (target.measure == Measure::kOccupancy ? target.agents : target.calls) = {of};
  return target;
}

void add_plan_options(boost::program_options::options_description& options) {
  namespace po = boost::program_options;
  for (const char* name : {"each", "in-days", "by", "plan-for", "method", "replications", "threads",
                           "seed", "format", "out"}) {
    options.add_options()(name, po::value<std::string>());
  }
  for (const char* name : {"target", "set"}) {
    options.add_options()(name, po::value<std::vector<std::string>>()->composing());
  }
  options.add_options()("quiet", "")("help,h", "");
}

void apply_targets(const Options& options, Scenario& scenario) {
  const std::vector<std::string> written = options.all("target");
  if (written.empty()) {
    for (const char* name : {"each", "in-days"}) {
      if (options.has(name)) {
        throw CommandLineError(fmt::format("--{} says over what a --target holds", name),
                               "The targets of the scenario say it themselves.");
      }
    }
    return;
  }
  scenario.staffing.targets.clear();
  const std::string each =
      options.text("each").value_or(options.has("in-days") ? "day" : "interval");
  for (const std::string& text : written) {
    StaffingTarget target = target_of(text);
    const auto check_name = [&](const auto& names, const auto& rows, const char* what) {
      std::vector<std::string> known;
      for (const auto& row : rows) known.push_back(row.name);
      for (const std::string& name : names) {
        if (std::ranges::count(known, name) > 0) continue;
        throw CommandLineError(
            fmt::format("--target \"{}\": there is no {} \"{}\"", text, what, name),
            suggestion(name, known));
      }
    };
    check_name(target.calls, scenario.calls, "call type");
    check_name(target.agents, scenario.agents, "group of agents");
    if (each == "day") {
      target.each = StaffingTarget::Each::kDay;
    } else if (each == "horizon") {
      target.each = StaffingTarget::Each::kHorizon;
    } else if (each != "interval") {
      throw CommandLineError(
          fmt::format("--each must be interval, day or horizon, not \"{}\"", each));
    }
    if (const auto share = options.text("in-days")) {
      if (target.each != StaffingTarget::Each::kDay) {
        throw CommandLineError("--in-days counts days: it goes with --each day");
      }
      target.in_days = share_of(*share, *share, "--in-days");
    }
    scenario.staffing.targets.push_back(std::move(target));
  }
}

PlanBy plan_by(const Options& options) {
  const std::string by = options.text("by").value_or("weekday");
  if (by == "weekday") return PlanBy::kWeekday;
  if (by == "date") return PlanBy::kDate;
  throw CommandLineError(fmt::format("--by must be weekday or date, not \"{}\"", by));
}

PlanFor plan_for(const Options& options) {
  const std::string what = options.text("plan-for").value_or("mean");
  if (what == "mean") return {};
  const double share = share_of(what, what, "--plan-for");
  if (share >= 1) throw CommandLineError("--plan-for needs mean, or a share below 100%");
  return {share};
}

StaffingMethod method_of(const Options& options) {
  static const std::map<std::string, StaffingMethod> kMethods = {
      {"simulation", StaffingMethod::kSimulation},
      {"erlang-c", StaffingMethod::kErlangC},
      {"erlang-a", StaffingMethod::kErlangA},
      {"mol", StaffingMethod::kModifiedOfferedLoad}};
  const std::string name = options.text("method").value_or("simulation");
  const auto found = kMethods.find(name);
  if (found != kMethods.end()) return found->second;
  std::vector<std::string> names;
  for (const auto& method : kMethods) names.push_back(method.first);
  throw CommandLineError(
      fmt::format("--method must be simulation, erlang-c, erlang-a or mol, not \"{}\"", name),
      suggestion(name, names));
}

SearchOptions search_options(const Options& options, const Scenario& scenario) {
  SearchOptions search;
  search.replications = static_cast<int>(options.number("replications", 2, 100'000).value_or(0));
  search.threads = static_cast<int>(options.number("threads", 1, 1024).value_or(0));
  search.seed = options.number("seed", 0, std::numeric_limits<std::uint64_t>::max())
                    .value_or(scenario.run.seed);
  search.confidence = scenario.run.confidence;
  return search;
}

std::string plan_format(const Options& options) {
  const std::string format = options.text("format").value_or("text");
  if (format == "text" || format == "json" || format == "csv") return format;
  throw CommandLineError(fmt::format("--format must be text, json or csv, not \"{}\"", format));
}

std::string file_of(const Options& options, const std::string& command) {
  const std::vector<std::string> files = options.all("file");
  if (files.empty())
    throw CommandLineError(fmt::format("\"{}\" needs the file of a scenario", command));
  if (files.size() == 1) return files.front();
  throw CommandLineError(fmt::format("\"{}\" takes one scenario, not both \"{}\" and \"{}\"",
                                     command, files[0], files[1]));
}

}  // namespace hotline
