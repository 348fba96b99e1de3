#include "report.hpp"

#include <fmt/format.h>

#include <iterator>

namespace hotline::benchmark {
namespace {

nlohmann::json json_of(const Spread& spread) {
  return {{"min", spread.least}, {"median", spread.median}, {"max", spread.most}};
}

// The median ratio that an earlier run noted for a case; 0 if it did not run it.
double old_ratio(const nlohmann::json& old, const std::string& name) {
  for (const auto& row : old.at("cases")) {
    if (row.at("name") == name) return row.at("ratio").at("median");
  }
  return 0;
}

std::string rate(double per_second) {
  if (per_second >= 1e6) return fmt::format("{:.1f} M", per_second / 1e6);
  return fmt::format("{:.0f} k", per_second / 1e3);
}

}  // namespace

CaseResult summarize(const Case& a_case, const std::vector<Sample>& samples,
                     const std::vector<Sample>& floors) {
  std::vector<double> ns, ratios, events, calls, peaks;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const Sample& sample = samples[i];
    const double time = a_case.all_cores ? sample.wall_ns : sample.processor_ns;
    ns.push_back(sample.ns_per_call());
    ratios.push_back(sample.ns_per_call() / floors[i].ns_per_call());
    events.push_back(sample.work.events / time * 1e9);
    calls.push_back(sample.work.calls / time * 1e9);
    peaks.push_back(sample.peak_mb);
  }
  CaseResult result;
  result.name = a_case.name;
  result.what = a_case.what;
  result.all_cores = a_case.all_cores;
  result.calls = samples.front().work.calls;
  result.ns_per_call = spread_of(ns);
  result.ratio = spread_of(ratios);
  result.events_per_s = spread_of(events).median;
  result.calls_per_s = spread_of(calls).median;
  result.peak_mb = spread_of(peaks).median;
  return result;
}

std::string table(const std::vector<CaseResult>& results, const nlohmann::json* old) {
  std::string text;
  auto out = std::back_inserter(text);
  fmt::format_to(out, "{:<20}{:>9}{:>17}{:>8}{:>15}{:>10}{:>10}{:>8}", "case", "ns/call",
                 "(min - max)", "x floor", "(min - max)", "calls/s", "events/s", "MB");
  fmt::format_to(out, "{}\n", old == nullptr ? "" : "  against old");
  for (const CaseResult& result : results) {
    fmt::format_to(
        out, "{:<20}{:>9.1f}{:>17}{:>8.2f}{:>15}{:>10}{:>10}{:>8.0f}", result.name,
        result.ns_per_call.median,
        fmt::format("({:.1f} - {:.1f})", result.ns_per_call.least, result.ns_per_call.most),
        result.ratio.median,
        fmt::format("({:.1f} - {:.1f})", result.ratio.least, result.ratio.most),
        rate(result.calls_per_s), rate(result.events_per_s), result.peak_mb);
    if (old != nullptr) {
      const double before = old_ratio(*old, result.name);
      fmt::format_to(
          out, "{:>13}",
          before > 0 ? fmt::format("x {:.3f}", result.ratio.median / before) : std::string("new"));
    }
    fmt::format_to(out, "  {}\n", result.what);
  }
  return text;
}

nlohmann::json to_json(const std::vector<CaseResult>& results) {
  nlohmann::json cases = nlohmann::json::array();
  for (const CaseResult& result : results) {
    cases.push_back({{"name", result.name},
                     {"what", result.what},
                     {"calls", result.calls},
                     {"ns_per_call", json_of(result.ns_per_call)},
                     {"ratio", json_of(result.ratio)},
                     {"calls_per_second", result.calls_per_s},
                     {"events_per_second", result.events_per_s},
                     {"peak_mb", result.peak_mb}});
  }
  return {{"cases", cases}};
}

}  // namespace hotline::benchmark
