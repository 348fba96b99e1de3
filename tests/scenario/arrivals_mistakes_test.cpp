#include "mistakes.hpp"
#include "support/temporary_folder.hpp"

namespace hotline::test {
namespace {

const std::string kHelp = "[[call]]\nname = \"help\"\ntalk = \"3 min\"\n";

// What is wrong with arrivals that a data file belongs to; the folder's name is left out.
std::string mistakes_with_file(const std::string& arrivals, const std::string& data,
                               const std::string& horizon = kCalendar) {
  TemporaryFolder folder;
  folder.write("data.csv", data);
  const auto file =
      folder.write("s.toml", kHelp + "arrivals = " + arrivals + "\n" + horizon + kAgents);
  try {
    read_scenario(file);
    return "";
  } catch (const InputError& error) {
    std::string text = error.what();
    const std::string place = folder.path().string() + "/";
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place)) {
      text.erase(at, place.size());
    }
    // The line of the scenario and the mark under it are the same in all cases.
    std::string told;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      const std::string line = text.substr(at, end - at);
      if (!line.starts_with("  arrivals") && line.find_first_not_of(" ^") != std::string::npos) {
        told += line + "\n";
      }
      at = end + 1;
    }
    return told;
  }
}

TEST_CASE("mistakes in arrivals are explained") {
  check_mistakes({
      {"two kinds of arrivals", R"(
[[call]]
name = "help"
talk = "3 min"
arrivals = { rate = "6/h", count = 9 }
)",
       kCalendar + kAgents, R"(
scenario:4:28: error: "arrivals" has both "rate" and "count"
  arrivals = { rate = "6/h", count = 9 }
                             ^
  keep one of them; "rate" is at scenario:4:14
)"},
      {"gaps of nothing", R"(
[[call]]
name = "help"
talk = "3 min"
arrivals = { every = "0 s" }
)",
       kCalendar + kAgents, R"(
scenario:4:22: error: the time between two calls is 0 s on average, so the calls would never end
  arrivals = { every = "0 s" }
                       ^
)"},
      {"a count that is no whole number, and busyness of it", R"(
[[call]]
name = "help"
talk = "3 min"
arrivals = { count = 9.5, busyness = { gamma_cv = 0.2 } }
)",
       kCalendar + kAgents, R"(
scenario:4:22: error: "count" must be a whole number, not 9.5
  arrivals = { count = 9.5, busyness = { gamma_cv = 0.2 } }
                       ^
scenario:4:38: error: busyness multiplies a rate, and here the number of calls is given
  arrivals = { count = 9.5, busyness = { gamma_cv = 0.2 } }
                                       ^
  give the number a law: count = { mean = 500, gamma_cv = 0.3 }
)"},
      {"a steady horizon has no days and no clock", R"(
[[call]]
name = "help"
talk = "3 min"
arrivals = { count = 9, per = "day", shape = { "08:00-09:00" = 1 }, dirichlet = 4 }
)",
       kSteady + kAgents, R"(
scenario:4:31: error: a steady horizon has no days
  arrivals = { count = 9, per = "day", shape = { "08:00-09:00" = 1 }, dirichlet = 4 }
                                ^
  write per = "horizon"
scenario:4:46: error: "shape" goes by the clock, but the horizon is steady
  arrivals = { count = 9, per = "day", shape = { "08:00-09:00" = 1 }, dirichlet = 4 }
                                               ^
  in [horizon], write from and to instead of steady
scenario:4:81: error: "dirichlet" goes by the clock, but the horizon is steady
  arrivals = { count = 9, per = "day", shape = { "08:00-09:00" = 1 }, dirichlet = 4 }
                                                                                  ^
  in [horizon], write from and to instead of steady
)"},
      {"points out of order, and too few for a spline", R"(
[[call]]
name = "help"
talk = "3 min"
arrivals = { rates = { between = "spline", points = { mon = { "08:00" = "1/h", "09:00" = "1/h" }, mon-tue = { "10:00" = "2/h", "09:00" = "1/h" } } } }
)",
       kCalendar + kAgents, R"(
scenario:4:61: error: a spline needs at least 4 points, not 2
  ... { rates = { between = "spline", points = { mon = { "08:00" = "1/h", "09:00" = "1/h" }, mon-tue = { ...
                                                       ^
  add points, or write between = "straight lines"
scenario:4:99: error: there are two lines for mon
  ...s = { mon = { "08:00" = "1/h", "09:00" = "1/h" }, mon-tue = { "10:00" = "2/h", "09:00" = "1/h" } } }...
                                                       ^
  the other one is at scenario:4:55
scenario:4:128: error: points must be in the order of time: 09:00 does not come after 10:00
  ..., "09:00" = "1/h" }, mon-tue = { "10:00" = "2/h", "09:00" = "1/h" } } } }
                                                       ^
)"},
  });
}

