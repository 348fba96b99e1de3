#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hotline/engine/tally.hpp"
#include "hotline/model/model.hpp"
#include "hotline/scenario/texts.hpp"

namespace hotline {

// Observations of one variant that are to be played: first, first + step, ... below `end`.
struct Lot {
  std::size_t variant = 0;
  int first = 0, end = 0, step = 1;
  // They are not replications but the batches of replication 0, and are played together.
  bool batches = false;
};

// How a variant is played.
struct PlayedModel {
  std::shared_ptr<const Model> model;
  std::uint64_t seed = 1;
  bool antithetic = false;  // replications in pairs that mirror each other
};

// What a crew is to play, and who takes what it has played.
class Work {
 public:
  virtual ~Work() = default;
  // May be called by several threads at a time; the others are called one at a time.
  virtual PlayedModel model_of(std::size_t variant) = 0;
  // More to play; nothing if there is nothing, unless `take` brings up more.
  virtual std::optional<Lot> next_lot() = 0;
  // An observation of a variant, in the order in which its lots came.
  virtual void take(std::size_t variant, int observation, const Tally& tally) = 0;
  // About ten times a second while a crew plays.
  virtual void tick() {}
};

// What is to be played, for processes that see neither the command line nor the files of their
// leader.
struct Errand {
  std::string version = {};                 // of the program
  std::vector<std::string> arguments = {};  // the command and what decides what it plays
  Texts::ByPath texts = {};                 // all that it reads
};

// Those who play: the threads of this process, or those of many. Who plays what never changes a
// result, since every observation has random numbers of its own and is taken in its turn.
class Crew {
 public:
  virtual ~Crew() = default;
  // Returns when everything is played and taken, or soon after `stop` (may be null) was set. What
  // `work` throws ends the play and passes through.
  virtual void play(Work& work, const std::atomic<bool>* stop) = 0;
  // Of several processes one leads: it hands out, takes, keeps and reports. The others follow it,
  // until it plays no more, with the models of the same work.
  virtual bool leads() const { return true; }
  // Tells those who follow what is to be played; before the first play, once.
  virtual void call_up(const Errand&) {}
  virtual void follow(Work&, const std::atomic<bool>* /*stop*/) {}
};

// 0 = a thread for each core.
std::unique_ptr<Crew> thread_crew(int threads);

}  // namespace hotline
