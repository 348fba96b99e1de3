#include <doctest/doctest.h>

#include <string>

#include "scenario/mistakes.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

// A type whose callers may have themselves called back or leave a message, by these keys, and two
// types of work.
std::string desk(const std::string& keys, const std::string& back = "deferred = true",
                 const std::string& horizon = kSteady) {
  return horizon +
         "[[call]]\nname = \"help\"\narrivals = { rate = \"6/min\" }\ntalk = \"3 min\"\n" + keys +
         "\n[[call]]\nname = \"back\"\ntalk = \"2 min\"\n" + back +
         "\n[[call]]\nname = \"messages\"\ntalk = \"1 min\"\ndeferred = true\n" +
         "[[agents]]\nname = \"desk\"\ntakes = [\"help\", \"back\", \"messages\"]\ncount = 5\n";
}

const std::string kOffers =
    "callback = { to = \"back\", accepted = 0.5 }\n"
    "voicemail = { to = \"messages\", after = \"1 min\" }";

void check_mistake(const std::string& text, const std::string& part) {
  const std::string all = mistakes_of(text);
  CAPTURE(all);
  CHECK(all.find(part) != std::string::npos);
}

}  // namespace

TEST_CASE("callbacks, messages and deferred work are read") {
  const Scenario scenario = parse_scenario(desk(
      "announced_wait = { mean_of_last = 20 }\n"
      "balk = [{ from = \"1 min\", probability = 0.1 }, { from = \"5 min\", probability = 0.4 }]\n"
      "callback = { to = \"back\", if_wait = \"3 min\", if_queue = 6, after = \"30 s\", "
      "accepted = 0.4 }\n"
      "voicemail = { to = \"messages\", after = \"2 min\", probability = 0.5, "
      "when_closed = 0.3, length = { exponential = { mean = \"40 s\" } } }",
      "deferred = { reserve = 2, hours = { mon-fri = [\"10:00-12:00\", \"20:00-02:00\"] }, "
      "dial = \"20 s\", answered = 0.6, wrong_person = 0.1, wrong_person_length = \"15 s\", "
      "tries = 3, again_after = \"2 h\" }",
      kCalendar));
  const CallType& help = scenario.calls[0];
  CHECK(help.announced_wait->rule == AnnouncedWait::Rule::kMeanOfLast);
  CHECK(help.announced_wait->last == 20);
  CHECK(help.balk == 0);
  REQUIRE(help.balk_by_wait->points.size() == 2);
  CHECK(help.balk_by_wait->points[1].wait == 300);
  CHECK(help.balk_by_wait->points[1].probability == 0.4);
  CHECK_FALSE(help.balk_by_wait->straight_lines);
  CHECK(help.callback->to == "back");
  CHECK(help.callback->if_wait == 180);
  CHECK(help.callback->if_queue == 6);
  CHECK(help.callback->after == 30);
  CHECK(help.callback->accepted == 0.4);
  CHECK(help.voicemail->after == 120);
  CHECK(help.voicemail->probability == 0.5);
  CHECK(help.voicemail->when_closed == 0.3);
  CHECK(help.voicemail->length.mean() == 40);
  const Deferred& back = *scenario.calls[1].deferred;
  CHECK(back.reserve == 2);
  REQUIRE(back.hours->entries.size() == 2);
  CHECK(back.hours->entries[1].range.to == 2 * kHour);
  CHECK(back.hours->entries[1].days.size() == 5);
  CHECK(back.dial->mean() == 20);
  CHECK(back.answered == 0.6);
  CHECK(back.wrong_person == 0.1);
  CHECK(back.wrong_person_length.mean() == 15);
  CHECK(back.tries == 3);
  CHECK(back.again_after.mean() == 7200);
}

TEST_CASE("the announced wait has rules, and balking may follow straight lines") {
  const auto rule = [](const std::string& word) {
    return parse_scenario(desk("announced_wait = \"" + word + "\"\n" + kOffers))
        .calls[0]
        .announced_wait->rule;
  };
  CHECK(rule("head of line") == AnnouncedWait::Rule::kHeadOfLine);
  CHECK(rule("last wait") == AnnouncedWait::Rule::kLastWait);
  CHECK(rule("queue length") == AnnouncedWait::Rule::kQueueLength);
  CHECK(rule("queue length and patience") == AnnouncedWait::Rule::kQueueAndPatience);
  const Scenario scenario = parse_scenario(
      desk(kOffers + "\nannounced_wait = \"last wait\"\nbalk = { straight_lines = [{ at = \"0 s\", "
                     "probability = 0 }, { at = \"10 min\", probability = 0.5 }] }",
           "deferred = { turn = \"kept\" }"));
  CHECK(scenario.calls[0].balk_by_wait->straight_lines);
  CHECK(scenario.calls[1].deferred->keeps_turn);
}

