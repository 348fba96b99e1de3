#pragma once

#include <cstddef>
#include <optional>

#include "hotline/engine/tally.hpp"
#include "hotline/experiment/result.hpp"
#include "hotline/model/model.hpp"

namespace hotline {

// Where an experiment keeps the observations that it has taken, so that they need not be played
// again. All of it belongs to one thread at a time.
class Observations {
 public:
  virtual ~Observations() = default;
  // A kept observation; nothing if it was not kept.
  virtual std::optional<Tally> find(std::size_t variant, int observation) = 0;
  virtual bool has(std::size_t variant, int observation) = 0;
  virtual void keep(std::size_t variant, int observation, const Tally& tally,
                    const Model& model) = 0;
  // What all observations of a variant say.
  virtual void conclude(std::size_t variant, const Result& result) = 0;
  // About ten times a second.
  virtual void tick() = 0;
};

}  // namespace hotline
