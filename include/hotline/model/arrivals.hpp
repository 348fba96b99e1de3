#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "hotline/base/time.hpp"
#include "hotline/random/sampler.hpp"

// How first calls come about, compiled: rates over the horizon and the random factors on them.
namespace hotline {

inline constexpr Seconds kNever = std::numeric_limits<Seconds>::infinity();

// A stretch of the horizon up to `end`; it begins where the one before ends.
struct RatePiece {
  Seconds end = kNever;
  PerSecond rate = 0;        // constant, or the highest of a curve; before the random factor
  std::uint32_t factor = 0;  // which of the type's random factors multiplies it
};

// A rate that changes within a piece: c[0] + c[1] x + c[2] x^2 + c[3] x^3, x = time - start, never
// below 0.
struct RateCurve {
  Seconds start = 0;
  std::array<double, 4> c{};

  PerSecond at(Seconds time) const;
  bool is_constant() const { return c[1] == 0 && c[2] == 0 && c[3] == 0; }
  // Exact, up to rounding.
  double integral(Seconds from, Seconds to) const;
  PerSecond highest(Seconds end) const;  // on [start, end]
  // The time at which the integral from `from` reaches `mass`, at most `end`.
  Seconds time_of(double mass, Seconds from, Seconds end) const;
  // The same curve, told from a later start.
  RateCurve from(Seconds later) const;
};

// What the first calls of a type are.
struct ArrivalModel {
  enum class Kind : std::uint8_t {
    kNone,
    kPoisson,  // of piecewise constant rate
    kSmooth,   // Poisson, of a rate that changes within pieces
    kRenewal,  // draws of `gap`, which pass at the speed that the pieces' rates say
    kCount,    // a number for each period, spread by the pieces' rates as relative densities
    kTimes,    // exactly `times`
  };
  Kind kind = Kind::kNone;
  std::vector<RatePiece> pieces;  // in order of time; the last ends the arrivals
  std::vector<RateCurve> curves;  // [piece]; empty if every rate is constant
  // [factor]: the random values whose product it is, as positions among Model::factor_values; the
  // first factor has none and is 1.
  std::vector<std::vector<std::uint32_t>> factors = {{}};
  Sampler gap;

  // Pieces among which one number of calls is divided; not all of their rates are 0.
  struct Period {
    std::uint32_t first = 0, last = 0;  // pieces, both included; the last one's rate is above 0
    Seconds start = 0;
  };
  std::vector<Period> periods;
  double count = 0;  // mean of the number of a period; of a renewal: 1 / mean gap
  bool poisson = false;
  double count_cv = 0;
  bool count_lognormal = false;

  std::vector<Seconds> times;

  // The integral of the pieces' rates, before random factors, over [from, to).
  double integral(Seconds from, Seconds to) const;
};

// A law of random factors of mean 1, drawn when a replication begins. Its values are numbered
// first + (period x slots + slot) x members + member.
struct FactorLaw {
  enum class Kind : std::uint8_t {
    kBusyness,
    kDirichlet,  // of the shares of a day's slots, each over its mean; one member
    kSurge,      // one value
  };
  Kind kind = Kind::kBusyness;
  std::uint32_t first = 0;
  std::uint32_t periods = 1;                 // drawn independently: days, or the one replication
  std::uint32_t slots = 1;                   // intervals of the day
  std::vector<std::uint32_t> streams = {0};  // [member]; names of its streams

  // Of busyness. A root of a correlation matrix C is a lower triangle R with C = R R', by rows; if
  // it is empty, members or slots are independent.
  bool lognormal = false;
  std::vector<double> cv = {0};     // [member]
  std::vector<double> member_root;  // joins the members
  std::vector<double> slot_root;    // joins the slots
  double slot_correlation = 0;      // to the power of the distance; if there is no root

  std::vector<double> shapes;  // [period][slot], of Dirichlet's law; 0 where no call is expected

  // Of a surge: its value if it happens, and if not.
  double probability = 1, if_so = 1, if_not = 1;

  std::uint32_t members() const { return static_cast<std::uint32_t>(streams.size()); }
  std::uint32_t value(std::uint32_t period, std::uint32_t slot, std::uint32_t member) const {
    return first + (period * slots + slot) * members() + member;
  }
};

}  // namespace hotline
