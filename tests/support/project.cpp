#include "support/project.hpp"

std::string hotline::test::in_project(const std::string& path) {
  return HOTLINE_SOURCE_DIR "/" + path;
}
