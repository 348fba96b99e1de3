#include "hotline/experiment/store.hpp"

#include <fmt/format.h>

#include <boost/program_options.hpp>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command.hpp"
#include "hotline/experiment/store_query.hpp"
#include "hotline/report/folder.hpp"
#include "hotline/report/name.hpp"
#include "options.hpp"

namespace hotline {
namespace {

namespace po = boost::program_options;
using Json = nlohmann::ordered_json;

constexpr std::string_view kHelp = R"(Usage: hotline store STORE [options]

Tells what a store holds, answers questions in SQL, and writes its tables to files.

Options:
  --sql "SELECT ..."      print what SQLite answers; the tables are in docs/experiments.md
  --out DIR               write every table to DIR as CSV, with the types of all columns in
                          columns.json (for Parquet, pandas, R)
  --format FORMAT         of answers: csv (default) or json
  --help                  print this

Examples:
  hotline store results.sqlite
  hotline store results.sqlite --sql "SELECT * FROM headline"
  hotline store results.sqlite --out tables
)";

// Tables and views that are written by --out: what people analyse. Tallies stay where they are.
constexpr std::string_view kTables[] = {"variant",  "setting",  "calls",
                                        "agents",   "house",    "estimate",
                                        "progress", "headline", "factor_response"};

std::string csv_of(const StoreValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
  if (const auto* text = std::get_if<std::string>(&value)) return csv_field(*text);
  return "";
}

Json json_of(const StoreValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* real = std::get_if<double>(&value)) {
    return std::isfinite(*real) ? Json(*real) : Json(nullptr);
  }
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return nullptr;
}

void write_csv(const std::filesystem::path& store, std::string_view sql, std::ostream& out) {
  bool begun = false;
  const auto begin = [&](std::span<const std::string> columns) {
    if (std::exchange(begun, true)) return;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      out << (i == 0 ? "" : ",") << csv_field(columns[i]);
    }
    out << '\n';
  };
  const auto columns = query_store(store, sql, [&](auto names, auto values) {
    begin(names);
    for (std::size_t i = 0; i < values.size(); ++i) out << (i == 0 ? "" : ",") << csv_of(values[i]);
    out << '\n';
  });
  begin(columns);  // of a table without rows
}

void write_json(const std::filesystem::path& store, std::string_view sql, std::ostream& out) {
  Json rows = Json::array();
  query_store(store, sql, [&](auto columns, auto values) {
    Json row = Json::object();
    for (std::size_t i = 0; i < columns.size(); ++i) row[columns[i]] = json_of(values[i]);
    rows.push_back(std::move(row));
  });
  out << rows.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

// The type of each column of each table, by what SQLite says of it.
void write_columns(const std::filesystem::path& store, std::ostream& out) {
  Json tables = Json::object();
  for (const std::string_view table : kTables) {
    const std::string sql = fmt::format("SELECT name, type FROM pragma_table_info('{}')", table);
    query_store(store, sql, [&](auto, auto values) {
      const std::string type = std::get<std::string>(values[1]);
      tables[std::string(table)][std::get<std::string>(values[0])] = type == "INTEGER" ? "int64"
                                                                     : type == "TEXT"  ? "string"
                                                                                       : "double";
    });
  }
  out << tables.dump(2) << '\n';
}

void tell(const std::filesystem::path& store, const Console& console) {
  const ExperimentRecord record = read_record(store);
  const auto safe = [&](const std::string& text) { return shown(text, console.unicode); };
  std::string command = "hotline";
  for (const std::string& word : record.arguments) command += " " + word;
  console.out << fmt::format("{}\nmade by   {}\nversion   {}\nseed      {}\n\n", safe(record.title),
                             safe(command), safe(record.version), record.seed);
  query_store(store, "SELECT name, observations, done FROM progress", [&](auto, auto values) {
    const auto kept = std::get<std::int64_t>(values[1]);
    const bool finished = std::get<std::int64_t>(values[2]) > 0;
    console.out << fmt::format(
        "{:>9} {}  {}{}\n", kept, record.batches ? "batches" : "replications",
        safe(std::get<std::string>(values[0])), finished ? "" : " (not finished)");
  });
}

int store_command(const std::vector<std::string>& arguments, const Console& console) {
  po::options_description known;
  for (const char* name : {"sql", "out", "format"}) {
    known.add_options()(name, po::value<std::string>());
  }
  known.add_options()("help,h", "");
  const Options options(known, arguments);
  if (options.has("help")) {
    console.out << kHelp;
    return kDone;
  }
  const std::vector<std::string> files = options.all("file");
  if (files.size() != 1) throw CommandLineError("\"store\" needs one store, like results.sqlite");
  const std::filesystem::path store = files.front();
  const std::string format = options.text("format").value_or("csv");
  if (format != "csv" && format != "json") {
    throw CommandLineError(fmt::format("--format must be csv or json, not \"{}\"", format));
  }
  if (const auto sql = options.text("sql")) {
    (format == "json" ? write_json : write_csv)(store, *sql, console.out);
  }
  if (const auto folder = options.text("out")) {
    prepare_folder(*folder);
    for (const std::string_view table : kTables) {
      const auto file = std::filesystem::path(*folder) / fmt::format("{}.csv", table);
      write_file(file, [&](std::ostream& out) {
        write_csv(store, fmt::format("SELECT * FROM {}", table), out);
      });
    }
    write_file(std::filesystem::path(*folder) / "columns.json",
               [&](std::ostream& out) { write_columns(store, out); });
  }
  if (!options.has("sql") && !options.has("out")) tell(store, console);
  return kDone;
}

}  // namespace

const Command kStoreCommand = {"store", "STORE [options]", "look into a store, or export it",
                               store_command};

}  // namespace hotline
