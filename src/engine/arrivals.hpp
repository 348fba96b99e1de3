#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "count_source.hpp"
#include "drawn_ahead.hpp"
#include "hotline/model/model.hpp"
#include "hotline/random/draw.hpp"
#include "hotline/random/stream.hpp"
#include "random_factors.hpp"

namespace hotline::detail {

// The next first call of every type, each type from its own stream. The types race in a tournament:
// replacing one type's time costs log2(types).
class Arrivals {
 public:
  explicit Arrivals(const Model& model) : factors_(model) {
    sources_.reserve(model.types.size());
    for (TypeId type = 0; type < model.types.size(); ++type) {
      sources_.emplace_back(model.types[type].arrivals, unit_, factors_.of(type));
    }
    while (leaves_ < model.types.size()) leaves_ *= 2;
    winners_.assign(2 * leaves_, kNobodyArrives);
  }

  void start(std::uint64_t seed, ReplicationId replication) {
    factors_.draw(seed, replication);
    for (TypeId type = 0; type < sources_.size(); ++type) {
      Source& source = sources_[type];
      const std::vector<RatePiece>& pieces = source.model->pieces;
      source.last_piece = pieces.empty() ? nullptr : &pieces.back();
      source.bits = stream(seed, replication, Purpose::kArrival, type);
      source.gaps = DrawnAhead(unit_, source.bits);
      source.next = 0;
      if (!pieces.empty()) source.enter(pieces.data());
      source.listed = 0;
      if (source.kind == Kind::kCount) {
        source.count.start(stream(seed, replication, Purpose::kCount, type));
      }
      advance(source);
      winners_[leaves_ + type] = type;
    }
    for (std::size_t node = leaves_ - 1; node > 0; --node) {
      winners_[node] = earlier(winners_[2 * node], winners_[2 * node + 1]);
    }
    next_time_ = sources_.empty() ? kNever : sources_[next_type()].next;
  }

  // kNever if nobody calls any more.
  Seconds next_time() const { return next_time_; }
  TypeId next_type() const { return winners_[1]; }

  // Moves the type whose call has just arrived to its next one.
  void pop() {
    const TypeId type = next_type();
    Source& source = sources_[type];
    advance(source);
    if (leaves_ == 1) {
      next_time_ = source.next;
      return;
    }
    race_again(type);
  }

 private:
  using Kind = ArrivalModel::Kind;
  static constexpr TypeId kNobodyArrives = 0xffffffff;

  struct Source {
    Source(const ArrivalModel& law, const TimedSampler& unit, const double* factors_in)
        : kind(law.kind),
          factors(factors_in),
          gaps(unit, bits),
          model(&law),
          count(law, factors_in) {}

    void enter(const RatePiece* to) {
      piece = to;
      mean_gap = 1 / (piece->rate * factors[piece->factor]);
      piece_end = piece->end;
    }

    Seconds next = 0;
    Seconds mean_gap = kNever;  // at the rate in force
    Seconds piece_end = 0;      // until when it is in force
    Kind kind;
    const RatePiece* piece = nullptr;
    const RatePiece* last_piece = nullptr;
    const double* factors;  // [factor]
    Generator bits{{1, 2, 3, 4}};
    DrawnAhead gaps;  // of mean 1, of a Poisson process
    const ArrivalModel* model;
    std::size_t listed = 0;  // how many of the listed times have passed
    CountSource count;
  };

  void race_again(TypeId type) {
    for (std::size_t node = (leaves_ + type) / 2; node > 0; node /= 2) {
      winners_[node] = earlier(winners_[2 * node], winners_[2 * node + 1]);
    }
    next_time_ = sources_[next_type()].next;
  }

  TypeId earlier(TypeId a, TypeId b) const {
    if (b == kNobodyArrives) return a;
    if (a == kNobodyArrives) return b;
    return sources_[b].next < sources_[a].next ? b : a;
  }

  static void advance(Source& source) {
    if (source.kind == Kind::kPoisson) [[likely]] {
      spend(source, source.gaps(0));
    } else {
      advance_other(source);
    }
  }

  // Moves on by the time in which `left` is spent at the rate in force. With exponentials of mean 1
  // that gives a Poisson process of this rate (time change: Cinlar 1975, ch. 4.7).
  static void spend(Source& source, double left) {
    const Seconds time = source.next + left * source.mean_gap;
    if (time < source.piece_end) [[likely]] {
      source.next = time;
    } else {
      spend_over_pieces(source, left);
    }
  }

  // The rate changes before `left` is spent. Apart, to keep it out of the engine's loop.
  [[gnu::noinline]] static void spend_over_pieces(Source& source, double left) {
    do {
      if (source.piece == source.last_piece) {
        source.next = kNever;
        return;
      }
      // At a rate of 0 nothing is spent.
      left = std::max(0.0, left - (source.piece_end - source.next) / source.mean_gap);
      source.next = source.piece_end;
      source.enter(source.piece + 1);
      // At a rate of 0 the comparison may be with 0 x infinity.
    } while (!(source.next + left * source.mean_gap < source.piece_end));
    source.next += left * source.mean_gap;
  }

  static void advance_other(Source& source) {
    switch (source.kind) {
      case Kind::kSmooth:
        return thin(source);
      case Kind::kRenewal:
        return spend(source, source.model->gap(source.bits));
      case Kind::kCount:
        source.next = source.count.next(source.bits);
        return;
      case Kind::kTimes: {
        const std::vector<Seconds>& times = source.model->times;
        source.next = source.listed < times.size() ? times[source.listed++] : kNever;
        return;
      }
      default:
        source.next = kNever;
    }
  }

  // A Poisson process at the highest rate of each piece, of which each call is kept with the
  // probability rate / highest rate (thinning: Lewis and Shedler 1979). A piece's random factor is
  // in both.
  static void thin(Source& source) {
    for (;;) {
      spend(source, exponential(source.bits));
      if (source.next == kNever) return;
      const auto index = static_cast<std::size_t>(source.piece - source.model->pieces.data());
      const PerSecond rate = source.model->curves[index].at(source.next);
      if (uniform(source.bits) * source.piece->rate < rate) return;
    }
  }

  const TimedSampler unit_{{Sampler(Distribution(law::Exponential{1}))}, {}};
  RandomFactors factors_;
  std::vector<Source> sources_;  // [type]
  std::size_t leaves_ = 1;       // of the tournament; a power of two
  Seconds next_time_ = kNever;
  std::vector<TypeId> winners_;  // [1] the winner of all; leaf of type t at leaves_ + t
};

}  // namespace hotline::detail