TEST_CASE("mistakes in busyness and surges are explained") {
  check_mistakes({
      {"correlations that contradict each other", R"(
[demand]
busyness = { gamma_cv = 0.2, calls = ["help", "x", "y"], correlation = [[1, 1, 0], [1, 1, 1], [0, 1, 1]] }
)",
       kCalendar + kCalls + kAgents, R"(
scenario:2:47: error: there is no call type "x"
  busyness = { gamma_cv = 0.2, calls = ["help", "x", "y"], correlation = [[1, 1, 0], [1, 1, 1], [0, 1,...
                                                ^
  there are "help"
scenario:2:52: error: there is no call type "y"
  ...usyness = { gamma_cv = 0.2, calls = ["help", "x", "y"], correlation = [[1, 1, 0], [1, 1, 1], [0, 1, ...
                                                       ^
  there are "help"
scenario:2:72: error: "correlation" cannot be a matrix of correlations: it is not positive semidefinite
  ... = 0.2, calls = ["help", "x", "y"], correlation = [[1, 1, 0], [1, 1, 1], [0, 1, 1]] }
                                                       ^
  some of them contradict each other, as if A and B, and B and C, always went together, but A and C did not
)"},
      {"one type cannot be correlated", R"(
[demand]
busyness = { gamma_cv = 0.2, correlation = 0.5 }
)",
       kCalendar + kCalls + kAgents, R"(
scenario:2:44: error: only two call types or more can be correlated
  busyness = { gamma_cv = 0.2, correlation = 0.5 }
                                             ^
)"},
      {"a matrix of the wrong size, and correlated intervals of one factor a day", R"(
[demand]
busyness = [{ gamma_cv = 0.2, per = "interval", interval_correlation = [[1, 0], [0, 1]] }, { gamma_cv = 0.2, interval_correlation = 0.5 }]
)",
       kCalendar + kCalls + kAgents, R"(
scenario:2:72: error: "interval_correlation" has 2 rows, but a day has 48 intervals of 30 min
  ...v = 0.2, per = "interval", interval_correlation = [[1, 0], [0, 1]] }, { gamma_cv = 0.2, interval_cor...
                                                       ^
scenario:2:133: error: only a factor for each interval can be correlated between intervals
  ..., 1]] }, { gamma_cv = 0.2, interval_correlation = 0.5 }]
                                                       ^
  write per = "interval"
)"},
      {"a matrix that is not symmetric", R"(
[demand]
busyness = { gamma_cv = 0.2, calls = ["help", "help"], correlation = [[1, 0.5], [0.4, 1]] }
)",
       kCalendar + kCalls + kAgents, R"(
scenario:2:47: error: "calls" names "help" twice
  busyness = { gamma_cv = 0.2, calls = ["help", "help"], correlation = [[1, 0.5], [0.4, 1]] }
                                                ^
scenario:2:70: error: "correlation" must be symmetric, but row 1 has 0.5 where row 2 has 0.4
  busyness = { gamma_cv = 0.2, calls = ["help", "help"], correlation = [[1, 0.5], [0.4, 1]] }
                                                                       ^
)"},
      {"a factor on calls whose number is given", R"(
[demand]
surges = [{ from = 2013-07-01, to = 2013-07-02, factor = 2, calls = ["help"] }]
[[call]]
name = "help"
talk = "3 min"
arrivals = { count = 9 }
)",
       kCalendar + kAgents, R"(
scenario:2:70: error: the calls of "help" do not come at a rate, which could be multiplied
  surges = [{ from = 2013-07-01, to = 2013-07-02, factor = 2, calls = ["help"] }]
                                                                       ^
  its "arrivals" are at scenario:3:1
)"},
      {"a surge that the level includes, for some hours only", R"(
[demand]
volume = 1
surges = [{ from = 2013-07-01, to = 2013-07-02, factor = 2, included = true, hours = "10:00-12:00", probability = 2 }]
)",
       kCalendar + kShares + kAgents, R"(
scenario:3:86: error: a surge that the level includes is for all its calls, without "hours"
  ... 2013-07-02, factor = 2, included = true, hours = "10:00-12:00", probability = 2 }]
                                                       ^
  write included = false, or leave it out
scenario:3:115: error: "probability" must be from 0 to 1, not 2
  ...uded = true, hours = "10:00-12:00", probability = 2 }]
                                                       ^
)"},
  });
}

