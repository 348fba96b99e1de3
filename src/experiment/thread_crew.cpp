#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <future>
#include <thread>

#include "board.hpp"
#include "player.hpp"

namespace hotline {
namespace {

using detail::Board;
using detail::Player;

constexpr std::chrono::milliseconds kBetweenTicks(100);

// Fetches and plays until there is nothing left. `taken` is called after each observation.
template <class Taken>
void play_along(Work& work, Board& board, Taken taken) {
  try {
    Player player(work);
    while (const auto lot = board.next()) {
      player.play(*lot, [&](int observation, const Tally& tally) {
        const bool goes_on = board.submit(lot->variant, observation, tally);
        taken();
        return goes_on;
      });
    }
  } catch (...) {
    board.fail(std::current_exception());
  }
}

// By the thread that called: for a short run the start of another one is no small matter.
void play_alone(Work& work, Board& board) {
  using Clock = std::chrono::steady_clock;
  Clock::time_point ticked = Clock::now();
  play_along(work, board, [&] {
    if (Clock::now() - ticked < kBetweenTicks) return;
    board.tick();
    ticked = Clock::now();
  });
}

void play_together(Work& work, Board& board, unsigned threads) {
  std::atomic<unsigned> playing = threads;
  std::promise<void> all_done;
  boost::asio::thread_pool pool(threads);
  for (unsigned i = 0; i < threads; ++i) {
    boost::asio::post(pool, [&] {
      play_along(work, board, [] {});
      if (--playing == 0) all_done.set_value();
    });
  }
  const std::future<void> done = all_done.get_future();
  while (done.wait_for(kBetweenTicks) != std::future_status::ready) board.tick();
  pool.join();
}

class ThreadCrew final : public Crew {
 public:
  explicit ThreadCrew(unsigned threads) : threads_(threads) {}

  void play(Work& work, const std::atomic<bool>* stop) override {
    Board board(work, std::size_t{4} * threads_, stop);
    if (threads_ == 1) {
      play_alone(work, board);
    } else {
      play_together(work, board, threads_);
    }
    board.rethrow();
    board.tick();
  }

 private:
  unsigned threads_;
};

}  // namespace

std::unique_ptr<Crew> thread_crew(int threads) {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  return std::make_unique<ThreadCrew>(threads > 0 ? static_cast<unsigned>(threads) : cores);
}

}  // namespace hotline
