#include <algorithm>

#include "merge.hpp"
#include "units.hpp"

namespace hotline::reading {
namespace {

// All rules, which point to each other.
struct Rules {
  MergeRule scenario, horizon, open, demand, call, arrivals, agents, shift, person, pause;
  MergeRule length;  // a distribution, or a timed one
  MergeRule plain;   // merges key by key, without more
  std::map<std::string, MergeRule> laws;

  Rules() {
    add_laws();
    horizon.alternatives = {{"from", "to", "time_zone", "interval"},
                            {"steady", "warm_up", "batches"}};
    horizon.followers = {"time_zone", "interval", "warm_up", "batches"};
    open.is_opening = true;
    demand.alternatives = {{"volume"}, {"calls_per_day"}, {"levels"}};
    demand.members = {{"weekdays", &plain}, {"busyness", &busyness}};
    arrivals.alternatives = {{"rate", "busyness"},
                             {"rates", "busyness"},
                             {"every", "speed", "busyness"},
                             {"count", "per", "shape", "dirichlet"},
                             {"times"},
                             {"list", "per"}};
    arrivals.followers = {"busyness", "speed", "per", "shape", "dirichlet"};
    arrivals.members = {{"busyness", &busyness}, {"every", &length}, {"count", &number_of_calls}};
    busyness.alternatives = {{"gamma_cv"}, {"lognormal_cv"}};
    number_of_calls.alternatives = {{"gamma_cv"}, {"lognormal_cv"}};
    call.is_list = true;
    call.alternatives = {{"share"}, {"arrivals"}};
    call.members = {{"talk", &length},       {"after_call", &length}, {"patience", &length},
                    {"arrivals", &arrivals}, {"retry", &plain},       {"target", &plain}};
    shift.is_list = true;
    agents.is_list = true;
    agents.alternatives = {{"count"},
                           {"staffing", "special", "at_shift_end"},
                           {"shift", "absence", "late", "early", "at_shift_end"}};
    agents.followers = {"absence", "late", "early", "special", "at_shift_end"};
    agents.members = {
        {"shift", &shift},    {"talk", &plain},  {"speed", &plain},  {"reserve", &plain},
        {"persons", &person}, {"late", &length}, {"early", &length}, {"pause_after_call", &pause}};
    shift.members = {{"late", &length}, {"early", &length}};
    pause.members = {{"length", &length}};
    person.is_list = true;
    scenario.members = {{"horizon", &horizon}, {"open", &open},     {"demand", &demand},
                        {"call", &call},       {"agents", &agents}, {"routing", &routing},
                        {"run", &plain},       {"watch", &watch},   {"segment", &segment},
                        {"report", &plain},    {"cost", &plain}};
    start.members = {{"waiting", &plain}, {"busy", &plain}};
    scenario.members["start"] = &start;
    // Limits are given in pairs, so that a file that inherits may change one of them.
    watch.any_member = &plain;
    call.members["watch"] = &watch;
    agents.members["watch"] = &watch;
    segment.is_list = true;
    routing.members = {{"groups", &plain}, {"group_weights", &plain}};
    lines.is_list = true;
    scenario.members["lines"] = &lines;
    retry.members = {{"delay", &length}};
    call.members["retry"] = &retry;
    ivr.members = {{"length", &length}};
    call.members["ivr"] = &ivr;
    call.members["callback"] = &plain;
    voicemail.members = {{"length", &length}};
    call.members["voicemail"] = &voicemail;
    deferred.members = {
        {"dial", &length}, {"wrong_person_length", &length}, {"again_after", &length}};
    call.members["deferred"] = &deferred;
    call.members["dialler"] = &plain;
    permitted.is_list = true;
    staffing.members["shift"] = &permitted;
    scenario.members["staffing"] = &staffing;
  }
  Rules(const Rules&) = delete;
  Rules& operator=(const Rules&) = delete;

 private:
  MergeRule routing, retry, ivr, lines, busyness, number_of_calls, watch, segment;
  MergeRule voicemail, deferred, start, staffing, permitted;

  void add_laws() {
    laws["exponential"].alternatives = {{"mean"}, {"rate"}};
    laws["lognormal"].alternatives = {{"mean", "cv"}, {"mean", "sd"}, {"median", "sigma"}};
    laws["gamma"].alternatives = {{"mean", "cv"}, {"mean", "shape"}};
    laws["weibull"].alternatives = {{"shape", "mean"}, {"shape", "scale"}};
    laws["hyperexponential"].alternatives = {{"mean", "cv"}, {"shares", "means"}};
    laws["empirical"].alternatives = {{"values"}, {"file", "column", "unit"}};
    laws["shifted"].members = {{"of", &length}};
    for (const char* name : {"uniform", "triangular", "erlang", "normal"}) laws[name];
    length.alternatives = {{"usual", "by_time"}, {"constant"}, {"mixed"}};
    length.members = {{"usual", &length}};
    for (const auto& [name, rule] : laws) {
      length.alternatives.push_back({name});
      length.members[name] = &rule;
    }
  }
};

}  // namespace

const MergeRule& scenario_rule() {
  static const Rules kRules;
  return kRules.scenario;
}

const MergeRule* rule_of(const MergeRule* rule, std::string_view key) {
  if (rule == nullptr) return nullptr;
  const auto member = rule->members.find(key);
  return member == rule->members.end() ? rule->any_member : member->second;
}

}  // namespace hotline::reading
