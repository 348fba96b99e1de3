#include <fmt/ostream.h>

#include <string>
#include <vector>

#include "hotline/engine/replication.hpp"
#include "hotline/report/data.hpp"
#include "hotline/report/name.hpp"

namespace hotline {
namespace {

template <class Named>
std::vector<std::string> fields_of(const std::vector<Named>& things) {
  std::vector<std::string> fields;
  for (const Named& thing : things) fields.push_back(csv_field(thing.name));
  return fields;
}

}  // namespace

void write_calls_csv(const Model& model, std::uint64_t seed, int replication, bool header,
                     std::ostream& out) {
  const std::vector<std::string> types = fields_of(model.types);
  const std::vector<std::string> groups = fields_of(model.groups);
  if (header) {
    out << "replication,call_type,attempt,arrived_s,waited_s,outcome,group,talk_s,after_call_s\n";
  }
  Replication(model).play(
      seed, static_cast<std::uint64_t>(replication), [](const Tally&) { return true; },
      [&](const CallRecord& call) {
        fmt::print(out, "{},{},{},{:.3f},{:.3f},{},{},{:.3f},{:.3f}\n", replication + 1,
                   types[call.type], call.attempt + 1, call.arrived, call.waited,
                   info_of(call.outcome).name,
                   call.group == kNoLimit ? std::string() : groups[call.group], call.talk,
                   call.after_call);
      });
}

}  // namespace hotline
