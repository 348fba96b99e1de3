#pragma once

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdint>
#include <vector>

#include "hotline/base/time.hpp"
#include "hotline/model/model.hpp"

namespace hotline::detail {

// Names one agent or one caller in the calendar; each has at most one pending event.
using NodeId = std::uint32_t;
inline constexpr NodeId kNobody = 0xffffffff;

// The pending events of agents and callers, earliest first: a calendar queue (Brown 1988, CACM
// 31:1220) whose lists are threaded through one 16-byte entry for each agent and caller, with a
// bitmap of the occupied buckets. Events at the same time come in the order of scheduling.
//
// Time is cut into "dates" of a fixed width and the bucket of a date is its low bits. Each bucket's
// list is in order of time, so the earliest event of all is at the head of the first occupied
// bucket whose head falls due on the bucket's own date. With a width near half the mean gap between
// events every operation costs O(1); a wrong width costs time, never correctness.
class EventCalendar {
 public:
  // `nodes` ids to begin with; buckets are at least `buckets`, a date is `width` seconds long.
  EventCalendar(std::size_t nodes, std::size_t buckets, Seconds width)
      : per_second_(1 / width),
        heads_(std::bit_ceil(std::max<std::size_t>(buckets, 64)), kNobody),
        occupied_(heads_.size() / 64, 0),
        mask_(heads_.size() - 1),
        nodes_(nodes) {}

  void clear() {
    std::ranges::fill(heads_, kNobody);
    std::ranges::fill(occupied_, 0);
    today_ = 0;
    size_ = 0;
    next_ = kNobody;
    next_time_ = kNever;
  }

  // Makes room for ids below `nodes`.
  void grow(std::size_t nodes) {
    if (nodes > nodes_.size()) nodes_.resize(nodes);
  }

  // The time of the earliest event; kNever if there is none.
  Seconds next_time() const { return next_time_; }

  // Takes out the earliest event and returns its node. Precondition: there is one.
  NodeId take() {
    const NodeId id = next_;
    take_head(today_ & mask_);
    --size_;
    find_next();
    return id;
  }

  Seconds time_of(NodeId id) const { return nodes_[id].time; }

  // Precondition: `id` is not scheduled and `time` is not before the last event taken.
  void schedule(NodeId id, Seconds time) {
    const std::uint64_t date = date_of(time);
    insert(id, time, date & mask_);
    ++size_;
    if (time < next_time_) {
      next_ = id;
      next_time_ = time;
      today_ = date;
    }
  }

  // Precondition: `id` is scheduled.
  void cancel(NodeId id) {
    unlink(id, date_of(nodes_[id].time) & mask_);
    --size_;
    if (id == next_) find_next();
  }

 private:
  struct Node {
    Seconds time;
    NodeId next;
    NodeId previous;  // of a list's head: its last node
  };

  // By way of a signed number, for which processors have an instruction.
  std::uint64_t date_of(Seconds time) const {
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(time * per_second_));
  }

  void insert(NodeId id, Seconds time, std::uint64_t bucket) {
    Node& node = nodes_[id];
    node.time = time;
    NodeId& head = heads_[bucket];
    if (head == kNobody) {
      head = id;
      node.next = kNobody;
      node.previous = id;
      occupied_[bucket / 64] |= std::uint64_t{1} << (bucket % 64);
      return;
    }
    const NodeId last = nodes_[head].previous;
    NodeId before = last;
    while (nodes_[before].time > time) {
      if (before == head) {  // the new head
        node.next = head;
        node.previous = last;
        nodes_[head].previous = id;
        head = id;
        return;
      }
      before = nodes_[before].previous;
    }
    node.next = nodes_[before].next;
    node.previous = before;
    nodes_[before].next = id;
    nodes_[node.next == kNobody ? head : node.next].previous = id;
  }

  void take_head(std::uint64_t bucket) {
    NodeId& head = heads_[bucket];
    const Node node = nodes_[head];
    head = node.next;
    if (head == kNobody) {
      occupied_[bucket / 64] &= ~(std::uint64_t{1} << (bucket % 64));
    } else {
      nodes_[head].previous = node.previous;
    }
  }

  void unlink(NodeId id, std::uint64_t bucket) {
    const NodeId head = heads_[bucket];
    if (head == id) {
      take_head(bucket);
    } else {
      const Node node = nodes_[id];
      nodes_[node.previous].next = node.next;
      nodes_[node.next == kNobody ? head : node.next].previous = node.previous;
    }
  }

  // Finds the earliest event on or after today.
  void find_next() {
    if (size_ == 0) {
      next_ = kNobody;
      next_time_ = kNever;
      return;
    }
    const std::uint64_t year_end = today_ + heads_.size();
    while (today_ < year_end) {
      const NodeId head = heads_[today_ & mask_];
      if (head != kNobody && date_of(nodes_[head].time) == today_) {
        next_ = head;
        next_time_ = nodes_[head].time;
        return;
      }
      today_ = next_occupied(today_ + 1);
    }
    find_beyond_the_year();
  }

  // The first date from `date` on whose bucket is occupied; a date after a year if none is.
  std::uint64_t next_occupied(std::uint64_t date) const {
    std::size_t word = (date & mask_) / 64;
    const unsigned bit = date & 63;
    std::uint64_t bits = occupied_[word] >> bit;
    if (bits != 0) return date + static_cast<unsigned>(std::countr_zero(bits));
    date += 64 - bit;
    for (std::size_t looked = 0; looked < occupied_.size(); ++looked) {
      word = word + 1 == occupied_.size() ? 0 : word + 1;
      if (occupied_[word] != 0) {
        return date + static_cast<unsigned>(std::countr_zero(occupied_[word]));
      }
      date += 64;
    }
    return date;
  }

  // All events lie more than a year ahead: looks at the head of every bucket.
  void find_beyond_the_year() {
    next_time_ = kNever;
    for (std::size_t word = 0; word < occupied_.size(); ++word) {
      for (std::uint64_t bits = occupied_[word]; bits != 0; bits &= bits - 1) {
        const NodeId head = heads_[word * 64 + static_cast<unsigned>(std::countr_zero(bits))];
        if (nodes_[head].time < next_time_) {
          next_ = head;
          next_time_ = nodes_[head].time;
        }
      }
    }
    today_ = date_of(next_time_);
  }

  double per_second_;
  std::vector<NodeId> heads_;            // [bucket]
  std::vector<std::uint64_t> occupied_;  // one bit a bucket
  std::uint64_t mask_;
  std::vector<Node> nodes_;
  std::uint64_t today_ = 0;  // the date of the earliest event
  std::size_t size_ = 0;
  NodeId next_ = kNobody;
  Seconds next_time_ = kNever;
};

}  // namespace hotline::detail
