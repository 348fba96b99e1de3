#include "store_record.hpp"

#include <fmt/format.h>

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/string_generator.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "hotline/base/error.hpp"
#include "store_schema.hpp"

namespace hotline::detail {
namespace {

using Json = nlohmann::json;

// Of all texts that its scenario may be made of, and what is changed in them: a UUID of version 5
// (RFC 4122), which is a hash by SHA-1.
std::string hash_of(const ExperimentRecord& experiment,
                    const ExperimentRecord::VariantRecord& variant) {
  std::string all = variant.scenario + '\0';
  for (const std::string& override_text : variant.overrides) all += override_text + '\0';
  for (const auto& [path, content] : experiment.texts) {
    if (path != experiment.experiment_file) all += path + '\0' + content + '\0';
  }
  constexpr auto kNamespace = "6ba7b812-9dad-11d1-80b4-00c04fd430c8";  // of object identifiers
  boost::uuids::name_generator_sha1 hash(boost::uuids::string_generator()(kNamespace));
  return to_string(hash(all));
}

// Texts may hold any bytes; JSON is for names only, and refuses no more than SQLite does.
std::string json_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void write_record(Database& database, const ExperimentRecord& experiment) {
  database.run("BEGIN EXCLUSIVE");
  database.run(store_schema());
  Statement put(database, "INSERT INTO experiment VALUES (?, ?)");
  const auto put_text = [&](std::string_view key, const std::string& value) {
    put.bind(0, key).bind(1, std::string_view(value)).run();
  };
  const auto put_flag = [&](std::string_view key, bool value) {
    put.bind(0, key).bind(1, std::int64_t{value}).run();
  };
  put_text("version", experiment.version);
  put_text("title", experiment.title);
  put_text("arguments", json_text(experiment.arguments));
  put_text("experiment_file", experiment.experiment_file);
  put_text("seed", std::to_string(experiment.seed));
  put_flag("antithetic", experiment.antithetic);
  put_flag("common_random_numbers", experiment.common_random_numbers);
  put_flag("batches", experiment.batches);
  put_flag("rows", experiment.rows);
  Statement add_text(database, "INSERT INTO text VALUES (?, ?)");
  for (const auto& [path, content] : experiment.texts) {
    add_text.bind(0, path).bind(1, content).run();
  }
  Statement add_variant(database,
                        "INSERT INTO variant (id, name, scenario, overrides, hash)"
                        " VALUES (?, ?, ?, ?, ?)");
  Statement add_setting(database, "INSERT OR REPLACE INTO setting VALUES (?, ?, ?)");
  std::int64_t id = 0;
  for (const auto& variant : experiment.variants) {
    add_variant.bind(0, id).bind(1, variant.name).bind(2, variant.scenario);
    add_variant.bind(3, json_text(variant.overrides)).bind(4, hash_of(experiment, variant)).run();
    for (const auto& [factor, value] : variant.settings) {
      add_setting.bind(0, id).bind(1, factor).bind(2, value).run();
    }
    ++id;
  }
  database.run("COMMIT");
}

[[noreturn]] void refuse(const Database& database, const std::string& why) {
  throw Error(fmt::format("the store {} holds another experiment: {}", database.name(), why));
}

template <class Value>
void compare(const Database& database, std::string_view what, const Value& stored,
             const Value& asked) {
  if (stored == asked) return;
  refuse(database, fmt::format("its {} is {}, not {}", what, stored, asked));
}

void compare_records(Database& database, const ExperimentRecord& experiment) {
  const ExperimentRecord stored = read_record(database);
  if (stored.version != experiment.version) {
    throw Error(
        fmt::format("the store {} was written by hotline {}; hotline {} may play other bits, and "
                    "can read but not continue it",
                    database.name(), stored.version, experiment.version));
  }
  compare(database, "seed", stored.seed, experiment.seed);
  compare(database, "use of antithetic pairs", stored.antithetic, experiment.antithetic);
  compare(database, "use of common random numbers", stored.common_random_numbers,
          experiment.common_random_numbers);
  compare(database, "keeping of batches", stored.batches, experiment.batches);
  compare(database, "detail by interval", stored.rows, experiment.rows);
  compare(database, "number of scenarios", stored.variants.size(), experiment.variants.size());
  Statement hashes(database, "SELECT hash FROM variant ORDER BY id");
  for (std::size_t v = 0; v < experiment.variants.size(); ++v) {
    const auto& variant = experiment.variants[v];
    const bool there = hashes.step();
    if (there && hashes.text(0) == hash_of(experiment, variant)) continue;
    if (stored.variants[v] == variant) {
      refuse(database, fmt::format("the files of {} have changed since", variant.scenario));
    }
    refuse(database, fmt::format("its scenario {} is \"{}\", not \"{}\"", v + 1,
                                 stored.variants[v].name, variant.name));
  }
}

}  // namespace

void check_is_store(Database& database) {
  if (database.number("PRAGMA page_count") == 0) {
    throw Error(
        fmt::format("the store {} is empty: what was to fill it ended before it began; repeat "
                    "that command",
                    database.name()));
  }
  if (database.number("PRAGMA application_id") != kApplicationId) {
    throw Error(fmt::format("{} is not a store of hotline", database.name()));
  }
  const std::int64_t version = database.number("PRAGMA user_version");
  if (version > kStoreVersion) {
    throw Error(
        fmt::format("the store {} is of version {}; this hotline knows version {} only, and "
                    "leaves it alone",
                    database.name(), version, kStoreVersion));
  }
}

ExperimentRecord read_record(Database& database) {
  check_is_store(database);
  ExperimentRecord record;
  Statement values(database, "SELECT key, value FROM experiment");
  while (values.step()) {
    const std::string key = values.text(0), value = values.text(1);
    if (key == "version") record.version = value;
    if (key == "title") record.title = value;
    if (key == "arguments") record.arguments = Json::parse(value).get<std::vector<std::string>>();
    if (key == "experiment_file") record.experiment_file = value;
    if (key == "seed") record.seed = std::stoull(value);
    if (key == "antithetic") record.antithetic = value == "1";
    if (key == "common_random_numbers") record.common_random_numbers = value == "1";
    if (key == "batches") record.batches = value == "1";
    if (key == "rows") record.rows = value == "1";
  }
  Statement texts(database, "SELECT path, content FROM text");
  while (texts.step()) record.texts.emplace(texts.text(0), texts.text(1));
  Statement variants(database, "SELECT name, scenario, overrides FROM variant ORDER BY id");
  while (variants.step()) {
    record.variants.push_back({variants.text(0),
                               variants.text(1),
                               Json::parse(variants.text(2)).get<std::vector<std::string>>(),
                               {}});
  }
  Statement settings(database, "SELECT variant, factor, value FROM setting");
  while (settings.step()) {
    record.variants.at(static_cast<std::size_t>(settings.integer(0)))
        .settings.emplace_back(settings.text(1), settings.text(2));
  }
  return record;
}

void open_record(Database& database, const ExperimentRecord& experiment) {
  const bool is_new = database.number("SELECT COUNT(*) FROM sqlite_master") == 0 &&
                      database.number("PRAGMA application_id") == 0;
  if (is_new) {
    write_record(database, experiment);
  } else {
    compare_records(database, experiment);
  }
}

}  // namespace hotline::detail
