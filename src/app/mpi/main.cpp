#include <mpi.h>

#include <ostream>
#include <streambuf>
#include <string>
#include <vector>

#include "app/terminal.hpp"
#include "hotline/app/program.hpp"
#include "hotline/experiment/mpi_crew.hpp"

namespace {

// Takes whatever is written, and keeps nothing.
class Swallow final : public std::streambuf {
  int_type overflow(int_type character) override { return traits_type::not_eof(character); }
  std::streamsize xsputn(const char*, std::streamsize count) override { return count; }
};

}  // namespace

// The program as one process of an MPI job. All do the same until there is something to play; but
// only the leader speaks.
int main(int count, char** arguments) {
  int provided = 0;
  MPI_Init_thread(&count, &arguments, MPI_THREAD_FUNNELED, &provided);
  int code = 0;
  {
    const auto crew = hotline::mpi_crew();
    Swallow swallow;
    std::ostream silence(&swallow);
    const hotline::Console screen = hotline::terminal();
    const bool speaks = crew->leads();
    const hotline::Console console{.out = speaks ? screen.out : silence,
                                   .err = speaks ? screen.err : silence,
                                   .unicode = screen.unicode,
                                   // mpirun is a terminal to us even where its own output is none.
                                   .color = false,
                                   .live = speaks && screen.live,
                                   .crew = crew.get()};
    code =
        hotline::run_program(std::vector<std::string>(arguments + 1, arguments + count), console);
  }
  MPI_Finalize();
  return code;
}
