#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hotline {

// NULL, a whole number, a number or text.
using StoreValue = std::variant<std::monostate, std::int64_t, double, std::string>;

// Takes a row; the names of its columns are the same for all rows.
using TakeRow =
    std::function<void(std::span<const std::string> columns, std::span<const StoreValue> values)>;

// Asks a store a question in SQL, one statement that only reads. docs/experiments.md describes the
// tables and views. Bytes (tallies) come as text "<123 bytes>". Returns the names of the columns.
// Throws Error if the file is no store, or the question makes no sense.
std::vector<std::string> query_store(const std::filesystem::path& store, std::string_view sql,
                                     const TakeRow& take);

}  // namespace hotline
