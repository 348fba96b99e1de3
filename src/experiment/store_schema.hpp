#pragma once

#include <string>

namespace hotline::detail {

inline constexpr int kStoreVersion = 1;            // of the tables
inline constexpr int kApplicationId = 0x486F746C;  // "Hotl", in the header of the file

// The tables and views of a store. docs/experiments.md describes them.
std::string store_schema();

}  // namespace hotline::detail
