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
  std::string language = "en";      // of names of sheets, heads and charts: one of page_languages()
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

// What a command other than `run` has found.
struct CommandWorkbook {
  std::string kind;                     // "compare", "sweep", "staff" or "schedule"
  std::string json;                     // what the command prints as JSON
  std::vector<TableSheet> tables = {};  // further sheets
  std::string command;                  // that made it
  std::vector<SourceText> sources = {};
  std::string language = "en";  // one of page_languages()
};

// A workbook with sheets and charts of that kind of result, the tables, and a sheet with `command`
// and the sources of the scenario. In tables, fields that are numbers, times of day or dates become
// such. Throws as write_workbook does.
void write_command_workbook(const CommandWorkbook& findings, const std::filesystem::path& file);

}  // namespace hotline
