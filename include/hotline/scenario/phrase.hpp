#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "hotline/base/calendar.hpp"
#include "hotline/base/error.hpp"
#include "hotline/base/time.hpp"
#include "hotline/random/distribution.hpp"

// Single values in the words of scenario files, for use elsewhere, such as on a command line.
namespace hotline {

// A phrase that makes no sense: what is wrong, and what was expected (may be empty).
class PhraseError : public Error {
 public:
  PhraseError(const std::string& message, std::string hint)
      : Error(message), hint_(std::move(hint)) {}
  const std::string& hint() const { return hint_; }

 private:
  std::string hint_;
};

// "20 s", "4.5 min", "1h 30min": from 0 to 100 years. Throws PhraseError.
Seconds duration_of_phrase(std::string_view text);

// "12/h", "100/30min": from 0 to a million a second. Throws PhraseError.
PerSecond rate_of_phrase(std::string_view text);

// "8:00", "08:30", "24:00". Throws PhraseError.
ClockTime clock_of_phrase(std::string_view text);

// The law of a length of time: "4 min" is a constant; a law by its name and parameters is
// "weibull shape=2 mean=4min", for the exponential also "exponential 4min"; or a table as in a
// scenario, "{ weibull = { shape = 2, mean = '4 min' } }". Throws PhraseError.
Distribution distribution_of_phrase(std::string_view text);

}  // namespace hotline
