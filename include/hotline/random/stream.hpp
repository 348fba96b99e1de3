#pragma once

#include <cstdint>

#include "hotline/random/generator.hpp"

namespace hotline {

// What a stream of random numbers is for. Values are part of the results of a seed: append only.
enum class Purpose : std::uint32_t {
  kArrival,
  kTalk,
  kAfterCall,
  kPatience,
  kFate,      // what happens to a call by chance: balking, retries, ...
  kBusyness,  // of days, shared or of one call type
  kAbsence,
  kShrinkage,
  kRouting,
  kPunctuality,
  kShares,  // of a day's intervals in its calls, shared or of one call type
  kSurge,   // whether it happens
  kCount,   // of calls of a day or of the horizon
};

// A replication, by its number and the way in which it draws.
struct ReplicationId {
  ReplicationId(std::uint64_t number_in, Draws draws_in = Draws::kUsual)  // NOLINT: a number is one
      : number(number_in), draws(draws_in) {}
  std::uint64_t number;
  Draws draws;
};

// The generator named by (seed, replication, purpose, index), where `index` is usually a call type.
// The state is a function of the name, never the same for two names (docs/randomness.md), so a
// stream does not depend on which other streams exist or on the order in which they are used. About
// 50 ns.
Generator stream(std::uint64_t seed, ReplicationId replication, Purpose purpose,
                 std::uint32_t index);

// A generator small enough to make for one call: SplitMix64 started from `key`. Used for decisions
// that most calls never need, so that they are the same whenever they are taken.
class CallGenerator {
 public:
  using result_type = std::uint64_t;
  explicit constexpr CallGenerator(std::uint64_t key) : state_(key) {}
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return ~result_type{0}; }
  constexpr result_type operator()() { return mix(state_ += 0x9e3779b97f4a7c15ULL); }

 private:
  std::uint64_t state_;
};

}  // namespace hotline
