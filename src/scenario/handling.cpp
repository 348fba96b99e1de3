#include <fmt/format.h>

#include <algorithm>

#include "distribution.hpp"
#include "group.hpp"

// How agents of a group handle calls: faster or slower than others, and with a pause after some.
namespace hotline::reading {
namespace {

const auto as_speed = number_between(0.1, 10);

// Calls `read` for each key of the table that is a call type which the group takes.
template <class Read>
void for_each_type(const Field& field, const AgentGroup& group, bool takes_known, Read read) {
  in_table(field, field.title(), [&](TableView& table) {
    for (const Member* member : table.take_rest()) {
      if (takes_known && std::ranges::count(group.takes, member->key) == 0) {
        table.problems().add(member->key_spot,
                             fmt::format("the group does not take {}", in_quotes(member->key)),
                             suggest(member->key, group.takes, "it takes"));
      } else {
        read(*member, Field{member->value, member->key, table.problems()});
      }
    }
  });
}

}  // namespace

void read_talk(const Field& field, AgentGroup& group, bool takes_known) {
  for_each_type(field, group, takes_known, [&](const Member& type, const Field& value) {
    if (const auto talk = as_distribution(value)) group.talk.emplace(type.key, *talk);
  });
}

void read_speed(const Field& field, AgentGroup& group, bool takes_known) {
  if (!field.node.as<Table>()) {
    group.speed = as_speed(field).value_or(1);
    return;
  }
  for_each_type(field, group, takes_known, [&](const Member& type, const Field& value) {
    if (const auto speed = as_speed(value)) group.speed_by_type.emplace(type.key, *speed);
  });
}

void read_persons(const Field& field, AgentGroup& group) {
  Names names("persons of one group");
  for_each_table(field, "a person", [&](TableView& table) {
    Person person;
    if (table.required("name", person.name, as_name)) {
      names.add(person.name, table.find("name")->node.spot, table.problems());
    }
    table.optional("speed", person.speed, as_speed);
    group.persons.push_back(std::move(person));
  });
}

std::optional<Pause> as_pause(const Field& field) {
  Pause pause;
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    table.required("probability", pause.probability, as_probability);
    table.required("length", pause.length, as_distribution);
  });
  if (field.problems.count() > before) return std::nullopt;
  return pause;
}

}  // namespace hotline::reading
