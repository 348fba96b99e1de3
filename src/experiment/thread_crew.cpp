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

// Fetches and plays until there is nothing left.
void play_along(Work& work, Board& board) {
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

class ThreadCrew final : public Crew {
 public:
  explicit ThreadCrew(unsigned threads) : threads_(threads) {}

  void play(Work& work, const std::atomic<bool>* stop) override {
    Board board(work, std::size_t{4} * threads_, stop);
    std::atomic<unsigned> playing = threads_;
    std::promise<void> all_done;
    boost::asio::thread_pool pool(threads_);
    for (unsigned i = 0; i < threads_; ++i) {
      boost::asio::post(pool, [&] {
        play_along(work, board);
        if (--playing == 0) all_done.set_value();
      });
    }
    const std::future<void> done = all_done.get_future();
    while (done.wait_for(std::chrono::milliseconds(100)) != std::future_status::ready) {
      board.tick();
    }
    pool.join();
    board.tick();
    board.rethrow();
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
