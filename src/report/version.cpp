#include "hotline/report/version.hpp"

namespace hotline {

std::string_view version() { return HOTLINE_VERSION; }

}  // namespace hotline
