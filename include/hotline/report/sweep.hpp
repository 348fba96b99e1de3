#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "hotline/experiment/sweep.hpp"
#include "hotline/report/text.hpp"

// An experiment for people and for programs. Columns and keys: docs/sweeps.md.
namespace hotline {

// Cells with more than this many are not shown as a table to people.
inline constexpr std::size_t kMostCellsShown = 200;

// What is known before anything is played: title, size, and the head of the table of cells.
std::string sweep_head(const Sweep& sweep, int replications, const TextStyle& style = {});

// A cell's line in that table; to be written as cells are done.
std::string sweep_row(const Sweep& sweep, std::size_t cell, const TextStyle& style = {});

// What the factors do to each response: effects, surface, sensitivity.
std::string sweep_findings(const Sweep& sweep, const TextStyle& style = {});

// Everything as one JSON object. `file` names the experiment.
void write_sweep_json(const Sweep& sweep, std::string_view file, std::ostream& out);

// One line for each cell that was played.
void write_sweep_csv(const Sweep& sweep, std::ostream& out);

}  // namespace hotline
