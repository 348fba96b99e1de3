#pragma once

#include <Eigen/Sparse>
#include <Eigen/SparseLU>
#include <cstddef>
#include <vector>

namespace hotline::test {

// A Markov chain with many states and few transitions.
class SparseChain {
 public:
  explicit SparseChain(std::size_t states) : states_(static_cast<int>(states)) {}

  // Adds to the rate from one state to another.
  void add(std::size_t from, std::size_t to, double rate) {
    // Balance of each state: what flows in = what flows out.
    entries_.emplace_back(static_cast<int>(to), static_cast<int>(from), rate);
    entries_.emplace_back(static_cast<int>(from), static_cast<int>(from), -rate);
  }

  // The stationary probabilities; the first balance is replaced by their sum, 1. Precondition: from
  // every state each other one can be reached.
  std::vector<double> stationary() const {
    std::vector<Eigen::Triplet<double>> rows;
    for (const auto& entry : entries_) {
      if (entry.row() != 0) rows.push_back(entry);
    }
    for (int state = 0; state < states_; ++state) rows.emplace_back(0, state, 1.0);
    Eigen::SparseMatrix<double> balance(states_, states_);
    balance.setFromTriplets(rows.begin(), rows.end());
    Eigen::SparseLU<Eigen::SparseMatrix<double>> solver(balance);
    Eigen::VectorXd right = Eigen::VectorXd::Zero(states_);
    right[0] = 1;
    const Eigen::VectorXd p = solver.solve(right);
    return {p.data(), p.data() + p.size()};
  }

 private:
  int states_;
  std::vector<Eigen::Triplet<double>> entries_;
};

}  // namespace hotline::test
