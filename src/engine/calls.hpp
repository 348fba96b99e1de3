#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <vector>

#include "hotline/base/error.hpp"
#include "hotline/engine/outcome.hpp"
#include "hotline/model/model.hpp"

namespace hotline::detail {

using CallId = std::uint32_t;
inline constexpr CallId kNoCall = 0xffffffff;

// Where a caller in the pool is.
enum class Stage : std::uint8_t {
  kQueue,      // waiting for an agent
  kMachine,    // listening to the machine that answers first
  kElsewhere,  // between two attempts: will call again, or is about to be handed over
  kRecorder,   // leaving a message
  kListed,     // a number that a dialler is to call
  kRinging,    // that it calls now
  kLook,       // nobody: something is to be looked at again
};

// How an attempt came about.
enum class Origin : std::uint8_t {
  kFirst,
  kRetry,
  kCallAgain,
  kTransfer,
  kConsult,
  kHandOver,  // from an agent who broke off the talk
  kCallback,
  kMessage,
};

// What a waiting caller has been told and offered, in this attempt.
struct Told {
  Seconds wait = kNothing;  // the wait announced
  bool callback = false;    // has been offered one
  bool voicemail = false;   // has been offered to leave a message

  static constexpr Seconds kNothing = -1;
};

// What every call has. Everything random about it was drawn when it first arrived.
struct Attempt {
  Seconds arrived = 0;  // in queue, or when it came to the house
  Seconds since = 0;    // what its place in queue goes by: `arrived`, or earlier if it is kept
  Seconds talk = 0;
  Seconds after_call = 0;
  Seconds patience = 0;
  std::uint64_t key = 0;      // of the caller's CallGenerator: chance beyond the draws above
  IntervalId interval = 0;    // of its arrival, as a row of the ledger
  CallId next = kNoCall;      // in queue: the one behind; in the pool: the next free slot
  CallId previous = kNoCall;  // in queue: the one ahead
  TypeId type = 0;
  QueueId queue = 0;          // where it waits or would wait
  std::uint16_t attempt = 0;  // 0 is the caller's first
};

// A caller with the attempt at hand: more than an engine without journeys needs to know.
struct Call : Attempt {
  Seconds together = 0;           // of a warm transfer: time for three once it is answered
  Seconds waited_before = 0;      // in earlier attempts
  IntervalId first_interval = 0;  // of the first attempt's arrival
  TypeId first_type = 0;          // of the first attempt
  AgentId companion = kNoOne;     // who stays with the caller until the next agent is through
  std::uint16_t retries = 0;      // after failures, since an agent last answered
  std::uint16_t lines = 0;        // group of the line that it is on
  std::uint16_t turn = 0;         // the next of its type's
  Stage stage = Stage::kQueue;
  Origin origin = Origin::kFirst;
  bool keeps_place = false;   // by transfer: `since` is not moved
  bool reached = false;       // has been answered before
  bool came_staffed = false;  // an agent was on duty when this attempt was made
  Told told;
  // How the last offered attempt of this caller ended, if there was one and none was answered.
  std::optional<Outcome> last_offered;

  // From within the house: on a line that is already taken, or without one.
  bool handed_over() const { return origin >= Origin::kTransfer; }

  static constexpr AgentId kNoOne = 0xffffffff;
};

// The callers who wait or will try again, in slots that are used again and again. The pool grows
// when more callers than ever before are present, and keeps its size between replications.
class CallPool {
 public:
  CallId take(const Call& call) {
    const CallId id = take_slot();
    calls_[id] = call;
    return id;
  }
  // The slot says no more of it than this.
  CallId take(const Attempt& attempt) {
    const CallId id = take_slot();
    static_cast<Attempt&>(calls_[id]) = attempt;
    return id;
  }
  void give_back(CallId id) {
    calls_[id].next = free_;
    free_ = id;
  }
  void clear() {
    free_ = kNoCall;
    for (CallId id = static_cast<CallId>(calls_.size()); id-- > 0;) give_back(id);
  }
  Call& operator[](CallId id) { return calls_[id]; }
  const Call& operator[](CallId id) const { return calls_[id]; }
  std::size_t size() const { return calls_.size(); }

 private:
  static constexpr std::size_t kMostCalls = 100'000'000;

  CallId take_slot() {
    if (free_ == kNoCall) [[unlikely]]
      grow();
    const CallId id = free_;
    free_ = calls_[id].next;
    return id;
  }

  void grow() {
    const std::size_t old_size = calls_.size();
    if (old_size >= kMostCalls) {
      throw Error(
          "more than 100 million callers are waiting at once: the staffing is far below "
          "the demand and nobody loses patience");
    }
    calls_.resize(old_size == 0 ? 64 : 2 * old_size);
    for (std::size_t id = calls_.size(); id-- > old_size;) give_back(static_cast<CallId>(id));
  }

  std::vector<Call> calls_;
  CallId free_ = kNoCall;
};

// The callers who wait in one queue of the model, in the order of `since`.
struct Queue {
  CallId head = kNoCall;
  CallId tail = kNoCall;
  std::uint32_t length = 0;

  // Behind all who have been waiting as long or longer: at the end, but for callers who keep a
  // place.
  void insert(CallPool& calls, CallId id) {
    Call& call = calls[id];
    CallId ahead = tail;
    CallId behind = kNoCall;
    while (ahead != kNoCall && calls[ahead].since > call.since) [[unlikely]] {
        behind = ahead;
        ahead = calls[ahead].previous;
      }
    call.previous = ahead;
    call.next = behind;
    (ahead == kNoCall ? head : calls[ahead].next) = id;
    (behind == kNoCall ? tail : calls[behind].previous) = id;
    ++length;
  }
  // Ahead of all others, whatever `since` says.
  void put_first(CallPool& calls, CallId id) {
    calls[id].previous = kNoCall;
    calls[id].next = head;
    (head == kNoCall ? tail : calls[head].previous) = id;
    head = id;
    ++length;
  }
  void remove(CallPool& calls, CallId id) {
    const Call& call = calls[id];
    (call.previous == kNoCall ? head : calls[call.previous].next) = call.next;
    (call.next == kNoCall ? tail : calls[call.next].previous) = call.previous;
    --length;
  }
};

}  // namespace hotline::detail
