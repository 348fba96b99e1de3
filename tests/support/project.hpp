#pragma once

#include <string>

namespace hotline::test {

// Where a file of the project lies; `path` is relative to the project's folder.
std::string in_project(const std::string& path);

}  // namespace hotline::test
