#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "hotline/experiment/result.hpp"
#include "hotline/report/page.hpp"
#include "hotline/scenario/scenario.hpp"

// A result as a workbook for spreadsheets (Office Open XML). docs/report.md says what is in it.
namespace hotline {

// False if the program was built without libxlsxwriter.
bool has_workbook();

struct WorkbookFindings {
  const Scenario& scenario;
  const Result& result;
  std::string file;                 // of the scenario
  std::vector<double> required;     // agents, [cell]; see required_agents
  std::string command;              // that made it
  std::vector<SourceText> sources;  // of the scenario
};

// Writes the workbook, under another name until it is complete. Numbers, shares, times of day and
// dates are such in the cells, with formats. Throws Error if that fails, or without a library for
// it.
void write_workbook(const WorkbookFindings& findings, const std::filesystem::path& file);

// A sheet made of a table in CSV (RFC 4180), with one line of heads.
struct TableSheet {
  std::string name;  // of the sheet, up to 31 letters
  std::string csv;
};

// A workbook of tables, and a sheet with `command` and the sources of the scenario: fields that are
// numbers, times of day or dates become such. Throws as write_workbook does.
void write_table_workbook(const std::vector<TableSheet>& tables, const std::string& command,
                          const std::vector<SourceText>& sources,
                          const std::filesystem::path& file);

}  // namespace hotline
