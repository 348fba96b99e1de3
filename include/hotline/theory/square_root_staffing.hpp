#pragma once

namespace hotline::theory {

// Square-root staffing: agents = load + quality * sqrt(load). The formulas are limits for many
// agents. P(wait) of M/M/s is too low by 2 % of itself at quality 0.5 and 100 Erlang, by 6 % at
// quality 1, by 19 % at quality 2; at 1,000 Erlang by 0.7, 2 and 7 %.

// P(wait) in M/M/s by Halfin and Whitt 1981, "Heavy-traffic limits for queues with many exponential
// servers", Operations Research 29, 567-588: 1 / (1 + quality Phi(quality) / phi(quality)). quality
// > 0; 1 if quality <= 0.
double halfin_whitt_delayed(double quality);

// The quality that gives P(wait) = delayed; 0 < delayed < 1.
double halfin_whitt_quality(double delayed);

// P(wait) in M/M/s+M by Garnett, Mandelbaum and Reiman 2002, "Designing a call center with
// impatient customers", Manufacturing & Service Operations Management 4, 208-227 (Garnett's
// function). handling_per_patience = mean handling / mean patience > 0; any quality.
double garnett_delayed(double quality, double handling_per_patience);

// P(abandon) in M/M/s+M with this quality and offered load > 0, from the same limit.
double garnett_abandoned(double quality, double handling_per_patience, double load);

// The quality that gives P(wait) = delayed with patience; 0 < delayed < 1.
double garnett_quality(double delayed, double handling_per_patience);

// The whole number of agents: load + quality sqrt(load), rounded up, at least 1. load > 0.
int square_root_agents(double load, double quality);

}  // namespace hotline::theory
