#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "hotline/report/name.hpp"
#include "hotline/report/number.hpp"
#include "hotline/report/sweep.hpp"
#include "hotline/report/version.hpp"
#include "json_number.hpp"
#include "sweep_words.hpp"

// An experiment for programs.
namespace hotline {
namespace {

using Json = nlohmann::ordered_json;

using detail::json_number;

Json json_effect(const Effect& effect) {
  return {{"value", json_number(effect.value)},
          {"low", json_number(effect.low)},
          {"high", json_number(effect.high)},
          {"error", json_number(effect.error)}};
}

Json json_factors(const Sweep& sweep) {
  Json factors = Json::array();
  for (const Factor& factor : sweep.experiment.factors) {
    Json object = {{"name", factor.name}, {"keys", factor.keys}, {"unit", factor.unit}};
    if (factor.range) {
      object["range"] = {{"from", factor.range->from}, {"to", factor.range->to}};
    } else {
      object["values"] = Json::array();
      for (const Setting& value : factor.values) object["values"].push_back(value.label);
    }
    if (factor.base) object["base"] = factor.base->label;
    factors.push_back(std::move(object));
  }
  return factors;
}

Json json_cell(const Sweep& sweep, std::size_t c) {
  const SweepCell& result = sweep.results[c];
  Json cell = {{"cell", c + 1}, {"factors", Json::object()}, {"overrides", Json::array()}};
  for (std::size_t f = 0; f < sweep.cells[c].size(); ++f) {
    const Setting& setting = sweep.cells[c][f];
    cell["factors"][sweep.experiment.factors[f].name] = {{"label", setting.label},
                                                         {"number", json_number(setting.number)}};
  }
  for (const std::string& text : overrides_of(sweep.cells[c])) cell["overrides"].push_back(text);
  cell["replications"] = result.replications;
  Json responses = Json::object();
  for (std::size_t r = 0; r < result.responses.size(); ++r) {
    const Estimate& estimate = result.responses[r];
    responses[sweep.experiment.responses[r].text] =
        json_effect({estimate.value, estimate.error, estimate.low, estimate.high});
  }
  cell["responses"] = std::move(responses);
  return cell;
}

Json json_surface(const Sweep& sweep, const ResponseSurface& surface) {
  Json terms = Json::array();
  for (const SurfaceTerm& term : surface.terms) {
    Json object = {{"term", detail::term_name(sweep, term, false)}};
    object.update(json_effect(term.coefficient));
    terms.push_back(std::move(object));
  }
  const LackOfFit& lack = surface.lack_of_fit;
  return {{"terms", std::move(terms)},
          {"left_out", surface.left_out},
          {"r_squared", json_number(surface.r_squared)},
          {"adjusted_r_squared", json_number(surface.adjusted_r_squared)},
          {"lack_of_fit",
           {{"test", detail::test_name(lack.test)},
            {"f", json_number(lack.f)},
            {"degrees", lack.degrees},
            {"error_degrees", lack.error_degrees},
            {"p_value", json_number(lack.p_value)},
            {"missed", json_number(lack.missed)}}}};
}

Json json_analysis(const Sweep& sweep, const ResponseName& response,
                   const ResponseAnalysis& analysis) {
  Json object = {{"unit", unit_name(unit_of(response))},
                 {"cells", analysis.cells},
                 {"observations", analysis.observations}};
  Json effects = Json::array();
  for (std::size_t f = 0; f < analysis.factors.size(); ++f) {
    const FactorEffects& factor = analysis.factors[f];
    for (std::size_t l = 0; l < factor.levels.size(); ++l) {
      effects.push_back({{"factor", sweep.experiment.factors[f].name},
                         {"level", factor.labels[l]},
                         {"cells", factor.levels[l].cells},
                         {"mean", json_effect(factor.levels[l].mean)},
                         {"change", json_effect(factor.levels[l].change)}});
    }
  }
  object["effects"] = std::move(effects);
  object["surface"] = analysis.surface ? json_surface(sweep, *analysis.surface) : Json(nullptr);
  Json sensitivity = {{"from", detail::source_name(analysis.from)},
                      {"variance", json_number(analysis.sensitivity.variance)},
                      {"factors", Json::object()}};
  for (std::size_t f = 0; f < analysis.sensitivity.factors.size(); ++f) {
    const SensitivityIndex& index = analysis.sensitivity.factors[f];
    sensitivity["factors"][sweep.experiment.factors[f].name] = {
        {"first", json_effect(index.first)}, {"total", json_effect(index.total)}};
  }
  object["sensitivity"] = std::move(sensitivity);
  return object;
}

}  // namespace

void write_sweep_json(const Sweep& sweep, std::string_view file, std::ostream& out) {
  const ExperimentFile& experiment = sweep.experiment;
  Json root = {{"hotline", version()},
               {"experiment", file},
               {"title", experiment.title},
               {"scenario", experiment.scenario.string()},
               {"design", detail::design_name(experiment.design)},
               {"random_numbers", experiment.common_random_numbers ? "common" : "independent"},
               {"seed", sweep.seed},
               {"confidence", sweep.confidence},
               {"interrupted", sweep.interrupted},
               {"factors", json_factors(sweep)},
               {"cells", Json::array()},
               {"responses", Json::object()}};
  for (std::size_t c = 0; c < sweep.cells.size(); ++c) root["cells"].push_back(json_cell(sweep, c));
  for (std::size_t r = 0; r < sweep.analyses.size(); ++r) {
    const ResponseName& response = experiment.responses[r];
    root["responses"][response.text] = json_analysis(sweep, response, sweep.analyses[r]);
  }
  // Text that is no UTF-8 must not end the program.
  out << root.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

void write_sweep_csv(const Sweep& sweep, std::ostream& out) {
  out << "cell";
  for (const Factor& factor : sweep.experiment.factors) out << ',' << csv_field(factor.name);
  out << ",replications";
  for (const ResponseName& response : sweep.experiment.responses) {
    for (const char* part : {"", "_low", "_high", "_error"}) {
      out << ',' << csv_field(response.text + part);
    }
  }
  out << '\n';
  for (std::size_t c = 0; c < sweep.cells.size(); ++c) {
    const SweepCell& result = sweep.results[c];
    if (result.replications == 0) continue;
    out << c + 1;
    for (std::size_t f = 0; f < sweep.cells[c].size(); ++f) {
      const Setting& setting = sweep.cells[c][f];
      // As the file of a design takes it.
      const bool is_plain = !std::isnan(setting.number) && sweep.experiment.factors[f].unit.empty();
      out << ',' << (is_plain ? csv_number(setting.number) : csv_field(setting.label));
    }
    out << ',' << result.replications;
    for (const Estimate& estimate : result.responses) {
      for (const double value : {estimate.value, estimate.low, estimate.high, estimate.error}) {
        out << ',' << csv_number(value);
      }
    }
    out << '\n';
  }
}

}  // namespace hotline
