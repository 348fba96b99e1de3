#pragma once

#include "hotline/app/program.hpp"

namespace hotline {

// Standard output and error, and what they can show. Prepares them for the program.
Console terminal();

}  // namespace hotline
