#include "evidence/validate.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <boost/program_options.hpp>
#include <cmath>
#include <cstdio>
#include <exception>

#include "evidence/section.hpp"
#include "hotline/base/error.hpp"

// Makes the section `validate` of docs/validity.md: every reference value, where it is from, and
// what Hotline gives.
namespace hotline::evidence {
namespace {

namespace po = boost::program_options;

struct Wishes {
  std::uint64_t seed = 1;
  int seeds = 20;
  std::string file;
};

// The formulas against exact references, in words.
std::string formulas_in_words(const std::vector<Entry>& entries) {
  int formulas = 0;
  double largest = 0;
  for (const Entry& entry : entries) {
    const double off = std::abs(relative_deviation(entry));
    if (std::isnan(off)) continue;
    ++formulas;
    largest = std::max(largest, off);
  }
  return fmt::format("{} | {:.0e}", formulas, largest);
}

std::string tail_row(const std::string& name, const Tail& tail) {
  return fmt::format("| {} | {} | {} ({:.1f}) | {} ({:.2f}) | {:.2f} |\n", name, tail.values,
                     tail.beyond_2, tail.expected_2, tail.beyond_3, tail.expected_3, tail.largest);
}

std::string beyond_three(const std::vector<Entry>& entries) {
  std::string text;
  for (const Entry& entry : entries) {
    if (std::abs(deviation(entry)) > 3) {
      text += fmt::format("- {}; {}: {:+.2f}\n", entry.model, entry.quantity, deviation(entry));
    }
  }
  return text;
}

// The exact chapters again with the seeds after the first: one seed's estimates of a model come
// from one run and move together, so that only several seeds show what chance does to the counts.
std::string other_seeds(const Wishes& wishes) {
  std::string text = "| seed | values | beyond 2 | beyond 3 | largest |\n|---|---|---|---|---|\n";
  Tail sum;
  for (int i = 1; i <= wishes.seeds; ++i) {
    const std::uint64_t seed = wishes.seed + static_cast<std::uint64_t>(i);
    std::vector<Entry> entries = exact_models(seed);
    for (Entry& entry : patience_laws(seed)) entries.push_back(std::move(entry));
    const Tail tail = tail_of(entries);
    text += fmt::format("| {} | {} | {} | {} | {:.2f} |\n", seed, tail.values, tail.beyond_2,
                        tail.beyond_3, tail.largest);
    sum.values += tail.values;
    sum.beyond_2 += tail.beyond_2;
    sum.beyond_3 += tail.beyond_3;
    sum.expected_2 += tail.expected_2;
    sum.expected_3 += tail.expected_3;
    sum.largest = std::max(sum.largest, tail.largest);
    std::fprintf(stderr, "seed %d of %d\n", i, wishes.seeds);
  }
  text += fmt::format("| all | {} | {} (expected {:.1f}) | {} (expected {:.1f}) | {:.2f} |\n",
                      sum.values, sum.beyond_2, sum.expected_2, sum.beyond_3, sum.expected_3,
                      sum.largest);
  return text;
}

std::string book(const Wishes& wishes) {
  const auto exact = exact_models(wishes.seed);
  const auto laws = patience_laws(wishes.seed);
  const auto peers = peer_models(wishes.seed);
  const auto published = published_values();
  std::vector<Entry> all = exact;
  all.insert(all.end(), laws.begin(), laws.end());
  all.insert(all.end(), peers.begin(), peers.end());

  std::string text =
      fmt::format("*Made by `tools/validate --seed {} --seeds {}`.*\n\n### Summary\n\n",
                  wishes.seed, wishes.seeds);
  text +=
      "Formulas against exact references of ten and twelve digits:\n\n"
      "| chapter | formulas | largest relative deviation |\n|---|---|---|\n";
  text += fmt::format("| [textbook models](#textbook-models) | {} |\n", formulas_in_words(exact));
  text +=
      fmt::format("| [laws of patience](#laws-of-patience) | {} |\n\n", formulas_in_words(laws));
  text += fmt::format(
      "Formulas against [values that others have printed](#printed-values): {} values of {} "
      "sources, {} of which disagree by more than a unit of the last digit printed. {} more "
      "values are slips of their source.\n\n",
      published.values, published.sources, published.disagree, published.slips);
  text +=
      "Simulation: how many estimates lie beyond 2 and 3 of their standard errors from the "
      "reference, and in brackets how many would by Student's law if every reference were the "
      "truth and the program without fault. References of 0 that a model cannot leave are not "
      "counted.\n\n"
      "| chapter | estimates | beyond 2 | beyond 3 | largest |\n|---|---|---|---|---|\n";
  text += tail_row("[textbook models](#textbook-models)", tail_of(exact));
  text += tail_row("[laws of patience](#laws-of-patience)", tail_of(laws));
  text += tail_row("[another simulator](#another-simulator)", tail_of(peers));
  text += tail_row("all", tail_of(all));
  const std::string far = beyond_three(all);
  if (!far.empty()) text += "\nBeyond 3:\n\n" + far;
  text +=
      "\nThe estimates of one model come from one run and move together, so the counts of one seed "
      "scatter more than those of independent values. The textbook models and laws of patience "
      "once more with other seeds:\n\n";
  text += other_seeds(wishes);

  text +=
      "\n### Textbook models\n\nReferences: `tests/data/exact.csv`, exact values of ten digits "
      "from "
      "the models' Markov chains and differential equations, computed without Hotline. Each "
      "steady model is one run of 100 batches of 20,000 calls by `hotline::run`, with a seed of "
      "its "
      "own, the day 20,000 replications. Times in minutes. \"Off by\" is relative.\n\n";
  text += table_of(exact);
  text +=
      "\n### Laws of patience\n\nReferences: `tests/theory/data/patience_laws.csv`, exact values "
      "of "
      "twelve digits from the density of the offered wait (Baccelli and Hebuterne 1981; Zeltyn and "
      "Mandelbaum 2005), computed without Hotline. M/M/s+G, runs as above.\n\n";
  text += table_of(laws);
  text +=
      "\n### Another simulator\n\nReferences: `tests/data/contactcenters.csv`, what ContactCenters "
      "(Universite de Montreal, Apache-2.0) prints of its example models, means over 1,000 "
      "replications; ours are means over 4,000 of the scenarios in `scenarios/peers`. The standard "
      "error is that of the difference: both sides' by the published standard deviation, and the "
      "rounding of the printed value. The occupancy of MMC, MMCBlocked and MMCAb is that of the "
      "eight hours in which calls come, as in the example's text and source (`mmc.tex`, "
      "`MMC.java`); "
      "that of SimpleMSK is that of the whole day, with agents who finish a call after their "
      "hours. "
      "MMC, MMCBlocked and MMCAb were published from the same random numbers, so a chance "
      "deviation "
      "of theirs shows three times.\n\n";
  text += table_of(peers, false);
  text +=
      "\n### Printed values\n\nOf books, papers and the documentation of other programs "
      "(`tests/theory/data/published.csv`, `erlang_b_table.csv`), by the formulas of the room "
      "`theory`. Printed values are rounded or cut, so \"agrees\" means within a unit of the last "
      "digit printed. Where the source was not read in the original, it says so.\n\n"
      "Wq, Ws: mean wait and mean time in the system; Lq, Ls: mean number waiting and in the "
      "system; delayed: share that waits; wait_90: wait that 90 % do not exceed; in_time: "
      "share answered within T; p0, pK: probability that the system is empty, full. lambda and "
      "mu are the rates of arrivals and of each of s servers, theta of giving up, K the most "
      "calls in the system, N the members of a finite population, cv the coefficient of variation "
      "of handling; printed times are multiplied by `unit`.\n\n";
  text += published.text;
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

Wishes wishes_of(int argc, char** argv) {
  Wishes wishes;
  wishes.file = project_file("docs/validity.md").string();
  po::options_description options("Options");
  options.add_options()("help", "say this")(
      "seed", po::value(&wishes.seed)->default_value(wishes.seed), "of the random numbers")(
      "seeds", po::value(&wishes.seeds)->default_value(wishes.seeds),
      "how many further seeds to count deviations with")(
      "file", po::value(&wishes.file)->default_value(wishes.file), "page to write the section of");
  po::variables_map map;
  po::store(po::parse_command_line(argc, argv, options), map);
  if (map.contains("help")) {
    fmt::print("Makes the validation book.\n{}", fmt::streamed(options));
    std::exit(0);
  }
  po::notify(map);
  if (wishes.seeds < 0) throw po::error("--seeds must not be negative");
  return wishes;
}

}  // namespace
}  // namespace hotline::evidence

int main(int argc, char** argv) {
  using namespace hotline::evidence;
  try {
    const Wishes wishes = wishes_of(argc, argv);
    write_section(wishes.file, "validate", book(wishes));
    fmt::print("The validation book is in {}.\n", wishes.file);
    return 0;
  } catch (const boost::program_options::error& error) {
    fmt::print(stderr, "error: {}\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "error: {}\n", error.what());
    return 1;
  }
}
