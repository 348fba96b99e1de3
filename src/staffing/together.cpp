#include "together.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "shift_cuts.hpp"

namespace hotline::planning {
namespace {

constexpr int kPasses = 6, kRepairs = 3;
constexpr double kLittle = 0.002;    // of the cost: less is not worth another pass
constexpr double kSmallStep = 0.02;  // of an interval's people

}  // namespace

std::optional<PlayedSchedule> Together::next(const PlayedSchedule& from, double share,
                                             const std::vector<double>& reserve, bool only_more) {
  // Slopes need less precision than margins.
  const int rough = std::max(2, (player_.replications() + 1) / 2);
  ShiftCuts cuts(player_.plan(), player_.promises(), player_.constraints(), player_.player());
  const auto schedule = cuts.best({from.schedule, from.counts, player_.replications()}, share,
                                  rough, reserve, only_more, seconds_);
  if (!schedule || !broken_rules(player_.plan(), *schedule).empty()) return std::nullopt;
  PlayedSchedule played = player_.play(*schedule);
  if (player_.stopped()) return std::nullopt;
  ++passes_;
  return played;
}

// [constraint]
std::vector<double> Together::lacks(const PlayedSchedule& played) const {
  std::vector<double> lacks;
  for (std::size_t k = 0; k < player_.constraints().size(); ++k) {
    lacks.push_back(lack_of(player_.constraints()[k], player_.promise_of(k), played.counts));
  }
  return lacks;
}

// What fails by little is worth mending if it is cheaper than what holds.
void Together::repair(PlayedSchedule& now, double cheaper_than) {
  for (int i = 0; i < kRepairs && now.failing > 0 && now.schedule.cost < cheaper_than; ++i) {
    std::vector<double> reserve = lacks(now);
    for (double& margin : reserve) margin *= 0.5;
    auto repaired = next(now, kSmallStep * (i + 1), reserve, true);
    if (!repaired) return;
    now = std::move(*repaired);
  }
}

PlayedSchedule Together::improved(PlayedSchedule from, const std::function<void(double)>& report) {
  std::vector<double> reserve(player_.constraints().size(), 0.0);
  PlayedSchedule now = from;
  std::optional<PlayedSchedule> best;
  if (from.failing == 0) best = from;
  double share = from.failing > 0 ? 0.12 : 0.06;
  for (int pass = 0; pass < kPasses && !player_.stopped(); ++pass) {
    report(static_cast<double>(pass) / (kPasses + kRepairs));
    auto then = next(now, share, reserve, false);
    if (!then || (then->schedule.cost == now.schedule.cost && then->failing == now.failing)) break;
    now = std::move(*then);
    share = std::max(kSmallStep, 0.7 * share);
    if (now.failing > 0) {
      const std::vector<double> lack = lacks(now);
      for (std::size_t k = 0; k < reserve.size(); ++k) reserve[k] += 0.5 * lack[k];
      continue;
    }
    const bool is_enough = best && now.schedule.cost > (1 - kLittle) * best->schedule.cost;
    if (!best || now.schedule.cost < best->schedule.cost - 1e-9) best = now;
    if (is_enough) break;
  }
  repair(now, best ? best->schedule.cost : std::numeric_limits<double>::infinity());
  if (now.failing == 0 && (!best || now.schedule.cost < best->schedule.cost)) return now;
  if (best) return *best;
  return now.failing < from.failing ? now : from;
}

std::optional<PlayedSchedule> Together::mended(const PlayedSchedule& from,
                                               const StaffingCheck& check) {
  std::vector<double> reserve;
  bool fails = false;
  for (std::size_t k = 0; k < player_.constraints().size(); ++k) {
    const TargetCheck& one = check.targets[k];
    const Promise& promise = player_.promise_of(k);
    const double margin = margin_of(player_.constraints()[k], promise, from.counts);
    // Those who are there stay, so a margin that is there need not be kept.
    reserve.push_back(std::min(0.0, margin));
    if (!most_probably_fails(one, player_.plan())) continue;
    fails = true;
    double below = 0;
    for (const std::uint32_t cell : one.cells) below += promise.ratio(from.counts, cell).below;
    reserve.back() = margin + missing(one, promise) * below;
  }
  if (!fails) return std::nullopt;
  auto more = next(from, kSmallStep, reserve, true);
  if (!more || more->schedule.cost < from.schedule.cost + 1e-9) return std::nullopt;
  return more;
}

}  // namespace hotline::planning
