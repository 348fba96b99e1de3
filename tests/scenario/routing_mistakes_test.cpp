#include "mistakes.hpp"

namespace hotline::test {
namespace {

// Two groups that take "help", and one that does not.
const std::string kDesks =
    "[[agents]]\nname = \"desk\"\ntakes = [\"help\"]\ncount = 5\n"
    "[[agents]]\nname = \"hall\"\ntakes = [\"help\", \"other\"]\ncount = 2\n"
    "[[agents]]\nname = \"attic\"\ntakes = [\"other\"]\ncount = 2\n";
const std::string kOther =
    "[[call]]\nname = \"other\"\narrivals = { rate = \"1/min\" }\ntalk = \"3 min\"\n";
const std::string kRest = kCalendar + kCalls + kOther + kDesks;

TEST_CASE("mistakes in orders of groups are explained") {
  check_mistakes({
      {"ranks", R"(
[routing]
groups = { "help" = [["desk", "desk"], [], ["attic"], [["hall"]]], "other" = [] }
)",
       kRest, R"(
scenario:2:31: error: "help" names "desk" twice
  groups = { "help" = [["desk", "desk"], [], ["attic"], [["hall"]]], "other" = [] }
                                ^
scenario:2:40: error: a rank of groups must not be empty
  groups = { "help" = [["desk", "desk"], [], ["attic"], [["hall"]]], "other" = [] }
                                         ^
scenario:2:45: error: the group "attic" does not take "help"
  groups = { "help" = [["desk", "desk"], [], ["attic"], [["hall"]]], "other" = [] }
                                              ^
  add it to the group's takes, at scenario:24:9
scenario:2:56: error: "help" must be text in quotes, not a list
  groups = { "help" = [["desk", "desk"], [], ["attic"], [["hall"]]], "other" = [] }
                                                         ^
scenario:2:78: error: "other" must not be empty
  groups = { "help" = [["desk", "desk"], [], ["attic"], [["hall"]]], "other" = [] }
                                                                               ^
)"},
      {"a rule without its weights", R"(
[routing]
caller_picks = "random by weight"
)",
       kRest, R"(
scenario:2:16: error: "random by weight" needs weights
  caller_picks = "random by weight"
                 ^
  add group_weights = { "call" = { "group" = 3, "other group" = 1 } }
)"},
      {"weights without their rule", R"(
[routing]
caller_picks = "uniform"
group_weights = { "help" = { "desk" = 1 } }
)",
       kRest, R"(
scenario:3:1: error: only caller_picks = "random by weight" goes by weights
  group_weights = { "help" = { "desk" = 1 } }
  ^
  "caller_picks" is at scenario:2:16
)"},
      {"weights that cannot be", R"(
[routing]
caller_picks = "random by weight"
group_weights = { "help" = { "desk" = -1, "attic" = 1, "dask" = 1 }, "other" = { "hall" = 0 }, "halp" = { "desk" = 1 } }
)",
       kRest, R"(
scenario:3:39: error: "desk" must be from 0 to 1000000, not -1
  group_weights = { "help" = { "desk" = -1, "attic" = 1, "dask" = 1 }, "other" = { "hall" = 0 }, "halp...
                                        ^
scenario:3:43: error: the group "attic" does not take "help"
  group_weights = { "help" = { "desk" = -1, "attic" = 1, "dask" = 1 }, "other" = { "hall" = 0 }, "halp...
                                            ^
  add it to the group's takes, at scenario:25:9
scenario:3:56: error: there is no group of agents "dask"
  ..._weights = { "help" = { "desk" = -1, "attic" = 1, "dask" = 1 }, "other" = { "hall" = 0 }, "halp" = {...
                                                       ^
  did you mean "desk"?
scenario:3:80: error: the weights of "other" are all 0: nobody would answer it
  ..."desk" = -1, "attic" = 1, "dask" = 1 }, "other" = { "hall" = 0 }, "halp" = { "desk" = 1 } }
                                                       ^
scenario:3:96: error: there is no call type "halp"
  ...tic" = 1, "dask" = 1 }, "other" = { "hall" = 0 }, "halp" = { "desk" = 1 } }
                                                       ^
  did you mean "help"?
)"},
  });
}

