#include "hotline/random/stream.hpp"

#include <array>
#include <cstddef>

namespace hotline {

// A Feistel network on four words: each step adds to one word a hash of its neighbour, which can be
// undone, so the whole is a bijection of 256-bit states and different names cannot meet. After two
// rounds every word depends on every bit of the name; the other two are margin.
Generator stream(std::uint64_t seed, ReplicationId replication, Purpose purpose,
                 std::uint32_t index) {
  constexpr int kRounds = 4;
  const std::uint64_t what = static_cast<std::uint64_t>(purpose) << 32 | index;
  std::array<std::uint64_t, 4> state{seed, replication.number, what, 0};
  std::uint64_t step = 0;
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t word = 0; word < 4; ++word) {
      step += 0x9e3779b97f4a7c15ULL;  // 2^64 / golden ratio, odd: no two steps alike
      state[(word + 1) % 4] += mix(state[word] + step);
    }
  }
  // The one state that xoshiro may not have can come from one name in 2^256 at most.
  if (state == std::array<std::uint64_t, 4>{}) state[0] = 1;
  return Generator(state, replication.draws);
}

}  // namespace hotline
