#include "app/progress.hpp"

#include <doctest/doctest.h>

#include <sstream>

namespace hotline {
namespace {

using std::chrono::seconds;

TEST_CASE("progress says what is done and guesses what is left") {
  CHECK(progress_text(45, 200, seconds(9)) ==
        "[######........................]  45 of 200 done, 22 %, about 31 s left");
  CHECK(progress_text(0, 200, seconds(9)) ==
        "[..............................]  0 of 200 done, 0 %");
  CHECK(progress_text(200, 200, seconds(9)) ==
        "[##############################]  200 of 200 done, 100 %");
}

TEST_CASE("progress leaves no trace on a terminal and nothing at all elsewhere") {
  constexpr std::string_view kEraseLine = "\r\x1b[K";
  std::ostringstream terminal, file;
  {
    Progress live(terminal, true), dead(file, false);
    live.show(1, 2);
    dead.show(1, 2);
  }
  CHECK(terminal.str().ends_with(kEraseLine));
  CHECK(file.str() == "");
}

}  // namespace
}  // namespace hotline