TEST_CASE("mistakes in reserves and limits are explained") {
  check_mistakes({
      {"reserves", R"(
[[agents]]
name = "desk"
takes = ["help"]
count = 5
reserve = { "help" = 5 }
[[agents]]
name = "hall"
takes = ["help"]
staffing = { "08:00-12:00" = 2, "12:00-20:00" = 3 }
reserve = { "halp" = 1, "help" = 0 }
)",
       kCalendar + kCalls, R"(
scenario:5:22: error: with 5 in reserve the group, which has at most 5 agents, would never serve "help"
  reserve = { "help" = 5 }
                       ^
  it serves them while more than so many are idle; "count" is at scenario:4:9
scenario:10:13: error: the group does not take "halp"
  reserve = { "halp" = 1, "help" = 0 }
              ^
  did you mean "help"?
scenario:10:34: error: "help" must be from 1 to 100000, not 0
  reserve = { "halp" = 1, "help" = 0 }
                                   ^
)"},
      {"limits by agents", R"(
[routing]
queue_limit = { per_agent = 0 }
)",
       kRest, R"(
scenario:2:29: error: "per_agent" must be more than 0
  queue_limit = { per_agent = 0 }
                              ^
)"},
      {"a limit without its number", R"(
[routing]
queue_limit = { per_agents = 2 }
)",
       kRest, R"(
scenario:2:17: error: "per_agents" is not a key of "queue_limit"
  queue_limit = { per_agents = 2 }
                  ^
  did you mean "per_agent"?
)"},
  });
}

TEST_CASE("mistakes in groups of lines are explained") {
  check_mistakes({
      {"keys that are missing or wrong", R"(
[[lines]]
count = 0
[[lines]]
name = "first"
count = 2
calls = ["halp"]
[[lines]]
name = "first"
count = 2
calls = []
)",
       kRest, R"(
scenario:1:1: error: [[lines]] needs "name"
  [[lines]]
  ^
scenario:1:1: error: [[lines]] needs "calls"
  [[lines]]
  ^
scenario:2:9: error: "count" must be from 1 to 1000000, not 0
  count = 0
          ^
scenario:6:10: error: there is no call type "halp"
  calls = ["halp"]
           ^
  did you mean "help"?
scenario:8:8: error: there are two [[lines]] named "first"
  name = "first"
         ^
  the other one is at scenario:4:8
scenario:10:9: error: "calls" must not be empty
  calls = []
          ^
)"},
      {"a type on two groups of lines, and lines said twice", R"(
[[lines]]
name = "first"
count = 2
calls = ["help"]
[[lines]]
name = "second"
count = 2
calls = ["other", "help"]
[routing]
lines = 4
)",
       kRest, R"(
scenario:8:19: error: "help" is on two groups of lines
  calls = ["other", "help"]
                    ^
  the other one names it at scenario:4:10
scenario:10:1: error: the lines are in [[lines]] too
  lines = 4
  ^
  keep one of them: 2 are in [[lines]] "first"
)"},
  });
}

TEST_CASE("mistakes in overflow rules are explained") {
  check_mistakes({
      {"keys that are missing or wrong", R"(
[routing]
overflow = [{ to = "hall" }, { call = "halp", after = "1 min", to = "hall" }, { call = "help", after = 60, to = "attic" }]
)",
       kRest, R"(
scenario:2:13: error: an overflow rule needs "call"
  overflow = [{ to = "hall" }, { call = "halp", after = "1 min", to = "hall" }, { call = "help", after...
              ^
scenario:2:13: error: an overflow rule needs "after"
  overflow = [{ to = "hall" }, { call = "halp", after = "1 min", to = "hall" }, { call = "help", after...
              ^
scenario:2:39: error: there is no call type "halp"
  overflow = [{ to = "hall" }, { call = "halp", after = "1 min", to = "hall" }, { call = "help", after...
                                        ^
  did you mean "help"?
scenario:2:104: error: a length of time needs a unit: write "60 s"
  ... "1 min", to = "hall" }, { call = "help", after = 60, to = "attic" }]
                                                       ^
scenario:2:113: error: the group "attic" does not take "help"
  ... to = "hall" }, { call = "help", after = 60, to = "attic" }]
                                                       ^
  add it to the group's takes, at scenario:24:9
)"},
      {"to a group that serves from the start", R"(
[routing]
groups = { "help" = ["desk", "hall"] }
overflow = [{ call = "help", after = "1 min", to = "hall" }]
)",
       kRest, R"(
scenario:3:52: error: "hall" serves "help" from the start
  overflow = [{ call = "help", after = "1 min", to = "hall" }]
                                                     ^
  take it out of the groups of "help", at scenario:2:21
)"},
      {"to every group", R"(
[routing]
overflow = [{ call = "help", after = "1 min", to = "hall" }, { call = "help", after = "2 min", to = "desk" }]
)",
       kRest, R"(
scenario:2:13: error: all groups that take "help" are for its overflow: nobody serves it before
  overflow = [{ call = "help", after = "1 min", to = "hall" }, { call = "help", after = "2 min", to = ...
              ^
  leave out the rule for the group that is to serve it first
)"},
      {"stages and overflow of one type", R"(
[routing]
stages = [{ call = "help", after = "30 s", priority = 2 }]
overflow = [{ call = "help", after = "1 min", to = "hall" }]
)",
       kRest, R"(
scenario:3:22: error: "help" has both stages and an overflow rule
  overflow = [{ call = "help", after = "1 min", to = "hall" }]
                       ^
  write the overflow as a stage; a stage is at scenario:2:11
)"},
  });
}

