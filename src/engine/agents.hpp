#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "hotline/model/model.hpp"

namespace hotline::detail {

inline constexpr AgentId kNoAgent = 0xffffffff;

enum class Presence : std::uint8_t {
  kOff,     // not on duty
  kAbsent,  // should be on duty but stays away for the whole shift
  kAway,    // on duty, off the phones by shrinkage until drawn anew
  kOnBreak,
  kPaused,  // on duty, off the phones for a time after a call
  kIdle,
  kBusy,  // talk or after-call work
};

struct Agent {
  AgentId next = kNoAgent;      // in the group's idle list: idle for less long
  AgentId previous = kNoAgent;  // idle for longer
  GroupId group = 0;
  Presence presence = Presence::kOff;
  bool leaving = false;     // goes off duty after the call in hand
  bool in_wrap_up = false;  // talk is over and the line is free: after-call work (with lines only)
  bool keeps_line = false;  // the line goes on with the caller, who is handed over
  std::uint16_t lines = 0;  // group of the line that the caller in hand is on
  Seconds idle_since = 0;
  Seconds after_call = 0;   // still to come once talk is over (with lines, or with a companion)
  Seconds waits_since = 0;  // with a caller who is handed over warm: since when
};

// A break that an agent has not begun yet.
struct DueBreak {
  Seconds length = 0;  // 0 = none
  Seconds planned = 0;
  bool paid = false;
  bool when_idle = false;  // its window is open: not after the call in hand, but when nobody waits
};

// What the roster has in store for an agent.
struct Prospects {
  DueBreak due;
  Seconds pause = 0;      // off the phones after the call in hand; 0 = none
  bool away_due = false;  // goes off the phones after the call in hand, until drawn anew
  bool paid = false;      // the break being taken
  bool overtime = false;  // leaving, and beyond the end of the shift
};

// The agents of a group, seen from the outside.
struct Group {
  AgentId longest_idle = kNoAgent;  // front of the idle list
  AgentId last_idle = kNoAgent;     // back of it
  std::uint32_t idle = 0;
  std::uint32_t scheduled = 0;   // on duty by the roster; those working overtime are not
  std::uint32_t surplus = 0;     // agents staffed by number who must leave as soon as they are free
  AgentId first_off = kNoAgent;  // staffed by number: list of those off duty, through `next`
};

// All agents and their idle lists.
class AgentPool {
 public:
  explicit AgentPool(const Model& model)
      : agents_(model.agents), prospects_(model.agents), groups_(model.groups.size()) {}

  void clear(const Model& model) {
    groups_.assign(model.groups.size(), Group{});
    std::ranges::fill(prospects_, Prospects{});
    for (GroupId g = 0; g < model.groups.size(); ++g) {
      const GroupModel& group = model.groups[g];
      for (AgentId a = group.first_agent + group.agents; a-- > group.first_agent;) {
        agents_[a] = Agent{};
        agents_[a].group = g;
        if (!group.by_shift) put_off(a);
      }
    }
  }

  Agent& operator[](AgentId id) { return agents_[id]; }
  const Agent& operator[](AgentId id) const { return agents_[id]; }
  Prospects& prospects(AgentId id) { return prospects_[id]; }
  Group& group(GroupId id) { return groups_[id]; }
  const Group& group(GroupId id) const { return groups_[id]; }

  void put_idle(AgentId id, Seconds now) {
    Agent& agent = agents_[id];
    Group& group = groups_[agent.group];
    agent.presence = Presence::kIdle;
    agent.idle_since = now;
    agent.next = kNoAgent;
    agent.previous = group.last_idle;
    (group.last_idle == kNoAgent ? group.longest_idle : agents_[group.last_idle].next) = id;
    group.last_idle = id;
    ++group.idle;
  }

  // Takes an idle agent out of the idle list; the caller says what it does now.
  void remove_idle(AgentId id) {
    const Agent& agent = agents_[id];
    Group& group = groups_[agent.group];
    (agent.previous == kNoAgent ? group.longest_idle : agents_[agent.previous].next) = agent.next;
    (agent.next == kNoAgent ? group.last_idle : agents_[agent.next].previous) = agent.previous;
    --group.idle;
  }

  // For groups staffed by number: those off duty are interchangeable.
  void put_off(AgentId id) {
    Agent& agent = agents_[id];
    agent.presence = Presence::kOff;
    agent.next = groups_[agent.group].first_off;
    groups_[agent.group].first_off = id;
  }
  AgentId take_off_duty(GroupId g) {
    const AgentId id = groups_[g].first_off;
    groups_[g].first_off = agents_[id].next;
    return id;
  }

 private:
  std::vector<Agent> agents_;
  std::vector<Prospects> prospects_;
  std::vector<Group> groups_;
};

}  // namespace hotline::detail
