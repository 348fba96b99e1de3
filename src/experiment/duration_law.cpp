#include "hotline/experiment/duration_law.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "hotline/base/error.hpp"

namespace hotline {
namespace {

using theory::DurationLaw;

// Where the cdf of a law jumps or bends, with 0.
void collect_corners(const Distribution& distribution, Seconds by, std::set<Seconds>& corners) {
  corners.insert(by);
  if (const auto* constant = std::get_if<law::Constant>(&distribution.law())) {
    corners.insert(by + constant->value);
  } else if (const auto* uniform = std::get_if<law::Uniform>(&distribution.law())) {
    corners.insert({by + uniform->low, by + uniform->high});
  } else if (const auto* triangular = std::get_if<law::Triangular>(&distribution.law())) {
    corners.insert({by + triangular->low, by + triangular->mode, by + triangular->high});
  } else if (const auto* empirical = std::get_if<law::Empirical>(&distribution.law())) {
    for (const Seconds value : empirical->values) corners.insert(by + value);
  } else if (const auto* shifted = std::get_if<law::Shifted>(&distribution.law())) {
    collect_corners(*shifted->of, by + shifted->by, corners);
  } else if (const auto* mixed = std::get_if<law::Mixed>(&distribution.law())) {
    for (const Distribution& part : mixed->parts) collect_corners(part, by, corners);
  }
}

DurationLaw by_survival(const Distribution& distribution) {
  if (!(distribution.mean() > 0)) throw Error("a length of time that is always 0 has no law");
  std::set<Seconds> corners;
  collect_corners(distribution, 0, corners);
  corners.erase(corners.begin());
  return theory::law_from_survival([distribution](Seconds t) { return 1 - distribution.cdf(t); },
                                   {corners.begin(), corners.end()});
}

struct Translate {
  const Distribution& whole;

  DurationLaw operator()(const law::Constant& x) const {
    if (!(x.value > 0)) throw Error("a length of time that is always 0 has no law");
    return theory::deterministic_law(x.value);
  }
  DurationLaw operator()(const law::Exponential& x) const {
    return theory::exponential_law(x.mean);
  }
  DurationLaw operator()(const law::Uniform& x) const { return theory::uniform_law(x.low, x.high); }
  DurationLaw operator()(const law::LogNormal& x) const {
    return theory::log_normal_law(x.mean, x.cv);
  }
  DurationLaw operator()(const law::Gamma& x) const { return theory::gamma_law(x.shape, x.mean); }
  DurationLaw operator()(const law::Erlang& x) const {
    return theory::erlang_law(x.phases, x.mean);
  }
  DurationLaw operator()(const law::Weibull& x) const {
    return theory::weibull_law(x.shape, x.mean);
  }
  DurationLaw operator()(const law::Hyperexponential& x) const {
    return theory::hyperexponential_law(x.shares, x.means);
  }
  template <class Other>
  DurationLaw operator()(const Other&) const {
    return by_survival(whole);
  }
};

}  // namespace

DurationLaw duration_law(const Distribution& distribution) {
  return std::visit(Translate{distribution}, distribution.law());
}

}  // namespace hotline
