#include "file_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "hotline/base/error.hpp"

namespace hotline::detail {

FileLock::FileLock(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.parent_path();
  std::error_code ignored;
  if (!folder.empty() && !std::filesystem::is_directory(folder, ignored)) {
    throw Error(fmt::format("there is no folder {} for the store {}", folder.string(),
                            file.filename().string()));
  }
  if (std::filesystem::is_directory(file, ignored)) {
    throw Error(fmt::format("{} is a folder, not a store", file.string()));
  }
  constexpr int kAllMayRead = 0666;
  descriptor_ = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kAllMayRead);
  if (descriptor_ < 0) {
    throw Error(fmt::format("cannot write to the store {}: {}", file.string(), strerror(errno)));
  }
  // This lock is another one than SQLite's, which are held for moments only.
  if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  const int error = errno;
  close(descriptor_);
  if (error == EWOULDBLOCK) {
    throw Error(
        fmt::format("another process is writing to the store {}: wait for its end, or give "
                    "this one a store of its own (\"hotline merge\" joins them)",
                    file.string()));
  }
  throw Error(fmt::format("cannot lock the store {}: {}", file.string(), strerror(error)));
}

FileLock::~FileLock() { close(descriptor_); }

}  // namespace hotline::detail
