#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "hotline/experiment/crew.hpp"

// What the processes of an MPI job tell each other.
namespace hotline::mpi {

int rank();
int size();

// ---- From the leader ----------------------------------------------------------------------------

void send_lot(int to, const Lot& lot);
void send_end(int to);
void send_errand(const Errand& errand);  // to all

struct Order {
  std::optional<Lot> lot = {};
  std::optional<Errand> errand = {};  // neither: this is the end
};
// Without waiting.
std::optional<Order> receive_order();

// ---- To the leader ------------------------------------------------------------------------------

struct Played {
  std::size_t variant = 0;
  int observation = 0;
  double seconds = 0;  // that it took
  bool ends_lot = false;
};

// Sends without waiting until the leader takes what is sent: who plays goes on at once.
class Outbox {
 public:
  Outbox();
  ~Outbox();  // waits until all is taken
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;

  void send(const Played& played, std::string_view tally);

 private:
  struct Letter;
  std::deque<std::unique_ptr<Letter>> sent_;  // that may not have been taken yet
};

struct Report {
  int from = 0;
  Played played = {};
  std::string tally = {};  // encoded
};
// Without waiting.
std::optional<Report> receive_report();

}  // namespace hotline::mpi
