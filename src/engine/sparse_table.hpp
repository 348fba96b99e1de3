#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace hotline::detail {

// A table of which many entries are never touched: one that is takes its place behind those touched
// before it. Memory for all of them is reserved at once, but what is not touched is never brought
// in, cleared or read, and references stay valid.
template <class Value>
class SparseTable {
 public:
  SparseTable(std::size_t rows, std::size_t columns)
      : rows_(rows), columns_(columns), places_(rows * columns, kNowhere) {
    values_.reserve(places_.size());
  }
  std::size_t rows() const { return rows_; }

  // The entry, from now on touched.
  Value& touch(std::size_t row, std::size_t column) {
    std::uint32_t& place = places_[row * columns_ + column];
    if (place == kNowhere) [[unlikely]]
      place = next_place();
    return values_[place];
  }

  // Precondition: the entry has been touched.
  Value& operator()(std::size_t row, std::size_t column) {
    assert(places_[row * columns_ + column] != kNowhere);
    return values_[places_[row * columns_ + column]];
  }

  // Null if the entry was never touched.
  Value* find(std::size_t row, std::size_t column) {
    const std::uint32_t place = places_[row * columns_ + column];
    return place == kNowhere ? nullptr : &values_[place];
  }

  void clear() {
    places_.assign(places_.size(), kNowhere);
    values_.clear();
  }

 private:
  static constexpr std::uint32_t kNowhere = 0xffffffff;

  // Apart, to keep it out of the engine's loop.
  [[gnu::noinline]] std::uint32_t next_place() {
    values_.emplace_back();
    return static_cast<std::uint32_t>(values_.size() - 1);
  }

  std::size_t rows_, columns_;
  std::vector<std::uint32_t> places_;  // [row x columns + column]
  std::vector<Value> values_;
};

}  // namespace hotline::detail
