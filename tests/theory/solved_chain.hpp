#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "theory/chain.hpp"

namespace hotline::theory::test {

// A Markov chain that is told by what can happen in each state, solved.
class SolvedChain {
 public:
  using State = std::vector<int>;
  // Where a state goes, at which rate.
  using Moves = std::vector<std::pair<double, State>>;

  // All states that can be reached from `first`; a few hundred at most.
  SolvedChain(const State& first, const std::function<Moves(const State&)>& moves_of) {
    std::map<State, std::size_t> index = {{first, 0}};
    states_ = {first};
    std::vector<std::pair<std::pair<std::size_t, std::size_t>, double>> arcs;
    for (std::size_t s = 0; s < states_.size(); ++s) {
      for (auto& [rate, to] : moves_of(states_[s])) {
        if (rate <= 0) continue;
        const auto [found, is_new] = index.emplace(to, states_.size());
        if (is_new) states_.push_back(std::move(to));
        arcs.push_back({{s, found->second}, rate});
      }
    }
    std::vector<std::vector<double>> rates(states_.size(),
                                           std::vector<double>(states_.size(), 0.0));
    for (const auto& [arc, rate] : arcs) {
      if (arc.first != arc.second) rates[arc.first][arc.second] += rate;
    }
    probabilities_ = stationary(std::move(rates));
  }

  // The long-run mean of a function of the state.
  double mean(const std::function<double(const State&)>& of) const {
    double sum = 0;
    for (std::size_t s = 0; s < states_.size(); ++s) sum += probabilities_[s] * of(states_[s]);
    return sum;
  }

 private:
  std::vector<State> states_;
  std::vector<double> probabilities_;
};

}  // namespace hotline::theory::test
