#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "hotline/app/program.hpp"
#include "terminal.hpp"

namespace {

// By how many processes this one was started together, as launchers of MPI tell.
int processes() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"}) {
    const char* value = std::getenv(name);
    if (value == nullptr) continue;
    const std::string_view text = value;
    int count = 1;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return count;
  }
  return 1;
}

// MPI is in a program of its own, beside this one: its libraries would cost every start of this one
// several times what it takes. Does not return unless that program is not there.
void become_one_of_many(char** arguments) {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::string other = (self.parent_path() / "hotline-mpi").string();
  execv(other.c_str(), arguments);
}

// What is freed is soon asked for again: to hand it to the system and get it back cleared, page by
// page, would be a third of the time of a short run.
void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int kBytes = 1 << 25;  // the largest that glibc takes
  mallopt(M_MMAP_THRESHOLD, kBytes);
  mallopt(M_TRIM_THRESHOLD, kBytes);
  mallopt(M_TOP_PAD, 1 << 20);
#endif
}

}  // namespace

int main(int count, char** arguments) {
  keep_freed_memory();
  if (processes() > 1) {
    become_one_of_many(arguments);
    std::cerr << "hotline: started as several processes, but built without MPI: install "
                 "libopenmpi-dev and build again, or use --shard\n";
    return 1;
  }
  return hotline::run_program(std::vector<std::string>(arguments + 1, arguments + count),
                              hotline::terminal());
}
