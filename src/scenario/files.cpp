#include "files.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

namespace hotline::reading {
namespace {

constexpr std::size_t kMostBytes = 16U << 20U;

FileText read_from_disk(const std::filesystem::path& file) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (!std::filesystem::exists(status)) {
    const bool missing = !error || error == std::errc::no_such_file_or_directory;
    return {{}, missing ? "there is no such file" : error.message()};
  }
  if (std::filesystem::is_directory(status)) return {{}, "it is a folder"};
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return {{}, errno != 0 ? std::strerror(errno) : "it cannot be opened"};
  // Read in steps: a pipe does not know its size, and a device has no end.
  std::string text;
  std::string chunk(1U << 16U, '\0');
  while (stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) ||
         stream.gcount() > 0) {
    text.append(chunk, 0, static_cast<std::size_t>(stream.gcount()));
    if (text.size() > kMostBytes) return {{}, "it is larger than 16 MB"};
  }
  if (stream.bad()) return {{}, "it cannot be read"};
  return {std::move(text), ""};
}

}  // namespace

const Source& Sources::add(std::string name, std::filesystem::path folder, std::string text,
                           bool is_override) {
  sources_.push_back(std::make_unique<const Source>(Source{
      std::move(name), std::move(folder), std::move(text), &texts_, is_override, sources_.size()}));
  return *sources_.back();
}

}  // namespace hotline::reading

namespace hotline {

FileText Texts::read(const std::filesystem::path& file) {
  const std::lock_guard lock(mutex_);
  const std::string path = file.string();
  if (!texts_.contains(path)) {
    if (!from_disk_) return {{}, "it is not among the texts of the store"};
    FileText read = reading::read_from_disk(file);
    if (!read.text) return read;
    texts_.emplace(path, std::move(*read.text));
  }
  asked_.insert(path);
  return {texts_.at(path), ""};
}

Texts::ByPath Texts::asked() const {
  const std::lock_guard lock(mutex_);
  ByPath asked;
  for (const std::string& path : asked_) asked.emplace(path, texts_.at(path));
  return asked;
}

}  // namespace hotline
