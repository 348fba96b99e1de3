#pragma once

#include "parts.hpp"

// Diallers, and agents who move between callers and deferred work.
namespace hotline::reading {

// `dialler` of one [[call]], whose other keys have been read.
void read_dialler(TableView& table, CallType& call);

// `slow_dialling` and `blend` of [routing].
void read_slow_dialling(TableView& routing, Draft& draft);
void read_blend(TableView& routing, Draft& draft);

}  // namespace hotline::reading
