#include "hotline/experiment/mpi_crew.hpp"

#include <fmt/format.h>
#include <mpi.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <iostream>
#include <optional>
#include <thread>
#include <vector>

#include "experiment/board.hpp"
#include "experiment/player.hpp"
#include "hotline/experiment/tally_codec.hpp"
#include "messages.hpp"

namespace hotline {
namespace {

using detail::Board;
using detail::Player;
using Clock = std::chrono::steady_clock;

// Polling, since a wait within MPI would keep a core busy.
// Everybody has work for longer than that.
void nap() { std::this_thread::sleep_for(std::chrono::milliseconds(1)); }

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Another process, as the leader sees it. It always has a lot to play and another one waiting, so
// that it never waits for an answer; a lot takes about this long.
struct Follower {
  static constexpr int kLots = 2;
  static constexpr double kSecondsPerLot = 0.05;
  static constexpr int kMostPerLot = 1000;

  int lots = 0;             // with it
  double seconds_each = 0;  // that one observation takes it; 0 = not known yet

  int wanted() const {
    if (seconds_each <= 0) return 1;
    return static_cast<int>(
        std::clamp(kSecondsPerLot / seconds_each, 1.0, static_cast<double>(kMostPerLot)));
  }
  void learn(double seconds) {
    constexpr double kWeight = 0.3;
    seconds_each = seconds_each <= 0 ? seconds : (1 - kWeight) * seconds_each + kWeight * seconds;
  }
};

class MpiCrew final : public Crew {
 public:
  MpiCrew() : followers_(static_cast<std::size_t>(mpi::size())) {}

  // What is still being played is received and forgotten, since its sender waits for that.
  ~MpiCrew() override {
    if (!leads()) return;
    for (int rank = 1; rank < mpi::size(); ++rank) mpi::send_end(rank);
    const auto start = Clock::now();
    constexpr double kPatience = 10;
    while (any_lots() && seconds_since(start) < kPatience) {
      if (const auto report = mpi::receive_report()) {
        if (report->played.ends_lot) --follower(report->from).lots;
      } else {
        nap();
      }
    }
  }

  bool leads() const override { return mpi::rank() == 0; }
  void call_up(const Errand& errand) override { mpi::send_errand(errand); }

  void play(Work& work, const std::atomic<bool>* stop) override {
    const std::size_t room = 8 * followers_.size();
    Board board(work, room, stop);
    std::thread own([&] { play_along(work, board); });
    auto last_tick = Clock::now();
    try {
      while (!board.over()) {
        const bool idle = !hand_out(board) && !take_one(board);
        if (seconds_since(last_tick) > 0.1) {
          board.tick();
          last_tick = Clock::now();
        }
        if (idle) nap();
      }
    } catch (...) {
      board.fail(std::current_exception());
    }
    own.join();
    board.rethrow();
    board.tick();
  }

  void follow(Work& work, const std::atomic<bool>* stop) override {
    try {
      Player player(work);
      mpi::Outbox outbox;
      while (true) {
        const auto order = mpi::receive_order();
        if (!order) {
          if (stop != nullptr && stop->load()) return;
          nap();
        } else if (order->lot) {
          play_lot(player, *order->lot, outbox);
        } else {
          return;
        }
      }
    } catch (const std::exception& error) {
      // The others cannot know, and would wait for ever.
      std::cerr << fmt::format("hotline: process {} failed: {}\n", mpi::rank(), error.what());
      MPI_Abort(MPI_COMM_WORLD, 1);
    }
  }

 private:
  Follower& follower(int rank) { return followers_[static_cast<std::size_t>(rank)]; }
  bool any_lots() const {
    return std::ranges::any_of(followers_, [](const Follower& one) { return one.lots > 0; });
  }

  static void play_along(Work& work, Board& board) {
    try {
      Player player(work);
      while (const auto lot = board.next()) {
        player.play(*lot, [&](int observation, const Tally& tally) {
          return board.submit(lot->variant, observation, tally);
        });
      }
    } catch (...) {
      board.fail(std::current_exception());
    }
  }

  static void play_lot(Player& player, const Lot& lot, mpi::Outbox& outbox) {
    auto start = Clock::now();
    player.play(lot, [&](int observation, const Tally& tally) {
      const bool ends = observation + lot.step >= lot.end;
      outbox.send({lot.variant, observation, seconds_since(start), ends}, encoded(tally));
      start = Clock::now();
      return true;
    });
  }

  // Each process gets a first lot before any gets a second.
  bool hand_out(Board& board) {
    for (int lots = 0; lots < Follower::kLots; ++lots) {
      for (int rank = 1; rank < mpi::size(); ++rank) {
        if (follower(rank).lots != lots) continue;
        const auto lot = board.next_now(follower(rank).wanted());
        if (!lot) return false;
        mpi::send_lot(rank, *lot);
        ++follower(rank).lots;
        return true;
      }
    }
    return false;
  }

  bool take_one(Board& board) {
    const auto report = mpi::receive_report();
    if (!report) return false;
    Follower& from = follower(report->from);
    from.learn(report->played.seconds);
    if (report->played.ends_lot) --from.lots;
    board.submit(report->played.variant, report->played.observation, decoded(report->tally));
    return true;
  }

  std::vector<Follower> followers_;  // [rank]; the first is the leader and unused
};

}  // namespace

std::optional<Errand> receive_errand() {
  while (true) {
    if (auto order = mpi::receive_order()) return std::move(order->errand);
    nap();
  }
}

std::unique_ptr<Crew> mpi_crew() { return std::make_unique<MpiCrew>(); }

}  // namespace hotline
