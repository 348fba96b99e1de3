#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "hotline/scenario/scenario.hpp"
#include "hotline/scenario/texts.hpp"

namespace hotline {

// Reads a scenario from a TOML file, following `base = "other.toml"` (relative to the file that
// says it), then applies overrides of the form "path=value", such as
// "agents.operators.count=5" or "demand.levels[0].calls_per_day=150". An element of an array of
// named tables (call, agents) is addressed by its name, quoted if it has spaces or dots
// (call."migration information".balk=0.02), or by its index; other arrays by index in brackets.
// A value is TOML, or else taken as a string, so that quotes may be left out: talk="5 min".
//
// Throws InputError with every mistake of the file, its bases and the overrides; Error if a file
// cannot be read.
Scenario read_scenario(const std::filesystem::path& file,
                       const std::vector<std::string>& overrides = {});

// The same with every file read from `texts`.
Scenario read_scenario(const std::filesystem::path& file, const std::vector<std::string>& overrides,
                       Texts& texts);

// The same from text; `name` stands for the file in messages, and bases and data files are looked
// for in the current folder.
Scenario parse_scenario(std::string_view text, std::string_view name = "scenario",
                        const std::vector<std::string>& overrides = {});

}  // namespace hotline
