#pragma once

#include <cmath>
#include <nlohmann/json.hpp>

namespace hotline::detail {

// JSON has no word for a number that is unknown or infinite: null.
inline nlohmann::ordered_json json_number(double value) {
  if (std::isfinite(value)) return value;
  return nullptr;
}

}  // namespace hotline::detail
