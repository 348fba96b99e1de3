#include "hotline/report/folder.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <system_error>

#include "hotline/base/error.hpp"

namespace hotline {
namespace {

namespace fs = std::filesystem;

std::string reason(int error) { return std::generic_category().message(error); }

// A file that is removed unless it is kept.
class Draft {
 public:
  explicit Draft(const fs::path& final_name)
      : final_name_(final_name), name_(final_name.string() + fmt::format(".{}.part", getpid())) {}
  ~Draft() {
    std::error_code ignored;
    if (!kept_) fs::remove(name_, ignored);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const fs::path& name() const { return name_; }

  void keep() {
    std::error_code failure;
    fs::rename(name_, final_name_, failure);
    if (failure) {
      throw Error(fmt::format("cannot write \"{}\": {}", final_name_.string(), failure.message()));
    }
    kept_ = true;
  }

 private:
  fs::path final_name_, name_;
  bool kept_ = false;
};

}  // namespace

void prepare_folder(const fs::path& folder) {
  std::error_code failure;
  if (fs::exists(folder, failure) && !fs::is_directory(folder, failure)) {
    throw Error(fmt::format("\"{}\" is a file, not a folder", folder.string()));
  }
  fs::create_directories(folder, failure);
  if (failure) {
    throw Error(
        fmt::format("cannot make the folder \"{}\": {}", folder.string(), failure.message()));
  }
  if (access(folder.c_str(), W_OK | X_OK) != 0) {
    throw Error(
        fmt::format("cannot write to the folder \"{}\": {}", folder.string(), reason(errno)));
  }
}

void write_file(const fs::path& file, const std::function<void(std::ostream&)>& write) {
  Draft draft(file);
  errno = 0;
  std::ofstream out(draft.name(), std::ios::binary);
  if (out) write(out);
  out.close();
  if (!out) throw Error(fmt::format("cannot write \"{}\": {}", file.string(), reason(errno)));
  draft.keep();
}

}  // namespace hotline
