#pragma once

#include <optional>

#include "parts.hpp"

// What a caller who is asked to wait is told, and may do instead.
namespace hotline::reading {

// `announced_wait` and `balk`: a probability, steps [{ from = "1 min", probability = 0.2 }], or
// { straight_lines = [{ at = "1 min", probability = 0.2 }, ...] }.
void read_announcement(TableView& table, CallType& call);

// The place of `to` goes to `target`.
std::optional<Callback> as_callback(const Field& field, const CallType& call,
                                    std::optional<Spot>& target);
std::optional<Voicemail> as_voicemail(const Field& field, std::optional<Spot>& target);

}  // namespace hotline::reading
