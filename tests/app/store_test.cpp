#include <doctest/doctest.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>

#include <random>

#include "support/process.hpp"
#include "support/project.hpp"

// Stores as users have them: real processes, real kills, real files.

using namespace hotline::test;

namespace {

using Words = std::vector<std::string>;

const std::string kScenario = in_project("scenarios/textbook/two-priorities.toml");

Words command(const Words& arguments) {
  Words words = {HOTLINE_PROGRAM};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return words;
}

Words run(const std::string& store, const std::string& replications, const Words& more = {}) {
  Words words = command({"run", kScenario, "--set", "horizon.steady=200h", "--set",
                         "horizon.warm_up=10h", "--replications", replications, "--format", "json",
                         "--threads", "1", "--store", store});
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::string undisturbed(const std::string& replications) {
  const Folder folder;
  Process process(run(folder / "whole.sqlite", replications));
  REQUIRE(process.wait() == 0);
  return process.out();
}

// In a world of its own, where nobody but this process sees a small or read-only disk.
bool mount_small(const std::string& folder, unsigned long flags, const char* size) {
  if (unshare(CLONE_NEWNS) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
  mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
  return mount("tmpfs", folder.c_str(), "tmpfs", flags, size) == 0;
}

}  // namespace

TEST_CASE("killed at any instant an experiment loses nothing and ends with the same bits") {
  const std::string replications = "200";
  const std::string expected = undisturbed(replications);
  const Folder folder;
  const std::string store = folder / "killed.sqlite";
  std::mt19937 random(2013);
  std::uniform_int_distribution<int> delay(5, 250);
  int kills = 0;
  for (int attempt = 0; attempt < 12; ++attempt) {
    Process process(run(store, replications));
    std::this_thread::sleep_for(std::chrono::milliseconds(delay(random)));
    if (process.ended()) break;
    process.kill(SIGKILL);
    ++kills;
  }
  CHECK(kills > 0);
  Process repeated(run(store, replications));
  CHECK(repeated.wait() == 0);
  CHECK(repeated.err() == "");
  CHECK(repeated.out() == expected);
  Process resumed(command({"resume", store, "--format", "json"}));
  CHECK(resumed.wait() == 0);
  CHECK(resumed.out() == expected);
}

TEST_CASE("interrupted by Ctrl-C a run reports what it has and tells how to go on") {
  const Folder folder;
  const std::string store = folder / "s.sqlite";
  Process process(run(store, "100000"));
  while (!std::filesystem::exists(store) || std::filesystem::file_size(store) < 100'000) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    REQUIRE_FALSE(process.ended());
  }
  process.signal(SIGINT);
  CHECK(process.wait() == 130);
  CHECK(process.err().find("hotline resume " + store) != std::string::npos);
  CHECK(process.out().find("\"interrupted\": true") != std::string::npos);
  Process resumed(command({"resume", store, "--replications", "5", "--format", "json"}));
  CHECK(resumed.wait() == 0);
  CHECK(resumed.out() == undisturbed("5"));
}

TEST_CASE("a second process that writes to a store is refused, and harms nothing") {
  const Folder folder;
  const std::string store = folder / "s.sqlite";
  Process first(run(store, "100000"));
  while (!std::filesystem::exists(store) || std::filesystem::file_size(store) < 100'000) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    REQUIRE_FALSE(first.ended());
  }
  Process second(run(store, "100000"));
  CHECK(second.wait() == 1);
  CHECK(second.err().find("another process is writing") != std::string::npos);
  CHECK_FALSE(first.ended());
  first.kill(SIGKILL);
  Process resumed(command({"resume", store, "--replications", "5", "--format", "json"}));
  CHECK(resumed.wait() == 0);
}

TEST_CASE("parts that shards played are merged into the same bits") {
  const Folder folder;
  for (const char* part : {"1/3", "2/3", "3/3"}) {
    Process process(run(folder / ("part" + std::string(1, part[0])), "10", {"--shard", part}));
    CHECK(process.wait() == 0);
    CHECK(process.out() == "");
  }
  Process merge(command({"merge", folder / "part1", folder / "part2", folder / "part3",
                         folder / "part1", "--into", folder / "all.sqlite"}));
  CHECK(merge.wait() == 0);
  CHECK(merge.out().find(": 0 replications taken") != std::string::npos);
  Process resumed(command({"resume", folder / "all.sqlite", "--format", "json"}));
  CHECK(resumed.wait() == 0);
  CHECK(resumed.out() == undisturbed("10"));
}

TEST_CASE("a store that is none is told of in plain words") {
  const Folder folder;
  const std::string store = folder / "s.sqlite";
  Process(run(store, "3")).wait();
  std::ofstream(folder / "half.sqlite", std::ios::binary) << text_of(store).substr(0, 8000);
  std::ofstream(folder / "empty.sqlite");
  const auto says = [](const Words& words, const std::string& what) {
    Process process(words);
    CHECK(process.wait() == 1);
    CHECK(process.err() == "hotline: " + what + "\n");
  };
  for (const char* verb : {"resume", "store"}) {
    const auto of = [&](const std::string& name) { return command({verb, folder / name}); };
    says(of("none"), "there is no store " + (folder / "none"));
    says(of("."), (folder / ".") + " is a folder, not a store");
    says(of("half.sqlite"),
         "the store " + (folder / "half.sqlite") + " is damaged: it was cut off or written over");
    says(of("empty.sqlite"),
         "the store " + (folder / "empty.sqlite") +
             " is empty: what was to fill it ended before it began; repeat that "
             "command");
  }
  says(run(folder.path().string(), "3"), folder.path().string() + " is a folder, not a store");
  says(run(folder / "no/s.sqlite", "3"),
       "there is no folder " + (folder / "no") + " for the store s.sqlite");
}

TEST_CASE("another experiment, another file and a newer store are refused and left alone") {
  const Folder folder;
  const std::string store = folder / "s.sqlite";
  Process(run(store, "3")).wait();
  const std::string before = text_of(store);
  Process other_seed(run(store, "3", {"--seed", "99"}));
  CHECK(other_seed.wait() == 1);
  CHECK(other_seed.err().find("its seed is") != std::string::npos);
  Process other_scenario(run(store, "3", {"--set", "agents.agent.count=9"}));
  CHECK(other_scenario.wait() != 0);
  CHECK(text_of(store) == before);

  const std::string no_store = folder / "notes.txt";
  std::ofstream(no_store)
      << "these are my notes, and they are longer than a hundred characters, so "
         "that they could be mistaken for the header of a file\n";
  const std::string notes = text_of(no_store);
  Process not_ours(run(no_store, "3"));
  CHECK(not_ours.wait() == 1);
  CHECK(not_ours.err().find("is not a store of hotline") != std::string::npos);
  CHECK(text_of(no_store) == notes);

  // The version of the tables lies in the header: bytes 60 to 63.
  std::string newer = before;
  newer[63] = 77;
  std::ofstream(store, std::ios::binary) << newer;
  Process too_new(run(store, "3"));
  CHECK(too_new.wait() == 1);
  CHECK(too_new.err().find("is of version 77") != std::string::npos);
  CHECK(text_of(store) == newer);
}

TEST_CASE("a store tells what it holds, answers questions and writes its tables") {
  const Folder folder;
  const std::string store = folder / "s.sqlite";
  Process(run(store, "4")).wait();
  Process tells(command({"store", store}));
  CHECK(tells.wait() == 0);
  CHECK(tells.out().find("4 replications  M/M/8 with two priorities") != std::string::npos);
  Process answers(command({"store", store, "--sql",
                           "SELECT COUNT(*) AS rows, SUM(attempts) > 1e5 AS many FROM calls"}));
  CHECK(answers.wait() == 0);
  CHECK(answers.out() == "rows,many\n12,1\n");
  Process nothing(command({"store", store, "--sql", "SELECT factor FROM setting"}));
  CHECK(nothing.wait() == 0);
  CHECK(nothing.out() == "factor\n");
  const auto refused = [&](const std::string& sql, std::string_view why) {
    Process process(command({"store", store, "--sql", sql}));
    CHECK(process.wait() == 1);
    CAPTURE(process.err());
    CHECK(process.err().find(why) != std::string::npos);
  };
  refused("DELETE FROM calls", "may not change the store");
  refused("SELECT 1; DELETE FROM calls", "one statement of SQL");
  refused(" ", "one statement of SQL");
  refused("SELECT * FROM visits", "cannot answer: no such table: visits");
  Process exports(command({"store", store, "--out", folder / "tables"}));
  CHECK(exports.wait() == 0);
  const std::string estimates = text_of(folder / "tables/estimate.csv");
  CHECK(
      estimates.starts_with("variant,of,name,measure,value,low,high,p5,p95,error,observations\n"));
  CHECK(text_of(folder / "tables/columns.json").find("\"service_level\": \"double\"") !=
        std::string::npos);
}

TEST_CASE("a full disk and a read-only folder are told of") {
  const Folder folder;
  const Folder copy;
  const std::string small = folder / "small";
  std::filesystem::create_directory(small);
  Process full({"sh", "-c",
                "cd " + small + " && \"$0\" \"$@\"; code=$?; cp s.sqlite " + (copy / "s.sqlite") +
                    "; exit $code",
                HOTLINE_PROGRAM, "run", kScenario, "--set", "horizon.steady=200h", "--set",
                "horizon.warm_up=10h", "--replications=100000", "--store=s.sqlite"},
               [&] { return mount_small(small, 0, "size=400k"); });
  if (full.wait() == Process::kNotPrepared) {
    MESSAGE("not allowed to make a small disk here");
    return;
  }
  CHECK(full.wait() == 1);
  CAPTURE(full.err());
  CHECK(full.err().find("the disk is full") != std::string::npos);
  Process resumed(command({"resume", copy / "s.sqlite", "--replications=3", "--format=json"}));
  CHECK(resumed.wait() == 0);
  CHECK(resumed.out().find("\"replications\": 3") != std::string::npos);

  Process read_only(run(small + "/s.sqlite", "3"),
                    [&] { return mount_small(small, MS_RDONLY, "size=400k"); });
  CHECK(read_only.wait() == 1);
  CHECK(read_only.err().find("cannot write to the store") != std::string::npos);
}
