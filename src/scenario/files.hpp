#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "hotline/scenario/texts.hpp"
#include "tree.hpp"

namespace hotline::reading {

// The sources of one scenario, in the order in which their mistakes are listed. Addresses stay.
class Sources {
 public:
  // What the sources name, such as a table of data, is read from `texts`.
  explicit Sources(Texts& texts) : texts_(texts) {}
  const Source& add(std::string name, std::filesystem::path folder, std::string text,
                    bool is_override = false);

 private:
  Texts& texts_;
  std::vector<std::unique_ptr<const Source>> sources_;
};

}  // namespace hotline::reading
