#include <doctest/doctest.h>

#include <string>

#include "scenario/mistakes.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

// A desk with callers and numbers to be called.
std::string desk(const std::string& keys, const std::string& routing = "",
                 const std::string& takes = "\"help\", \"numbers\"",
                 const std::string& arrivals = "{ list = 300 }") {
  return kCalendar +
         "[[call]]\nname = \"help\"\narrivals = { rate = \"6/min\" }\ntalk = \"3 min\"\n"
         "[[call]]\nname = \"numbers\"\narrivals = " +
         arrivals + "\ntalk = \"2 min\"\n" + keys + "\n[[agents]]\nname = \"desk\"\ntakes = [" +
         takes + "]\ncount = 5\n" + (routing.empty() ? "" : "[routing]\n" + routing + "\n");
}

const std::string kDials = "deferred = { dial = \"20 s\", answered = 0.4 }\n";
const std::string kDialler = kDials + "dialler = { dials = 2, mismatch = \"drop\" }";

void check_mistake(const std::string& text, const std::string& part) {
  const std::string all = mistakes_of(text);
  CAPTURE(all);
  CHECK(all.find(part) != std::string::npos);
}

}  // namespace

TEST_CASE("lists and diallers are read") {
  const Scenario scenario = parse_scenario(
      desk("patience = \"8 s\"\n" + kDials +
               "dialler = { dials = { per_idle = 1.5 }, when_idle = 2, mismatch = \"wait\" }",
           "slow_dialling = [\n"
           "{ call = \"numbers\", if = { mismatches = \"numbers\", at_least = 0.03, over = \"1 h\" "
           "}, dials = 1 },\n"
           "{ call = \"numbers\", if = { service_level = \"help\", below = 0.7, over = \"10 min\" "
           "}, dials = 0 }]\n"
           "blend = [{ agents = \"desk\", service_level = \"help\", over = \"10 min\", at_least = "
           "0.9, below = 0.8, stay = \"20 min\" }]"));
  const CallType& numbers = scenario.calls[1];
  CHECK(std::get<NumberList>(numbers.arrivals->source).count == 300);
  CHECK(std::get<NumberList>(numbers.arrivals->source).per_day);
  const Dialler& dialler = *numbers.deferred->dialler;
  CHECK(dialler.dials.number == 1.5);
  CHECK(dialler.dials.per_idle);
  CHECK(dialler.when_idle == 2);
  CHECK(dialler.mismatch == Dialler::Mismatch::kWait);
  REQUIRE(scenario.routing.slow_dialling.size() == 2);
  CHECK(scenario.routing.slow_dialling[0].condition.of == Condition::Of::kMismatches);
  CHECK(scenario.routing.slow_dialling[0].condition.over == kHour);
  CHECK(scenario.routing.slow_dialling[1].dials.number == 0);
  REQUIRE(scenario.routing.blend.size() == 1);
  CHECK(scenario.routing.blend[0].at_least == 0.9);
  CHECK(scenario.routing.blend[0].below == 0.8);
  CHECK(scenario.routing.blend[0].stay == 20 * kMinute);
}

TEST_CASE("a dialler keeps what is inherited but for the keys that change") {
  const Scenario scenario =
      parse_scenario(desk(kDialler), "scenario", {"call.numbers.dialler.dials = 3"});
  CHECK(scenario.calls[1].deferred->dialler->dials.number == 3);
  CHECK(scenario.calls[1].deferred->dialler->mismatch == Dialler::Mismatch::kDrop);
}

