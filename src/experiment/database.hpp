#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace hotline::detail {

class Statement;

// An SQLite file. Errors are thrown as Error and name the file.
class Database {
 public:
  enum class Access { kRead, kWrite };  // kWrite makes the file if there is none
  Database(const std::filesystem::path& file, Access access);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const std::string& sql);  // any number of statements without parameters
  Statement prepare(std::string_view sql);
  // One statement that somebody else wrote, and that only reads. Throws Error if it is not that.
  Statement question(std::string_view sql);
  std::int64_t number(std::string_view sql);  // the one that a query answers with
  // Since BEGIN, unless a failure has rolled it back.
  bool in_transaction() const;
  const std::string& name() const { return name_; }
  [[noreturn]] void fail(std::string_view doing) const;

 private:
  friend class Statement;
  std::string name_;
  sqlite3* handle_ = nullptr;
};

// One statement, run as often as is wanted with other parameters. Parameters and columns count
// from 0. Must not outlive its database.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);
  Statement(Database& database, sqlite3_stmt* handle) : database_(database), handle_(handle) {}
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;

  Statement& bind(int place, std::int64_t value);
  Statement& bind(int place, double value);  // NaN is NULL
  Statement& bind(int place, std::string_view text);
  Statement& bind_bytes(int place, std::string_view bytes);  // must live until the next step
  bool step();  // true if there is a row; afterwards the statement is ready to be run anew
  void run();   // to its end

  int columns() const;
  std::string_view column_name(int place) const;
  enum class Kind { kNull, kInteger, kReal, kText, kBytes };
  Kind kind(int place) const;
  std::int64_t integer(int place) const;
  double real(int place) const;
  std::string text(int place) const;  // or bytes

 private:
  Database& database_;
  sqlite3_stmt* handle_ = nullptr;
};

}  // namespace hotline::detail
