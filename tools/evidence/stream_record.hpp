#pragma once

#include <cstdint>
#include <string>

namespace hotline::evidence {

// Tests of many streams against each other, as Markdown: correlation of all pairs, collisions of
// what they begin with, pairs of beginnings. About 20 s.
std::string stream_record(std::uint64_t seed);

}  // namespace hotline::evidence
