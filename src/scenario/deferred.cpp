#include "deferred.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "callback.hpp"
#include "dialler.hpp"
#include "distribution.hpp"
#include "week.hpp"

namespace hotline::reading {
namespace {

constexpr int kMostTries = 1000;
constexpr int kMostReserve = 1'000'000;

constexpr std::array<std::pair<const char*, bool>, 2> kTurns = {{{"kept", true}, {"last", false}}};

// "14:00-18:00" or a list of these, on some weekdays.
void add_hours(const std::vector<Weekday>& days, const Field& field,
               std::vector<WeekStretch>& stretches) {
  for (const Field& element : as_elements(field)) {
    const auto text = as_text(element);
    if (!text) continue;
    const auto range = parse_clock_range(*text, true);
    if (range.value) {
      stretches.push_back({days, *range.value, element.node.spot});
    } else {
      element.wrong(range.message, range.hint);
    }
  }
}

// The same for every day, or by weekday: { mon-fri = "14:00-18:00" }.
std::optional<WeekTable<bool>> as_week_hours(const Field& field) {
  const std::size_t before = field.problems.count();
  std::vector<WeekStretch> stretches;
  if (const auto* by_weekday = field.node.as<Table>()) {
    for (const Member& member : *by_weekday) {
      const auto days = parse_weekdays(member.key);
      if (!days.value) {
        field.problems.add(member.key_spot, days.message, days.hint);
      } else {
        add_hours(*days.value, {member.value, member.key, field.problems}, stretches);
      }
    }
  } else {
    add_hours(every_weekday(), field, stretches);
  }
  if (field.problems.count() == before && stretches.empty()) {
    field.wrong(field.title() + " must not be empty");
  }
  check_overlaps(stretches, field.problems);
  if (field.problems.count() > before) return std::nullopt;
  WeekTable<bool> table;
  for (const WeekStretch& stretch : stretches) {
    table.entries.push_back({stretch.days, stretch.range, true});
  }
  return table;
}

// What only makes sense of work that begins with a call to somebody.
void read_dialling(TableView& table, Deferred& work) {
  std::optional<Distribution> dial;
  const bool dials = table.optional("dial", dial, as_distribution);
  work.dial = dial;
  table.optional("answered", work.answered, as_probability);
  table.optional("wrong_person", work.wrong_person, as_probability);
  table.optional("wrong_person_length", work.wrong_person_length, as_distribution);
  table.optional("tries", work.tries, whole_between(1, kMostTries));
  table.optional("again_after", work.again_after, as_distribution);
  for (const char* key : {"answered", "wrong_person", "wrong_person_length", "tries"}) {
    if (!dials && table.find(key) && !table.find("dial")) {
      table.wrong_key(key, in_quotes(key) + " is of work that begins with a call to somebody",
                      "add dial = \"20 s\", the time until somebody answers");
      return;
    }
  }
  if (work.tries > 1 && !table.find("again_after")) {
    table.wrong_key("tries", "several tries need a time between them", "add again_after = \"1 h\"");
  }
}

std::optional<Deferred> as_deferred(const Field& field, const Draft& draft) {
  Deferred work;
  const std::size_t before = field.problems.count();
  if (const bool* plain = field.node.as<bool>(); plain != nullptr && *plain) return work;
  if (!field.node.as<Table>()) {
    field.wrong_kind("true or a table", "write deferred = { reserve = 1 }");
    return std::nullopt;
  }
  in_table(field, field.title(), [&](TableView& table) {
    table.optional("turn", work.keeps_turn,
                   [](const Field& turn) { return as_choice(turn, kTurns); });
    table.optional("reserve", work.reserve, whole_between(0, kMostReserve));
    if (const auto hours = table.find("hours")) {
      refuse_if_steady(*hours, draft);
      table.optional("hours", work.hours, as_week_hours);
    }
    for (const char* key : {"reserve", "hours"}) {
      if (work.keeps_turn && table.find(key)) {
        table.wrong_key(key,
                        fmt::format("with turn = \"kept\" the work is done when it is its turn: {} "
                                    "has no effect",
                                    in_quotes(key)),
                        "leave one of the two out");
      }
    }
    read_dialling(table, work);
  });
  if (field.problems.count() > before) return std::nullopt;
  return work;
}

}  // namespace

void read_waits(TableView& table, CallType& call, Draft::DeferredSpots& spots, const Draft& draft) {
  read_announcement(table, call);
  if (const auto field = table.find("callback")) {
    call.callback = as_callback(*field, call, spots.callback);
  }
  if (const auto field = table.find("voicemail")) {
    call.voicemail = as_voicemail(*field, spots.voicemail);
  }
  if (const auto field = table.find("deferred")) call.deferred = as_deferred(*field, draft);
  read_dialler(table, call);
}

void check_deferred_keys(TableView& table, const CallType& call) {
  if (!call.deferred) {
    const bool is_list = call.arrivals && std::holds_alternative<NumberList>(call.arrivals->source);
    if (is_list && !table.find("deferred")) {
      table.wrong_key("arrivals", "a list is of deferred work: callers do not all call at once",
                      "add deferred = true, or write count instead of list");
    }
    return;
  }
  const bool holds_on =
      call.deferred->dialler && call.deferred->dialler->mismatch == Dialler::Mismatch::kWait;
  if (call.deferred->dialler && !holds_on && table.find("patience")) {
    table.wrong_key("patience", "whoever answers the dialler does not wait for an agent",
                    "leave it out, or write mismatch = \"wait\"");
  }
  for (const char* key : {"ivr", "balk", "announced_wait", "patience", "retry", "callback",
                          "voicemail", "queue_limit"}) {
    if (!table.find(key)) continue;
    if (call.deferred->dialler && key == std::string_view("patience")) continue;
    table.wrong_key(key,
                    fmt::format("{} has no caller on the line: {} means nothing for it",
                                in_quotes(call.name), in_quotes(key)),
                    "leave it out, or leave out deferred");
  }
  if (!call.deferred->dial && table.find("then")) {
    table.wrong_key("then", "there is nobody to go on with: the work does not begin with a call",
                    "add dial to deferred, or leave then out");
  }
}

std::set<std::string> deferred_to(const Field& calls) {
  std::set<std::string> names;
  for (const Field& call : as_elements(calls)) {
    const Table* keys = call.node.as<Table>();
    for (const char* key : {"callback", "voicemail"}) {
      const Member* offer = keys == nullptr ? nullptr : find(*keys, key);
      const Table* offered = offer == nullptr ? nullptr : offer->value.as<Table>();
      const Member* to = offered == nullptr ? nullptr : find(*offered, "to");
      const std::string* name = to == nullptr ? nullptr : to->value.as<std::string>();
      if (name != nullptr) names.insert(*name);
    }
  }
  return names;
}

void check_deferred(const Draft& draft, Problems& problems) {
  if (!draft.call_names_known) return;
  const std::vector<CallType>& calls = draft.scenario.calls;
  const auto type_named = [&](const std::string& name) {
    return std::ranges::find(calls, name, &CallType::name);
  };
  const auto check_target = [&](const std::optional<Spot>& spot, const std::string& name) {
    const auto type = type_named(name);
    if (type == calls.end()) {
      no_such_name(problems, *spot, "call type", name, call_names(draft));
    } else if (!type->deferred && problems.count() == 0) {
      problems.add(*spot,
                   fmt::format("{} is not deferred: its callers are on the line", in_quotes(name)),
                   fmt::format("add deferred = true to [[call]] {}", in_quotes(name)));
    } else if (type->deferred && type->deferred->dialler) {
      problems.add(*spot,
                   fmt::format("the numbers of {} are dialled by a dialler, but callbacks and "
                               "messages are the agents' own work",
                               in_quotes(name)),
                   fmt::format("leave dialler out of [[call]] {}", in_quotes(name)));
    }
  };
  for (std::size_t c = 0; c < calls.size(); ++c) {
    const Draft::Call& notes = draft.calls[c];
    if (calls[c].callback) check_target(notes.deferred.callback, calls[c].callback->to);
    if (calls[c].voicemail) check_target(notes.deferred.voicemail, calls[c].voicemail->to);
    for (std::size_t s = 0; s < calls[c].then.size(); ++s) {
      const auto type = type_named(calls[c].then[s].to);
      if (type == calls.end() || !type->deferred) continue;
      problems.add(
          notes.sequels[s],
          fmt::format("{} is deferred: nobody can be handed over to it", in_quotes(type->name)),
          "hand over to a type whose callers wait on the line");
    }
  }
}

}  // namespace hotline::reading
