#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace hotline {

// A file's text, or else why it cannot be had: "there is no such file".
struct FileText {
  std::optional<std::string> text;
  std::string why_not;
};

// The texts that scenarios are made of: their files, the bases that those inherit from, and tables
// of data. Each is read from the disk once and kept, so that what was read can be stored beside a
// result, and read again from there when the files have long changed. Safe to share by threads.
class Texts {
 public:
  using ByPath = std::map<std::string, std::string>;  // by the path that they were asked for

  Texts() = default;
  // These and no others: nothing is read from the disk.
  explicit Texts(ByPath texts) : from_disk_(false), texts_(std::move(texts)) {}

  // Refuses folders and what is larger than 16 MB.
  FileText read(const std::filesystem::path& file);
  // Those that were asked for and are there.
  ByPath asked() const;

 private:
  bool from_disk_ = true;
  mutable std::mutex mutex_;
  ByPath texts_;
  std::set<std::string> asked_;
};

}  // namespace hotline
