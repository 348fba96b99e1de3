#include "dialler.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "condition.hpp"
#include "group_order.hpp"

namespace hotline::reading {
namespace {

constexpr int kMostDials = 100'000;
constexpr double kMostPerIdle = 1000;

constexpr std::array<std::pair<const char*, Dialler::Mismatch>, 3> kMismatches = {
    {{"wait", Dialler::Mismatch::kWait},
     {"drop", Dialler::Mismatch::kDrop},
     {"hang up", Dialler::Mismatch::kHangUp}}};

// A number of dials, or { per_idle = 1.5 }.
std::optional<Dials> as_dials(const Field& field, int least) {
  Dials dials;
  if (!field.node.as<Table>()) {
    const auto number = whole_between(least, kMostDials)(field);
    if (!number) return std::nullopt;
    dials.number = *number;
    return dials;
  }
  dials.per_idle = true;
  bool sound = false;
  in_table(field, field.title(), [&](TableView& table) {
    sound = table.required("per_idle", dials.number, positive_up_to(kMostPerIdle));
  });
  if (!sound) return std::nullopt;
  return dials;
}

std::optional<Dialler> as_dialler(const Field& field) {
  Dialler dialler;
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    table.required("dials", dialler.dials, [](const Field& dials) { return as_dials(dials, 1); });
    table.optional("when_idle", dialler.when_idle, whole_between(1, kMostDials));
    table.required("mismatch", dialler.mismatch,
                   [](const Field& rule) { return as_choice(rule, kMismatches); });
  });
  if (field.problems.count() > before) return std::nullopt;
  return dialler;
}

const CallType* call_named(const Draft& draft, const std::string& name) {
  const auto call = std::ranges::find(draft.scenario.calls, name, &CallType::name);
  return call == draft.scenario.calls.end() ? nullptr : &*call;
}

SlowDialling read_rule(TableView& table, const Draft& draft) {
  SlowDialling rule;
  table.required("call", rule.call, [&](const Field& name) {
    auto call = as_call(name, draft);
    const CallType* type = call ? call_named(draft, *call) : nullptr;
    if (type == nullptr || (type->deferred && type->deferred->dialler)) return call;
    name.wrong(in_quotes(*call) + " has no dialler",
               "add dialler = { dials = 2, mismatch = \"drop\" } to it");
    call.reset();
    return call;
  });
  table.required("if", rule.condition,
                 [&](const Field& condition) { return as_condition(condition, draft); });
  table.required("dials", rule.dials, [](const Field& dials) { return as_dials(dials, 0); });
  return rule;
}

// What a group does when it is not with the callers, and when it is not with other work.
void check_takes(const Field& field, const std::string& group, const Draft& draft) {
  if (!draft.call_names_known) return;
  for (std::size_t g = 0; g < draft.groups.size(); ++g) {
    const AgentGroup& written = draft.scenario.agents[g];
    if (written.name != group || !draft.groups[g].takes) continue;
    bool calls = false, work = false;
    for (const std::string& name : written.takes) {
      const CallType* type = call_named(draft, name);
      if (type == nullptr) return;
      (type->deferred ? work : calls) = true;
    }
    if (calls && work) continue;
    field.wrong(fmt::format("{} takes no {}: there is nothing to move between", in_quotes(group),
                            calls ? "deferred work" : "callers"),
                "its takes are at " + place_text(*draft.groups[g].takes));
  }
}

void read_levels(TableView& table, Blend& blend) {
  const bool has_level = table.required("at_least", blend.at_least, as_probability);
  blend.below = blend.at_least;
  table.optional("below", blend.below, as_probability);
  if (!has_level || blend.below <= blend.at_least) return;
  table.wrong_key("below", "the group would turn back at once: \"below\" is more than \"at_least\"",
                  "\"at_least\" is at " + place_text(table.find("at_least")->node.spot));
}

void read_blend_of(TableView& table, Names& groups, Draft& draft) {
  Blend blend;
  const std::size_t before = table.problems().count();
  if (table.required("agents", blend.group,
                     [&](const Field& group) { return as_group(group, draft); })) {
    const Field name = *table.find("agents");
    groups.add(blend.group, name.node.spot, table.problems());
    check_takes(name, blend.group, draft);
  }
  if (table.required("service_level", blend.call,
                     [&](const Field& call) { return as_call(call, draft); })) {
    const CallType* type = call_named(draft, blend.call);
    if (type != nullptr && type->deferred) {
      table.find("service_level")
          ->wrong(
              fmt::format("{} is deferred: its callers are not on the line", in_quotes(blend.call)),
              "name a type of callers");
    }
  }
  table.required("over", blend.over, as_positive_duration);
  read_levels(table, blend);
  table.optional("stay", blend.stay, as_duration);
  if (table.problems().count() == before) draft.scenario.routing.blend.push_back(blend);
}

}  // namespace

void read_dialler(TableView& table, CallType& call) {
  const auto field = table.find("dialler");
  if (!field) return;
  const auto dialler = as_dialler(*field);
  if (!dialler) return;
  if (!call.deferred || !call.deferred->dial) {
    const auto deferred = table.find("deferred");
    if (deferred && !call.deferred) return;  // with mistakes of its own
    field->wrong("a dialler is for deferred work that begins with a call",
                 "add deferred = { dial = \"20 s\", answered = 0.4 }");
    return;
  }
  if (call.deferred->keeps_turn || call.deferred->reserve > 0) {
    field->wrong(fmt::format("beside a dialler {} of deferred means nothing",
                             call.deferred->keeps_turn ? "\"turn\"" : "\"reserve\""),
                 call.deferred->keeps_turn
                     ? "leave it out: whoever answers is on the line"
                     : "write when_idle in dialler: it dials while so many agents are idle");
  }
  call.deferred->dialler = *dialler;
}

void read_slow_dialling(TableView& routing, Draft& draft) {
  const auto field = routing.find("slow_dialling");
  if (!field) return;
  for_each_table(*field, "a rule of \"slow_dialling\"", [&](TableView& table) {
    const std::size_t before = table.problems().count();
    SlowDialling rule = read_rule(table, draft);
    if (table.problems().count() > before) return;
    draft.scenario.routing.slow_dialling.push_back(std::move(rule));
  });
}

void read_blend(TableView& routing, Draft& draft) {
  const auto field = routing.find("blend");
  if (!field) return;
  Names groups("rules of \"blend\"");
  for_each_table(*field, "a rule of \"blend\"",
                 [&](TableView& table) { read_blend_of(table, groups, draft); });
}

}  // namespace hotline::reading