TEST_CASE("mistakes in a file of rates are explained with its lines") {
  CHECK(mistakes_with_file(R"({ rates = { file = "data.csv", unit = "perhour" } })", "") ==
        "s.toml:4:50: error: \"unit\" cannot be \"perhour\"\n"
        "  it is \"calls\", the number expected in the stretch, or a rate such as \"/h\" or "
        "\"/30min\"\n");
  CHECK(mistakes_with_file(R"({ rates = { file = "data.csv" } })", "form,calls\n08:00,1\n") ==
        "s.toml:4:31: error: data.csv has no column \"from\"\n"
        "  did you mean \"form\"?\n");
  CHECK(mistakes_with_file(R"({ rates = { file = "data.csv" } })",
                           "weekday,from,to,calls\nmon,08:00,09:00,1\nmonday,8h,09:00,1\n"
                           "mon-tue,08:30,10:00,-1\nmon-tue,08:30,10:00,1\nmon,10:00,09:00,1\n") ==
        "s.toml:4:31: error: data.csv:3: \"8h\" is not a time of day\n"
        "  write it like \"08:00\"; the last is \"24:00\"\n"
        "s.toml:4:31: error: data.csv:4: \"-1\" is not a number of calls\n"
        "  write numbers from 0, without a unit and with a decimal point\n"
        "s.toml:4:31: error: data.csv:5: this stretch overlaps that of line 2 on mon\n"
        "s.toml:4:31: error: data.csv:6: the stretch from 10:00 ends before it begins\n");
  CHECK(mistakes_with_file(R"({ rates = { file = "data.csv" } })",
                           "date,from,calls\n2014-07-01,08:00,1\n") ==
        "s.toml:4:31: error: no row of data.csv lies within the horizon, 2013-07-01 to "
        "2013-07-31\n");
  CHECK(mistakes_with_file(R"({ rates = { file = "data.csv" } })",
                           "date,from,calls\n2013-02-29,08:00,1\n1 July,23:45,1\n") ==
        "s.toml:4:31: error: data.csv:2: \"2013-02-29\" is not a date\n"
        "  write it like 2013-07-04\n"
        "s.toml:4:31: error: data.csv:3: the stretch from 23:45 ends after midnight\n");
}

TEST_CASE("mistakes in a log of times are explained with its lines") {
  const std::string log = R"({ times = { file = "data.csv" } })";
  CHECK(mistakes_with_file(log,
                           "time\n2013-07-01 08:03:12\n2013-07-01 08:03:11\n"
                           "2013-08-01 00:00\n2013-06-30 23:59\n8:03\n2013-07-02 24:00\n") ==
        "s.toml:4:31: error: data.csv:3: 2013-07-01 08:03:11 is before the time of the line above\n"
        "  sort the file by time\n"
        "s.toml:4:31: error: data.csv:4: 2013-08-01 00:00 lies outside the horizon, 2013-07-01 to "
        "2013-07-31\n"
        "s.toml:4:31: error: data.csv:5: 2013-06-30 23:59 lies outside the horizon, 2013-07-01 to "
        "2013-07-31\n"
        "s.toml:4:31: error: data.csv:6: \"8:03\" is not the time of a call\n"
        "  write it like 2013-07-04 08:03:12, or as seconds since the start of the horizon\n"
        "s.toml:4:31: error: data.csv:7: \"2013-07-02 24:00\" is not the time of a call\n"
        "  write it like 2013-07-04 08:03:12, or as seconds since the start of the horizon\n");
  CHECK(mistakes_with_file(log, "time\n-1\nnan\ninf\n2013-07-01 08:00\n", kSteady) ==
        "s.toml:4:31: error: data.csv:2: -1 lies outside the horizon, which is 41 d 16 h long\n"
        "s.toml:4:31: error: data.csv:3: \"nan\" is not the time of a call\n"
        "  write seconds since the start of the horizon, warm-up included\n"
        "s.toml:4:31: error: data.csv:4: inf lies outside the horizon, which is 41 d 16 h long\n"
        "s.toml:4:31: error: data.csv:5: \"2013-07-01 08:00\" is not the time of a call\n"
        "  write seconds since the start of the horizon, warm-up included\n");
  CHECK(mistakes_with_file(log, "") ==
        "s.toml:4:31: error: data.csv has no column \"time\"\n  the file is empty\n");
  CHECK(mistakes_with_file(log, "time\n") == "s.toml:4:31: error: data.csv has no rows\n");
}

}  // namespace
}  // namespace hotline::test
