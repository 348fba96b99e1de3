#pragma once

#include <algorithm>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/gamma_distribution.hpp>
#include <cstdint>
#include <vector>

#include "hotline/model/model.hpp"
#include "hotline/random/stream.hpp"

namespace hotline::detail {

// The next first call of every type: Poisson processes of piecewise-constant rate, each from its
// own stream, by the time-change theorem (Cinlar 1975, ch. 4.7: an exponential of mean 1 is spent
// at the rate in force). The types race in a tournament: replacing one type's time costs
// log2(types).
class Arrivals {
 public:
  explicit Arrivals(const Model& model) : model_(model) {
    sources_.reserve(model.types.size());
    for (TypeId type = 0; type < model.types.size(); ++type) {
      sources_.push_back({model.types[type].rates.data(), 0, Generator({1, 2, 3, 4}), kNever});
    }
    while (leaves_ < model.types.size()) leaves_ *= 2;
    winners_.assign(2 * leaves_, kNobodyArrives);
    shared_.assign(model.days, 1.0);
    own_.assign(model.types.size() * model.days, 1.0);
  }

  void start(std::uint64_t seed, std::uint64_t replication) {
    draw_busyness(seed, replication);
    for (TypeId type = 0; type < sources_.size(); ++type) {
      Source& source = sources_[type];
      source.piece = model_.types[type].rates.data();
      source.last_piece = source.piece + model_.types[type].rates.size() - 1;
      source.bits = stream(seed, replication, Purpose::kArrival, type);
      source.next = 0;
      if (model_.types[type].rates.empty()) {
        source.next = kNever;
      } else {
        advance(type);
      }
      winners_[leaves_ + type] = type;
    }
    for (std::size_t node = leaves_ - 1; node > 0; --node) {
      winners_[node] = earlier(winners_[2 * node], winners_[2 * node + 1]);
    }
  }

  Seconds next_time() const { return sources_.empty() ? kNever : sources_[next_type()].next; }
  TypeId next_type() const { return winners_[1]; }

  // Moves the type whose call has just arrived to its next one.
  void pop() {
    const TypeId type = next_type();
    advance(type);
    for (std::size_t node = (leaves_ + type) / 2; node > 0; node /= 2) {
      winners_[node] = earlier(winners_[2 * node], winners_[2 * node + 1]);
    }
  }

 private:
  static constexpr TypeId kNobodyArrives = 0xffffffff;

  struct Source {
    const RatePiece* piece;
    const RatePiece* last_piece;
    Generator bits;
    Seconds next;
  };

  TypeId earlier(TypeId a, TypeId b) const {
    if (b == kNobodyArrives) return a;
    if (a == kNobodyArrives) return b;
    return sources_[b].next < sources_[a].next ? b : a;
  }

  double rate(TypeId type, const RatePiece& piece) const {
    return piece.rate * shared_[piece.day] * own_[type * model_.days + piece.day];
  }

  void advance(TypeId type) {
    Source& source = sources_[type];
    double left = boost::random::exponential_distribution<double>()(source.bits);
    Seconds time = source.next;
    for (;;) {
      const double r = rate(type, *source.piece);
      const double room = r * (source.piece->end - time);
      if (r > 0 && left < room) {
        source.next = time + left / r;
        return;
      }
      if (source.piece == source.last_piece) {
        source.next = kNever;
        return;
      }
      if (r > 0) left -= room;
      time = source.piece->end;
      ++source.piece;
    }
  }

  void draw_busyness(std::uint64_t seed, std::uint64_t replication) {
    // Index 0 is the factor shared by types; type t's own has index t + 1.
    draw_factors(model_.busyness_cv, model_.busyness_per,
                 stream(seed, replication, Purpose::kBusyness, 0), shared_.data());
    for (TypeId type = 0; type < model_.types.size(); ++type) {
      const TypeModel& law = model_.types[type];
      draw_factors(law.busyness_cv, law.busyness_per,
                   stream(seed, replication, Purpose::kBusyness, type + 1),
                   own_.data() + type * model_.days);
    }
  }

  // Gamma factors of mean 1 and the given coefficient of variation.
  void draw_factors(double cv, Busyness::Per per, Generator bits, double* factors) const {
    if (cv <= 0) return;
    const double shape = 1 / (cv * cv);
    boost::random::gamma_distribution<double> gamma(shape, 1 / shape);
    double factor = 1;
    for (std::uint32_t day = 0; day < model_.days; ++day) {
      if (day == 0 || per == Busyness::Per::kDay) factor = gamma(bits);
      factors[day] = factor;
    }
  }

  const Model& model_;
  std::vector<Source> sources_;  // [type]
  std::size_t leaves_ = 1;       // of the tournament; a power of two
  std::vector<TypeId> winners_;  // [1] the winner of all; leaf of type t at leaves_ + t
  std::vector<double> shared_;   // [day]
  std::vector<double> own_;      // [type][day]
};

}  // namespace hotline::detail
