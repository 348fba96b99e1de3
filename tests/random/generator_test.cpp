#include "hotline/random/generator.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>

#include "hotline/random/stream.hpp"

namespace hotline {
namespace {

template <std::uint64_t kWord>
struct Always {
  std::uint64_t operator()() { return kWord; }
};

TEST_CASE("xoshiro256++ gives the numbers of its authors' program") {
  Generator bits({1, 2, 3, 4});
  const std::array<std::uint64_t, 10> published{41943041,
                                                58720359,
                                                3588806011781223,
                                                3591011842654386,
                                                9228616714210784205u,
                                                9973669472204895162u,
                                                14011001112246962877u,
                                                12406186145184390807u,
                                                15849039046786891736u,
                                                10450023813501588000u};
  for (const std::uint64_t number : published) CHECK(bits() == number);
}

TEST_CASE("a call's generator gives the numbers of SplitMix64") {
  CallGenerator bits(1234567);
  const std::array<std::uint64_t, 5> published{6457827717110365317u, 3203168211198807973u,
                                               9817491932198370423u, 4593380528125082431u,
                                               16408922859458223821u};
  for (const std::uint64_t number : published) CHECK(bits() == number);
}

TEST_CASE("a uniform number reaches 0 and stays below 1") {
  Always<0> lowest;
  Always<~std::uint64_t{0}> highest;
  CHECK(uniform(lowest) == 0);
  CHECK(uniform(highest) == 1 - 0x1.0p-53);
}

TEST_CASE("the generators run at compile time") {
  constexpr std::uint64_t kFirst = [] { return Generator({1, 2, 3, 4})(); }();
  static_assert(kFirst == 41943041);
  static_assert(CallGenerator(1234567)() == 6457827717110365317u);
}

}  // namespace
}  // namespace hotline
