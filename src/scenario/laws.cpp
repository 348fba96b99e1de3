#include "laws.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <numeric>

#include "csv.hpp"
#include "table_view.hpp"

namespace hotline::reading {
namespace {

using LawReader = std::optional<Law> (*)(TableView&, int depth);

constexpr double kMostCv = 100;
constexpr double kMostShape = 1e6;
constexpr double kLeastWeibullShape = 0.05;  // below, the mean is 10^18 times the scale and more
constexpr double kMostSigma = 5;
constexpr double kSharesTolerance = 1e-6;

std::optional<Law> read_exponential(TableView& table, int) {
  const auto which = table.combination({{"mean"}, {"rate"}});
  if (!which) return std::nullopt;
  double value = 0;
  if (*which == 0) {
    if (!table.optional("mean", value, as_positive_duration)) return std::nullopt;
    return law::Exponential{value};
  }
  if (!table.optional("rate", value, as_positive_rate)) return std::nullopt;
  return law::Exponential{1 / value};
}

std::optional<Law> read_uniform(TableView& table, int) {
  law::Uniform law;
  if (!table.combination({{"from", "to"}})) return std::nullopt;
  const bool sound = table.optional("from", law.low, as_duration);
  if (!table.optional("to", law.high, as_duration) || !sound) return std::nullopt;
  if (law.low < law.high) return law;
  table.wrong_key("to", "\"to\" must be longer than \"from\"");
  return std::nullopt;
}

std::optional<Law> read_triangular(TableView& table, int) {
  law::Triangular law;
  if (!table.combination({{"from", "peak", "to"}})) return std::nullopt;
  bool sound = table.optional("from", law.low, as_duration);
  sound = table.optional("peak", law.mode, as_duration) && sound;
  sound = table.optional("to", law.high, as_duration) && sound;
  if (!sound) return std::nullopt;
  if (law.low <= law.mode && law.mode <= law.high && law.low < law.high) return law;
  table.wrong_key("from", "\"from\", \"peak\" and \"to\" must be in ascending order");
  return std::nullopt;
}

std::optional<Law> read_lognormal(TableView& table, int) {
  const auto which = table.combination({{"mean", "cv"}, {"mean", "sd"}, {"median", "sigma"}});
  if (!which) return std::nullopt;
  Seconds middle = 0;
  double spread = 0;
  bool sound = table.optional(*which == 2 ? "median" : "mean", middle, as_positive_duration);
  if (*which == 0) sound = table.optional("cv", spread, positive_up_to(kMostCv)) && sound;
  if (*which == 1) sound = table.optional("sd", spread, as_positive_duration) && sound;
  if (*which == 2) sound = table.optional("sigma", spread, positive_up_to(kMostSigma)) && sound;
  if (!sound) return std::nullopt;
  if (*which == 0) return law::LogNormal{middle, spread};
  if (*which == 1) return law::LogNormal{middle, spread / middle};
  const double variance = spread * spread;  // of the logarithm
  return law::LogNormal{middle * std::exp(variance / 2), std::sqrt(std::expm1(variance))};
}

std::optional<Law> read_gamma(TableView& table, int) {
  const auto which = table.combination({{"mean", "cv"}, {"mean", "shape"}});
  if (!which) return std::nullopt;
  law::Gamma law;
  double spread = 0;
  bool sound = table.optional("mean", law.mean, as_positive_duration);
  if (*which == 0) {
    sound = table.optional("cv", spread, number_between(0.001, kMostCv)) && sound;
    law.shape = 1 / (spread * spread);
  } else {
    sound = table.optional("shape", law.shape, number_between(0.0001, kMostShape)) && sound;
  }
  if (!sound) return std::nullopt;
  return law;
}

std::optional<Law> read_erlang(TableView& table, int) {
  law::Erlang law;
  if (!table.combination({{"phases", "mean"}})) return std::nullopt;
  const bool sound = table.optional("phases", law.phases, whole_between(1, 1000));
  if (!table.optional("mean", law.mean, as_positive_duration) || !sound) return std::nullopt;
  return law;
}

std::optional<Law> read_weibull(TableView& table, int) {
  const auto which = table.combination({{"shape", "mean"}, {"shape", "scale"}});
  if (!which) return std::nullopt;
  law::Weibull law;
  Seconds scale = 0;
  bool sound = table.optional("shape", law.shape, number_between(kLeastWeibullShape, kMostShape));
  if (*which == 0) {
    sound = table.optional("mean", law.mean, as_positive_duration) && sound;
  } else {
    sound = table.optional("scale", scale, as_positive_duration) && sound;
    law.mean = scale * std::tgamma(1 + 1 / law.shape);
  }
  if (!sound) return std::nullopt;
  return law;
}

std::optional<Law> read_normal(TableView& table, int) {
  law::TruncatedNormal law;
  if (!table.combination({{"mean", "sd"}})) return std::nullopt;
  const bool sound = table.optional("mean", law.mean, as_duration);
  if (!table.optional("sd", law.sd, as_positive_duration) || !sound) return std::nullopt;
  return law;
}

bool check_shares(TableView& table, const std::vector<double>& shares) {
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  if (std::abs(sum - 1) <= kSharesTolerance) return true;
  table.wrong(fmt::format("the shares of {} add up to {:.6g}, not to 1", table.title(), sum));
  return false;
}

// Two phases with balanced means (each carries half of the mean), of a given mean and coefficient
// of variation: Tijms (1994), "Stochastic Models: An Algorithmic Approach", appendix B.
law::Hyperexponential balanced_hyperexponential(Seconds mean, double cv) {
  const double squared = cv * cv;
  const double share = (1 + std::sqrt((squared - 1) / (squared + 1))) / 2;
  return {{share, 1 - share}, {mean / (2 * share), mean / (2 * (1 - share))}};
}

std::optional<Law> read_hyperexponential(TableView& table, int) {
  const auto which = table.combination({{"mean", "cv"}, {"shares", "means"}});
  if (!which) return std::nullopt;
  if (*which == 0) {
    Seconds mean = 0;
    double cv = 0;
    bool sound = table.optional("mean", mean, as_positive_duration);
    sound = table.optional("cv", cv, number_between(0, kMostCv)) && sound;
    if (!sound) return std::nullopt;
    if (cv > 1) return balanced_hyperexponential(mean, cv);
    table.wrong_key("cv", "the cv of a hyperexponential law must be more than 1",
                    "a cv of 1 is exponential; below, gamma or lognormal");
    return std::nullopt;
  }
  law::Hyperexponential law;
  bool sound = table.optional("shares", law.shares, [](const Field& field) {
    return as_list<double>(field, positive_up_to(1));
  });
  sound = table.optional("means", law.means, [](const Field& field) {
    return as_list<Seconds>(field, as_positive_duration);
  }) && sound;
  if (!sound) return std::nullopt;
  if (law.shares.size() != law.means.size()) {
    table.wrong_key("means", fmt::format("there are {} shares but {} means", law.shares.size(),
                                         law.means.size()));
    return std::nullopt;
  }
  if (!check_shares(table, law.shares)) return std::nullopt;
  return law;
}

std::optional<Law> read_empirical_file(TableView& table) {
  std::string path, column, unit;
  bool sound = table.optional("file", path, as_name);
  sound = table.optional("column", column, as_text) && sound;
  sound = table.optional("unit", unit, as_text) && sound;
  if (!sound) return std::nullopt;
  const std::optional<Seconds> scale = unit_of_time(unit);
  if (!scale) {
    table.wrong_key("unit", in_quotes(unit) + " is not a unit of time",
                    "units of time are s, min, h, days and weeks");
    return std::nullopt;
  }
  auto values = read_csv_column(*table.find("file"), column, *scale);
  if (!values) return std::nullopt;
  return law::Empirical{std::move(*values)};
}

std::optional<Law> read_empirical(TableView& table, int) {
  const auto which = table.combination({{"values"}, {"file", "column", "unit"}});
  if (!which) return std::nullopt;
  if (*which == 1) return read_empirical_file(table);
  law::Empirical law;
  const bool sound = table.optional("values", law.values, [](const Field& field) {
    return as_list<Seconds>(field, as_duration);
  });
  if (!sound) return std::nullopt;
  if (!law.values.empty()) return law;
  table.wrong_key("values", "\"values\" must not be empty");
  return std::nullopt;
}

auto distribution_at(int depth) {
  return [depth](const Field& field) { return read_distribution(field, depth); };
}

std::optional<Law> read_shifted(TableView& table, int depth) {
  law::Shifted law;
  Distribution of;
  if (!table.combination({{"by", "of"}})) return std::nullopt;
  const bool sound = table.optional("by", law.by, as_duration);
  if (!table.optional("of", of, distribution_at(depth + 1)) || !sound) return std::nullopt;
  law.of = std::make_shared<const Distribution>(std::move(of));
  return law;
}

// `mixed` is a list, unlike the other laws.
std::optional<Law> read_mixed(const Field& field, int depth) {
  law::Mixed law;
  const std::size_t before = field.problems.count();
  for_each_table(field, "an element of \"mixed\"", [&](TableView& table) {
    double share = 0;
    Distribution of;
    if (!table.combination({{"share", "of"}})) return;
    const bool sound = table.optional("share", share, positive_up_to(1));
    if (!table.optional("of", of, distribution_at(depth + 1)) || !sound) return;
    law.shares.push_back(share);
    law.parts.push_back(std::move(of));
  });
  if (field.problems.count() > before) return std::nullopt;
  const double sum = std::accumulate(law.shares.begin(), law.shares.end(), 0.0);
  if (std::abs(sum - 1) <= kSharesTolerance) return law;
  field.wrong(fmt::format("the shares of \"mixed\" add up to {:.6g}, not to 1", sum));
  return std::nullopt;
}

const std::map<std::string, LawReader, std::less<>>& law_readers() {
  static const std::map<std::string, LawReader, std::less<>> kReaders = {
      {"exponential", read_exponential},
      {"uniform", read_uniform},
      {"triangular", read_triangular},
      {"lognormal", read_lognormal},
      {"gamma", read_gamma},
      {"erlang", read_erlang},
      {"weibull", read_weibull},
      {"normal", read_normal},
      {"hyperexponential", read_hyperexponential},
      {"empirical", read_empirical},
      {"shifted", read_shifted},
  };
  return kReaders;
}

}  // namespace

std::vector<std::string> law_names() {
  std::vector<std::string> names = {"constant", "mixed"};
  for (const auto& [name, reader] : law_readers()) names.push_back(name);
  return names;
}

std::optional<Law> read_law(const std::string& name, const Field& field, int depth) {
  if (name == "mixed") return read_mixed(field, depth);
  if (name == "constant") {
    const auto value = as_duration(field);
    return value ? std::optional<Law>(law::Constant{*value}) : std::nullopt;
  }
  std::optional<Law> law;
  const std::size_t before = field.problems.count();
  in_table(field, in_quotes(name),
           [&](TableView& table) { law = law_readers().at(name)(table, depth); });
  return field.problems.count() == before ? law : std::nullopt;
}

}  // namespace hotline::reading
