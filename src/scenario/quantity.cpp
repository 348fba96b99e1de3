#include "quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "units.hpp"

namespace hotline::reading {

Node Quantity::node(Spot spot) const {
  Node node;
  node.spot = spot;
  constexpr double kMostWhole = 1e15;
  if (!unit.empty()) {
    node.value = fmt::format("{}{}", number, unit);
  } else if (number == std::floor(number) && std::abs(number) < kMostWhole) {
    node.value = static_cast<std::int64_t>(number);
  } else {
    node.value = number;
  }
  return node;
}

std::optional<Quantity> quantity_in(const Node& node) {
  if (const auto* whole = node.as<std::int64_t>()) return Quantity{static_cast<double>(*whole), ""};
  if (const auto* number = node.as<double>()) {
    if (!std::isfinite(*number)) return std::nullopt;
    return Quantity{*number, ""};
  }
  const auto* text = node.as<std::string>();
  if (text == nullptr) return std::nullopt;
  Quantity quantity;
  const auto [end, error] =
      std::from_chars(text->data(), text->data() + text->size(), quantity.number);
  if (error != std::errc() || !std::isfinite(quantity.number)) return std::nullopt;
  quantity.unit = text->substr(static_cast<std::size_t>(end - text->data()));
  // A clock time ("08:00"), a date in quotes and the like begin with a number, but are none.
  constexpr std::string_view kUnit = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ /%";
  const std::size_t other = quantity.unit.find_first_not_of(kUnit);
  const bool is_rate = quantity.unit.find('/') != std::string::npos;  // "100/30min"
  if (quantity.unit.empty() || (other != std::string::npos && !is_rate)) return std::nullopt;
  return quantity;
}

std::optional<std::vector<Quantity>> comparable(std::span<const Node* const> nodes) {
  std::vector<Quantity> as_written, durations, rates;
  for (const Node* node : nodes) {
    if (const auto quantity = quantity_in(*node)) as_written.push_back(*quantity);
    const auto* text = node->as<std::string>();
    if (text == nullptr) continue;
    if (const auto time = parse_duration(*text).value) durations.push_back({*time, " s"});
    if (const auto rate = parse_rate(*text).value) rates.push_back({*rate, "/s"});
  }
  const auto differs = [&](const Quantity& some) { return some.unit != as_written[0].unit; };
  if (as_written.size() == nodes.size() && std::ranges::none_of(as_written, differs)) {
    return as_written;
  }
  if (durations.size() == nodes.size()) return durations;
  if (rates.size() == nodes.size()) return rates;
  return std::nullopt;
}

}  // namespace hotline::reading