TEST_CASE("mistakes in stages are explained") {
  check_mistakes({
      {"out of order", R"(
[routing]
stages = [{ call = "help", after = "60 s", groups = ["desk"] }, { call = "help", after = "30 s", groups = ["hall"] }]
)",
       kRest, R"(
scenario:2:90: error: the stages of "help" are not in order of time: 30 s comes behind 1 min
  ...s", groups = ["desk"] }, { call = "help", after = "30 s", groups = ["hall"] }]
                                                       ^
  the other one is at scenario:2:11
)"},
      {"one that never comes", R"(
[routing]
stages = [{ call = "help", after = "60 s", groups = ["desk"] }, { call = "help", after = "1 min", groups = ["hall"], if = { idle = "hall", at_least = 1 } }]
)",
       kRest, R"(
scenario:2:65: error: this stage of "help" never comes: the one before it at the same time has no "if"
  ...ll = "help", after = "60 s", groups = ["desk"] }, { call = "help", after = "1 min", groups = ["hall"...
                                                       ^
  the other one is at scenario:2:11
)"},
      {"one that changes nothing, one for a group that is unable", R"(
[routing]
stages = [{ call = "help", after = "0 s" }, { call = "help", after = "0 s", groups = ["attic"] }]
)",
       kRest, R"(
scenario:2:11: error: a stage needs "groups" or "priority"
  stages = [{ call = "help", after = "0 s" }, { call = "help", after = "0 s", groups = ["attic"] }]
            ^
scenario:2:87: error: the group "attic" does not take "help"
  stages = [{ call = "help", after = "0 s" }, { call = "help", after = "0 s", groups = ["attic"] }]
                                                                                        ^
  add it to the group's takes, at scenario:24:9
)"},
  });
}

TEST_CASE("mistakes in conditions are explained") {
  const auto with = [](const std::string& condition) {
    return mistakes_of(
        "[routing]\nstages = [{ call = \"help\", after = \"0 s\", priority = 1, if = " + condition +
        " }]\n" + kRest);
  };
  const auto has = [&](const std::string& condition, const std::string& message) {
    CAPTURE(condition);
    const std::string mistakes = with(condition);
    CHECK(mistakes.find("error: " + message + "\n") != std::string::npos);
    CHECK(mistakes.find("error") == mistakes.rfind("error"));  // and nothing else
  };
  CHECK(with("{ queue = \"help\", at_least = 5 }").empty());
  CHECK(with("{ queue_per_agent = \"help\", below = 0.5 }").empty());
  CHECK(with("{ idle = \"hall\", at_least = 1 }").empty());
  CHECK(with("{ occupancy = \"hall\", below = 0.9 }").empty());
  CHECK(with("{ service_level = \"help\", over = \"10 min\", below = 0.8 }").empty());
  CHECK(with("{ expected_wait = \"desk\", at_least = \"1 min\" }").empty());
  CHECK(with("{ expected_wait = \"desk\", longer_than = \"hall\" }").empty());
  has("{ at_least = 5 }",
      "\"if\" needs \"queue\", \"queue_per_agent\", \"idle\", \"occupancy\", \"service_level\", "
      "\"expected_wait\" or \"mismatches\"");
  has("{ queue = \"help\", idle = \"hall\", at_least = 5 }",
      "\"if\" has both \"queue\" and \"idle\"");
  has("{ queue = \"halp\", at_least = 5 }", "there is no call type \"halp\"");
  has("{ idle = \"help\", at_least = 5 }", "there is no group of agents \"help\"");
  has("{ idle = \"hall\" }", "\"if\" needs \"at_least\" or \"below\"");
  has("{ idle = \"hall\", at_least = 1, below = 2 }", "\"if\" has both \"at_least\" and \"below\"");
  has("{ idle = \"hall\", at_least = 0.5 }", "\"at_least\" must be a whole number, not 0.5");
  has("{ occupancy = \"hall\", below = 90 }", "\"below\" must be from 0 to 1, not 90");
  has("{ service_level = \"help\", below = 0.8 }", "\"if\" needs \"over\"");
  has("{ occupancy = \"hall\", over = \"10 min\", below = 0.8 }",
      "\"over\" is not a key of \"if\"");
  has("{ idle = \"hall\", at_least = 1, longer_than = \"desk\" }",
      "\"longer_than\" is not a key of \"if\"");
  has("{ expected_wait = \"desk\", longer_than = \"desk\" }",
      "a group's expected wait is never longer than itself");
  has("{ expected_wait = \"desk\", at_least = 60 }",
      "a length of time needs a unit: write \"60 s\"");
}

}  // namespace
}  // namespace hotline::test
