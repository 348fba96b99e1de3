#include "hotline/experiment/store_query.hpp"

#include <fmt/format.h>

#include <vector>

#include "database.hpp"
#include "store_record.hpp"

namespace hotline {

using detail::Database;
using detail::Statement;

namespace {

StoreValue value_at(const Statement& row, int place) {
  switch (row.kind(place)) {
    case Statement::Kind::kNull:
      return std::monostate{};
    case Statement::Kind::kInteger:
      return row.integer(place);
    case Statement::Kind::kReal:
      return row.real(place);
    case Statement::Kind::kBytes:
      return fmt::format("<{} bytes>", row.text(place).size());
    case Statement::Kind::kText:
      break;
  }
  return row.text(place);
}

}  // namespace

std::vector<std::string> query_store(const std::filesystem::path& store, std::string_view sql,
                                     const TakeRow& take) {
  Database database(store, Database::Access::kRead);
  detail::check_is_store(database);
  Statement query = database.question(sql);
  std::vector<std::string> columns;
  for (int place = 0; place < query.columns(); ++place) {
    columns.emplace_back(query.column_name(place));
  }
  std::vector<StoreValue> values(columns.size());
  while (query.step()) {
    for (std::size_t place = 0; place < values.size(); ++place) {
      values[place] = value_at(query, static_cast<int>(place));
    }
    take(columns, values);
  }
  return columns;
}

}  // namespace hotline
