#pragma once

#include <cstddef>
#include <span>

#include "house.hpp"

// What the rules of routing see of the house.
namespace hotline::detail {

// The groups that a caller may turn to now, in the order of the list. `kReserves`: some group keeps
// idle agents back from some types.
template <bool kReserves>
struct Candidates {
  const House& house;
  TypeId type;
  std::span<const GroupId> groups;
  std::span<const double> weights;  // of the groups; empty unless the rule asks for them

  std::size_t size() const { return groups.size(); }
  const Group& group(std::size_t i) const { return house.agents.group(groups[i]); }

  // How many agents of the i-th group this caller may have.
  std::uint32_t idle(std::size_t i) const {
    const std::uint32_t idle = group(i).idle;
    if constexpr (kReserves) {
      const auto& reserve = house.kept_back[groups[i]];
      const std::uint32_t kept = reserve.empty() ? 0 : reserve[type];
      return idle > kept ? idle - kept : 0;
    }
    return idle;
  }

  // Those from the first up to the end, for one rank of several.
  Candidates part(std::size_t first, std::size_t end) const {
    const bool weighted = !weights.empty();
    return {house, type, groups.subspan(first, end - first),
            weighted ? weights.subspan(first, end - first) : weights};
  }
};

// Agents on duty by the roster, on a break or in their break from the phones included; those who
// only finish a call are not.
inline std::uint32_t agents_on_duty(const House& house, std::span<const GroupId> groups) {
  std::uint32_t agents = 0;
  for (const GroupId g : groups) agents += house.agents.group(g).scheduled;
  return agents;
}

// Whether `a` goes before `b` among the callers of their type.
inline bool goes_before(const House& house, const Call& a, const Call& b) {
  return house.model.types[a.type].last_come_first ? a.since > b.since : a.since < b.since;
}

}  // namespace hotline::detail
