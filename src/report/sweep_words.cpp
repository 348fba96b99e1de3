#include "sweep_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "hotline/report/name.hpp"
#include "hotline/report/number.hpp"

namespace hotline::detail {

std::string term_name(const Sweep& sweep, const SurfaceTerm& term, bool unicode) {
  const auto& factors = sweep.experiment.factors;
  const std::string name = shown(factors[term.factor].name, unicode);
  switch (term.kind) {
    case SurfaceTerm::Kind::kMean:
      return "middle";
    case SurfaceTerm::Kind::kSlope:
      return name;
    case SurfaceTerm::Kind::kSquare:
      return name + (unicode ? "\u00b2" : "^2");
    case SurfaceTerm::Kind::kProduct:
      return fmt::format("{} {} {}", name, unicode ? "\u00d7" : "x",
                         shown(factors[term.other].name, unicode));
    case SurfaceTerm::Kind::kOffset:
      return fmt::format("{}: {}", name,
                         shown(factors[term.factor].values[term.other].label, unicode));
  }
  return "";
}

std::string_view design_name(DesignKind design) {
  switch (design) {
    case DesignKind::kGrid:
      return "grid";
    case DesignKind::kOneAtATime:
      return "one at a time";
    case DesignKind::kLatinHypercube:
      return "latin hypercube";
    case DesignKind::kSobol:
      return "sobol";
    case DesignKind::kSensitivity:
      return "sensitivity";
    case DesignKind::kFile:
      return "file";
  }
  return "";
}

std::string_view test_name(LackOfFit::Test test) {
  switch (test) {
    case LackOfFit::Test::kNone:
      return "";
    case LackOfFit::Test::kHotelling:
      return "hotelling";
    case LackOfFit::Test::kBox:
      return "box";
  }
  return "";
}

std::string_view source_name(ResponseAnalysis::From from) {
  switch (from) {
    case ResponseAnalysis::From::kNone:
      return "";
    case ResponseAnalysis::From::kGrid:
      return "grid";
    case ResponseAnalysis::From::kSurface:
      return "surface";
    case ResponseAnalysis::From::kPairs:
      return "pairs";
  }
  return "";
}

std::string effect_text(const Effect& effect, Unit unit) {
  return format_estimate(Estimate{.value = effect.value, .low = effect.low, .high = effect.high},
                         unit);
}

std::string change_text(const Effect& effect, Unit unit) {
  if (std::isnan(effect.value)) return "-";
  const double scale = unit == Unit::kShare ? 100 : 1;
  const std::string_view sign = unit == Unit::kShare           ? " pp"
                                : unit == Unit::kSeconds       ? " s"
                                : unit == Unit::kHours         ? " h"
                                : unit == Unit::kSquareSeconds ? " s2"
                                                               : "";
  const double half = (effect.high - effect.low) / 2 * scale;
  const int decimals =
      half > 0 ? std::clamp(static_cast<int>(std::ceil(-std::log10(half))), 0, 3) : 1;
  const auto number = [&](double value) {
    const std::string text = format_number(value * scale, decimals);
    return value > 0 && text.find_first_not_of("0.,") != std::string::npos ? "+" + text : text;
  };
  std::string text = number(effect.value) + std::string(sign);
  if (!(half > 0)) return text;
  return text + fmt::format(" ({} to {})", format_number(effect.low * scale, decimals),
                            format_number(effect.high * scale, decimals));
}

}  // namespace hotline::detail
