#include <fmt/format.h>
#include <mpi.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "app/terminal.hpp"
#include "hotline/app/program.hpp"
#include "hotline/experiment/mpi_crew.hpp"
#include "hotline/report/version.hpp"

namespace {

using Arguments = std::vector<std::string>;

int lead(const Arguments& arguments, hotline::Crew& crew) {
  hotline::Console console = hotline::terminal();
  console.color = false;  // mpirun is a terminal to us even where its own output is none
  console.crew = &crew;
  return hotline::run_program(arguments, console);
}

// The leader cannot know why, and would wait for ever.
[[noreturn]] void give_up(const std::string& why) {
  char host[MPI_MAX_PROCESSOR_NAME];
  int rank = 0, length = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Get_processor_name(host, &length);
  std::cerr << fmt::format("hotline: process {} on {} cannot follow: {}\n", rank, host, why);
  MPI_Abort(MPI_COMM_WORLD, 1);
  std::abort();
}

// Does the same as the leader until there is something to play, silently and with its texts.
void follow(hotline::Crew& crew) {
  const auto errand = hotline::receive_errand();
  if (!errand) return;
  if (errand->version != hotline::version()) {
    give_up(
        fmt::format("it is hotline {}, and the leader is {}", hotline::version(), errand->version));
  }
  hotline::Texts texts(errand->texts);
  std::ostringstream out, err;
  constexpr int kFailed = 1, kWrongInput = 2;
  const int code = hotline::run_program(errand->arguments,
                                        {.out = out, .err = err, .crew = &crew, .texts = &texts});
  if (code == kFailed || code == kWrongInput) give_up(err.str());
}

}  // namespace

// The program as one process of an MPI job. Only the first of them, the leader, reads the command
// line and files, speaks and writes; the others play what it hands out.
int main(int count, char** arguments) {
  int provided = 0;
  MPI_Init_thread(&count, &arguments, MPI_THREAD_FUNNELED, &provided);
  int code = 0;
  {
    const auto crew = hotline::mpi_crew();
    if (crew->leads()) {
      code = lead(Arguments(arguments + 1, arguments + count), *crew);
    } else {
      follow(*crew);
    }
  }
  MPI_Finalize();
  return code;
}
