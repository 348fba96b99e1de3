#include "hotline/experiment/tally_codec.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "hotline/base/error.hpp"

// A tally is a row of 64-bit words, counts and doubles alike. Most are zero, small, or doubles with
// few digits. So a run of zeros is written as a zero byte and its length; any other word as a byte
// that tells how many bytes of zeros lie below (high digit) and how many bytes follow (low digit),
// and those, the lowest first.
namespace hotline {
namespace {

class Encoder {
 public:
  void word(std::uint64_t value) {
    if (value == 0) {
      ++zeros_;
      return;
    }
    end_zeros();
    const int below = std::countr_zero(value) / 8;
    const int bytes = 8 - below - std::countl_zero(value) / 8;
    bytes_.push_back(static_cast<char>(below << 4 | bytes));
    value >>= 8 * below;
    for (int i = 0; i < bytes; ++i, value >>= 8) bytes_.push_back(static_cast<char>(value & 0xFF));
  }
  std::string finish() {
    end_zeros();
    return std::move(bytes_);
  }

 private:
  void end_zeros() {
    if (zeros_ == 0) return;
    bytes_.push_back('\0');
    for (; zeros_ >= 0x80; zeros_ >>= 7) bytes_.push_back(static_cast<char>(zeros_ | 0x80));
    bytes_.push_back(static_cast<char>(zeros_));
    zeros_ = 0;
  }
  std::string bytes_;
  std::uint64_t zeros_ = 0;
};

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t word() {
    if (zeros_ > 0) {
      --zeros_;
      return 0;
    }
    const unsigned head = byte();
    if (head == 0) {
      zeros_ = number() - 1;
      return 0;
    }
    const unsigned below = head >> 4U, bytes = head & 0xFU;
    check(bytes >= 1 && below + bytes <= 8);
    std::uint64_t value = 0;
    for (unsigned i = 0; i < bytes; ++i) value |= std::uint64_t{byte()} << 8U * (below + i);
    return value;
  }
  // A length that memory can be made for: no more than words can follow.
  std::size_t length() {
    const std::uint64_t value = word();
    check(value <= kMostWords);
    return static_cast<std::size_t>(value);
  }
  void finish() const { check(zeros_ == 0 && bytes_.empty()); }
  static void check(bool holds) {
    if (!holds) throw Error("what should be a tally is damaged");
  }

 private:
  static constexpr std::uint64_t kMostWords = 1U << 28U;

  unsigned byte() {
    check(!bytes_.empty());
    const auto value = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    return value;
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      check(shift < 35);
      const unsigned next = byte();
      value |= std::uint64_t{next & 0x7FU} << shift;
      if (next < 0x80) break;
    }
    check(value >= 1 && value <= kMostWords);
    return value;
  }
  std::string_view bytes_;
  std::uint64_t zeros_ = 0;
};

// Sums that are nothing but 64-bit numbers, as an array of words.
template <class Sums>
using WordsOf = std::array<std::uint64_t, sizeof(Sums) / sizeof(std::uint64_t)>;

template <class Sums>
void write(const Sums& sums, Encoder& out) {
  static_assert(std::is_trivially_copyable_v<Sums> && alignof(Sums) == sizeof(std::uint64_t));
  for (const std::uint64_t word : std::bit_cast<WordsOf<Sums>>(sums)) out.word(word);
}

template <class Sums>
void read(Sums& sums, Decoder& in) {
  WordsOf<Sums> words;
  for (std::uint64_t& word : words) word = in.word();
  sums = std::bit_cast<Sums>(words);
}

template <class Sums>
void write(const Table<Sums>& table, Encoder& out) {
  out.word(table.rows());
  out.word(table.columns());
  for (const Sums& sums : table.values()) write(sums, out);
}

template <class Sums>
void read(Table<Sums>& table, Decoder& in) {
  const std::size_t rows = in.length(), columns = in.length();
  constexpr std::size_t kMost = std::size_t{1} << 22U;
  Decoder::check(columns == 0 || rows <= kMost / columns);
  table = Table<Sums>(rows, columns);
  for (Sums& sums : table.values()) read(sums, in);
}

void write(const WaitHistogram& waits, Encoder& out) {
  const std::vector<std::uint64_t> numbers = waits.numbers();
  out.word(numbers.size());
  for (const std::uint64_t number : numbers) out.word(number);
}

void read(WaitHistogram& waits, Decoder& in) {
  constexpr std::size_t kMost = 1U << 16U;
  const std::size_t count = in.length();
  Decoder::check(count <= kMost);
  std::vector<std::uint64_t> numbers(count);
  for (std::uint64_t& number : numbers) number = in.word();
  try {
    waits = WaitHistogram::of_numbers(numbers);
  } catch (const std::invalid_argument&) {
    Decoder::check(false);
  }
}

template <class Value>
void write(const std::vector<Value>& values, Encoder& out) {
  out.word(values.size());
  for (const Value& value : values) write(value, out);
}

template <class Value>
void read(std::vector<Value>& values, Decoder& in) {
  constexpr std::size_t kMost = 1U << 20U;
  const std::size_t count = in.length();
  Decoder::check(count <= kMost);
  values.assign(count, Value{});
  for (Value& value : values) read(value, in);
}

// Every member of a tally, in one order for both ways.
template <class SomeTally, class Each>
void each_member(SomeTally& tally, Each each) {
  each(tally.cell_calls);
  each(tally.day_calls);
  each(tally.cell_targets);
  each(tally.day_targets);
  each(tally.cell_agents);
  each(tally.day_agents);
  each(tally.waits);
  each(tally.caller_waits);
  each(tally.longest_queue);
  each(tally.longest_wait);
  each(tally.within);
  each(tally.line_time);
  each(tally.work_brought);
  each(tally.waiting_before);
  each(tally.waiting_after);
  each(tally.length);
  each(tally.staffed_time);
  each(tally.last_call_end);
  each(tally.events);
}

}  // namespace

std::string encoded(const Tally& tally) {
  Encoder out;
  each_member(tally, [&](const auto& member) { write(member, out); });
  return out.finish();
}

Tally decoded(std::string_view bytes) {
  Decoder in(bytes);
  Tally tally;
  each_member(tally, [&](auto& member) { read(member, in); });
  in.finish();
  return tally;
}

}  // namespace hotline
