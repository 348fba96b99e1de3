#pragma once

#include <map>
#include <string>
#include <vector>

#include "hotline/base/time.hpp"
#include "hotline/random/distribution.hpp"
#include "hotline/theory/fewest_agents.hpp"

namespace hotline {

// What was asked of a calculator: the options by name, read in the words of scenario files. Every
// reader throws CommandLineError, naming the option, if it is missing or makes no sense.
class Question {
 public:
  Question(std::map<std::string, std::string> given, std::vector<std::string> files)
      : given_(std::move(given)), files_(std::move(files)) {}

  bool has(const std::string& name) const { return given_.contains(name); }
  const std::string& text(const std::string& name) const;  // as it was written
  const std::string& file() const;                         // the only one

  int whole(const std::string& name, int least, int most) const;
  double number(const std::string& name, double least, double most) const;
  PerSecond rate(const std::string& name) const;    // > 0: "100/30min"
  Seconds duration(const std::string& name) const;  // > 0: "3 min"
  double share(const std::string& name) const;      // 0..1: "3%" or "0.03"
  Distribution law(
      const std::string& name) const;  // "exponential 4min", "weibull shape=2 mean=4min"
  std::vector<std::string> words(const std::string& name) const;  // "a, b"

  // "8..20", or one number.
  struct Range {
    int from = 0, to = 0;
  };
  bool is_range(const std::string& name) const;
  Range range(const std::string& name, int least, int most) const;
  // "80/30min..120/30min" in --steps equal steps (5 if not given), both ends included; > 0.
  std::vector<PerSecond> rates(const std::string& name) const;

  // At most one of these options, or exactly one of them.
  void at_most_one_of(const std::vector<std::string>& names) const;
  void one_of(const std::vector<std::string>& names) const;

 private:
  std::map<std::string, std::string> given_;
  std::vector<std::string> files_;
};

// "80/20s", "80%/20s" or "0.8/20s": the share that shall be answered within a wait.
struct ServiceTarget {
  double share = 0.8;
  Seconds wait = 20;
};
ServiceTarget target_of(const Question& question);

// "20 s" for the acceptable wait: of --target, or of --within, or 20 s.
Seconds acceptable_wait_of(const Question& question);

// All that was promised: --target with --kind, --asa, --abandoned, --delayed, --blocked,
// --occupancy. `has_goal` tells whether anything was.
bool has_goal(const Question& question);
theory::Goal goal_of(const Question& question);
// "80 % answered within 20 s and at most 3 % give up"
std::string goal_in_words(const Question& question);

// "3.5", "10": a number as short as it can be said.
std::string plain_number(double value);

}  // namespace hotline
