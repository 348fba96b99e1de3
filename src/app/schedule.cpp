#include "hotline/staffing/schedule.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <limits>
#include <sstream>

#include "command.hpp"
#include "hotline/report/folder.hpp"
#include "hotline/report/name.hpp"
#include "hotline/report/schedule.hpp"
#include "hotline/report/staffing.hpp"
#include "hotline/scenario/read.hpp"
#include "progress.hpp"
#include "report_files.hpp"
#include "staff_options.hpp"
#include "stop.hpp"

namespace hotline {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kHelp =
    R"(Usage: hotline schedule FILE [options]

Chooses people for the shifts that [staffing] permits, so that the targets hold at the least cost:
first those who cover the numbers required in each interval, then, by playing the schedule itself,
fewer or cheaper ones with whom the targets still hold.

Options:
  --method METHOD         of the numbers required: simulation (default), erlang-c, erlang-a or mol
)";
constexpr std::string_view kMoreHelp =
    R"(  --cover-only            do not improve the schedule by playing it
  --seconds S             for the integer solver, at most; default: 20
  --replications N        of each step; default: by the length of the horizon
  --threads N             on how many threads; default: on all cores
  --seed S                of the random numbers; default: as in the scenario
  --set path=value        override a key of the scenario; may be repeated
  --out DIR               write schedule.toml (a scenario with these shifts, ready to run and to
                          compare), roster.csv, required.csv and schedule.json to DIR
  --report FILE           write one self-contained page for a browser, with charts
  --lang LANGUAGE         of the page and the workbook: en (default) or es
  --xlsx FILE             write a workbook for spreadsheets
  --format FORMAT         what to print: text (default), json, or csv (the roster)
  --quiet                 no progress
  --help                  print this

Ctrl-C ends the search early with the best schedule so far; the exit code is then 130. Where the
wishes leave no way to cover what is required, the report says which of them, and by how much, and the
exit code is 1.

Examples:
  hotline schedule scenarios/ciam/staffing/smallest.toml --out plan
  hotline run plan/schedule.toml
)";

void write_files(const Plan& plan, const ScheduleAnswer& answer, const std::string& file,
                 const std::filesystem::path& folder) {
  const Schedule& schedule = answer.improved.schedule;
  write_file(folder / "schedule.toml", [&](std::ostream& out) {
    write_schedule_toml(plan, schedule, std::filesystem::proximate(file, folder), out);
  });
  write_file(folder / "roster.csv",
             [&](std::ostream& out) { write_roster_csv(plan, schedule, out); });
  write_file(folder / "required.csv",
             [&](std::ostream& out) { write_staffing_csv(plan, answer.required.agents, out); });
  write_file(folder / "schedule.json",
             [&](std::ostream& out) { out << schedule_json(plan, answer, file); });
}

int schedule(const std::vector<std::string>& arguments, const Console& console) {
  po::options_description known;
  add_plan_options(known);
  known.add_options()("cover-only", "")("seconds", po::value<std::string>());
  add_report_options(known);
  const Options options(known, arguments);
  if (options.has("help")) {
    console.out << kHelp << kPlanHelp << kMoreHelp;
    return kDone;
  }
  const std::string file = file_of(options, "schedule");
  const StaffingMethod method = method_of(options);
  const std::string format = plan_format(options);
  const PlanFor busy = plan_for(options);
  if (plan_by(options) != PlanBy::kWeekday) {
    throw CommandLineError("\"schedule\" plans a week: --by weekday");
  }
  ReportRequest report = report_request_of(options);
  report.command = command_text("schedule", arguments);
  Texts texts;
  Scenario scenario = read_scenario(file, options.all("set"), texts);
  if (scenario.staffing.shifts.empty()) {
    throw CommandLineError(
        fmt::format("{} permits no shifts to choose from", shown(file, console.unicode)),
        "Write [[staffing.shift]] with starts and lengths.");
  }
  ScheduleOptions wishes;
  wishes.seconds = static_cast<double>(options.number("seconds", 1, 86'400).value_or(20));
  wishes.search = search_options(options, scenario);
  apply_targets(options, scenario);
  const auto folder = options.text("out");
  if (folder) prepare_folder(*folder);
  prepare_report(report);

  const Plan plan = make_plan(scenario, PlanBy::kWeekday, busy);
  const StopOnSignal stop;
  ScheduleAnswer answer;
  {
    Progress progress(console.err, console.live && !options.has("quiet"));
    wishes.search.stop = stop.flag();
    wishes.search.progress = [&](std::string_view, double share) {
      progress.show(static_cast<int>(1000 * share), 1000);
    };
    answer = make_schedule(plan, method, !options.has("cover-only"), wishes);
  }
  if (folder) write_files(plan, answer, file, *folder);
  if (report.page || report.workbook) {
    std::ostringstream roster;
    write_roster_csv(plan, answer.improved.schedule, roster);
    write_reports(report, "schedule", schedule_json(plan, answer, file), {{"Roster", roster.str()}},
                  source_texts(file, texts.asked(), options.all("set")), options.has("quiet"),
                  console);
  }
  if (format == "json") {
    console.out << schedule_json(plan, answer, file);
  } else if (format == "csv") {
    write_roster_csv(plan, answer.improved.schedule, console.out);
  } else {
    console.out << schedule_report(
        plan, answer, {.unicode = console.unicode, .color = console.color, .week = false});
  }
  for (const std::string& obstacle : answer.covered.obstacles) {
    console.err << "hotline: not covered: " << shown(obstacle, console.unicode) << '\n';
  }
  if (stop.signal() != 0) return kSignal + stop.signal();
  return answer.covered.obstacles.empty() || answer.covered.hours_short < 1e-6 ? kDone : kFailed;
}

}  // namespace

const Command kScheduleCommand = {"schedule", "FILE [options]", "who works when", schedule};

}  // namespace hotline
