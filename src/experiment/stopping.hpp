#pragma once

#include <chrono>

#include "hotline/experiment/run.hpp"
#include "variant_fold.hpp"

namespace hotline::detail {

// The sequential rule behind `Precision`: the rule of Chow and Robbins (1965, "On the asymptotic
// theory of fixed-width sequential confidence intervals for the mean", Annals of Mathematical
// Statistics 36, 457-462) with two guards that keep its coverage at small samples, where it stops
// too soon: no look before `fewest` replications, and few looks, each as far ahead as the interval
// of the last one says is needed (Law 2015, Simulation Modeling and Analysis, section 9.4.1). The
// looks depend on the replications alone, so that they are the same on any crew.

std::vector<std::string> type_names(const Model& model);

// Replications before the first look.
int first_look(const Precision& precision, const RunOptions& options);

// Replications at the next look, after the widest interval of `done` was `excess` > 1 times as wide
// as it is to be.
int next_look(double excess, int done, const Precision& precision, const RunOptions& options);

// How many more until the next look; 0 if the goals are met, or the most are done.
int more_replications(const Precision& precision, const VariantFold& fold,
                      const RunOptions& options);

bool too_late(const Precision& precision, std::chrono::steady_clock::time_point start);

}  // namespace hotline::detail
