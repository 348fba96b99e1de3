#include <doctest/doctest.h>

#include <sstream>

#include "support/process.hpp"
#include "support/project.hpp"

// Jobs of several processes, as mpirun starts them; nothing if the program was built without MPI.

using namespace hotline::test;

namespace {

using Words = std::vector<std::string>;

const std::string kScenario = in_project("scenarios/textbook/two-priorities.toml");

Words command(const Words& arguments) {
  Words words = {HOTLINE_PROGRAM,
                 "run",
                 kScenario,
                 "--set",
                 "horizon.steady=200h",
                 "--set",
                 "horizon.warm_up=10h",
                 "--replications",
                 "14",
                 "--format",
                 "json"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return words;
}

Words job(int processes, const Words& program) {
  Words words = {HOTLINE_MPIEXEC, "--allow-run-as-root", "--oversubscribe", "-n",
                 std::to_string(processes)};
  words.insert(words.end(), program.begin(), program.end());
  return words;
}

bool has_mpi() {
  if (std::string(HOTLINE_MPIEXEC).empty()) MESSAGE("built without MPI");
  return !std::string(HOTLINE_MPIEXEC).empty();
}

std::string alone(const Words& arguments = {}) {
  Process process(command(arguments));
  CHECK(process.wait() == 0);
  return process.out();
}

std::vector<pid_t> children_of(pid_t parent) {
  Process ps({"ps", "-o", "pid=", "--ppid", std::to_string(parent)});
  ps.wait();
  std::istringstream lines(ps.out());
  std::vector<pid_t> children;
  for (pid_t child; lines >> child;) children.push_back(child);
  return children;
}

}  // namespace

TEST_CASE("two and four processes play the bits of one") {
  if (!has_mpi()) return;
  const std::string expected = alone();
  for (const int processes : {2, 4}) {
    Process many(job(processes, command({})));
    CHECK(many.wait() == 0);
    CHECK(many.out() == expected);
    CHECK(many.err() == "");
  }
}

TEST_CASE("the batches of one long run may be played by another process") {
  if (!has_mpi()) return;
  const Words one = {HOTLINE_PROGRAM,
                     "run",
                     kScenario,
                     "--set",
                     "horizon.steady=200h",
                     "--set",
                     "horizon.warm_up=10h",
                     "--replications",
                     "1",
                     "--format",
                     "json"};
  Process three(job(3, one)), single(one);
  CHECK(three.wait() == 0);
  CHECK(single.wait() == 0);
  CHECK(three.out() == single.out());
}

TEST_CASE("what is wrong is told once, not by every process") {
  if (!has_mpi()) return;
  Process many(job(3, {HOTLINE_PROGRAM, "run", "no-such-file.toml"}));
  CHECK(many.wait() != 0);
  const std::string text = many.err();
  const auto first = text.find("there is no such file");
  REQUIRE(first != std::string::npos);
  CHECK(text.find("there is no such file", first + 1) == std::string::npos);
}

TEST_CASE("only the first process reads files, the others play what it has read") {
  if (!has_mpi()) return;
  const Folder here, elsewhere;
  std::ofstream(here / "s.toml") << "base = \"" << kScenario << "\"\n";
  std::ofstream(elsewhere / "s.toml") << "another scenario\n";
  const auto run = [](const std::string& file) {
    Words words = command({});
    words[2] = file;
    words.back() = "csv";
    return words;
  };
  Words many = {HOTLINE_MPIEXEC, "--allow-run-as-root", "--oversubscribe"};
  for (const Folder* folder : {&here, &elsewhere}) {
    if (folder == &elsewhere) many.emplace_back(":");
    many.insert(many.end(), {"-n", "1", "--wdir", folder->path().string()});
    const Words words = run("s.toml");
    many.insert(many.end(), words.begin(), words.end());
  }
  Process two(many), one(run(here / "s.toml"));
  CHECK(two.wait() == 0);
  CHECK(two.err() == "");
  CHECK(one.wait() == 0);
  CHECK(two.out() == one.out());
}

TEST_CASE("when a process dies the job ends, says so, and can be taken up again to the same bits") {
  if (!has_mpi()) return;
  const Folder folder;
  const std::string scenario = folder / "short.toml";
  std::ofstream(scenario) << "base = \"" << kScenario << "\"\n[horizon]\nsteady = \"200 h\"\n"
                          << "warm_up = \"10 h\"\n";
  std::ofstream(folder / "experiment.toml")
      << "scenario = \"short.toml\"\n[[factor]]\nname = \"agents\"\n"
      << "key = \"agents.agent.count\"\nvalues = [8, 9]\n";
  const std::string count = "--replications=14", format = "--format=csv";
  const Words commands[] = {
      {HOTLINE_PROGRAM, "run", scenario},
      {HOTLINE_PROGRAM, "compare", scenario, "--with", "agents.agent.count=9"},
      {HOTLINE_PROGRAM, "sweep", folder / "experiment.toml"}};
  for (const Words& words : commands) {
    CAPTURE(words[1]);
    const std::string store = folder / (words[1] + ".sqlite");
    const auto with = [&words](const Words& more) {
      Words all = words;
      all.insert(all.end(), more.begin(), more.end());
      return all;
    };
    Process many(job(3, with({"--replications", "100000", "--store", store})));
    while (!std::filesystem::exists(store) || std::filesystem::file_size(store) < 100'000) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      REQUIRE_FALSE(many.ended());
    }
    const std::vector<pid_t> processes = children_of(many.id());
    REQUIRE(processes.size() == 3);
    kill(processes.back(), SIGKILL);
    CHECK(many.wait() != 0);
    CHECK(many.err().find("signal 9") != std::string::npos);
    Process resumed(job(2, {HOTLINE_PROGRAM, "resume", store, count, format}));
    Process undisturbed(with({count, format}));
    CHECK(resumed.wait() == 0);
    CHECK(undisturbed.wait() == 0);
    CHECK(resumed.out() == undisturbed.out());
  }
}
