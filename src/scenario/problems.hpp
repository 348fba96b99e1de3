#pragma once

#include <string>
#include <vector>

#include "hotline/base/error.hpp"
#include "tree.hpp"

namespace hotline::reading {

// The mistakes found so far. Reading goes on after a mistake, so that all are told at once.
class Problems {
 public:
  void add(Spot spot, std::string message, std::string hint = "");

  // How many there are: a reader that sees the same count before and after a part was read knows
  // that the part is sound.
  std::size_t count() const { return count_; }

  // Whether further ones are only counted, so that no hint is worth its while.
  bool is_full() const { return count_ >= kMostKept; }

  // Throws InputError with all of them, in the order of their places, if there are any.
  void throw_if_any() const;

 private:
  static constexpr std::size_t kMostKept = 200;  // a file of rubbish has no end of mistakes

  struct Found {
    Spot spot;
    std::string message, hint;
  };
  std::vector<Found> found_;
  std::size_t count_ = 0;
};

// With its place and the line of the file.
Problem problem_at(Spot spot, std::string message, std::string hint = "");

// "file:line:column" for a hint that points to a second place.
std::string place_text(Spot spot);

}  // namespace hotline::reading
