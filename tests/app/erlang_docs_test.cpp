#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "hotline/app/program.hpp"
#include "support/project.hpp"

// What docs/calculators.md shows is what the program prints.
namespace hotline {
namespace {

// A command line as a shell cuts it; files are looked for from the top of the project.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  for (std::string& word : words) {
    if (word.starts_with("scenarios/")) word = test::in_project(word);
  }
  return words;
}

TEST_CASE("every example of the calculators' page prints what the page shows") {
  const std::string prompt = "$ hotline ";
  std::ifstream page(test::in_project("docs/calculators.md"));
  REQUIRE(page);
  int examples = 0;
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with(prompt)) continue;
    std::string shown, command = line.substr(prompt.size());
    while (std::getline(page, line) && line != "```") shown += line + '\n';
    std::ostringstream out, err;
    CAPTURE(command);
    CHECK(run_program(words_of(command), {.out = out, .err = err, .unicode = true}) == 0);
    CHECK(out.str() == shown);
    ++examples;
  }
  CHECK(examples >= 12);
}

}  // namespace
}  // namespace hotline
