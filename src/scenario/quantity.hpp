#pragma once

#include <optional>
#include <span>
#include <string>

#include "tree.hpp"

namespace hotline::reading {

// A number with what is written behind it: "4.5 min" is 4.5 and " min", 0.2 is 0.2 and "".
struct Quantity {
  double number = 0;
  std::string unit;

  Node node(Spot spot) const;  // as it would be written
};

// The quantity in a value; nothing if it is no number or does not begin with one, or if it has
// several ("1 h 30 min").
std::optional<Quantity> quantity_in(const Node& node);

// The same of values that are to be compared: all in one unit, which is that of the first if all
// have it, or seconds if all are lengths of time, or "/s" if all are rates. Nothing if one of them
// cannot be compared.
std::optional<std::vector<Quantity>> comparable(std::span<const Node* const> nodes);

}  // namespace hotline::reading
