#include <doctest/doctest.h>

#include <string>

#include "hotline/base/error.hpp"
#include "hotline/scenario/read.hpp"

using namespace hotline;

namespace {

// A scenario whose first call type has these keys and whose second one has no calls of its own.
std::string two_types(const std::string& keys, const std::string& more = "") {
  return "[horizon]\nsteady = \"10 h\"\n"
         "[[call]]\nname = \"a\"\narrivals = { rate = \"6/min\" }\ntalk = \"60 s\"\n" +
         keys + "\n[[call]]\nname = \"b\"\ntalk = \"60 s\"\n" + more +
         "\n[[agents]]\nname = \"g\"\ncount = 5\ntakes = [\"a\", \"b\"]\n";
}

std::string mistakes(const std::string& text) {
  try {
    parse_scenario(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

void check_mistake(const std::string& text, const std::string& part) {
  const std::string all = mistakes(text);
  CAPTURE(all);
  CHECK(all.find(part) != std::string::npos);
}

}  // namespace

TEST_CASE("machine, sequels and retries are read") {
  const Scenario scenario = parse_scenario(two_types(
      "ivr = { length = \"30 s\", self_served = 0.2, hung_up = 0.05 }\n"
      "then = [ { transfer_to = \"b\", probability = 0.1, warm = \"20 s\", place = \"keep\" },\n"
      "  { consult = \"b\", probability = 0.2, length = { exponential = { mean = \"2 min\" } } },\n"
      "  { call_again = \"1 day\", probability = 0.3 } ]\n"
      "patience = \"60 s\"\n"
      "retry = { probability = { abandoned = 0.5, balked = 0.1 }, delay = \"5 min\" }\n"
      "order = \"last come first served\""));
  const CallType& a = scenario.calls[0];
  CHECK(a.ivr->length.mean() == 30);
  CHECK(a.ivr->self_served == 0.2);
  CHECK(a.ivr->hung_up == 0.05);
  REQUIRE(a.then.size() == 3);
  CHECK(a.then[0].to == "b");
  CHECK(a.then[0].together->mean() == 20);
  CHECK(a.then[0].keeps_place);
  CHECK(a.then[1].kind == Sequel::Kind::kConsult);
  CHECK(a.then[1].length.mean() == 120);
  CHECK(a.then[2].kind == Sequel::Kind::kCallAgain);
  CHECK(a.then[2].length.mean() == 86400);
  CHECK(a.retry->by_failure.at(Failure::kBalked) == 0.1);
  CHECK(a.retry->after.size() == 2);
  CHECK(a.last_come_first);
}

TEST_CASE("a type without calls of its own needs somebody who hands callers over to it") {
  check_mistake(two_types(""), "[[call]] \"b\" needs \"arrivals\"");
  CHECK(mistakes(two_types("then = [ { transfer_to = \"b\", probability = 1 } ]")).empty());
}

TEST_CASE("a transfer to a type that does not exist is a mistake") {
  check_mistake(two_types("then = [ { transfer_to = \"bb\", probability = 0.1 },"
                          " { consult = \"b\", probability = 0.1, length = \"1 min\" } ]"),
                "scenario:7:26: error: there is no call type \"bb\"");
}

TEST_CASE("calls that would go on for ever are refused, with the loop") {
  check_mistake(two_types("then = [ { transfer_to = \"b\", probability = 1 } ]",
                          "then = [ { transfer_to = \"a\", probability = 1.0 } ]"),
                "a call would go on for ever: \"a\", then \"b\", then \"a\"");
  check_mistake(two_types("then = [ { call_again = \"1 h\", probability = 1 } ]",
                          "arrivals = { rate = \"1/h\" }"),
                "a call would go on for ever: \"a\", then \"a\"");
  CHECK(mistakes(two_types("then = [ { transfer_to = \"b\", probability = 1 } ]",
                           "then = [ { transfer_to = \"a\", probability = 0.9 } ]"))
            .empty());
}

TEST_CASE("probabilities over 1 are mistakes") {
  check_mistake(two_types("then = [ { transfer_to = \"b\", probability = 0.6 },"
                          " { call_again = \"1 h\", probability = 0.5 } ]"),
                "the probabilities in \"then\" add up to 1.1, more than 1");
  check_mistake(two_types("ivr = { length = \"9 s\", self_served = 0.6, hung_up = 0.5 }"),
                "the probabilities of \"self_served\" and \"hung_up\" add up to more than 1");
  check_mistake(
      two_types("patience = \"9 s\"\nretry = { probability = [0.5, 1], delay = \"9 s\" }"),
      "callers who always try again would never stop");
}

TEST_CASE("a sequel says exactly one thing") {
  check_mistake(two_types("then = [ { probability = 0.6 } ]"), "transfer_to");
  check_mistake(two_types("then = [ { transfer_to = \"b\", consult = \"b\", probability = 0.6 } ]"),
                "consult");
}

TEST_CASE("shrinkage is refused in a steady horizon, which has no intervals to draw it in") {
  check_mistake(
      two_types("then = [ { transfer_to = \"b\", probability = 1 } ]") + "shrinkage = 0.1\n",
      "\"shrinkage\" goes by the clock, but the horizon is steady");
}