TEST_CASE("mistakes in diallers are explained") {
  check_mistake(desk(kDials + "dialler = { dials = 0, mismatch = \"drp\" }"),
                "\"dials\" must be from 1 to 100000, not 0");
  check_mistake(desk(kDials + "dialler = { dials = 1, mismatch = \"drp\" }"),
                "\"mismatch\" cannot be \"drp\"");
  check_mistake(desk(kDials + "dialler = { dials = 1 }"), "\"dialler\" needs \"mismatch\"");
  check_mistake(desk("deferred = true\ndialler = { dials = 2, mismatch = \"drop\" }"),
                "a dialler is for deferred work that begins with a call");
  check_mistake(desk("deferred = { dial = \"20 s\", reserve = 1 }\n"
                     "dialler = { dials = 2, mismatch = \"drop\" }"),
                "beside a dialler \"reserve\" of deferred means nothing");
  check_mistake(desk("deferred = { dial = \"20 s\", turn = \"kept\" }\n"
                     "dialler = { dials = 2, mismatch = \"drop\" }"),
                "beside a dialler \"turn\" of deferred means nothing");
  check_mistake(desk("patience = \"8 s\"\n" + kDialler),
                "whoever answers the dialler does not wait for an agent");
  check_mistake(desk("balk = 0.1\n" + kDialler),
                "\"numbers\" has no caller on the line: \"balk\" means nothing for it");
  check_mistake(desk(""), "a list is of deferred work: callers do not all call at once");
  check_mistake(desk(kDialler, "", "\"help\", \"numbers\"", "{ list = 1000000 }"),
                "these are 31000000 numbers in all 31 days, more than 10000000");
  check_mistake(
      desk(kDialler) +
          "[[call]]\nname = \"other\"\narrivals = { rate = \"1/h\" }\ntalk = \"1 s\"\n"
          "callback = { to = \"numbers\", accepted = 1 }\n",
      "the numbers of \"numbers\" are dialled by a dialler, but callbacks and messages are the "
      "agents' own work");
}

TEST_CASE("mistakes in rules of slow dialling are explained") {
  const auto rule = [](const std::string& text) {
    return desk(kDialler, "slow_dialling = [{ " + text + " }]");
  };
  check_mistake(rule("call = \"help\", if = { idle = \"desk\", below = 2 }, dials = 1"),
                "\"help\" has no dialler");
  check_mistake(rule("call = \"numbers\", dials = 1"), "a rule of \"slow_dialling\" needs \"if\"");
  check_mistake(rule("call = \"numbers\", if = { mismatches = \"help\", at_least = 0.1, over = "
                     "\"1 h\" }, dials = 1"),
                "\"help\" has no dialler");
  check_mistake(rule("call = \"numbers\", if = { mismatches = \"numbers\", at_least = 3, over = "
                     "\"1 h\" }, dials = 1"),
                "\"at_least\" must be from 0 to 1, not 3");
  check_mistake(
      rule("call = \"numbers\", if = { mismatches = \"numbers\", at_least = 0.1 }, dials = 1"),
      "\"if\" needs \"over\"");
}

TEST_CASE("mistakes in groups that move are explained") {
  const auto blend = [](const std::string& text, const std::string& takes) {
    return desk(kDialler, "blend = [" + text + "]", takes);
  };
  const std::string both = "\"help\", \"numbers\"";
  const std::string rule =
      "{ agents = \"desk\", service_level = \"help\", over = \"1 h\", at_least = 0.8 }";
  check_mistake(blend(rule + ", " + rule, both), "there are two rules of \"blend\" named \"desk\"");
  check_mistake(
      blend("{ agents = \"desk\", service_level = \"numbers\", over = \"1 h\", at_least = "
            "0.8 }",
            both),
      "\"numbers\" is deferred: its callers are not on the line");
  check_mistake(blend("{ agents = \"desk\", service_level = \"help\", over = \"1 h\", at_least = "
                      "0.8, below = 0.9 }",
                      both),
                "the group would turn back at once: \"below\" is more than \"at_least\"");
  check_mistake(blend("{ agents = \"desk\", service_level = \"help\", over = \"1 h\", at_least = "
                      "80 }",
                      both),
                "\"at_least\" must be from 0 to 1, not 80");
  check_mistake(
      blend(rule, "\"help\"") + "[[agents]]\nname = \"other\"\ntakes = [\"numbers\"]\ncount = 1\n",
      "\"desk\" takes no deferred work: there is nothing to move between");
}
