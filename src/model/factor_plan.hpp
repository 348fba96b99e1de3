#pragma once

#include <optional>
#include <vector>

#include "rate_line.hpp"

namespace hotline::detail {

// Which random factors concern which type's rate when. Fills the model's laws, and gives every part
// of a rate line the number of its factor.
class FactorPlan {
 public:
  // `days` is null for a steady horizon.
  FactorPlan(const Scenario& scenario, const Days* days, Model& model);

  // The factors that types share.
  void add_shared();

  // A type's own busyness, and the random shares of a line's intervals for one type or, if `type`
  // is none, for all that have a share. Throws Error if there are too many values for memory.
  void add_busyness(const Busyness& busyness, TypeId type);
  void add_shares(double sum, const RateLine& line, std::optional<TypeId> type);

  // Cuts the line where a factor or a surge of this type changes, applies the surges that are for
  // some types or hours only, and names the factors.
  void apply(TypeId type, RateLine& line);

 private:
  // A law that concerns a type.
  struct Concern {
    std::size_t law = 0;  // in model.factor_laws
    std::uint32_t member = 0;
    const Surge* surge = nullptr;
  };

  void add_shared_busyness(std::size_t index);
  void add_surge(std::size_t index);
  std::size_t add_law(FactorLaw law);
  bool concerns(const Surge& surge, TypeId type) const;
  bool covers(const Surge& surge, const RatePart& part) const;
  std::vector<Seconds> cuts_of(TypeId type) const;
  void apply_restricted_surges(TypeId type, RateLine& line) const;
  std::vector<std::uint32_t> values_of(TypeId type, const RatePart& part) const;
  const IntervalModel& interval_at(Seconds time) const;
  std::uint32_t slots_a_day() const;

  const Scenario& scenario_;
  const Days* days_;
  Model& model_;
  std::vector<std::vector<Concern>> concerns_;  // [type]
};

// How much a surge multiplies rates on average.
double mean_factor(const Surge& surge);

// Whether the surge is for certain types or hours only.
bool is_restricted(const Surge& surge);

}  // namespace hotline::detail
