#include "hotline/experiment/result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "hotline/experiment/measures.hpp"

namespace hotline {
namespace {

template <class View>
std::size_t position(std::span<const Measure<View>> table, std::string_view key) {
  const auto found = std::ranges::find(table, key, &Measure<View>::key);
  if (found == table.end()) throw std::out_of_range(fmt::format("no measure \"{}\"", key));
  return static_cast<std::size_t>(found - table.begin());
}

const Estimates& of_name(const std::vector<Estimates>& rows, const std::vector<std::string>& names,
                         std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) throw std::out_of_range(fmt::format("nothing named \"{}\"", name));
  return rows.at(static_cast<std::size_t>(found - names.begin()));
}

}  // namespace

const Estimate& Result::call(std::string_view key, std::string_view type) const {
  const Estimates& row = type.empty() ? all_calls : of_name(calls, types, type);
  return row.at(position(call_measures(), key));
}

const Estimate& Result::agent(std::string_view key, std::string_view group) const {
  const Estimates& row = group.empty() ? all_agents : of_name(agents, groups, group);
  return row.at(position(agent_measures(), key));
}

const Estimate& Result::whole(std::string_view key) const {
  return house.at(position(house_measures(), key));
}

Seconds wait_sd(const Estimates& call) {
  const double mean = call.at(position(call_measures(), "asa")).value;
  const double square = call.at(position(call_measures(), "wait_square")).value;
  // Rounding may leave a tiny negative difference; NaN passes through.
  const double variance = square - mean * mean;
  return variance < 0 ? 0 : std::sqrt(variance);
}

}  // namespace hotline
