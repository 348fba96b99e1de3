#include "callback.hpp"

#include <fmt/format.h>

#include "distribution.hpp"

namespace hotline::reading {
namespace {

constexpr int kMostWaits = 1000;
constexpr int kMostCount = 1'000'000;

constexpr std::array<std::pair<const char*, AnnouncedWait::Rule>, 4> kRules = {
    {{"head of line", AnnouncedWait::Rule::kHeadOfLine},
     {"last wait", AnnouncedWait::Rule::kLastWait},
     {"queue length", AnnouncedWait::Rule::kQueueLength},
     {"queue length and patience", AnnouncedWait::Rule::kQueueAndPatience}}};

std::optional<AnnouncedWait> as_announced_wait(const Field& field) {
  AnnouncedWait announced;
  if (!field.node.as<Table>()) {
    const auto rule = as_choice(field, kRules);
    if (!rule) return std::nullopt;
    announced.rule = *rule;
    return announced;
  }
  announced.rule = AnnouncedWait::Rule::kMeanOfLast;
  bool sound = false;
  in_table(field, field.title(), [&](TableView& table) {
    sound = table.required("mean_of_last", announced.last, whole_between(1, kMostWaits));
  });
  if (!sound) return std::nullopt;
  return announced;
}

std::optional<std::vector<BalkCurve::Point>> as_points(const Field& field, const char* wait_key) {
  auto points = as_list<BalkCurve::Point>(field, [&](const Field& element) {
    std::optional<BalkCurve::Point> point = BalkCurve::Point{};
    const std::size_t before = element.problems.count();
    in_table(element, "a point of " + field.title(), [&](TableView& table) {
      table.required(wait_key, point->wait, as_duration);
      table.required("probability", point->probability, as_probability);
    });
    if (element.problems.count() > before) point.reset();
    return point;
  });
  if (points && points->empty()) {
    field.wrong(field.title() + " must not be empty");
    return std::nullopt;
  }
  for (std::size_t i = 1; points && i < points->size(); ++i) {
    if ((*points)[i - 1].wait < (*points)[i].wait) continue;
    as_elements(field)[i].wrong("the waits must be in order, each longer than the one before");
    return std::nullopt;
  }
  return points;
}

std::optional<BalkCurve> as_balk_curve(const Field& field) {
  BalkCurve curve;
  const std::size_t before = field.problems.count();
  const auto read = [&curve](const char* wait_key) {
    return [&curve, wait_key](const Field& list) -> std::optional<bool> {
      auto points = as_points(list, wait_key);
      if (!points) return std::nullopt;
      curve.points = std::move(*points);
      return true;
    };
  };
  if (field.node.as<Table>()) {
    in_table(field, field.title(), [&](TableView& table) {
      table.required("straight_lines", curve.straight_lines, read("at"));
    });
  } else {
    read("from")(field);
  }
  if (field.problems.count() > before) return std::nullopt;
  return curve;
}

}  // namespace

void read_announcement(TableView& table, CallType& call) {
  table.optional("announced_wait", call.announced_wait, as_announced_wait);
  const auto balk = table.find("balk");
  if (!balk) return;
  if (!balk->node.as<Table>() && !balk->node.as<Array>()) {
    table.optional("balk", call.balk, as_probability);
    return;
  }
  call.balk_by_wait = as_balk_curve(*balk);
  if (call.balk_by_wait && !table.find("announced_wait")) {
    balk->wrong("balking by the wait needs a wait that is announced",
                "add announced_wait = \"head of line\"");
  }
}

std::optional<Callback> as_callback(const Field& field, const CallType& call,
                                    std::optional<Spot>& target) {
  Callback callback;
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    if (table.required("to", callback.to, as_name)) target = table.find("to")->node.spot;
    table.optional("if_wait", callback.if_wait, as_positive_duration);
    table.optional("if_queue", callback.if_queue, whole_between(1, kMostCount));
    table.optional("after", callback.after, as_duration);
    table.required("accepted", callback.accepted, as_probability);
    if (callback.if_wait && !call.announced_wait) {
      table.wrong_key("if_wait", "an offer by the wait needs a wait that is announced",
                      "add announced_wait = \"head of line\" to the call type");
    }
  });
  if (field.problems.count() > before) return std::nullopt;
  return callback;
}

std::optional<Voicemail> as_voicemail(const Field& field, std::optional<Spot>& target) {
  Voicemail voicemail;
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    if (table.required("to", voicemail.to, as_name)) target = table.find("to")->node.spot;
    table.optional("after", voicemail.after, as_duration);
    table.optional("probability", voicemail.probability, as_probability);
    table.optional("when_closed", voicemail.when_closed, as_probability);
    table.optional("length", voicemail.length, as_distribution);
    if (!table.find("after") && table.find("probability")) {
      table.wrong_key("probability", "the probability is that of an offer made in queue",
                      "add after = \"2 min\", or write when_closed = 0.5");
    } else if (!table.find("after") && !table.find("when_closed")) {
      table.wrong("nobody would ever be asked for a message",
                  "add after = \"2 min\" or when_closed = 0.5");
    }
  });
  if (field.problems.count() > before) return std::nullopt;
  return voicemail;
}

}  // namespace hotline::reading
