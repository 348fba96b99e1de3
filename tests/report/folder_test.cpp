#include "hotline/report/folder.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "hotline/base/error.hpp"

namespace hotline {
namespace {

namespace fs = std::filesystem;

// A folder of the test's own, removed at its end.
struct Scratch {
  fs::path path = fs::temp_directory_path() / ("hotline-folder-" + std::to_string(getpid()));
  Scratch() {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Scratch() { fs::remove_all(path); }
};

std::string content(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::ptrdiff_t files_in(const fs::path& folder) {
  return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

TEST_CASE("a folder is made with its parents") {
  const Scratch scratch;
  prepare_folder(scratch.path / "a" / "b");
  CHECK(fs::is_directory(scratch.path / "a" / "b"));
  CHECK_NOTHROW(prepare_folder(scratch.path / "a" / "b"));
}

TEST_CASE("a file in the place of the folder is an error that says so") {
  const Scratch scratch;
  std::ofstream(scratch.path / "results") << "x";
  CHECK_THROWS_WITH_AS(prepare_folder(scratch.path / "results"),
                       doctest::Contains("is a file, not a folder"), Error);
  CHECK_THROWS_AS(prepare_folder(scratch.path / "results" / "deeper"), Error);
}

TEST_CASE("a written file replaces the old one and leaves nothing beside it") {
  const Scratch scratch;
  const fs::path file = scratch.path / "summary.json";
  write_file(file, [](std::ostream& out) { out << "old"; });
  write_file(file, [](std::ostream& out) { out << "new"; });
  CHECK(content(file) == "new");
  CHECK(files_in(scratch.path) == 1);
}

TEST_CASE("a failure in the middle leaves the old file as it was") {
  const Scratch scratch;
  const fs::path file = scratch.path / "summary.json";
  write_file(file, [](std::ostream& out) { out << "old"; });
  CHECK_THROWS_AS(write_file(file,
                             [](std::ostream& out) {
                               out << "half";
                               throw std::runtime_error("interrupted");
                             }),
                  std::runtime_error);
  // What a full disk does to a stream.
  CHECK_THROWS_WITH_AS(write_file(file,
                                  [](std::ostream& out) {
                                    out << "half";
                                    out.setstate(std::ios::badbit);
                                    errno = ENOSPC;
                                  }),
                       doctest::Contains("No space left on device"), Error);
  CHECK(content(file) == "old");
  CHECK(files_in(scratch.path) == 1);
}

TEST_CASE("a file in a folder that is not there is an error with its name") {
  const Scratch scratch;
  CHECK_THROWS_WITH_AS(write_file(scratch.path / "missing" / "summary.json", [](std::ostream&) {}),
                       doctest::Contains("summary.json\": No such file or directory"), Error);
}

}  // namespace
}  // namespace hotline
