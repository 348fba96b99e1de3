#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hotline/report/name.hpp"
#include "hotline/report/number.hpp"
#include "hotline/report/sweep.hpp"
#include "sections.hpp"
#include "sweep_words.hpp"

// An experiment on a screen.
namespace hotline {
namespace {

using detail::heading;

constexpr std::size_t kScreen = 100;
constexpr std::size_t kTitleColumns = 98;
// Of many factors columns are narrower, so that responses have room.
constexpr std::size_t kWidestFactor = 24, kWidestOfMany = 13, kMany = 4;
constexpr std::size_t kWithInterval = 25, kWithoutInterval = 17;
constexpr std::size_t kBars = 20;

// The columns of the table of cells, known before the cells are.
struct Layout {
  std::size_t number = 4;            // of the cell
  std::vector<std::size_t> factors;  // widths, two blanks included
  std::size_t response = kWithInterval;
  std::size_t responses = 0;  // shown
};

Layout layout_of(const Sweep& sweep) {
  Layout layout;
  layout.number = std::max<std::size_t>(4, fmt::formatted_size("{}", sweep.cells.size()));
  std::size_t left = kScreen - std::min(kScreen, layout.number + 1);
  const std::size_t factors = sweep.experiment.factors.size();
  const std::size_t widest = factors < kMany ? kWidestFactor : kWidestOfMany;
  for (std::size_t f = 0; f < factors; ++f) {
    std::size_t width = columns_of(shown(sweep.experiment.factors[f].name, true));
    for (const auto& cell : sweep.cells) {
      width = std::max(width, columns_of(shown(cell[f].label, true)));
    }
    layout.factors.push_back(std::clamp<std::size_t>(width, 4, widest) + 2);
    left -= std::min(left, layout.factors.back());
  }
  const std::size_t all = sweep.experiment.responses.size();
  if (all * kWithInterval > left) layout.response = kWithoutInterval;
  layout.responses = std::clamp<std::size_t>(left / layout.response, 1, all);
  return layout;
}

// "protection" over "abandonment".
std::string measure_line(const ResponseName& response, bool first) {
  if (!first) return response.measure;
  return response.name;
}

std::string head_of_table(const Sweep& sweep, const Layout& layout, bool unicode) {
  std::string lines;
  for (const bool first : {true, false}) {
    std::string line = fmt::format("{:>{}} ", first ? "" : "cell", layout.number);
    for (std::size_t f = 0; f < layout.factors.size(); ++f) {
      const std::string name = first ? "" : sweep.experiment.factors[f].name;
      line += "  " + fitted(name, layout.factors[f] - 2, unicode);
    }
    for (std::size_t r = 0; r < layout.responses; ++r) {
      line += "  " + fitted(measure_line(sweep.experiment.responses[r], first), layout.response - 2,
                            unicode);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    if (!line.empty()) lines += line + "\n";
  }
  if (layout.responses < sweep.experiment.responses.size()) {
    lines += fmt::format("  (and {} more in --format csv)\n",
                         sweep.experiment.responses.size() - layout.responses);
  }
  return lines;
}

// As many blocks as the share of `largest` says; nothing if there is no share.
std::string bar(double value, double largest, std::size_t columns, const TextStyle& style) {
  if (!(largest > 0) || !(std::abs(value) > 0)) return "";
  const double share = std::min(1.0, std::abs(value) / largest);
  const auto full = static_cast<std::size_t>(std::lround(share * static_cast<double>(columns)));
  std::string text;
  for (std::size_t i = 0; i < full; ++i) text += style.unicode ? "\u2588" : "#";
  return text;
}

void trim(std::string& line) { line.erase(line.find_last_not_of(' ') + 1); }

// ---- Findings ----------------------------------------------------------------------------------

std::string effects_section(const Sweep& sweep, const ResponseAnalysis& analysis, Unit unit,
                            const TextStyle& style) {
  double largest = 0;
  for (const FactorEffects& factor : analysis.factors) {
    for (const LevelEffect& level : factor.levels) {
      if (std::isfinite(level.change.value)) {
        largest = std::max(largest, std::abs(level.change.value));
      }
    }
  }
  // Columns as wide as what stands in them, the bars as long as the screen then lets them be.
  const bool around_base = sweep.experiment.design == DesignKind::kOneAtATime;
  const std::string change_head = around_base ? "more than at the base" : "more than at the first";
  std::size_t names = 5, means = 4, changes = change_head.size();
  for (const FactorEffects& factor : analysis.factors) {
    for (std::size_t l = 0; l < factor.levels.size(); ++l) {
      const LevelEffect& level = factor.levels[l];
      names = std::max(names, columns_of(shown(factor.labels[l], style.unicode)));
      if (level.cells > 0) means = std::max(means, detail::effect_text(level.mean, unit).size());
      if (l > 0) changes = std::max(changes, detail::change_text(level.change, unit).size());
    }
  }
  names = std::min<std::size_t>(names, 24);
  const std::size_t used = 4 + names + 2 + means + 2 + changes + 2;
  const std::size_t bars = std::clamp<std::size_t>(kScreen - std::min(used, kScreen), 6, kBars);
  std::string text =
      fmt::format("  {:<{}}  {:<{}}  {}\n", "Effects", names + 2, "mean", means, change_head);
  if (analysis.surface && !around_base && sweep.experiment.design != DesignKind::kGrid) {
    text +=
        "  (The parts of a factor's range differ in the other factors too: what it does by itself "
        "says\n  the surface.)\n";
  }
  for (std::size_t f = 0; f < analysis.factors.size(); ++f) {
    const FactorEffects& factor = analysis.factors[f];
    text += "  " + shown(sweep.experiment.factors[f].name, style.unicode) + "\n";
    for (std::size_t l = 0; l < factor.levels.size(); ++l) {
      const LevelEffect& level = factor.levels[l];
      std::string line =
          fmt::format("    {}  {:<{}}  {:<{}}  {}", fitted(factor.labels[l], names, style.unicode),
                      level.cells > 0 ? detail::effect_text(level.mean, unit) : "-", means,
                      l > 0 ? detail::change_text(level.change, unit) : "", changes,
                      l > 0 ? bar(level.change.value, largest, bars, style) : "");
      trim(line);
      text += line + "\n";
    }
  }
  return text;
}

std::string fit_lines(const ResponseSurface& surface, Unit unit) {
  const LackOfFit& lack = surface.lack_of_fit;
  if (std::isnan(surface.r_squared)) return "    The response is the same in all cells.\n";
  std::string text = fmt::format("    R2 {:.4f}", surface.r_squared);
  if (!std::isnan(surface.adjusted_r_squared)) {
    text += fmt::format(", adjusted {:.4f}", surface.adjusted_r_squared);
  }
  text += ".\n";
  if (lack.test == LackOfFit::Test::kNone) return text;
  std::string missed = detail::change_text({.value = lack.missed}, unit);
  if (missed.starts_with('+')) missed.erase(0, 1);
  return text + fmt::format(
                    "    Lack of fit: F = {:.2f} ({:.3g} and {:.3g} degrees of freedom), {}; {}.\n",
                    lack.f, lack.degrees, lack.error_degrees,
                    lack.p_value < 0.001 ? "p < 0.001" : fmt::format("p = {:.3f}", lack.p_value),
                    lack.p_value >= 0.05 ? "none to be seen"
                                         : fmt::format("misses about {} a cell", missed));
}

std::string surface_section(const Sweep& sweep, const ResponseSurface& surface, Unit unit,
                            const TextStyle& style) {
  std::string text =
      fmt::format("  Surface: {}, factors from -1 at their lowest to 1 at their highest\n",
                  surface.has_products  ? "polynomial of degree 2"
                  : surface.has_squares ? "polynomial of degree 2 without products"
                                        : "plane");
  for (const SurfaceTerm& term : surface.terms) {
    const bool middle = term.kind == SurfaceTerm::Kind::kMean;
    std::string line = fmt::format(
        "    {}  {}", fitted(detail::term_name(sweep, term, style.unicode), 36, style.unicode),
        middle ? detail::effect_text(term.coefficient, unit)
               : detail::change_text(term.coefficient, unit));
    text += line + "\n";
  }
  return text + fit_lines(surface, unit);
}

std::string share_text(const Effect& share) {
  if (std::isnan(share.value)) return "-";
  if (std::isnan(share.low)) return fmt::format("{:.3f}", share.value);
  return fmt::format("{:.3f} ({:.3f} to {:.3f})", share.value, share.low, share.high);
}

std::string sensitivity_section(const Sweep& sweep, const ResponseAnalysis& analysis,
                                const TextStyle& style) {
  if (analysis.from == ResponseAnalysis::From::kNone || analysis.sensitivity.factors.empty()) {
    return "";
  }
  const bool of_surface = analysis.from == ResponseAnalysis::From::kSurface;
  std::string text = fmt::format("  Sensitivity{}\n    {:<24}  {:<24}  {}\n",
                                 of_surface ? " (of the surface)" : "", "share of the variance",
                                 "alone", "with the others");
  for (std::size_t f = 0; f < analysis.sensitivity.factors.size(); ++f) {
    const SensitivityIndex& index = analysis.sensitivity.factors[f];
    std::string line = fmt::format(
        "    {}  {:<24}  {:<24}  {}", fitted(sweep.experiment.factors[f].name, 24, style.unicode),
        share_text(index.first), share_text(index.total),
        index.total.value > 0 ? bar(index.total.value, 1, 16, style) : "");
    trim(line);
    text += line + "\n";
  }
  return text;
}

}  // namespace

std::string sweep_head(const Sweep& sweep, int replications, const TextStyle& style) {
  const ExperimentFile& experiment = sweep.experiment;
  std::string text;
  if (!experiment.title.empty()) {
    std::string title = fitted(experiment.title, kTitleColumns, style.unicode);
    trim(title);
    text += heading(title, style);
  }
  text += fmt::format("{}\n{} cell{} ({}), {} replication{} each, {} random numbers, seed {}\n\n",
                      shown(experiment.scenario.string(), style.unicode),
                      format_number(static_cast<double>(sweep.cells.size()), 0),
                      sweep.cells.size() == 1 ? "" : "s", detail::design_name(experiment.design),
                      format_number(replications, 0), replications == 1 ? "" : "s",
                      experiment.common_random_numbers ? "common" : "independent", sweep.seed);
  if (sweep.cells.size() > kMostCellsShown) {
    return text + "Too many cells for a table: --format csv, or --out DIR, has them.\n";
  }
  return text + head_of_table(sweep, layout_of(sweep), style.unicode);
}

std::string sweep_row(const Sweep& sweep, std::size_t cell, const TextStyle& style) {
  if (sweep.cells.size() > kMostCellsShown) return "";
  const Layout layout = layout_of(sweep);
  std::string line = fmt::format("{:>{}} ", cell + 1, layout.number);
  for (std::size_t f = 0; f < layout.factors.size(); ++f) {
    line += "  " + fitted(sweep.cells[cell][f].label, layout.factors[f] - 2, style.unicode);
  }
  const SweepCell& result = sweep.results[cell];
  for (std::size_t r = 0; r < layout.responses && result.replications > 0; ++r) {
    const Unit unit = unit_of(sweep.experiment.responses[r]);
    Estimate estimate = result.responses[r];
    if (layout.response == kWithoutInterval) estimate.low = estimate.high = kUnknown;
    line += fmt::format("  {:<{}}", format_estimate(estimate, unit), layout.response - 2);
  }
  if (result.replications == 0) line += "  not played";
  trim(line);
  return line + "\n";
}

std::string sweep_findings(const Sweep& sweep, const TextStyle& style) {
  std::string text;
  if (sweep.interrupted) {
    text += fmt::format("\nENDED EARLY: {} of {} cells were played.\n", sweep.done(),
                        sweep.cells.size());
  }
  for (std::size_t r = 0; r < sweep.analyses.size(); ++r) {
    const ResponseAnalysis& analysis = sweep.analyses[r];
    const Unit unit = unit_of(sweep.experiment.responses[r]);
    text += "\n" + heading(shown(sweep.experiment.responses[r].text, style.unicode), style);
    if (analysis.cells == 0) {
      text += "  There was nothing to measure.\n";
      continue;
    }
    if (analysis.cells < sweep.cells.size()) {
      text += fmt::format("  From {} of {} cells: {}.\n", analysis.cells, sweep.cells.size(),
                          sweep.interrupted ? "those that were played to the end"
                                            : "in the others there was nothing to measure");
    }
    text += effects_section(sweep, analysis, unit, style);
    if (analysis.surface) text += "\n" + surface_section(sweep, *analysis.surface, unit, style);
    const std::string sensitivity = sensitivity_section(sweep, analysis, style);
    if (!sensitivity.empty()) text += "\n" + sensitivity;
  }
  return text;
}

}  // namespace hotline
