#include <fmt/format.h>

#include <string>

#include "hotline/report/data.hpp"
#include "hotline/report/name.hpp"
#include "hotline/report/number.hpp"
#include "rows.hpp"

namespace hotline {
namespace {

// ---- One line for each estimate ----------------------------------------------------------------

void write_line(std::string_view scope, std::string_view name, std::string_view key, Unit unit,
                const Estimate& estimate, std::ostream& out) {
  out << fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", scope, csv_field(name), key,
                     unit_name(unit), csv_number(estimate.value), csv_number(estimate.low),
                     csv_number(estimate.high), csv_number(estimate.p5), csv_number(estimate.p95),
                     csv_number(estimate.mean_of_ratios), estimate.observations);
}

template <class View>
void write_table(std::string_view scope, std::string_view name,
                 std::span<const Measure<View>> table, const Estimates& estimates,
                 std::ostream& out) {
  for (std::size_t m = 0; m < table.size(); ++m) {
    write_line(scope, name, table[m].key, table[m].unit, estimates[m], out);
  }
}

void write_calls_of(std::string_view scope, std::string_view name, const Estimates& estimates,
                    const Estimates& percentiles, const Estimates& caller_percentiles,
                    std::ostream& out) {
  write_table(scope, name, call_measures(), estimates, out);
  write_line(scope, name, "wait_sd", Unit::kSeconds, Estimate{.value = wait_sd(estimates)}, out);
  for (std::size_t p = 0; p < percentiles.size(); ++p) {
    const std::string key = fmt::format("wait_p{:.0f}", kWaitPercentiles[p] * 100);
    write_line(scope, name, key, Unit::kSeconds, percentiles[p], out);
    write_line(scope, name, "caller_" + key, Unit::kSeconds, caller_percentiles[p], out);
  }
}

// "service_level@60s": by a further target time.
void write_target(std::string_view scope, std::string_view name, Seconds time,
                  const Estimates& estimates, std::ostream& out) {
  const auto table = target_measures();
  for (std::size_t m = 0; m < table.size(); ++m) {
    const std::string key = fmt::format("{}@{}s", table[m].key, time);
    write_line(scope, name, key, table[m].unit, estimates[m], out);
  }
}

// ---- One line for each interval or day and type or group ---------------------------------------

std::string header() {
  std::string line = "scope,name";
  const auto add = [&line](std::string_view key) {
    line += fmt::format(",{0},{0}_low,{0}_high", key);
  };
  for (const auto* measure : detail::interval_measures(call_measures())) add(measure->key);
  for (const auto* measure : detail::interval_measures(agent_measures())) add(measure->key);
  return line;
}

std::string fields(const Estimates& estimates) {
  std::string line;
  for (const Estimate& estimate : estimates) {
    line += fmt::format(",{},{},{}", csv_number(estimate.value), csv_number(estimate.low),
                        csv_number(estimate.high));
  }
  return line;
}

void write_row(const std::string& when, const Result& result, const Row& row, std::ostream& out) {
  const std::string no_calls(3 * row.all_calls.size(), ',');
  const std::string no_agents(3 * row.all_agents.size(), ',');
  out << when << ",all_calls," << fields(row.all_calls) << no_agents << '\n';
  for (std::size_t t = 0; t < row.calls.size(); ++t) {
    out << when << ",call_type," << csv_field(result.types[t]) << fields(row.calls[t]) << no_agents
        << '\n';
  }
  out << when << ",all_agents," << no_calls << fields(row.all_agents) << '\n';
  for (std::size_t g = 0; g < row.agents.size(); ++g) {
    out << when << ",agent_group," << csv_field(result.groups[g]) << no_calls
        << fields(row.agents[g]) << '\n';
  }
}

}  // namespace

void write_summary_csv(const Result& result, std::ostream& out) {
  out << "scope,name,measure,unit,value,low,high,p5,p95,mean_of_ratios,observations\n";
  write_calls_of("all_calls", "", result.all_calls, result.all_wait_percentiles,
                 result.all_caller_wait_percentiles, out);
  for (std::size_t t = 0; t < result.types.size(); ++t) {
    write_calls_of("call_type", result.types[t], result.calls[t], result.wait_percentiles[t],
                   result.caller_wait_percentiles[t], out);
  }
  write_table("all_agents", "", agent_measures(), result.all_agents, out);
  for (std::size_t g = 0; g < result.groups.size(); ++g) {
    write_table("agent_group", result.groups[g], agent_measures(), result.agents[g], out);
  }
  write_table("house", "", house_measures(), result.house, out);
  for (const FurtherTarget& target : result.further_targets) {
    write_target("all_calls", "", target.answered_within, target.all_calls, out);
    for (std::size_t t = 0; t < result.types.size(); ++t) {
      write_target("call_type", result.types[t], target.answered_within, target.calls[t], out);
    }
  }
  for (const SegmentResult& segment : result.segments) {
    write_table("segment", segment.name, call_measures(), segment.calls, out);
    write_table("segment", segment.name, agent_measures(), segment.agents, out);
  }
}

void write_intervals_csv(const Result& result, std::ostream& out) {
  out << "weekday,from,to,days," << header() << '\n';
  for (std::size_t c = 0; c < result.by_cell.size(); ++c) {
    const CellLabel& cell = result.cells[c];
    const std::string when =
        fmt::format("{},{},{},{}", weekday_name(cell.weekday), format_clock(cell.from),
                    format_clock(cell.to), detail::days_on(result, cell.weekday));
    write_row(when, result, result.by_cell[c], out);
  }
}

void write_days_csv(const Result& result, std::ostream& out) {
  out << "date,weekday," << header() << '\n';
  for (std::size_t d = 0; d < result.by_day.size(); ++d) {
    const Date date = result.days[d];
    const std::string when =
        fmt::format("{},{}", format_date(date), weekday_name(weekday_of(date)));
    write_row(when, result, result.by_day[d], out);
  }
}

}  // namespace hotline
