#include "hotline/experiment/tally_codec.hpp"

#include <doctest/doctest.h>

#include "hotline/base/error.hpp"
#include "hotline/engine/replication.hpp"
#include "support/builder.hpp"

using namespace hotline;
using namespace hotline::test;

namespace {

Tally played() {
  Scenario scenario = calendar(3);
  scenario.opening = open_every_day(8 * kHour, 12 * kHour);
  CallType type = impatient(call("a", 40 / kHour, 240), exponential(300));
  type.retry = Retry{{Failure::kAbandoned}, 0.5, exponential(600), 3, false, {}, {}};
  scenario.calls = {type, call("b", 3 / kHour, 300)};
  scenario.agents = {agents("g", 3, {"a", "b"})};
  const Model model = compile(scenario);
  Tally kept;
  Replication(model).play(1, 0, [&](const Tally& tally) {
    kept = tally;
    return true;
  });
  return kept;
}

}  // namespace

TEST_CASE("a tally comes back from its bytes to the bit") {
  const Tally tally = played();
  const std::string bytes = encoded(tally);
  const Tally back = decoded(bytes);
  CHECK(encoded(back) == bytes);
  CHECK(back.cell_calls.rows() == tally.cell_calls.rows());
  CHECK(back.events == tally.events);
  CHECK(back.waits[0].quantile(0.9) == tally.waits[0].quantile(0.9));
  Seconds sum = 0, sum_back = 0;
  for (const CallSums& sums : tally.cell_calls.values()) sum += sums.wait_served;
  for (const CallSums& sums : back.cell_calls.values()) sum_back += sums.wait_served;
  CHECK(sum > 0);
  CHECK(sum == sum_back);
  // Mostly zeros: a tenth of the memory at most.
  CHECK(bytes.size() < tally.cell_calls.values().size() * sizeof(CallSums) / 10);
}

TEST_CASE("damaged bytes are refused, whatever the damage") {
  const std::string bytes = encoded(played());
  CHECK_THROWS_AS(decoded(""), Error);
  CHECK_THROWS_AS(decoded(bytes + "x"), Error);
  for (std::size_t length = 1; length < bytes.size(); length += 97) {
    CHECK_THROWS_AS(decoded(std::string_view(bytes).substr(0, length)), Error);
  }
  // A changed byte may be a changed number; it must do no harm.
  for (std::size_t at = 0; at < bytes.size(); at += 31) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x5A);
    try {
      decoded(changed);
    } catch (const Error&) {
    }
  }
}
