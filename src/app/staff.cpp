#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <sstream>

#include "command.hpp"
#include "hotline/report/folder.hpp"
#include "hotline/report/name.hpp"
#include "hotline/report/schedule.hpp"
#include "hotline/report/staffing.hpp"
#include "hotline/scenario/read.hpp"
#include "hotline/staffing/requirement.hpp"
#include "progress.hpp"
#include "report_files.hpp"
#include "staff_options.hpp"
#include "stop.hpp"

namespace hotline {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kHelp =
    R"(Usage: hotline staff FILE [options]

Finds the fewest agents, interval by interval and group by group, with which the targets of the
scenario hold: [staffing] says which, otherwise each call type's own target in each interval.

Options:
  --method METHOD         simulation (default), erlang-c, erlang-a or mol (modified offered load)
  --by WHAT               weekday (default): one number for all Mondays at 10:00; or date
)";
constexpr std::string_view kMoreHelp =
    R"(  --frontier              also the curve of cost against service: the search for 60, 70, 80, 85, 90
                          and 95 % instead of the targets' own service levels
  --replications N        of each step of the search; default: by the length of the horizon
  --threads N             on how many threads; default: on all cores
  --seed S                of the random numbers; default: as in the scenario
  --set path=value        override a key of the scenario; may be repeated
  --out DIR               write staffing.csv and staffing.json to DIR; with --frontier also
                          frontier.csv and frontier.json
  --report FILE           write one self-contained page for a browser, with charts
  --lang LANGUAGE         of the page and the workbook: en (default) or es
  --xlsx FILE             write a workbook for spreadsheets
  --format FORMAT         what to print: text (default), json or csv
  --quiet                 no progress
  --help                  print this

Ctrl-C ends the search early with the best numbers so far; the exit code is then 130.

Examples:
  hotline staff scenarios/ciam/2013.toml
  hotline staff scenarios/ciam/2013.toml --method erlang-a --target 80/20
  hotline staff scenarios/ciam/2013.toml --target "abandonment 5%" --each day --plan-for 90%
)";

const std::vector<double> kFrontier = {0.6, 0.7, 0.8, 0.85, 0.9, 0.95};

int staff(const std::vector<std::string>& arguments, const Console& console) {
  po::options_description known;
  add_plan_options(known);
  known.add_options()("frontier", "");
  add_report_options(known);
  const Options options(known, arguments);
  if (options.has("help")) {
    console.out << kHelp << kPlanHelp << kMoreHelp;
    return kDone;
  }
  const std::string file = file_of(options, "staff");
  const StaffingMethod method = method_of(options);
  const std::string format = plan_format(options);
  const PlanFor busy = plan_for(options);
  const PlanBy by = plan_by(options);
  ReportRequest report = report_request_of(options);
  report.command = command_text("staff", arguments);
  Texts texts;
  Scenario scenario = read_scenario(file, options.all("set"), texts);
  SearchOptions search = search_options(options, scenario);
  apply_targets(options, scenario);
  const auto folder = options.text("out");
  if (folder) prepare_folder(*folder);
  prepare_report(report);

  const Plan plan = make_plan(scenario, by, busy);
  const StopOnSignal stop;
  Requirement requirement;
  std::vector<FrontierPoint> points;
  {
    Progress progress(console.err, console.live && !options.has("quiet"));
    search.stop = stop.flag();
    search.progress = [&](std::string_view, double share) {
      progress.show(static_cast<int>(1000 * share), 1000);
    };
    requirement = method == StaffingMethod::kSimulation ? required_by_simulation(plan, search)
                                                        : required_by_formula(plan, method);
    if (options.has("frontier")) points = frontier(plan, kFrontier, search);
  }
  if (folder) {
    const std::filesystem::path to = *folder;
    write_file(to / "staffing.csv",
               [&](std::ostream& out) { write_staffing_csv(plan, requirement.agents, out); });
    write_file(to / "staffing.json",
               [&](std::ostream& out) { out << staffing_json(plan, requirement, file); });
    if (!points.empty()) {
      write_file(to / "frontier.csv", [&](std::ostream& out) { write_frontier_csv(points, out); });
      write_file(to / "frontier.json",
                 [&](std::ostream& out) { out << frontier_json(plan, points); });
    }
  }
  if (report.page || report.workbook) {
    std::string data = staffing_json(plan, requirement, file);
    if (!points.empty()) {
      data = with_frontier(data, frontier_json(plan, points));
    }
    write_reports(report, "staff", data, {}, source_texts(file, texts.asked(), options.all("set")),
                  options.has("quiet"), console);
  }
  if (format == "json") {
    console.out << staffing_json(plan, requirement, file);
  } else if (format == "csv") {
    write_staffing_csv(plan, requirement.agents, console.out);
  } else {
    console.out << staffing_report(
        plan, requirement, {.unicode = console.unicode, .color = console.color, .week = false});
    if (!points.empty()) {
      console.out << frontier_section(
          plan, points, {.unicode = console.unicode, .color = console.color, .week = false});
    }
  }
  return requirement.stopped && stop.signal() != 0 ? kSignal + stop.signal() : kDone;
}

}  // namespace

const Command kStaffCommand = {"staff", "FILE [options]", "how many agents, in each interval",
                               staff};

}  // namespace hotline
