#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstring>
#include <string>
#include <thread>

#include "hotline/hotline.h"
#include "support/project.hpp"
#include "support/temporary_folder.hpp"

namespace {

constexpr const char* kScenario = R"(
title = "A desk"
[horizon]
steady = "20 h"
warm_up = "1 h"
[[call]]
name = "question"
arrivals = { rate = "30/h" }
talk = { exponential = { mean = "4 min" } }
[[agents]]
name = "desk"
takes = ["question"]
count = 3
)";

hotline_options options() {
  hotline_options options = {};
  options.size = sizeof options;
  options.replications = 5;
  options.threads = 1;
  return options;
}

bool contains(const char* text, const char* part) { return std::strstr(text, part) != nullptr; }

}  // namespace

TEST_CASE("a scenario is played through the C interface") {
  const hotline_options asked = options();
  hotline_result* result = hotline_run_text(kScenario, &asked);
  REQUIRE(result != nullptr);
  hotline_value all, type;
  CHECK(hotline_result_value(result, "asa", nullptr, &all) == 0);
  CHECK(hotline_result_value(result, "asa", "question", &type) == 0);
  CHECK(all.low < all.value);
  CHECK(all.value < all.high);
  CHECK(all.value == type.value);
  CHECK(hotline_result_value(result, "occupancy", "desk", &type) == 0);
  CHECK(hotline_result_value(result, "cost", "", &type) == 0);
  CHECK(std::isnan(type.value));
  CHECK(contains(hotline_result_json(result), "\"service_level\""));
  CHECK(contains(hotline_result_summary_csv(result), "all_calls,,asa,s,"));
  CHECK(contains(hotline_result_text(result), "A desk"));
  CHECK(hotline_result_text(result) == hotline_result_text(result));

  CHECK(hotline_result_value(result, "asa", "desk", &type) == -1);
  CHECK(contains(hotline_error(), "named \"desk\""));
  CHECK(hotline_result_value(result, "as", nullptr, &type) == -1);
  hotline_result_free(result);
}

TEST_CASE("what is wrong is told to the thread that did it, and no exception comes out") {
  const hotline_options asked = options();
  CHECK(hotline_run("missing.toml", &asked) == nullptr);
  CHECK(contains(hotline_error(), "missing.toml"));
  std::string other = "something";
  std::thread([&] { other = hotline_error(); }).join();
  CHECK(other.empty());
  CHECK(hotline_run_text("title = 5", nullptr) == nullptr);
  CHECK(contains(hotline_error(), "scenario:1:"));
  CHECK(hotline_run(nullptr, nullptr) == nullptr);
  hotline_options wrong = options();
  wrong.size = 3;
  CHECK(hotline_run_text(kScenario, &wrong) == nullptr);
  CHECK(contains(hotline_error(), "size"));
  wrong = options();
  wrong.replications = -1;
  CHECK(hotline_run_text(kScenario, &wrong) == nullptr);
  wrong = options();
  wrong.precision = "5 bananas";
  CHECK(hotline_run_text(kScenario, &wrong) == nullptr);
  hotline_result_free(nullptr);
  hotline_comparison_free(nullptr);
}

TEST_CASE("keys and the seed are set through the C interface") {
  const char* const set[] = {"agents.desk.count=9"};
  const std::uint64_t seed = 99;
  hotline_options asked = options();
  asked.set = set;
  asked.set_count = 1;
  asked.seed = &seed;
  hotline_result* result = hotline_run_text(kScenario, &asked);
  REQUIRE(result != nullptr);
  hotline_value level;
  CHECK(hotline_result_value(result, "service_level", nullptr, &level) == 0);
  CHECK(level.value > 0.99);
  CHECK(contains(hotline_result_json(result), "\"seed\": 99"));
  hotline_result_free(result);
}

