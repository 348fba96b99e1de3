#pragma once

#include <filesystem>

namespace hotline::detail {

// While it lives, no other process has one for the same file, which is made if it is not there.
class FileLock {
 public:
  // Throws Error if another process has it, or the file cannot be written to.
  explicit FileLock(const std::filesystem::path& file);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace hotline::detail
