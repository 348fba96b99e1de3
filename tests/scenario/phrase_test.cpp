#include "hotline/scenario/phrase.hpp"

#include <doctest/doctest.h>

using namespace hotline;

namespace {

template <class Law>
Law law_of(std::string_view phrase) {
  const Distribution distribution = distribution_of_phrase(phrase);
  REQUIRE(std::holds_alternative<Law>(distribution.law()));
  return std::get<Law>(distribution.law());
}

void check_mistake(std::string_view phrase, std::string_view message) {
  CAPTURE(phrase);
  try {
    distribution_of_phrase(phrase);
    FAIL_CHECK("no mistake was found");
  } catch (const PhraseError& error) {
    CHECK(std::string_view(error.what()).find(message) != std::string_view::npos);
  }
}

}  // namespace

TEST_CASE("a phrase is read as in a scenario file") {
  CHECK(duration_of_phrase("1 h 30 min") == 5400);
  CHECK(rate_of_phrase("100/30min") == doctest::Approx(100.0 / 1800));
  CHECK(clock_of_phrase("08:30") == 8.5 * kHour);
  CHECK_THROWS_AS(duration_of_phrase("3"), PhraseError);
  CHECK_THROWS_AS(rate_of_phrase("3"), PhraseError);
  CHECK_THROWS_AS(clock_of_phrase("25:00"), PhraseError);
}

TEST_CASE("a law is a time, a name with parameters, or a table") {
  CHECK(law_of<law::Constant>("4 min").value == 240);
  CHECK(law_of<law::Exponential>("exponential 4min").mean == 240);
  CHECK(law_of<law::Exponential>("exponential mean=4 min").mean == 240);
  const auto weibull = law_of<law::Weibull>("weibull shape=2, mean=4 min");
  CHECK(weibull.shape == 2);
  CHECK(weibull.mean == doctest::Approx(240));
  CHECK(law_of<law::Uniform>("uniform from=0s to=4min").high == 240);
  CHECK(law_of<law::Gamma>("{ gamma = { mean = '1 min', shape = 3 } }").shape == 3);
}

TEST_CASE("a phrase that is no law is refused with a reason") {
  check_mistake("", "not a length of time");
  check_mistake("weibull", "weibull");
  check_mistake("weibull 4min", "needs named parameters");
  check_mistake("weibull shape=2 maen=4min", "maen");
  check_mistake("weibul shape=2 mean=4min", "weibul");
  check_mistake("exponential mean=4'min", "not a parameter");
  check_mistake("{ exponential = ", "");
  check_mistake("{} \n other = 3", "");
  check_mistake("exponential mean=-4min", "");
}
