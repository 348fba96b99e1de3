#include "database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cmath>
#include <utility>

#include "hotline/base/error.hpp"

namespace hotline::detail {

Database::Database(const std::filesystem::path& file, Access access) : name_(file.string()) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) {
    throw Error(fmt::format("{} is a folder, not a store", name_));
  }
  if (access == Access::kRead && !std::filesystem::exists(file, ignored)) {
    throw Error(fmt::format("there is no store {}", name_));
  }
  // Also whoever only reads has to undo what a process that died was about to write.
  const int flags = SQLITE_OPEN_READWRITE | (access == Access::kWrite ? SQLITE_OPEN_CREATE : 0);
  if (sqlite3_open_v2(name_.c_str(), &handle_, flags, nullptr) != SQLITE_OK) {
    const std::string why = handle_ ? sqlite3_errmsg(handle_) : "out of memory";
    sqlite3_close(handle_);
    throw Error(fmt::format("cannot open the store {}: {}", name_, why));
  }
  // Somebody may be reading the file for a moment.
  constexpr int kPatience = 10'000;  // milliseconds
  sqlite3_busy_timeout(handle_, kPatience);
  if (access == Access::kRead) run("PRAGMA query_only = ON");
}

Database::~Database() { sqlite3_close(handle_); }

void Database::fail(std::string_view doing) const {
  const int code = sqlite3_errcode(handle_);
  if (code == SQLITE_FULL) {
    throw Error(
        fmt::format("cannot write to the store {}: the disk is full; what it held before is "
                    "intact",
                    name_));
  }
  if (code == SQLITE_READONLY || code == SQLITE_CANTOPEN) {
    throw Error(fmt::format("cannot write to the store {}: it or its folder is read-only", name_));
  }
  if (code == SQLITE_NOTADB) throw Error(fmt::format("{} is not a store of hotline", name_));
  if (code == SQLITE_CORRUPT) {
    throw Error(fmt::format("the store {} is damaged: it was cut off or written over", name_));
  }
  if (code == SQLITE_BUSY) {
    throw Error(fmt::format("the store {} is held by another program for too long", name_));
  }
  throw Error(fmt::format("cannot {} the store {}: {}", doing, name_, sqlite3_errmsg(handle_)));
}

void Database::run(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail("write to");
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

Statement Database::prepare(std::string_view sql) { return Statement(*this, sql); }

Statement Database::question(std::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  const char* rest = nullptr;
  const int code =
      sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &handle, &rest);
  if (code == SQLITE_ERROR) {
    throw Error(fmt::format("the store {} cannot answer: {}", name_, sqlite3_errmsg(handle_)));
  }
  if (code != SQLITE_OK) fail("read");
  Statement question(*this, handle);
  const auto after = sql.substr(static_cast<std::size_t>(rest - sql.data()));
  if (handle == nullptr || after.find_first_not_of("; \t\r\n") != std::string_view::npos) {
    throw Error("a question to a store is one statement of SQL, like SELECT * FROM headline");
  }
  if (sqlite3_stmt_readonly(handle) == 0) {
    throw Error(fmt::format("a question may not change the store {}", name_));
  }
  return question;
}

std::int64_t Database::number(std::string_view sql) {
  Statement query(*this, sql);
  return query.step() ? query.integer(0) : 0;
}

Statement::Statement(Database& database, std::string_view sql) : database_(database) {
  if (sqlite3_prepare_v2(database_.handle_, sql.data(), static_cast<int>(sql.size()), &handle_,
                         nullptr) != SQLITE_OK) {
    database_.fail("read");
  }
}

Statement::~Statement() { sqlite3_finalize(handle_); }

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), handle_(std::exchange(other.handle_, nullptr)) {}

Statement& Statement::bind(int place, std::int64_t value) {
  sqlite3_bind_int64(handle_, place + 1, value);
  return *this;
}

Statement& Statement::bind(int place, double value) {
  if (std::isnan(value)) {
    sqlite3_bind_null(handle_, place + 1);
  } else {
    sqlite3_bind_double(handle_, place + 1, value);
  }
  return *this;
}

Statement& Statement::bind(int place, std::string_view text) {
  sqlite3_bind_text(handle_, place + 1, text.data(), static_cast<int>(text.size()),
                    SQLITE_TRANSIENT);
  return *this;
}

Statement& Statement::bind_bytes(int place, std::string_view bytes) {
  sqlite3_bind_blob(handle_, place + 1, bytes.data(), static_cast<int>(bytes.size()),
                    SQLITE_STATIC);
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) {
    const bool reads = sqlite3_stmt_readonly(handle_) != 0;
    database_.fail(reads ? "read" : "write to");
  }
  sqlite3_reset(handle_);
  return false;
}

void Statement::run() {
  while (step()) {
  }
}

int Statement::columns() const { return sqlite3_column_count(handle_); }

std::string_view Statement::column_name(int place) const {
  return sqlite3_column_name(handle_, place);
}

Statement::Kind Statement::kind(int place) const {
  switch (sqlite3_column_type(handle_, place)) {
    case SQLITE_INTEGER:
      return Kind::kInteger;
    case SQLITE_FLOAT:
      return Kind::kReal;
    case SQLITE_TEXT:
      return Kind::kText;
    case SQLITE_BLOB:
      return Kind::kBytes;
    default:
      return Kind::kNull;
  }
}

std::int64_t Statement::integer(int place) const { return sqlite3_column_int64(handle_, place); }

double Statement::real(int place) const { return sqlite3_column_double(handle_, place); }

std::string Statement::text(int place) const {
  const void* bytes = sqlite3_column_blob(handle_, place);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, place));
  return bytes ? std::string(static_cast<const char*>(bytes), size) : std::string();
}

}  // namespace hotline::detail
