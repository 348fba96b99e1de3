#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "hotline/staffing/plan.hpp"
#include "hotline/staffing/requirement.hpp"

// Who works when: people of the permitted shifts who cover a requirement.
namespace hotline {

// One way to work on one day: a start and a length of a permitted shift, for one group.
struct ShiftKind {
  std::size_t permitted = 0;  // in StaffingWishes::shifts
  GroupId group = 0;
  ClockTime start = 0;
  Seconds length = 0;
  double wage = 0;        // of an hour that is paid; 1 where the scenario has no wages
  double paid_hours = 0;  // of one shift: all but unpaid breaks
};

// Days of a week, Monday first.
using WorkDays = std::array<bool, kDaysPerWeek>;

// One person's week, which is the same every week: a shift at the same time on some days, each with
// its breaks.
struct Slot {
  std::string name;      // "operators 3"
  std::size_t kind = 0;  // in Schedule::kinds
  WorkDays days = {};
  // [weekday]: where each break of the permitted shift begins, after the start of the shift. Empty
  // on days off.
  std::array<std::vector<Seconds>, kDaysPerWeek> breaks = {};
};

struct Schedule {
  std::vector<ShiftKind> kinds;
  std::vector<Slot> slots;
  double cost = 0;         // wages of a week; paid hours where the scenario has no wages
  double paid_hours = 0;   // of a week
  double bound = 0;        // no schedule that covers the requirement costs less
  bool optimal = false;    // proven, to a gap of 0.1 %
  double hours_short = 0;  // agent-hours of a week in which the requirement is not covered
  // Why it is not covered: which wish stands in the way, and by how much.
  std::vector<std::string> obstacles;
};

// Everybody works this often; the days of a week that the rules allow for a kind of shift.
std::vector<WorkDays> permitted_weeks(const WorkRules& rules, const PermittedShift& shift,
                                      Seconds length);

// All kinds of shifts that the wishes allow.
std::vector<ShiftKind> shift_kinds(const Plan& plan);

struct ScheduleOptions {
  double seconds = 20;  // for the integer solver
  SearchOptions search = {};
};

// The cheapest people whose shifts, less breaks, cover the numbers in every interval, where people
// of a group may stand in for those of a group whose call types they all take: an integer program
// over weeks of work (kind of shift x days), with breaks placed implicitly (Bechtold and Jacobs
// 1990; Aykin 1996), by CBC. Where the wishes leave no way to cover them, as much is covered as can
// be, and `obstacles` says why. The plan must be by weekday. Throws Error if no shift is permitted,
// or if the program was built without CBC.
Schedule cover(const Plan& plan, const Staffing& required, const ScheduleOptions& options);

// The scenario with these shifts in the place of its groups' own staffing: one shift for each
// person and day with breaks of its own.
Scenario with_schedule(const Plan& plan, const Schedule& schedule);

// What a schedule is, held against the numbers required.
struct Coverage {
  Table<double> scheduled;  // [cell][group]: people at work, less breaks, on average
  double hours_required = 0, hours_scheduled = 0;  // of a week; paid breaks are not scheduled
  double hours_short = 0, hours_surplus = 0;
  double intervals_covered = 0;  // share of open intervals in which no group is short
  // (people with more skills may stand in, as for `cover`)
};
Coverage coverage_of(const Plan& plan, const Staffing& required, const Table<double>& scheduled);

// A schedule improved by playing it: people are let go, or given shorter shifts, as long as every
// target holds in the simulation of the schedule itself, with its breaks and absences; and where a
// target does not hold, people are added. Then checked by fresh random numbers.
struct Improved {
  Schedule schedule;
  StaffingCheck check;
  Table<MarginalValue> marginal = {};  // [cell][group]; empty if it was stopped
  bool holds = false;                  // every target, in the search
  bool stopped = false;
  int passes = 0;  // in which all shifts were chosen anew together
  int tried = 0, let_go = 0, shortened = 0, added = 0;
};
Improved improve(const Plan& plan, const Staffing& required, const Schedule& schedule,
                 const ScheduleOptions& options);

// A whole answer: the numbers required (by simulation, or by another method), the people who cover
// them, those people improved, and what they come to.
struct ScheduleAnswer {
  Requirement required;
  Schedule covered;
  Improved improved;  // as covered where improving was not asked for
  BusyDay busy_day;   // of the improved schedule
  Coverage coverage;  // of the improved schedule
};
ScheduleAnswer make_schedule(const Plan& plan, StaffingMethod method, bool improving,
                             const ScheduleOptions& options);

// The rules that a schedule breaks, one sentence each; empty for every schedule made here.
std::vector<std::string> broken_rules(const Plan& plan, const Schedule& schedule);

}  // namespace hotline
