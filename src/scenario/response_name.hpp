#pragma once

#include <optional>
#include <string>
#include <vector>

#include "fields.hpp"
#include "hotline/scenario/experiment_file.hpp"

namespace hotline::reading {

// What responses can be called by. Null: not known, because the scenario has mistakes.
struct KnownNames {
  const MeasureNames& measures;
  const std::vector<std::string>* calls = nullptr;
  const std::vector<std::string>* agents = nullptr;
};

// "service_level", "occupancy", 'call."migration information".abandonment',
// "agents.operators.occupancy".
std::optional<ResponseName> as_response(const Field& field, const KnownNames& known);

}  // namespace hotline::reading
