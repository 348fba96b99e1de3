#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evidence/book.hpp"

// The chapters of the validation book. Each simulates with the given seed.
namespace hotline::evidence {

// tests/data/exact.csv: textbook models, exact from their Markov chains and differential equations.
std::vector<Entry> exact_models(std::uint64_t seed);

// tests/theory/data/patience_laws.csv: M/M/s with eight laws of patience, exact.
std::vector<Entry> patience_laws(std::uint64_t seed);

// Of the day of exact.csv whose rates and staffing change: part of exact_models.
std::vector<Entry> changing_day(const std::vector<test::Row>& rows, std::uint64_t seed);

// tests/data/contactcenters.csv: five models simulated by another program.
std::vector<Entry> peer_models(std::uint64_t seed);

// tests/theory/data/published.csv and erlang_b_table.csv: Markdown, and how many values there are.
struct PublishedChapter {
  std::string text;
  int values = 0, sources = 0, slips = 0, disagree = 0;
};
PublishedChapter published_values();

}  // namespace hotline::evidence
