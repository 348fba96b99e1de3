#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hotline/app/program.hpp"
#include "hotline/report/workbook.hpp"
#include "options.hpp"

// What `--out`, `--format`, `--report` and `--xlsx` have in common for all commands.
namespace hotline {

// Files that a command is asked to write besides its usual output.
struct ReportRequest {
  std::optional<std::filesystem::path> page, workbook;
  std::string language = "en";
  std::string command;  // as a user would type it
};

enum class Format { kText, kJson, kCsv };

// What a command prints and writes that plays an experiment.
struct OutputRequest {
  std::optional<std::filesystem::path> folder;  // of --out
  Format format = Format::kText;
  bool quiet = false;
  ReportRequest report;
  bool prints() const { return !folder || !quiet; }
};

// Adds the options "out", "format", "quiet" and "help", and those of reports.
void add_output_options(boost::program_options::options_description& options);
// `command` and `arguments` as they were typed. Throws CommandLineError.
OutputRequest output_request_of(const Options& options, const std::string& command,
                                const std::vector<std::string>& arguments);
// "text", "json" or "csv".
Format format_named(const std::string& name);
// Sees that everything can be written, before the time for a run is spent. Throws Error.
void prepare_output(const OutputRequest& request);
// Says where the files of --out are.
void tell_of_folder(const OutputRequest& request, const Console& console);

// Adds the options "report", "lang" and "xlsx".
void add_report_options(boost::program_options::options_description& options);

// The options "report", "lang" and "xlsx". Throws CommandLineError for an unknown language, a
// language without a report, and if the program was built without what is asked for.
ReportRequest report_request_of(const Options& options);

// Sees that the files can be written, before the time for a run is spent. Throws Error.
void prepare_report(const ReportRequest& request);

// Writes the page of `data`, or a workbook, and says where it is.
void write_page_file(const ReportRequest& request, const std::string& data, bool quiet,
                     const Console& console);
void write_workbook_file(const ReportRequest& request, WorkbookFindings findings, bool quiet,
                         const Console& console);

// Writes the files that are asked for of a command that has its result as JSON, of a kind that
// result_page_data knows, and perhaps as tables; and says where they are.
void write_reports(const ReportRequest& request, const std::string& kind, const std::string& json,
                   const std::vector<TableSheet>& tables, const std::vector<SourceText>& sources,
                   bool quiet, const Console& console);

// "hotline run FILE --report out.html", quoted where a shell asks for it.
std::string command_text(const std::string& command, const std::vector<std::string>& arguments);

}  // namespace hotline
