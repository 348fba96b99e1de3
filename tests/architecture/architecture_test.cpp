#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/project.hpp"

namespace {

namespace fs = std::filesystem;

const fs::path kSource = hotline::test::in_project("");
constexpr int kMostLines = 400;

using Rooms = std::set<std::string>;

Rooms with(Rooms rooms, const Rooms& more) {
  rooms.insert(more.begin(), more.end());
  return rooms;
}

// What each room may include from, besides itself: the table of CONTRIBUTING.md.
std::map<std::string, Rooms> rules() {
  const Rooms experiment = {"base", "random", "stats", "theory", "scenario", "model", "engine"};
  const Rooms staffing = with(experiment, {"experiment"});
  const Rooms report = with(staffing, {"staffing", "calibrate"});
  const Rooms server = with(report, {"report"});
  return {
      {"base", {}},
      {"random", {"base"}},
      {"stats", {"base"}},
      {"theory", {"base", "stats"}},
      {"scenario", {"base", "random"}},
      {"model", {"base", "random", "scenario"}},
      {"engine", {"base", "random", "stats", "model"}},
      {"experiment", experiment},
      {"staffing", staffing},
      {"calibrate", {"base", "random", "stats", "theory", "scenario"}},
      {"report", report},
      {"server", server},
      {"embedding", with(server, {"server"})},
      {"app", with(server, {"server"})},
  };
}

struct SourceFile {
  std::string room;
  std::string path;  // from the top of the project
  bool is_public = false;
  std::string text;
};

std::string_view after_spaces(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
}

// The path in an #include line if it names a file of this project, or else nothing.
std::string own_include(std::string_view line) {
  constexpr std::string_view kInclude = "include";
  line = after_spaces(line);
  if (!line.starts_with('#')) return "";
  line = after_spaces(line.substr(1));
  if (!line.starts_with(kInclude)) return "";
  line = after_spaces(line.substr(kInclude.size()));
  if (!line.starts_with('"') && !line.starts_with("<hotline/")) return "";
  return std::string(line.substr(1, line.find_first_of("\">", 1) - 1));
}

std::vector<std::string> own_includes(const std::string& text) {
  std::vector<std::string> paths;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (std::string path = own_include(line); !path.empty()) paths.push_back(std::move(path));
  }
  return paths;
}

// What is wrong with the #include lines of `file`, one sentence each.
std::vector<std::string> violations(const SourceFile& file) {
  const auto all = rules();
  if (!all.contains(file.room)) return {fmt::format("{} is in no room of the house", file.path)};
  std::vector<std::string> found;
  for (const std::string& path : own_includes(file.text)) {
    if (!path.starts_with("hotline/")) {
      // A header in `src` is for its own room: "engine/ledger.hpp", or "ledger.hpp" beside it.
      const bool is_own = path.find('/') == std::string::npos || path.starts_with(file.room + "/");
      if (file.is_public || !is_own) {
        found.push_back(fmt::format("{} may not include \"{}\"", file.path, path));
      }
      continue;
    }
    // The C interface belongs to no room; others than its own have no use for it.
    if (path == "hotline/hotline.h" && file.room == "embedding") continue;
    const std::string room = path.substr(8, path.find('/', 8) - 8);
    if (room != file.room && !all.at(file.room).contains(room)) {
      found.push_back(fmt::format("{}: {} may not include \"{}\"", file.path, file.room, path));
    }
  }
  return found;
}

