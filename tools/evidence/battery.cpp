#include <fmt/format.h>
#include <fmt/ostream.h>

#include <array>
#include <boost/program_options.hpp>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "evidence/battery_record.hpp"
#include "hotline/random/stream.hpp"

// Writes the bits of the simulator's random numbers to standard output for ever, for a battery of
// tests that reads them (dieharder -g 200). It ends when the reader does.
namespace hotline::evidence {
namespace {

namespace po = boost::program_options;

constexpr std::size_t kBlock = 1 << 13;  // numbers written at once
using Block = std::array<std::uint64_t, kBlock>;

bool write(const Block& block) {
  return std::fwrite(block.data(), sizeof(std::uint64_t), block.size(), stdout) == block.size();
}

// One stream, number after number.
void write_one(std::uint64_t seed) {
  Generator bits = stream(seed, 0, Purpose::kTalk, 0);
  Block block;
  do {
    for (std::uint64_t& number : block) number = bits();
  } while (write(block));
}

// Streams of 16 consecutive replications, 8 purposes and 4 call types, a number from each in turn:
// whatever ties neighbouring streams together shows as a pattern at short range.
void write_interleaved(std::uint64_t seed) {
  std::vector<Generator> streams;
  for (std::uint64_t replication = 0; replication < 16; ++replication) {
    for (std::uint32_t purpose = 0; purpose < 8; ++purpose) {
      for (std::uint32_t type = 0; type < 4; ++type) {
        streams.push_back(stream(seed, replication, static_cast<Purpose>(purpose), type));
      }
    }
  }
  Block block;
  std::size_t next = 0;
  do {
    for (std::uint64_t& number : block) {
      number = streams[next]();
      next = (next + 1) % streams.size();
    }
  } while (write(block));
}

// The first four numbers of the streams of replication after replication: how a stream begins.
void write_beginnings(std::uint64_t seed) {
  Block block;
  std::uint64_t replication = 0;
  do {
    for (std::size_t i = 0; i < block.size(); i += 4) {
      Generator bits = stream(seed, replication++, Purpose::kArrival, 0);
      for (std::size_t j = 0; j < 4; ++j) block[i + j] = bits();
    }
  } while (write(block));
}

// The first four numbers of the generators of calls with consecutive keys, mixed as the engine
// does.
void write_calls(std::uint64_t seed) {
  Block block;
  std::uint64_t key = seed;
  do {
    for (std::size_t i = 0; i < block.size(); i += 4) {
      CallGenerator bits(mix(++key));
      for (std::size_t j = 0; j < 4; ++j) block[i + j] = bits();
    }
  } while (write(block));
}

void write_bits(const std::string& what, std::uint64_t seed) {
  if (what == "one") return write_one(seed);
  if (what == "interleaved") return write_interleaved(seed);
  if (what == "beginnings") return write_beginnings(seed);
  if (what == "calls") return write_calls(seed);
  throw po::error("there are the bits one, interleaved, beginnings and calls, no " + what);
}

}  // namespace
}  // namespace hotline::evidence

int main(int argc, char** argv) {
  namespace po = boost::program_options;
  std::string what, record;
  std::uint64_t seed = 1;
  po::options_description options("Options");
  options.add_options()("help", "say this")("bits", po::value(&what)->default_value("one"),
                                            "one, interleaved, beginnings or calls")(
      "record", po::value(&record), "write no bits but the page, from this file of results")(
      "seed", po::value(&seed)->default_value(seed), "of the random numbers");
  try {
    po::variables_map map;
    po::store(po::parse_command_line(argc, argv, options), map);
    if (map.contains("help")) {
      fmt::print("Writes random bits to standard output.\n{}", fmt::streamed(options));
      return 0;
    }
    po::notify(map);
    if (record.empty()) {
      hotline::evidence::write_bits(what, seed);
    } else {
      hotline::evidence::write_battery_record(record, seed);
    }
    return 0;
  } catch (const po::error& error) {
    fmt::print(stderr, "error: {}\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "error: {}\n", error.what());
    return 1;
  }
}
