#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "hotline/base/time.hpp"
#include "hotline/random/sampler.hpp"
#include "hotline/scenario/deferred.hpp"

// What a type's callers may do instead of waiting, and the work that comes of it.
namespace hotline {

using TypeId = std::uint32_t;  // position of a call type in the tables of a Model

struct CallbackModel {
  TypeId to = 0;
  bool always = false;  // offered whatever is announced; else past either threshold
  Seconds if_wait = std::numeric_limits<Seconds>::infinity();
  std::uint32_t if_queue = std::numeric_limits<std::uint32_t>::max();
  Seconds after = 0;
  double accepted = 0;
};

struct VoicemailModel {
  TypeId to = 0;
  Seconds after = std::numeric_limits<Seconds>::infinity();
  double probability = 0;
  double when_closed = 0;
  Sampler length;
};

// What a type's callers are told, and what they may do instead of waiting.
struct TypeWaits {
  std::optional<AnnouncedWait> announced;
  std::optional<BalkCurve> balk;
  std::optional<CallbackModel> callback;
  std::optional<VoicemailModel> voicemail;
  PerSecond hang_up_rate = 0;  // 1 / mean patience; 0 if callers wait for ever
};

struct DiallerModel {
  // Instead of the usual number of dials, by the first of these whose condition holds.
  struct Slower {
    std::uint32_t condition = 0;  // in Model::conditions
    Dials dials;
  };
  Dials dials;
  std::uint32_t when_idle = 1;
  Dialler::Mismatch mismatch = Dialler::Mismatch::kDrop;
  std::vector<Slower> slower;
  // The mismatches of the last seconds that some condition asks for, in Model::recent_levels.
  std::vector<std::uint32_t> watched_by;
};

struct DeferredModel {
  bool keeps_turn = false;
  bool dials = false;
  Sampler dial;
  double answered = 1;
  double wrong_person = 0;
  Sampler wrong_person_length;
  std::uint32_t tries = 1;
  Sampler again_after;
  std::optional<DiallerModel> dialler = {};
};

}  // namespace hotline
