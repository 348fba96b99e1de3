#include "messages.hpp"

#include <mpi.h>

#include <cstring>
#include <limits>

#include "hotline/base/error.hpp"

// All processes of a job run the same program on machines of one kind: values go as they are.
namespace hotline::mpi {
namespace {

constexpr int kLeader = 0;
constexpr int kLotTag = 1, kEndTag = 2, kPlayedTag = 3;

// The size of a message that has come, if one has, and who sent it.
struct Arrived {
  int from, tag, bytes;
};
std::optional<Arrived> arrived(int from, int tag) {
  int is_there = 0;
  MPI_Status status;
  MPI_Iprobe(from, tag, MPI_COMM_WORLD, &is_there, &status);
  if (is_there == 0) return std::nullopt;
  Arrived arrived{status.MPI_SOURCE, status.MPI_TAG, 0};
  MPI_Get_count(&status, MPI_BYTE, &arrived.bytes);
  return arrived;
}

void receive(const Arrived& message, void* data) {
  MPI_Recv(data, message.bytes, MPI_BYTE, message.from, message.tag, MPI_COMM_WORLD,
           MPI_STATUS_IGNORE);
}

}  // namespace

int rank() {
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  return rank;
}

int size() {
  int size = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  return size;
}

void send_lot(int to, const Lot& lot) {
  MPI_Send(&lot, sizeof lot, MPI_BYTE, to, kLotTag, MPI_COMM_WORLD);
}

void send_end(int to) { MPI_Send(nullptr, 0, MPI_BYTE, to, kEndTag, MPI_COMM_WORLD); }

std::optional<Order> receive_order() {
  const auto message = arrived(kLeader, MPI_ANY_TAG);
  if (!message) return std::nullopt;
  Lot lot;
  receive(*message, &lot);
  return message->tag == kEndTag ? Order{} : Order{lot};
}

void send_played(const Played& played, std::string_view tally) {
  std::string message(sizeof played + tally.size(), '\0');
  std::memcpy(message.data(), &played, sizeof played);
  std::memcpy(message.data() + sizeof played, tally.data(), tally.size());
  if (message.size() > std::numeric_limits<int>::max()) {
    throw Error("a tally is too large to be sent by MPI");
  }
  MPI_Send(message.data(), static_cast<int>(message.size()), MPI_BYTE, kLeader, kPlayedTag,
           MPI_COMM_WORLD);
}

std::optional<Report> receive_report() {
  const auto message = arrived(MPI_ANY_SOURCE, kPlayedTag);
  if (!message) return std::nullopt;
  std::string bytes(static_cast<std::size_t>(message->bytes), '\0');
  receive(*message, bytes.data());
  Report report;
  report.from = message->from;
  std::memcpy(&report.played, bytes.data(), sizeof report.played);
  report.tally = bytes.substr(sizeof report.played);
  return report;
}

}  // namespace hotline::mpi
