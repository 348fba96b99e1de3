#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hotline/base/time.hpp"
#include "hotline/random/distribution.hpp"
#include "hotline/scenario/week_table.hpp"

// Callers who are told how long it will take, who ask to be called back or leave a message, and the
// work that agents then have without a caller on the line.
namespace hotline {

// What a caller who is asked to wait is told, predicted by a named rule.
struct AnnouncedWait {
  enum class Rule {
    kLastWait,          // of the last caller of the type who was answered
    kMeanOfLast,        // of the last so many
    kHeadOfLine,        // how long the caller at the head of the line has waited so far
    kQueueLength,       // queue / service capacity
    kQueueAndPatience,  // the same, and some of those ahead give up
  };
  Rule rule = Rule::kHeadOfLine;
  int last = 10;  // of kMeanOfLast; 1..1000
};

// The probability of leaving at once, by the announced wait.
struct BalkCurve {
  struct Point {
    Seconds wait = 0;
    double probability = 0;  // 0..1
  };
  std::vector<Point> points;  // in order of wait, at least one
  // Straight lines between the points, and level beyond the last and before the first; otherwise
  // each holds from its wait on, and before the first nobody balks.
  bool straight_lines = false;
};

// The offer to be called back instead of waiting.
struct Callback {
  std::string to;                  // deferred call type that the callback belongs to
  std::optional<Seconds> if_wait;  // offered if the announced wait is at least this,
  std::optional<int> if_queue;     // or so many callers wait already; if neither is given, always
  Seconds after = 0;               // offered on being asked to wait, or after so long in queue
  double accepted = 0;             // probability, 0..1
};

// A recorder that takes messages.
struct Voicemail {
  std::string to;                // deferred call type that a message belongs to
  std::optional<Seconds> after;  // in queue: offered then
  double probability = 1;        // that the caller then leaves a message
  double when_closed = 0;        // that a caller does who finds the lines closed
  Distribution length;           // of the message, for which the line is held
};

// How many numbers a dialler keeps ringing at once.
struct Dials {
  double number = 1;      // >= 0; whole if it is not for each idle agent
  bool per_idle = false;  // so many for each idle agent, rounded down
};

// A machine that dials the numbers of a deferred call type, and passes whoever answers to an agent.
struct Dialler {
  // What becomes of somebody who answers while no agent is idle.
  enum class Mismatch {
    kWait,    // for an agent, as long as patience lasts
    kDrop,    // is cut off at once
    kHangUp,  // prevented: what is ringing is hung up on when the last idle agent is taken
  };
  Dials dials;
  int when_idle = 1;  // dials only while so many agents are idle; >= 1
  Mismatch mismatch = Mismatch::kDrop;
};

// Work of a call type whose calls nobody waits for on the line: callbacks, messages, letters,
// numbers to be called.
struct Deferred {
  // Callers keep the place in line that they had; otherwise the work is done when nobody waits whom
  // the agent could take, and only on these terms:
  bool keeps_turn = false;
  int reserve = 0;                       // so many others of the agent's group stay idle
  std::optional<WeekTable<bool>> hours;  // in which it may be begun; none = at any time
  // For work that begins with a call to somebody:
  std::optional<Distribution> dial;  // until somebody answers, or the agent gives up
  double answered = 1;               // probability that somebody does
  double wrong_person = 0;           // of those: it is the wrong person
  Distribution wrong_person_length;  // of talk with the wrong person
  int tries = 1;                     // at most, 1..1000
  Distribution again_after;          // from one try to the next
  // Dials instead of the agents, who are then busy only with whoever answers.
  std::optional<Dialler> dialler = {};
};

}  // namespace hotline
