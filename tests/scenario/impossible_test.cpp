#include <doctest/doctest.h>

#include <string>

#include "scenario/mistakes.hpp"

using namespace hotline;
using namespace hotline::test;

// What could not be kept in memory, or leads nowhere, is refused with its place.
namespace {

void check_mistake(const std::string& text, const std::string& part) {
  const std::string all = mistakes_of(text);
  CAPTURE(all);
  CHECK(all.find(part) != std::string::npos);
}

std::string century(const std::string& interval) {
  return "[horizon]\nfrom = 2013-01-01\nto = 2112-12-31\ninterval = \"" + interval + "\"\n";
}

// So many overflow rules, each with a condition of its own.
std::string overflow(int rules) {
  std::string text = kSteady + kCalls + kAgents;
  std::string list = "[routing]\noverflow = [\n";
  for (int i = 0; i < rules; ++i) {
    const std::string name = "g" + std::to_string(i);
    text += "[[agents]]\nname = \"" + name + "\"\ntakes = [\"help\"]\ncount = 1\n";
    list += "{ call = \"help\", after = \"1 min\", to = \"" + name + "\", if = { idle = \"" + name +
            "\", at_least = 1 } },\n";
  }
  return text + list + "]\n";
}

}  // namespace

TEST_CASE("more intervals than memory are refused") {
  CHECK(mistakes_of(century("1 h") + kCalls + kAgents).empty());
  CHECK(mistakes_of(century("1 min") + kCalls + kAgents) ==
        "scenario:1:1: error: 36524 days in 1440 intervals each, with 1 call types, are more than "
        "can be kept apart: at most 20000000 in all\n"
        "  [horizon]\n"
        "  ^\n"
        "  make the horizon shorter or the interval longer\n");
}

TEST_CASE("more agents and shifts than memory are refused") {
  std::string groups;
  for (int i = 0; i < 11; ++i) {
    groups +=
        "[[agents]]\nname = \"g" + std::to_string(i) + "\"\ntakes = [\"help\"]\ncount = 100000\n";
  }
  check_mistake(kSteady + kCalls + groups,
                "scenario:50:9: error: with \"g10\" the groups have 1100000 agents, more than "
                "1000000");
  check_mistake(century("1 h") + kCalls +
                    "[[agents]]\nname = \"desk\"\ntakes = [\"help\"]\n[[agents.shift]]\n"
                    "days = \"mon-fri\"\nfrom = \"08:00\"\nto = \"16:00\"\ncount = 3000\n",
                "with \"desk\" the shifts of all agents on all days, and their breaks, are "
                "78270000, more than 10000000");
}

TEST_CASE("stages and overflow rules that come together in too many ways are refused") {
  CHECK(mistakes_of(overflow(7)).empty());
  check_mistake(overflow(8),
                "the stages or overflow rules of \"help\" can come together in more than 200 ways");
}

TEST_CASE("a weight of a group that is not in the list of its type is told") {
  const std::string start = kSteady + kCalls + kAgents +
                            "[[agents]]\nname = \"hall\"\ntakes = [\"help\"]\ncount = 1\n"
                            "[routing]\ncaller_picks = \"random by weight\"\n"
                            "groups = { help = [\"desk\"] }\n";
  check_mistake(start + "group_weights = { help = { desk = 1, hall = 2 } }\n",
                "\"hall\" has a weight for \"help\", but is not in its list of groups");
  CHECK(mistakes_of(start + "group_weights = { help = { desk = 1, hall = 0 } }\n").empty());
  CHECK(mistakes_of(start + "group_weights = { help = { desk = 1, hall = 2 } }\n"
                            "overflow = [{ call = \"help\", after = \"1 min\", to = \"hall\" }]\n")
            .empty());
}
