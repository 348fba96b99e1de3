#include "store_schema.hpp"

#include <fmt/format.h>

#include <span>

#include "hotline/experiment/measures.hpp"

namespace hotline::detail {
namespace {

template <class View>
std::string columns(std::span<const Measure<View>> table) {
  std::string text;
  for (const Measure<View>& measure : table) text += fmt::format(", {} REAL", measure.key);
  return text;
}

constexpr const char* kTables = R"(
CREATE TABLE experiment (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE text (path TEXT PRIMARY KEY, content TEXT NOT NULL);
CREATE TABLE variant (id INTEGER PRIMARY KEY, name TEXT NOT NULL, scenario TEXT NOT NULL,
  overrides TEXT NOT NULL, hash TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0);
CREATE TABLE setting (variant INTEGER REFERENCES variant, factor TEXT, value TEXT NOT NULL,
  PRIMARY KEY (variant, factor)) WITHOUT ROWID;
CREATE TABLE observation (variant INTEGER REFERENCES variant, number INTEGER, tally BLOB NOT NULL,
  PRIMARY KEY (variant, number));
CREATE TABLE estimate (variant INTEGER REFERENCES variant, of TEXT, name TEXT, measure TEXT,
  value REAL, low REAL, high REAL, p5 REAL, p95 REAL, error REAL, observations INTEGER,
  PRIMARY KEY (variant, of, name, measure)) WITHOUT ROWID;
CREATE VIEW progress AS
  SELECT v.id AS variant, v.name, COUNT(o.number) AS observations, v.done
  FROM variant v LEFT JOIN observation o ON o.variant = v.id GROUP BY v.id;
CREATE VIEW response AS
  SELECT v.id AS variant, v.name AS scenario, e.of, e.name, e.measure, e.value, e.low, e.high, e.error
  FROM estimate e JOIN variant v ON v.id = e.variant;
CREATE VIEW headline AS
  SELECT v.id AS variant, v.name,
    MAX(CASE WHEN e.measure = 'service_level' THEN e.value END) AS service_level,
    MAX(CASE WHEN e.measure = 'service_level' THEN e.low END) AS service_level_low,
    MAX(CASE WHEN e.measure = 'service_level' THEN e.high END) AS service_level_high,
    MAX(CASE WHEN e.measure = 'asa' THEN e.value END) AS asa,
    MAX(CASE WHEN e.measure = 'asa' THEN e.low END) AS asa_low,
    MAX(CASE WHEN e.measure = 'asa' THEN e.high END) AS asa_high,
    MAX(CASE WHEN e.measure = 'abandonment' THEN e.value END) AS abandonment,
    MAX(CASE WHEN e.measure = 'abandonment' THEN e.low END) AS abandonment_low,
    MAX(CASE WHEN e.measure = 'abandonment' THEN e.high END) AS abandonment_high
  FROM variant v JOIN estimate e ON e.variant = v.id WHERE e.of = 'calls' AND e.name = ''
  GROUP BY v.id;
CREATE VIEW factor_response AS
  SELECT s.factor, s.value AS setting, e.of, e.name, e.measure, AVG(e.value) AS mean,
    COUNT(*) AS variants
  FROM setting s JOIN estimate e ON e.variant = s.variant
  GROUP BY s.factor, s.value, e.of, e.name, e.measure;
)";

}  // namespace

std::string store_schema() {
  return kTables + fmt::format(
                       "CREATE TABLE calls (variant INTEGER, number INTEGER, type TEXT{},"
                       " PRIMARY KEY (variant, number, type)) WITHOUT ROWID;"
                       "CREATE TABLE agents (variant INTEGER, number INTEGER, agent_group TEXT{},"
                       " PRIMARY KEY (variant, number, agent_group)) WITHOUT ROWID;"
                       "CREATE TABLE house (variant INTEGER, number INTEGER{},"
                       " PRIMARY KEY (variant, number)) WITHOUT ROWID;"
                       "PRAGMA application_id = {}; PRAGMA user_version = {};",
                       columns(call_measures()), columns(agent_measures()),
                       columns(house_measures()), kApplicationId, kStoreVersion);
}

}  // namespace hotline::detail
