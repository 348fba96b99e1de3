#pragma once

#include <filesystem>
#include <functional>
#include <ostream>

namespace hotline {

// Makes `folder` with its parents unless it is there. Throws Error if it is a file, cannot be made,
// or cannot be written to.
void prepare_folder(const std::filesystem::path& folder);

// Writes a file through `write`, under another name in the same folder until it is complete: the
// file is there as a whole or not at all. Throws Error if that fails, for a full disk for instance;
// what `write` throws passes through.
void write_file(const std::filesystem::path& file, const std::function<void(std::ostream&)>& write);

}  // namespace hotline
