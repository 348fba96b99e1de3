#pragma once

#include <atomic>
#include <cstddef>
#include <cstring>
#include <exception>
#include <new>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "hotline/base/error.hpp"
#include "hotline/experiment/run.hpp"
#include "hotline/experiment/store.hpp"
#include "hotline/hotline.h"
#include "hotline/report/version.hpp"

// What all functions of the C interface have in common: errors, texts, options.
namespace hotline::embedding {

inline thread_local std::string last_error;
inline thread_local bool no_memory = false;  // and so none for a text either

inline void remember(const char* message) noexcept {
  try {
    last_error = message;
    while (last_error.ends_with('\n')) last_error.pop_back();
    no_memory = false;
  } catch (...) {
    no_memory = true;
  }
}

// What `action` returns, or `failed` if it throws.
template <class Value, class Action>
Value guarded(Value failed, const Action& action) noexcept {
  try {
    return action();
  } catch (const std::bad_alloc&) {
    no_memory = true;
  } catch (const std::exception& error) {
    remember(error.what());
  } catch (...) {
    remember("unknown error");
  }
  return failed;
}

// Written when it is first asked for.
template <class Write>
const char* text_of(std::string& kept, const Write& write) noexcept {
  return guarded(static_cast<const char*>(nullptr), [&] {
    if (kept.empty()) {
      std::ostringstream out;
      write(out);
      kept = out.str();
    }
    return kept.c_str();
  });
}

inline std::string given(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

inline hotline_options known_options(const hotline_options* options) {
  constexpr std::size_t kFirst = offsetof(hotline_options, store);  // of the first version
  hotline_options known = {};
  if (options == nullptr) return known;
  if (options->size < kFirst || options->size > sizeof known) {
    throw Error("hotline_options.size must be sizeof(hotline_options)");
  }
  std::memcpy(&known, options, options->size);
  return known;
}

inline std::vector<std::string> overrides_of(const hotline_options& options) {
  if (options.set_count > 0 && options.set == nullptr) throw Error("hotline_options.set is NULL");
  std::vector<std::string> overrides;
  for (std::size_t i = 0; i < options.set_count; ++i) overrides.push_back(given(options.set[i]));
  return overrides;
}

// How a run is to be played; lives as long as it is played.
class Play {
 public:
  Play(RunOptions asked, const hotline_options& options) : run(std::move(asked)) {
    if (options.replications < 0) throw Error("replications must be 1 or more");
    if (options.threads < 0) throw Error("threads must be 0 or more");
    if (options.replications > 0) {
      run.replications = options.replications;
      run.precision.reset();
    }
    if (options.seed != nullptr) run.seed = *options.seed;
    if (options.precision != nullptr) {
      run.precision = Precision{.goals = parse_precision(options.precision)};
    }
    run.threads = options.threads;
    run.simultaneous = run.simultaneous || options.simultaneous != 0;
    run.stop = &stop_;
    if (options.progress == nullptr) return;
    run.progress = [this, call = options.progress, context = options.context](int done, int asked) {
      if (call(done, asked, context) != 0) stop_ = true;
    };
  }
  Play(const Play&) = delete;
  Play& operator=(const Play&) = delete;

  // In the store that the options name. `command` plays the same.
  void keep_in_store(const hotline_options& options, ExperimentRecord record,
                     std::vector<std::string> command) {
    if (options.store == nullptr) return;
    if (options.precision != nullptr) command.push_back("--precision=" + given(options.precision));
    if (!run.precision) command.push_back("--replications=" + std::to_string(run.replications));
    command.push_back("--seed=" + std::to_string(run.seed));
    if (run.simultaneous) command.emplace_back("--simultaneous");
    if (options.measures != nullptr) command.push_back("--measures=" + given(options.measures));
    record.arguments = std::move(command);
    record.version = version();
    record.seed = run.seed;
    record.antithetic = run.antithetic;
    run.observations = &store_.emplace(options.store, record);
  }
  // Of one long run the batches are the observations.
  bool in_batches(bool calendar) const {
    return !calendar && run.replications == 1 && !run.precision;
  }
  // Throws Error if something could not be written.
  void end() {
    if (store_) store_->commit();
  }

  RunOptions run;

 private:
  std::atomic<bool> stop_ = false;
  std::optional<Store> store_;
};

inline std::vector<std::string> command_of(const char* name, const std::vector<std::string>& files,
                                           const std::vector<std::string>& overrides) {
  std::vector<std::string> command = {name};
  command.insert(command.end(), files.begin(), files.end());
  for (const std::string& override_text : overrides) command.push_back("--set=" + override_text);
  return command;
}

}  // namespace hotline::embedding
