#pragma once

namespace hotline::theory {

// The share of calls that find all `lines` busy when `load` Erlang are offered and nobody waits:
// M/G/s/s (Erlang 1917). `lines` may lie between whole numbers (Jagerman 1974, "Some properties of
// the Erlang loss function", Bell System Technical Journal 53, 525-551: 1/B = load * integral over
// t > 0 of exp(-load t) (1 + t)^lines), which interpolates the integer values smoothly. lines >= 0,
// load >= 0; throws Error otherwise. Relative error below 1e-10 for loads and lines up to 1e6; a
// value below 1e-300 may come back as 0. Cost: one step for each line.
double erlang_b(double lines, double load);

// The fewest lines that block at most a share `most_blocked` of the calls; 0 < most_blocked <= 1.
int lines_for_blocking(double load, double most_blocked);

// The same between whole numbers: the number of lines at which exactly `blocked` is blocked.
// 0 < blocked <= 1, load > 0. Relative error 1e-9.
double lines_at_blocking(double load, double blocked);

// The largest load of which `lines` block at most a share `blocked`; 0 < blocked < 1, lines > 0.
// Relative error 1e-9.
double load_at_blocking(double lines, double blocked);

}  // namespace hotline::theory