TEST_CASE("scenarios are compared through the C interface") {
  const std::string file = hotline::test::in_project("scenarios/textbook/mms.toml");
  const char* const files[] = {file.c_str(), file.c_str()};
  const char* const set[] = {"horizon.steady=50 h", "horizon.warm_up=1 h"};
  hotline_options asked = options();
  asked.set = set;
  asked.set_count = 2;
  asked.measures = "asa, occupancy";
  hotline_comparison* comparison = hotline_compare(files, 2, &asked);
  CAPTURE(hotline_error());
  REQUIRE(comparison != nullptr);
  hotline_value difference;
  CHECK(hotline_comparison_value(comparison, 1, "asa", nullptr, &difference) == 0);
  CHECK(difference.value == 0);
  CHECK(hotline_comparison_value(comparison, 2, "asa", nullptr, &difference) == -1);
  CHECK(hotline_comparison_value(comparison, 1, "served", nullptr, &difference) == -1);
  CHECK(contains(hotline_comparison_json(comparison), "\"occupancy\""));
  CHECK(contains(hotline_comparison_csv(comparison), "all_agents,,occupancy,share,"));
  CHECK(contains(hotline_comparison_text(comparison), "no difference in the mean wait"));
  hotline_comparison_free(comparison);
  CHECK(hotline_compare(files, 1, &asked) == nullptr);
}

TEST_CASE("an experiment is played through the C interface, and a store keeps it") {
  const hotline::test::TemporaryFolder folder;
  folder.write("s.toml", kScenario);
  const std::string file =
      folder
          .write("e.toml",
                 "scenario = \"s.toml\"\nresponse = [\"asa\"]\n[[factor]]\nname = "
                 "\"agents\"\nkey = \"agents.desk.count\"\nvalues = [3, 4]\n")
          .string();
  const std::string store = folder / "e.sqlite";
  hotline_options asked = options();
  asked.store = store.c_str();
  hotline_experiment* first = hotline_sweep(file.c_str(), &asked);
  CAPTURE(hotline_error());
  REQUIRE(first != nullptr);
  asked.replications = 8;
  hotline_experiment* more = hotline_sweep(file.c_str(), &asked);
  asked.store = nullptr;
  hotline_experiment* whole = hotline_sweep(file.c_str(), &asked);
  REQUIRE(more != nullptr);
  REQUIRE(whole != nullptr);
  const std::string cells = hotline_experiment_csv(more);
  CHECK(cells == hotline_experiment_csv(whole));
  CHECK(cells != hotline_experiment_csv(first));
  CHECK(cells.starts_with("cell,agents,replications,asa,"));
  CHECK(contains(hotline_experiment_json(whole), "\"sensitivity\""));
  CHECK(contains(hotline_experiment_text(whole), "2 cells (grid), 8 replications each"));
  for (hotline_experiment* one : {first, more, whole}) hotline_experiment_free(one);

  asked.store = store.c_str();
  CHECK(hotline_run_text(kScenario, &asked) == nullptr);
  CHECK(contains(hotline_error(), "not texts"));
  CHECK(hotline_run((folder / "s.toml").c_str(), &asked) == nullptr);
  CHECK(contains(hotline_error(), "holds another experiment"));
}

TEST_CASE("a program of before a member was added goes on working") {
  hotline_options asked = options();
  asked.size = offsetof(hotline_options, store);
  asked.store = "no member of this program";
  hotline_result* result = hotline_run_text(kScenario, &asked);
  CHECK(result != nullptr);
  hotline_result_free(result);
}

TEST_CASE("progress is told by the thread that called, and ends the play when it says so") {
  struct Seen {
    std::thread::id thread;
    int calls = 0;
  } seen;
  hotline_options asked = options();
  asked.replications = 1000000;
  asked.context = &seen;
  asked.progress = [](int, int, void* context) {
    auto& told = *static_cast<Seen*>(context);
    told.thread = std::this_thread::get_id();
    ++told.calls;
    return 1;
  };
  hotline_result* result = hotline_run_text(kScenario, &asked);
  REQUIRE(result != nullptr);
  CHECK(seen.calls >= 1);
  CHECK(seen.thread == std::this_thread::get_id());
  CHECK(contains(hotline_result_json(result), "\"interrupted\": true"));
  hotline_result_free(result);
}
