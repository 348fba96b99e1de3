#include <fmt/ostream.h>

#include <cmath>

#include "hotline/engine/replication.hpp"
#include "hotline/experiment/run.hpp"

namespace hotline {
namespace {

// Quoted by RFC 4180 where a name needs it.
std::string quoted(const std::string& name) {
  if (name.find_first_of(",\"\r\n") == std::string::npos) return name;
  std::string text = "\"";
  for (const char c : name) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + '"';
}

}  // namespace

void write_calls(const Model& model, std::uint64_t seed, int replication, bool header,
                 std::ostream& out) {
  std::vector<std::string> types, groups;
  for (const TypeModel& type : model.types) types.push_back(quoted(type.name));
  for (const GroupModel& group : model.groups) groups.push_back(quoted(group.name));
  if (header) {
    out << "replication,call_type,attempt,arrived_s,waited_s,outcome,group,talk_s,after_call_s\n";
  }
  Replication player(model);
  player.play(
      seed, static_cast<std::uint64_t>(replication), [](const Tally&) { return true; },
      [&](const CallRecord& call) {
        fmt::print(out, "{},{},{},{:.3f},{:.3f},{},{},{:.3f},{:.3f}\n", replication + 1,
                   types[call.type], call.attempt + 1, call.arrived, call.waited,
                   outcome_name(call.outcome),
                   call.group == kNoLimit ? std::string() : groups[call.group], call.talk,
                   call.after_call);
      });
}

}  // namespace hotline
