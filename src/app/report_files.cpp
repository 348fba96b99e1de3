#include "report_files.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "command.hpp"
#include "hotline/report/folder.hpp"
#include "hotline/report/name.hpp"
#include "hotline/report/page.hpp"

namespace hotline {
namespace {

std::string shell_quoted(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::filesystem::path file_of(const Options& options, const std::string& name) {
  const std::string file = *options.text(name);
  if (file.empty()) throw CommandLineError(fmt::format("--{} needs a file", name));
  return file;
}

void tell(std::string_view what, const std::filesystem::path& file, const Console& console) {
  console.err << what << ' ' << shown(file.string(), console.unicode) << ".\n";
}

}  // namespace

void add_output_options(boost::program_options::options_description& options) {
  for (const char* name : {"out", "format"}) {
    options.add_options()(name, boost::program_options::value<std::string>());
  }
  options.add_options()("quiet", "")("help,h", "");
  add_report_options(options);
}

Format format_named(const std::string& name) {
  if (name == "text") return Format::kText;
  if (name == "json") return Format::kJson;
  if (name == "csv") return Format::kCsv;
  const std::vector<std::string> names = {"text", "json", "csv"};
  throw CommandLineError(fmt::format("--format must be text, json or csv, not \"{}\"", name),
                         suggestion(name, names));
}

OutputRequest output_request_of(const Options& options, const std::string& command,
                                const std::vector<std::string>& arguments) {
  OutputRequest request;
  if (const auto folder = options.text("out")) request.folder = *folder;
  if (request.folder && request.folder->empty()) throw CommandLineError("--out needs a folder");
  request.format = format_named(options.text("format").value_or("text"));
  request.quiet = options.has("quiet");
  request.report = report_request_of(options);
  request.report.command = command_text(command, arguments);
  return request;
}

void prepare_output(const OutputRequest& request) {
  if (request.folder) prepare_folder(*request.folder);
  prepare_report(request.report);
}

void tell_of_folder(const OutputRequest& request, const Console& console) {
  if (request.folder && !request.quiet) tell("Files are in", *request.folder, console);
}

void add_report_options(boost::program_options::options_description& options) {
  for (const char* name : {"report", "lang", "xlsx"}) {
    options.add_options()(name, boost::program_options::value<std::string>());
  }
}

ReportRequest report_request_of(const Options& options) {
  ReportRequest request;
  if (options.has("report")) {
    request.page = file_of(options, "report");
    if (!why_no_page().empty()) {
      throw CommandLineError(
          fmt::format("this program was built without the report page: {}", why_no_page()));
    }
  }
  if (options.has("xlsx")) {
    request.workbook = file_of(options, "xlsx");
    if (!has_workbook()) {
      throw CommandLineError(
          "this program was built without workbooks: libxlsxwriter was not there");
    }
  }
  if (const auto language = options.text("lang")) {
    const std::vector<std::string>& known = page_languages();
    if (std::ranges::find(known, *language) == known.end()) {
      throw CommandLineError(
          fmt::format("--lang must be {}, not \"{}\"", fmt::join(known, " or "), *language),
          suggestion(*language, known));
    }
    if (!request.page && !request.workbook) {
      throw CommandLineError("--lang is the language of --report FILE and --xlsx FILE");
    }
    request.language = *language;
  }
  return request;
}

void prepare_report(const ReportRequest& request) {
  for (const auto& file : {request.page, request.workbook}) {
    if (file) prepare_folder(std::filesystem::absolute(*file).parent_path());
  }
}

void write_page_file(const ReportRequest& request, const std::string& data, bool quiet,
                     const Console& console) {
  write_file(*request.page, [&](std::ostream& out) { write_page(data, out); });
  if (!quiet) tell("The page is", *request.page, console);
}

void write_workbook_file(const ReportRequest& request, WorkbookFindings findings, bool quiet,
                         const Console& console) {
  findings.language = request.language;
  write_workbook(findings, *request.workbook);
  if (!quiet) tell("The workbook is", *request.workbook, console);
}

void write_reports(const ReportRequest& request, const std::string& kind, const std::string& json,
                   const std::vector<TableSheet>& tables, const std::vector<SourceText>& sources,
                   bool quiet, const Console& console) {
  if (request.page) {
    const PageSetting setting{
        .language = request.language, .command = request.command, .sources = sources};
    write_page_file(request, result_page_data(kind, json, setting), quiet, console);
  }
  if (request.workbook) {
    write_command_workbook({.kind = kind,
                            .json = json,
                            .tables = tables,
                            .command = request.command,
                            .sources = sources,
                            .language = request.language},
                           *request.workbook);
    if (!quiet) tell("The workbook is", *request.workbook, console);
  }
}

std::string command_text(const std::string& command, const std::vector<std::string>& arguments) {
  std::string text = "hotline " + command;
  for (const std::string& argument : arguments) text += " " + shell_quoted(argument);
  return text;
}

}  // namespace hotline
