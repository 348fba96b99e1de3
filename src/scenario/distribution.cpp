#include "distribution.hpp"

#include "laws.hpp"
#include "table_view.hpp"
#include "week.hpp"

namespace hotline::reading {
namespace {

constexpr int kDeepest = 8;  // distributions within distributions

}  // namespace

std::optional<Distribution> read_distribution(const Field& field, int depth) {
  if (!field.node.as<Table>()) {
    const auto value = as_duration(field);
    return value ? std::optional<Distribution>(law::Constant{*value}) : std::nullopt;
  }
  if (depth > kDeepest) {
    field.wrong("distributions are nested too deeply");
    return std::nullopt;
  }
  std::optional<Law> law;
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    const auto name = table.one_of(law_names(), false);
    if (name) law = read_law(*name, *table.find(*name), depth);
    if (field.node.as<Table>()->empty()) table.wrong(field.title() + " has no law");
  });
  if (field.problems.count() > before || !law) return std::nullopt;
  return Distribution(std::move(*law));
}

std::optional<Distribution> as_distribution(const Field& field) {
  return read_distribution(field, 0);
}

std::optional<TimedDistribution> as_timed_distribution(const Field& field) {
  const auto* members = field.node.as<Table>();
  const bool timed = members != nullptr &&
                     (find(*members, "usual") != nullptr || find(*members, "by_time") != nullptr);
  TimedDistribution result;
  if (!timed) {
    auto usual = as_distribution(field);
    if (!usual) return std::nullopt;
    result.usual = std::move(*usual);
    return result;
  }
  const std::size_t before = field.problems.count();
  in_table(field, field.title(), [&](TableView& table) {
    table.required("usual", result.usual, as_distribution);
    table.required("by_time", result.by_time, [](const Field& by_time) {
      return as_week_table<Distribution>(by_time, false, as_distribution);
    });
  });
  if (field.problems.count() > before) return std::nullopt;
  return result;
}

}  // namespace hotline::reading
