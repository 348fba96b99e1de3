#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tree.hpp"

namespace hotline::reading {

// A file's text, or else why it cannot be had: "there is no such file".
struct FileText {
  std::optional<std::string> text;
  std::string why_not;
};

// Refuses folders and what is larger than 16 MB.
FileText read_file(const std::filesystem::path& file);

// The sources of one scenario, in the order in which their mistakes are listed. Addresses stay.
class Sources {
 public:
  const Source& add(std::string name, std::filesystem::path folder, std::string text,
                    bool is_override = false);

 private:
  std::vector<std::unique_ptr<const Source>> sources_;
};

}  // namespace hotline::reading
