#include "hotline/report/trace.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_map>

#include "hotline/engine/replication.hpp"
#include "hotline/report/name.hpp"

namespace hotline {
namespace {

using Kind = TraceEvent::Kind;
using Json = nlohmann::ordered_json;

bool is_about_agents(Kind kind) { return kind == Kind::kOnPhones || kind == Kind::kOffPhones; }

// The interval in which something happened; what comes after the horizon belongs to the last one.
const IntervalModel& interval_at(const Model& model, Seconds time) {
  const auto next = std::ranges::upper_bound(model.intervals, time, {}, &IntervalModel::start);
  return next == model.intervals.begin() ? *next : *(next - 1);
}

// "2013-07-04 08:12:03.5"; of a steady run "12:03.5" hours are counted on: "103:00:12.5".
std::string time_text(const Model& model, Seconds time) {
  std::string date;
  Seconds clock = time;
  if (model.calendar) {
    const IntervalModel& interval = interval_at(model, time);
    date = format_date(model.dates[interval.day]) + " ";
    clock = model.cell_info[interval.cell].from + (time - interval.start);
  }
  const auto tenths = static_cast<std::int64_t>(std::floor(clock * 10));
  return fmt::format("{}{:02}:{:02}:{:02}.{}", date, tenths / 36000, tenths / 600 % 60,
                     tenths / 10 % 60, tenths % 10);
}

// Gives callers their numbers and writes the events that pass the filter.
class TraceWriter {
 public:
  TraceWriter(const Model& model, const TraceFilter& filter, TraceFormat format, bool unicode,
              std::ostream& out)
      : model_(model), filter_(filter), format_(format), unicode_(unicode), out_(out) {
    for (const TypeModel& type : model.types) {
      types_.push_back(shown(type.name, unicode));
      width_ = std::max(width_, columns_of(types_.back()));
    }
    width_ = std::min<std::size_t>(width_, 24);
  }

  void take(const TraceEvent& event) {
    const std::uint64_t caller = is_about_agents(event.kind) ? 0 : number_of(event.caller);
    if (!passes(event, caller)) return;
    if (filter_.most > 0 && written_ == filter_.most) {
      cut_ = true;
      return;
    }
    ++written_;
    if (format_ == TraceFormat::kJsonLines) {
      out_ << json(event, caller).dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
    } else {
      const std::string who = caller == 0
                                  ? fmt::format("{:<{}}", agent_name(event.agent), width_ + 16)
                                  : fmt::format("caller {:<8} {}", caller,
                                                fitted(types_[event.type], width_, unicode_));
      fmt::print(out_, "{}  {}  {}\n", time_text(model_, event.time), who, sentence(event));
    }
  }

  bool was_cut() const { return cut_; }

 private:
  std::uint64_t number_of(std::uint64_t caller) {
    return numbers_.try_emplace(caller, numbers_.size() + 1).first->second;
  }

  bool passes(const TraceEvent& event, std::uint64_t caller) const {
    if (event.time < filter_.from || event.time >= filter_.to) return false;
    if (is_about_agents(event.kind)) return filter_.agents;
    if (filter_.caller && *filter_.caller != caller) return false;
    return filter_.types.empty() || std::ranges::count(filter_.types, event.type) > 0;
  }

  GroupId group_of(AgentId agent) const {
    GroupId group = 0;
    while (agent >= model_.groups[group].first_agent + model_.groups[group].agents) ++group;
    return group;
  }

  // "operators 3": the third place of the group.
  std::string agent_name(AgentId agent) const {
    const GroupModel& group = model_.groups[group_of(agent)];
    return fmt::format("{} {}", shown(group.name, unicode_), agent - group.first_agent + 1);
  }

  // "for operators, hall; priority 2".
  std::string terms(std::uint32_t id) const {
    const QueueModel& queue = model_.queues[id];
    std::string text = "for";
    for (const GroupId g : queue.groups) {
      text += (g == queue.groups.front() ? " " : ", ") + shown(model_.groups[g].name, unicode_);
    }
    const int before = model_.queues[model_.types[queue.type].queue].priority;
    return queue.priority == before ? text : fmt::format("{}; priority {}", text, queue.priority);
  }

