#include "engine/recent_level.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>
#include <utility>
#include <vector>

using hotline::Seconds;
using hotline::detail::RecentLevel;

TEST_CASE("a recent service level counts the sixtieth at hand and the sixty before it") {
  CHECK(rc::check([] {
    const Seconds window = *rc::gen::element(60.0, 600.0);
    RecentLevel level(window);
    std::vector<std::pair<Seconds, bool>> all;
    Seconds now = 0;
    const int events = *rc::gen::inRange(1, 200);
    for (int i = 0; i < events; ++i) {
      now += *rc::gen::element(0.0, 0.3, 7.0, window / 2, 3 * window);
      const bool in_time = *rc::gen::arbitrary<bool>();
      level.note(now, in_time);
      all.emplace_back(now, in_time);
      const double slice = std::floor(now / (window / 60));
      int ended = 0, good = 0;
      for (const auto& [time, was_in_time] : all) {
        if (slice - std::floor(time / (window / 60)) > 60) continue;
        ++ended;
        good += was_in_time;
      }
      RC_ASSERT(level.at(now) == static_cast<double>(good) / ended);
    }
    RC_ASSERT(!level.at(now + 2 * window));
  }));
}
