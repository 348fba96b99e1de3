#include "sequel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "distribution.hpp"

namespace hotline::reading {
namespace {

constexpr double kTolerance = 1e-9;

constexpr std::array<std::pair<const char*, bool>, 2> kPlaces = {{{"keep", true}, {"lose", false}}};

void read_transfer(TableView& table, Sequel& sequel) {
  table.optional("transfer_to", sequel.to, as_name);
  table.optional("warm", sequel.together, as_distribution);
  table.optional("place", sequel.keeps_place,
                 [](const Field& place) { return as_choice(place, kPlaces); });
}

std::optional<Sequel> as_sequel(const Field& field, std::vector<Spot>& targets) {
  Sequel sequel;
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    const auto kind = table.one_of({"transfer_to", "consult", "call_again"});
    if (kind == "transfer_to") read_transfer(table, sequel);
    if (kind == "consult") {
      sequel.kind = Sequel::Kind::kConsult;
      table.optional("consult", sequel.to, as_name);
      table.required("length", sequel.length, as_distribution);
    }
    if (kind == "call_again") {
      sequel.kind = Sequel::Kind::kCallAgain;
      table.optional("call_again", sequel.length, as_distribution);
    }
    table.required("probability", sequel.probability, as_probability);
    if (kind) targets.push_back(table.find(*kind)->node.spot);
  });
  if (field.problems.count() > before) return std::nullopt;
  return sequel;
}

// The types from which every call goes on to another of them, with certainty.
std::set<std::string> endless_types(const std::vector<CallType>& calls) {
  std::set<std::string> endless;
  for (const CallType& call : calls) endless.insert(call.name);
  for (bool changed = true; changed;) {
    changed = false;
    for (const CallType& call : calls) {
      double onward = 0;
      for (const Sequel& sequel : call.then) {
        const std::string& to = sequel.kind == Sequel::Kind::kCallAgain ? call.name : sequel.to;
        if (sequel.kind != Sequel::Kind::kConsult && endless.contains(to)) {
          onward += sequel.probability;
        }
      }
      if (onward < 1 - kTolerance && endless.erase(call.name) > 0) changed = true;
    }
  }
  return endless;
}

// "a, then b, then a".
std::string loop_from(const CallType& start, const std::vector<CallType>& calls,
                      const std::set<std::string>& endless) {
  std::string text = in_quotes(start.name);
  std::set<std::string> seen = {start.name};
  for (const CallType* at = &start;;) {
    std::string next = at->name;
    for (const Sequel& sequel : at->then) {
      if (sequel.kind == Sequel::Kind::kTransfer && endless.contains(sequel.to)) next = sequel.to;
    }
    text += ", then " + in_quotes(next);
    if (!seen.insert(next).second) return text;
    at = &*std::ranges::find(calls, next, &CallType::name);
  }
}

}  // namespace

std::optional<Ivr> as_ivr(const Field& field) {
  Ivr ivr;
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    table.required("length", ivr.length, as_distribution);
    table.optional("self_served", ivr.self_served, as_probability);
    table.optional("hung_up", ivr.hung_up, as_probability);
    if (ivr.self_served + ivr.hung_up > 1 + kTolerance) {
      table.wrong_key("hung_up",
                      "the probabilities of \"self_served\" and \"hung_up\" add up to "
                      "more than 1");
    }
  });
  if (field.problems.count() > before) return std::nullopt;
  return ivr;
}

std::optional<std::vector<Sequel>> as_sequels(const Field& field, std::vector<Spot>& targets) {
  auto sequels =
      as_list<Sequel>(field, [&](const Field& element) { return as_sequel(element, targets); });
  if (!sequels) return sequels;
  double sum = 0;
  for (const Sequel& sequel : *sequels) sum += sequel.probability;
  if (sum <= 1 + kTolerance) return sequels;
  field.wrong(
      fmt::format("the probabilities in {} add up to {:.6g}, more than 1", field.title(), sum),
      "at most one of them happens after a call");
  return std::nullopt;
}

std::set<std::string> handed_over_to(const Field& calls) {
  std::set<std::string> names;
  for (const Field& call : as_elements(calls)) {
    const Table* members = call.node.as<Table>();
    const Member* then = members == nullptr ? nullptr : find(*members, "then");
    if (then == nullptr) continue;
    for (const Field& sequel : as_elements({then->value, then->key, calls.problems})) {
      const Table* keys = sequel.node.as<Table>();
      for (const char* key : {"transfer_to", "consult"}) {
        const Member* to = keys == nullptr ? nullptr : find(*keys, key);
        const std::string* name = to == nullptr ? nullptr : to->value.as<std::string>();
        if (name != nullptr) names.insert(*name);
      }
    }
  }
  return names;
}

void check_sequels(const Draft& draft, Problems& problems) {
  if (!draft.call_names_known) return;
  const std::vector<CallType>& calls = draft.scenario.calls;
  const std::vector<std::string> names = call_names(draft);
  const std::size_t before = problems.count();
  for (std::size_t c = 0; c < calls.size(); ++c) {
    for (std::size_t s = 0; s < calls[c].then.size(); ++s) {
      const Sequel& sequel = calls[c].then[s];
      if (sequel.kind == Sequel::Kind::kCallAgain || std::ranges::count(names, sequel.to) > 0) {
        continue;
      }
      no_such_name(problems, draft.calls[c].sequels[s], "call type", sequel.to, names);
    }
  }
  if (problems.count() > before) return;
  const std::set<std::string> endless = endless_types(calls);
  for (std::size_t c = 0; c < calls.size(); ++c) {
    if (!endless.contains(calls[c].name)) continue;
    problems.add(draft.calls[c].sequels.front(),
                 "a call would go on for ever: " + loop_from(calls[c], calls, endless),
                 "lower one of these probabilities below 1");
    return;
  }
}

}  // namespace hotline::reading
