#include "hotline/base/error.hpp"

#include <doctest/doctest.h>

#include <string>

namespace hotline {
namespace {

Problem problem_at(std::size_t column, std::string line) {
  return {.place = {"desk.toml", 7, column},
          .message = "unknown key \"pateince\"",
          .hint = "did you mean \"patience\"?",
          .line_text = std::move(line)};
}

// The line and the caret line of `problem_at(column, line)`.
std::string shown(std::size_t column, std::string line) {
  const std::string text = describe(problem_at(column, std::move(line)));
  const std::size_t begin = text.find('\n') + 1;
  return text.substr(begin, text.rfind("  did you mean") - begin);
}

TEST_CASE("a problem is told by its place, its line with a caret, and a hint") {
  CHECK(describe(problem_at(1, "pateince = \"3 min\"")) ==
        "desk.toml:7:1: error: unknown key \"pateince\"\n"
        "  pateince = \"3 min\"\n"
        "  ^\n"
        "  did you mean \"patience\"?\n");
}

TEST_CASE("what is unknown about a problem is left out") {
  CHECK(describe({.place = {}, .message = "no calls", .hint = "", .line_text = ""}) ==
        "error: no calls\n");
  CHECK(describe({.place = {"a.toml", 0, 0}, .message = "no calls", .hint = "", .line_text = ""}) ==
        "a.toml: error: no calls\n");
  CHECK(describe({.place = {"a.toml", 3, 0}, .message = "x", .hint = "y", .line_text = "z = 1"}) ==
        "a.toml:3: error: x\n  y\n");
}

TEST_CASE("the caret stands under the glyph in spite of tabs, accents and wide letters") {
  CHECK(shown(2, "\tx = 1") == "      x = 1\n      ^\n");
  CHECK(shown(4, "ab\tx") == "  ab  x\n      ^\n");
  CHECK(shown(6, "\"é\" = 1") == "  \"é\" = 1\n       ^\n");
  CHECK(shown(3, "日本x") == "  日本x\n      ^\n");
  CHECK(shown(3, "e\u0301x") == "  e\u0301x\n   ^\n");
}

TEST_CASE("the caret may stand just behind the line, and never further") {
  CHECK(shown(4, "x =") == "  x =\n     ^\n");
  CHECK(shown(99, "x =") == "  x =\n     ^\n");
  CHECK(shown(3, "x\r\n") == "  x\n   ^\n");
}

TEST_CASE("nothing in an input can command the terminal") {
  CHECK(shown(4, "\x1b[2x") == "  \uFFFD[2x\n     ^\n");
  CHECK(shown(2, "\u009bx") == "  \uFFFDx\n   ^\n");                      // a one-character CSI
  CHECK(shown(2, "\u202ex") == "  \uFFFDx\n   ^\n");                      // right-to-left override
  CHECK(shown(3, "\xC0\x80x") == "  \uFFFD\uFFFDx\n    ^\n");             // overlong zero
  CHECK(shown(2, "\xE2\x82") == "  \uFFFD\uFFFD\n   ^\n");                // cut off
  CHECK(shown(4, "\xED\xA0\x80x") == "  \uFFFD\uFFFD\uFFFDx\n     ^\n");  // surrogate
  const Problem evil{.place = {"a\x1b.toml", 0, 0},
                     .message = "bad\nerror: \x07",
                     .hint = "\x1b[31m",
                     .line_text = ""};
  CHECK(describe(evil) == "a\uFFFD.toml: error: bad error: \uFFFD\n  \uFFFD[31m\n");
}

TEST_CASE("of a long line the part about the caret is shown") {
  const std::string line = std::string(200, 'a') + "X" + std::string(200, 'b');
  CHECK(shown(201, line) == "  ..." + std::string(50, 'a') + "X" + std::string(49, 'b') + "...\n" +
                                std::string(2 + 3 + 50, ' ') + "^\n");
  CHECK(shown(1, line) == "  " + std::string(100, 'a') + "...\n  ^\n");
  CHECK(shown(402, line) ==
        "  ..." + std::string(50, 'b') + "\n" + std::string(2 + 3 + 50, ' ') + "^\n");
}

TEST_CASE("an input error tells of all its problems in their order") {
  const InputError error({problem_at(1, "a"), problem_at(2, "bc")});
  CHECK(error.problems().size() == 2);
  CHECK(std::string(error.what()) == describe(problem_at(1, "a")) + describe(problem_at(2, "bc")));
}

}  // namespace
}  // namespace hotline
