#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "hotline/report/comparison.hpp"
#include "hotline/report/name.hpp"
#include "hotline/report/number.hpp"
#include "sections.hpp"

namespace hotline {
namespace {

constexpr std::size_t kTitleColumns = 98;

std::string trimmed(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::string name_of(const Comparison& comparison, std::size_t variant, const TextStyle& style) {
  return trimmed(fitted(comparison.names[variant], kTitleColumns, style.unicode));
}

std::string level_text(double confidence) {
  return format_number(confidence * 100, confidence < 0.99 ? 0 : 1) + " %";
}

std::string observations_text(const Comparison& comparison) {
  const std::string_view what = comparison.batches      ? "batches"
                                : comparison.antithetic ? "pairs of replications"
                                                        : "replications";
  return fmt::format("{} {} of each", comparison.observations, what);
}

std::string header(const Comparison& comparison, const TextStyle& style) {
  std::string text = detail::heading(
      fmt::format("{} scenarios compared, with the same calls in each", comparison.names.size()),
      style);
  text += fmt::format("{}, seed {}\n", observations_text(comparison), comparison.seed);
  if (comparison.interrupted) {
    text += fmt::format("INTERRUPTED: this is the result of the first {} only.\n",
                        observations_text(comparison));
  }
  if (comparison.observations < 2) {
    text += "One observation cannot tell chance from rule: there are no confidence intervals.\n";
  } else if (comparison.simultaneous > 0) {
    text += fmt::format(
        "Intervals: {} confidence for all {} differences together (Bonferroni; paired t).\n",
        level_text(comparison.confidence), comparison.simultaneous);
  } else {
    text += fmt::format("Intervals: {} confidence for each difference by itself (paired t).\n",
                        level_text(comparison.confidence));
  }
  return text;
}

std::string gain_text(const Estimate& difference) {
  if (std::isnan(difference.gain)) return "";
  if (difference.gain > 1e6) return "exact";
  return format_number(difference.gain, difference.gain < 9.95 ? 1 : 0) + " x";
}

// Measures over all calls and agents; they come first.
std::vector<const ComparedLine*> lines_of(const Comparison& comparison, bool of_all) {
  std::vector<const ComparedLine*> lines;
  for (const ComparedLine& line : comparison.lines) {
    if (line.name.empty() == of_all) lines.push_back(&line);
  }
  return lines;
}

std::string sentences(const Comparison& comparison, std::size_t variant, const TextStyle& style) {
  std::string text = detail::heading(name_of(comparison, variant, style), style);
  for (const ComparedLine* line : lines_of(comparison, true)) {
    text += fmt::format("  {}\n",
                        shown(difference_sentence(comparison, *line, variant), style.unicode));
  }
  return text;
}

std::string values_table(const Comparison& comparison, std::size_t variant,
                         const TextStyle& style) {
  std::string text = detail::heading(fmt::format("  {:<30}{:>12}{:>12}   {:<32}{:>8}", "",
                                                 "baseline", "this", "difference", "pairing"),
                                     style);
  for (const ComparedLine* line : lines_of(comparison, true)) {
    const ComparedMeasure& measure = comparison.measures[line->measure];
    const Estimate& difference = line->differences[variant];
    text += fmt::format("  {:<30}{:>12}{:>12}   {:<32}{:>8}\n", measure.title,
                        format_value(line->values[0].value, measure.unit),
                        format_value(line->values[variant].value, measure.unit),
                        format_difference(difference, measure.unit), gain_text(difference));
  }
  return text;
}

// The first measures of calls, three side by side.
std::string types_table(const Comparison& comparison, std::size_t variant, const TextStyle& style) {
  constexpr std::size_t kColumns = 3;
  std::vector<std::size_t> shown_measures;
  for (std::size_t m = 0; m < comparison.measures.size() && shown_measures.size() < kColumns; ++m) {
    const std::string& key = comparison.measures[m].key;
    if (key == "service_level" || key == "asa" || key == "abandonment") shown_measures.push_back(m);
  }
  std::vector<std::string> names;
  for (const ComparedLine* line : lines_of(comparison, false)) {
    const bool is_shown = std::ranges::count(shown_measures, line->measure) > 0;
    if (is_shown && std::ranges::count(names, line->name) == 0) names.push_back(line->name);
  }
  if (names.size() < 2) return "";
  std::string head = fmt::format("  {:<20}", "By call type");
  for (const std::size_t m : shown_measures) {
    head += fmt::format("{:<26}", comparison.measures[m].title);
  }
  std::string text = detail::heading(trimmed(head), style);
  for (const std::string& name : names) {
    std::string row = "  " + fitted(name, 19, style.unicode) + " ";
    for (const std::size_t m : shown_measures) {
      const auto line = std::ranges::find_if(comparison.lines, [&](const ComparedLine& one) {
        return one.measure == m && one.name == name;
      });
      row += fmt::format("{:<26}", line == comparison.lines.end()
                                       ? "-"
                                       : format_difference(line->differences[variant],
                                                           comparison.measures[m].unit));
    }
    text += trimmed(row) + "\n";
  }
  return text;
}

// ---- The best ----------------------------------------------------------------------------------

std::string selected_text(const Comparison& comparison, const Best& best, const TextStyle& style) {
  const Best::Selected& selected = *best.selected;
  const Estimate indifference{.value = selected.indifference};
  std::string text;
  if (selected.decided) {
    text = fmt::format(
        "  {}\n  is the best with a probability of at least {}, if it is better than each other "
        "by\n"
        "  {} or more; otherwise it is within that of the best (Kim and Nelson 2001).\n",
        name_of(comparison, selected.variant, style), level_text(comparison.confidence),
        difference_in_words(indifference, best.measure.unit).size);
  } else {
    text = fmt::format("  Not decided yet; best so far: {}\n",
                       name_of(comparison, selected.variant, style));
  }
  for (std::size_t v = 0; v < selected.played.size(); ++v) {
    text +=
        fmt::format("  {}{:>10} replications{}\n", fitted(comparison.names[v], 60, style.unicode),
                    format_number(selected.played[v], 0),
                    v == selected.variant ? "  <- best"
                    : best.may_be_best[v] ? "  still in"
                                          : "");
  }
  return text;
}

std::string best_section(const Comparison& comparison, const TextStyle& style) {
  if (!comparison.best) return "";
  const Best& best = *comparison.best;
  std::string text =
      detail::heading(fmt::format("The best: {} {}", best.direction > 0 ? "largest" : "smallest",
                                  best.measure.title),
                      style);
  if (best.selected) return text + selected_text(comparison, best, style);
  const auto candidates = std::ranges::count(best.may_be_best, true);
  text += candidates == 1
              ? fmt::format("  One is the best for sure ({} together, Hsu 1984).\n",
                            level_text(comparison.confidence))
              : fmt::format("  {} cannot be told apart from the best ({} together, Hsu 1984).\n",
                            candidates, level_text(comparison.confidence));
  for (std::size_t v = 0; v < best.from_best.size(); ++v) {
    const Interval& from = best.from_best[v];
    const Estimate worst{.value = from.low}, most{.value = from.high};
    std::string verdict;
    if (best.may_be_best[v]) {
      verdict = candidates == 1 ? "the best"
                                : fmt::format("may be the best; at most {} worse",
                                              difference_in_words(worst, best.measure.unit).size);
    } else {
      verdict = fmt::format("not the best; at most {} worse",
                            difference_in_words(worst, best.measure.unit).size);
    }
    text += fmt::format("  {} {}\n", fitted(comparison.names[v], 54, style.unicode), verdict);
  }
  return text;
}

}  // namespace

std::string comparison_report(const Comparison& comparison, const TextStyle& style) {
  std::string text = header(comparison, style);
  text += fmt::format("\nBaseline: {}\n", name_of(comparison, 0, style));
  for (std::size_t v = 1; v < comparison.names.size(); ++v) {
    text += fmt::format("\n{}\n{}", sentences(comparison, v, style),
                        values_table(comparison, v, style));
    const std::string types = types_table(comparison, v, style);
    if (!types.empty()) text += fmt::format("\n{}", types);
  }
  const std::string best = best_section(comparison, style);
  if (!best.empty()) text += "\n" + best;
  text +=
      "\nPairing: how many times as many replications it would take with other calls in each.\n";
  std::string lean;
  for (const char c : text) {
    if (c == '\n') lean.erase(lean.find_last_not_of(' ') + 1);
    lean += c;
  }
  return lean;
}

}  // namespace hotline
