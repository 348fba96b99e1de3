#pragma once

#include "database.hpp"
#include "hotline/experiment/store.hpp"

namespace hotline::detail {

// Makes the tables of an empty file and writes down what the experiment is, or compares that with
// what the store says. Throws Error if they differ, and says in what.
void open_record(Database& database, const ExperimentRecord& experiment);

ExperimentRecord read_record(Database& database);

// Throws Error unless the file is a store, of a version that this program knows.
void check_is_store(Database& database);

}  // namespace hotline::detail
