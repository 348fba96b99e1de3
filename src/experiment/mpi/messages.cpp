#include "messages.hpp"

#include <mpi.h>

#include <cstdint>
#include <cstring>
#include <limits>

#include "hotline/base/error.hpp"

// All processes of a job run the same program on machines of one kind: values go as they are.
namespace hotline::mpi {
namespace {

constexpr int kLeader = 0;
constexpr int kLotTag = 1, kEndTag = 2, kPlayedTag = 3, kErrandTag = 4;

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

int int_of(std::size_t bytes) {
  if (bytes > std::numeric_limits<int>::max()) throw Error("a message is too large for MPI");
  return static_cast<int>(bytes);
}

// Texts one after the other, each with its length before it.
void append(const std::string& text, std::string& bytes) {
  const std::uint64_t size = text.size();
  bytes.append(reinterpret_cast<const char*>(&size), sizeof size).append(text);
}
std::string next_of(std::string_view& bytes) {
  std::uint64_t size = 0;
  std::memcpy(&size, bytes.data(), sizeof size);
  std::string text(bytes.substr(sizeof size, size));
  bytes.remove_prefix(sizeof size + size);
  return text;
}

Errand errand_of(std::string_view bytes) {
  Errand errand;
  errand.version = next_of(bytes);
  for (auto count = std::stoul(next_of(bytes)); count > 0; --count) {
    errand.arguments.push_back(next_of(bytes));
  }
  while (!bytes.empty()) {
    std::string path = next_of(bytes);
    errand.texts.emplace(std::move(path), next_of(bytes));
  }
  return errand;
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

void send_errand(const Errand& errand) {
  std::string bytes;
  append(errand.version, bytes);
  append(std::to_string(errand.arguments.size()), bytes);
  for (const std::string& argument : errand.arguments) append(argument, bytes);
  for (const auto& [path, text] : errand.texts) {
    append(path, bytes);
    append(text, bytes);
  }
  for (int to = 0; to < size(); ++to) {
    if (to == kLeader) continue;
    MPI_Send(bytes.data(), int_of(bytes.size()), MPI_BYTE, to, kErrandTag, MPI_COMM_WORLD);
  }
}

std::optional<Order> receive_order() {
  const auto message = arrived(kLeader, MPI_ANY_TAG);
  if (!message) return std::nullopt;
  std::string bytes(static_cast<std::size_t>(message->bytes), '\0');
  receive(*message, bytes.data());
  Order order;
  if (message->tag == kErrandTag) order.errand = errand_of(bytes);
  if (message->tag == kLotTag) std::memcpy(&order.lot.emplace(), bytes.data(), sizeof(Lot));
  return order;
}

struct Outbox::Letter {
  std::string bytes = {};
  MPI_Request request = MPI_REQUEST_NULL;
};

Outbox::Outbox() = default;

Outbox::~Outbox() {
  for (const auto& letter : sent_) MPI_Wait(&letter->request, MPI_STATUS_IGNORE);
}

void Outbox::send(const Played& played, std::string_view tally) {
  constexpr std::size_t kMost = 100;  // letters; the leader has fallen behind
  while (!sent_.empty()) {
    int taken = 1;
    MPI_Request& request = sent_.front()->request;
    if (sent_.size() >= kMost) {
      MPI_Wait(&request, MPI_STATUS_IGNORE);
    } else {
      MPI_Test(&request, &taken, MPI_STATUS_IGNORE);
    }
    if (taken == 0) break;
    sent_.pop_front();
  }
  Letter& letter = *sent_.emplace_back(std::make_unique<Letter>());
  letter.bytes.resize(sizeof played + tally.size());
  std::memcpy(letter.bytes.data(), &played, sizeof played);
  std::memcpy(letter.bytes.data() + sizeof played, tally.data(), tally.size());
  MPI_Isend(letter.bytes.data(), int_of(letter.bytes.size()), MPI_BYTE, kLeader, kPlayedTag,
            MPI_COMM_WORLD, &letter.request);
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