  std::string sentence(const TraceEvent& event) const {
    const std::string length = format_duration(event.length);
    switch (event.kind) {
      case Kind::kCalls:
        return event.attempt == 0 ? "calls"
                                  : fmt::format("{}: attempt {}", event.how, event.attempt + 1);
      case Kind::kMachine:
        return fmt::format("listens to the machine for {}", length);
      case Kind::kDials:
        return fmt::format("is dialled{}, and it rings for {}",
                           event.attempt == 0 ? "" : fmt::format(", attempt {}", event.attempt + 1),
                           length);
      case Kind::kWaits:
        return fmt::format("waits, {} in queue{}", event.number,
                           std::isinf(event.length) ? "" : "; will give up after " + length);
      case Kind::kTurns:
        return "comes onto other terms: " + terms(event.number);
      case Kind::kAnswered:
        return fmt::format(
            "answered by {} {}; talk {}{}", agent_name(event.agent),
            event.length > 0 ? "after " + length : "at once", format_duration(event.talk),
            event.after_call > 0 ? ", after-call work " + format_duration(event.after_call) : "");
      case Kind::kEnded:
        return fmt::format("{}{}", info_of(event.outcome).name,
                           event.length > 0 ? " after " + length : "");
      case Kind::kReturns:
        return fmt::format("{} in {}", event.how, length);
      case Kind::kOnPhones:
      case Kind::kOffPhones:
        return std::string(event.how);
    }
    return "";
  }

  static std::string_view kind_name(Kind kind) {
    switch (kind) {
      case Kind::kCalls:
        return "calls";
      case Kind::kMachine:
        return "machine";
      case Kind::kDials:
        return "dials";
      case Kind::kWaits:
        return "waits";
      case Kind::kTurns:
        return "turns";
      case Kind::kAnswered:
        return "answered";
      case Kind::kEnded:
        return "ended";
      case Kind::kReturns:
        return "returns";
      case Kind::kOnPhones:
      case Kind::kOffPhones:
        return "agent";
    }
    return "";
  }

  Json json(const TraceEvent& event, std::uint64_t caller) const {
    Json line = {{"time_s", event.time}, {"event", kind_name(event.kind)}};
    if (model_.calendar) line["clock"] = time_text(model_, event.time);
    if (caller > 0) {
      line["caller"] = caller;
      line["call_type"] = model_.types[event.type].name;
      line["attempt"] = event.attempt + 1;
    }
    if (caller == 0 || event.kind == Kind::kAnswered) {
      const GroupModel& group = model_.groups[group_of(event.agent)];
      line["group"] = group.name;
      line["agent"] = event.agent - group.first_agent + 1;
    }
    if (!event.how.empty()) line["how"] = event.how;
    switch (event.kind) {
      case Kind::kMachine:
      case Kind::kDials:
        line["length_s"] = event.length;
        break;
      case Kind::kWaits:
        line["queue"] = event.number;
        if (!std::isinf(event.length)) line["patience_s"] = event.length;
        break;
      case Kind::kTurns:
        line["groups"] = Json::array();
        for (const GroupId g : model_.queues[event.number].groups) {
          line["groups"].push_back(model_.groups[g].name);
        }
        line["priority"] = model_.queues[event.number].priority;
        break;
      case Kind::kAnswered:
        line["waited_s"] = event.length;
        line["talk_s"] = event.talk;
        line["after_call_s"] = event.after_call;
        break;
      case Kind::kEnded:
        line["outcome"] = info_of(event.outcome).key;
        line["waited_s"] = event.length;
        break;
      case Kind::kReturns:
        line["delay_s"] = event.length;
        break;
      default:
        break;
    }
    return line;
  }

  const Model& model_;
  const TraceFilter& filter_;
  TraceFormat format_;
  bool unicode_;
  std::ostream& out_;
  std::vector<std::string> types_;
  std::size_t width_ = 3;
  std::unordered_map<std::uint64_t, std::uint64_t> numbers_;  // of callers, in order of appearance
  std::uint64_t written_ = 0;
  bool cut_ = false;
};

}  // namespace

bool write_trace(const Model& model, std::uint64_t seed, std::uint64_t replication,
                 const TraceFilter& filter, TraceFormat format, bool unicode, std::ostream& out) {
  TraceWriter writer(model, filter, format, unicode, out);
  Replication(model).trace(seed, replication, [&](const TraceEvent& event) { writer.take(event); });
  return writer.was_cut();
}

std::optional<Seconds> instant_of(const Model& model, Date date, ClockTime time) {
  for (const IntervalModel& interval : model.intervals) {
    if (!model.calendar || model.dates[interval.day] != date) continue;
    const CellInfo& cell = model.cell_info[interval.cell];
    if (cell.from <= time && time < cell.to) return interval.start + (time - cell.from);
  }
  return std::nullopt;
}

}  // namespace hotline