TEST_CASE("deferred work may follow the hours of every day, and --set changes a single key") {
  const Scenario scenario = parse_scenario(
      desk(kOffers, "deferred = { hours = \"09:00-17:00\", reserve = 1 }", kCalendar), "scenario",
      {"call.back.deferred.reserve = 3", "call.help.callback.accepted=1"});
  CHECK(scenario.calls[1].deferred->hours->entries[0].days.size() == 7);
  CHECK(scenario.calls[1].deferred->reserve == 3);
  CHECK(scenario.calls[0].callback->accepted == 1);
}

TEST_CASE("what contradicts itself in announced waits and offers is told") {
  check_mistake(desk(kOffers + "\nannounced_wait = \"last weight\""),
                "\"announced_wait\" cannot be \"last weight\"");
  check_mistake(desk(kOffers + "\nbalk = [{ from = \"1 min\", probability = 0.2 }]"),
                "balking by the wait needs a wait that is announced");
  check_mistake(desk(kOffers + "\nannounced_wait = \"last wait\"\nbalk = []"),
                "\"balk\" must not be empty");
  check_mistake(desk(kOffers + "\nannounced_wait = \"last wait\"\nbalk = [{ from = \"2 min\", "
                               "probability = 0.2 }, { from = \"1 min\", probability = 0.3 }]"),
                "the waits must be in order, each longer than the one before");
  check_mistake(desk("callback = { to = \"back\", accepted = 0.5, if_wait = \"1 min\" }\n"
                     "voicemail = { to = \"messages\", after = \"1 min\" }"),
                "an offer by the wait needs a wait that is announced");
  check_mistake(desk("callback = { to = \"back\", accepted = 0.5 }\n"
                     "voicemail = { to = \"messages\" }"),
                "nobody would ever be asked for a message");
  check_mistake(desk("callback = { to = \"back\", accepted = 0.5 }\n"
                     "voicemail = { to = \"messages\", when_closed = 0.2, probability = 0.5 }"),
                "the probability is that of an offer made in queue");
}

TEST_CASE("callbacks and messages go to work, and nothing else does") {
  check_mistake(desk("callback = { to = \"bakc\", accepted = 0.5 }\n"
                     "voicemail = { to = \"messages\", after = \"1 min\" }",
                     "deferred = true\narrivals = { rate = \"1/h\" }"),
                "there is no call type \"bakc\"");
  check_mistake(desk(kOffers, ""), "\"back\" is not deferred: its callers are on the line");
  check_mistake(desk(kOffers + "\nthen = [{ transfer_to = \"back\", probability = 0.1 }]"),
                "\"back\" is deferred: nobody can be handed over to it");
}

TEST_CASE("what means nothing for work without a caller on the line is told") {
  check_mistake(desk(kOffers, "deferred = true\npatience = \"1 min\""),
                "\"back\" has no caller on the line: \"patience\" means nothing for it");
  check_mistake(
      desk(kOffers, "deferred = true\nthen = [{ call_again = \"1 h\", probability = 0.1 }]"),
      "there is nobody to go on with: the work does not begin with a call");
  check_mistake(desk(kOffers, "deferred = { tries = 3, again_after = \"1 h\" }"),
                "\"tries\" is of work that begins with a call to somebody");
  check_mistake(desk(kOffers, "deferred = { dial = \"20 s\", tries = 3 }"),
                "several tries need a time between them");
  check_mistake(
      desk(kOffers, "deferred = { turn = \"kept\", reserve = 1 }"),
      "with turn = \"kept\" the work is done when it is its turn: \"reserve\" has no effect");
  check_mistake(desk(kOffers, "deferred = { hours = \"09:00-17:00\" }"),
                "\"hours\" goes by the clock, but the horizon is steady");
  check_mistake(desk(kOffers, "deferred = { hours = [] }", kCalendar),
                "\"hours\" must not be empty");
  check_mistake(desk(kOffers, "deferred = { hours = { mon-fri = \"9-17\" } }", kCalendar), "9-17");
  check_mistake(desk(kOffers, "deferred = 1"), "\"deferred\" must be true or a table");
}
