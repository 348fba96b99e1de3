#pragma once

#include <cstdint>
#include <vector>

#include "hotline/model/model.hpp"
#include "hotline/random/stream.hpp"

namespace hotline::detail {

// The changes known in advance of one replication, in order: those of the model, and the shifts of
// people who are late or leave early. Each person's lateness on each shift is a function of seed,
// replication, group, person and shift alone. Someone whose delays take the whole shift stays away.
void draw_steps(const Model& model, std::uint64_t seed, ReplicationId replication,
                std::vector<Step>& steps);

}  // namespace hotline::detail