std::string content(const fs::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// All files of all rooms. The umbrella header belongs to no room.
std::vector<SourceFile> house() {
  std::vector<SourceFile> files;
  for (const fs::path top : {"include/hotline", "src"}) {
    for (const auto& entry : fs::recursive_directory_iterator(kSource / top)) {
      const std::string extension = entry.path().extension();
      const fs::path in_top = fs::relative(entry.path(), kSource / top);
      if ((extension != ".hpp" && extension != ".cpp") || in_top == "hotline.hpp") continue;
      files.push_back({.room = *in_top.begin(),
                       .path = top / in_top,
                       .is_public = top != "src",
                       .text = content(entry.path())});
    }
  }
  return files;
}

SourceFile in_room(std::string room, bool is_public, std::string text) {
  return {.room = std::move(room), .path = "x", .is_public = is_public, .text = std::move(text)};
}

TEST_CASE("every room includes only from the rooms below it") {
  const auto files = house();
  REQUIRE(files.size() > 10);
  for (const SourceFile& file : files) {
    for (const std::string& violation : violations(file)) FAIL_CHECK(violation);
  }
}

TEST_CASE("a forbidden include is found") {
  CHECK(
      violations(in_room("stats", true, "#pragma once\n#include \"hotline/engine/tally.hpp\"\n")) ==
      std::vector<std::string>{"x: stats may not include \"hotline/engine/tally.hpp\""});
  CHECK(violations(in_room("engine", false, "  # include <hotline/report/text.hpp>\n")).size() ==
        1);
  CHECK(violations(in_room("base", false, "#include \"hotline/hotline.hpp\"\n")).size() == 1);
  CHECK(violations(in_room("base", false, "#include \"../engine/engine.hpp\"\n")).size() == 1);
  CHECK(violations(in_room("base", false, "#include \"engine/engine.hpp\"\n")).size() == 1);
  CHECK(violations(in_room("base", true, "#include \"parts.hpp\"\n")).size() == 1);
  CHECK(violations(in_room("cellar", false, "")).size() == 1);
}

TEST_CASE("a permitted include is not complained of") {
  CHECK(violations(in_room("engine", false,
                           "#include \"hotline/model/model.hpp\"\n#include \"ledger.hpp\"\n"
                           "#include <vector>\n#include \"hotline/engine/tally.hpp\"\n"))
            .empty());
  CHECK(violations(in_room("base", true, "// see \"hotline/app/main.hpp\"\n")).empty());
}

TEST_CASE("the table lets no two rooms include from each other") {
  const auto all = rules();
  for (const auto& rule : all) {
    CAPTURE(rule.first);
    CHECK_FALSE(rule.second.contains(rule.first));
    for (const std::string& other : rule.second) {
      CAPTURE(other);
      REQUIRE(all.contains(other));
      CHECK_FALSE(all.at(other).contains(rule.first));
    }
  }
}

TEST_CASE("every included header of the project exists") {
  for (const SourceFile& file : house()) {
    for (const std::string& path : own_includes(file.text)) {
      CAPTURE(file.path);
      CAPTURE(path);
      const bool is_public = path.starts_with("hotline/");
      const bool is_beside = path.find('/') == std::string::npos;
      const fs::path folder = is_public   ? kSource / "include"
                              : is_beside ? (kSource / file.path).parent_path()
                                          : kSource / "src";
      CHECK(fs::exists(folder / path));
    }
  }
}

TEST_CASE("the umbrella header includes every public header of the library") {
  const auto included = own_includes(content(kSource / "include/hotline/hotline.hpp"));
  for (const SourceFile& file : house()) {
    if (!file.is_public || file.room == "app") continue;
    const std::string path = fs::relative(file.path, "include");
    CAPTURE(path);
    CHECK(std::find(included.begin(), included.end(), path) != included.end());
  }
}

TEST_CASE("no file is longer than 400 lines") {
  for (const SourceFile& file : house()) {
    const auto lines = std::count(file.text.begin(), file.text.end(), '\n');
    CAPTURE(file.path);
    CHECK(lines <= kMostLines);
  }
}

TEST_CASE("every header guards itself against being included twice") {
  for (const SourceFile& file : house()) {
    if (!file.path.ends_with(".hpp")) continue;
    CAPTURE(file.path);
    CHECK(file.text.find("#pragma once\n") != std::string::npos);
  }
}

}  // namespace
