#include <doctest/doctest.h>

#include <cstddef>
#include <cstdlib>
#include <new>

#include "hotline/random/sampler.hpp"
#include "hotline/random/stream.hpp"
#include "random/laws.hpp"

namespace {
std::size_t allocations = 0;
}  // namespace

// Counts what the whole test program allocates. Not inlined, so that the compiler sees `new` and
// `delete` as a pair.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace hotline {
namespace {

TEST_CASE("drawing allocates nothing") {
  for (const NamedLaw& named : continuous_laws()) {
    CAPTURE(named.name);
    const Distribution& law = named.law;
    const Sampler sampler(law);
    Generator bits = stream(1, 0, Purpose::kTalk, 0);
    const std::size_t before = allocations;
    double sum = 0;
    for (int i = 0; i < 1000; ++i) sum += sampler(bits);
    CHECK(allocations == before);
    CHECK(sum > 0);
  }
}

}  // namespace
}  // namespace hotline
