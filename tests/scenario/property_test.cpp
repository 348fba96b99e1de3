#include <rapidcheck.h>

#include <fstream>
#include <iterator>

#include "mistakes.hpp"
#include "support/project.hpp"

namespace hotline::test {
namespace {

std::string baseline() {
  std::ifstream file(hotline::test::in_project("scenarios/ciam/2013.toml"));
  return {std::istreambuf_iterator<char>(file), {}};
}

// Reads a text that may be anything: either a scenario or InputError with a mistake to show.
void read_anything(const std::string& text, const std::vector<std::string>& overrides = {}) {
  try {
    parse_scenario(text, "scenario", overrides);
  } catch (const InputError& error) {
    RC_ASSERT(!error.problems().empty());
    RC_ASSERT(!std::string(error.what()).empty());
  }
}

// Words that lead deep into the reader, where bytes alone do not.
const std::vector<std::string> kWords = {"[",
                                         "]",
                                         "{",
                                         "}",
                                         "\"",
                                         "'",
                                         "=",
                                         ",",
                                         ".",
                                         "\n",
                                         "#",
                                         "-1",
                                         "1e300",
                                         "nan",
                                         "inf",
                                         "0",
                                         "true",
                                         "2013-02-28",
                                         "[[call]]",
                                         "[[agents]]",
                                         "[demand]",
                                         "name",
                                         "share",
                                         "\"20 s\"",
                                         "\"08:00-14:00\"",
                                         "\"24:00\"",
                                         "mon-fri",
                                         "every_day",
                                         "remove",
                                         "base",
                                         "steady",
                                         "\\u0000",
                                         "\xFF",
                                         "9223372036854775807"};

TEST_CASE("random bytes are refused and never crash the reader") {
  CHECK(rc::check([](const std::string& text) { read_anything(text); }));
}

TEST_CASE("random words are refused and never crash the reader") {
  CHECK(rc::check([] {
    std::string text;
    for (const auto& word :
         *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kWords))) {
      text += word + " ";
    }
    read_anything(text);
  }));
}

TEST_CASE("a scenario with random changes is read or refused") {
  const std::string original = baseline();
  CHECK(rc::check([&] {
    std::string text = original;
    const int changes = *rc::gen::inRange(1, 6);
    for (int i = 0; i < changes; ++i) {
      const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
      const auto length = *rc::gen::weightedOneOf<std::size_t>(
          {{3, rc::gen::inRange<std::size_t>(0, 8)}, {1, rc::gen::inRange<std::size_t>(0, 2000)}});
      text.replace(at, std::min(length, text.size() - at), *rc::gen::elementOf(kWords));
    }
    read_anything(text);
  }));
}

TEST_CASE("random overrides are taken or refused") {
  const std::string original = baseline();
  CHECK(rc::check([&] {
    std::string path;
    const std::vector<std::string> parts = {"call",    "agents", "operators",  "demand", "levels",
                                            "[0]",     "[9]",    "shift",      "talk",   "x",
                                            "horizon", "open",   "protection", "mixed",  "\"a b\""};
    for (const auto& part :
         *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(parts))) {
      path += (path.empty() || part[0] == '[' ? "" : ".") + part;
    }
    read_anything(original, {path + "=" + *rc::gen::elementOf(kWords)});
  }));
}

TEST_CASE("a file full of mistakes has an end") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "key" + std::to_string(i) + " = 1\n";
  try {
    parse_scenario(text);
    FAIL("the keys were taken");
  } catch (const InputError& error) {
    CHECK(error.problems().size() == 201);
    CHECK(error.problems().back().message == "and 19802 more mistakes");
  }
}

TEST_CASE("a line that is too long to show is told without a caret") {
  const std::string long_line = "title = [\"" + std::string(15'000'000, 'x') + "\"]\n";
  CHECK(mistakes_of(long_line + kSteady + kCalls) ==
        "scenario:1:9: error: \"title\" must be text in quotes, not a list\n");
  CHECK(mistakes_of(std::string(1'000'000, 'x')).size() < 500);
}

TEST_CASE("tables nested without end are refused") {
  const auto nested = [](const std::string& open, const std::string& close) {
    std::string text = "x = ";
    for (int i = 0; i < 10'000; ++i) text += open;
    for (int i = 0; i < 10'000; ++i) text += close;
    return text;
  };
  CHECK_FALSE(mistakes_of(nested("[", "]")).empty());
  CHECK_FALSE(mistakes_of(nested("{a=", "}")).empty());
  CHECK_FALSE(mistakes_of(nested("{a.a.a.a.a.a.a.a.a.a.a.a.a.a.a=", "}")).empty());
  std::string dotted = "a";
  for (int i = 0; i < 100'000; ++i) dotted += ".a";
  CHECK_FALSE(mistakes_of(dotted + " = 1").empty());
  CHECK_FALSE(mistakes_of("[" + dotted + "]").empty());
  CHECK_FALSE(mistakes_of("x = 1", {dotted + "=1"}).empty());
  CHECK_FALSE(mistakes_of(kSteady + kCalls, {"title={" + dotted + "=1}"}).empty());
}

}  // namespace
}  // namespace hotline::test
