#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "hotline/base/calendar.hpp"

// What the author wrote, before anybody asks what it means: a tree of values, each with its place.
// It is our own, not that of the TOML library, because a scenario comes from several files and from
// overrides, and every value has to remember which of them said it.
namespace hotline {
class Texts;
}

namespace hotline::reading {

// One text that mistakes can be in.
struct Source {
  std::string name;              // as messages call it
  std::filesystem::path folder;  // where the relative paths written in it begin
  std::string text;
  Texts* texts = nullptr;    // where the files named in it are
  bool is_override = false;  // one line of a command line, without line numbers
  std::size_t rank = 0;      // mistakes are listed in the order of ranks
};

// A place in a source. Line and column count from 1; column 0 is the source as a whole.
struct Spot {
  const Source* source = nullptr;
  std::size_t line = 0;
  std::size_t column = 0;
};

struct Node;
struct Member;
using Array = std::vector<Node>;
using Table = std::vector<Member>;  // in the order in which it was written
struct Moment {};                   // a TOML time of day, or date with time: never meant by us

struct Node {
  std::variant<bool, std::int64_t, double, std::string, Date, Moment, Array, Table> value;
  Spot spot;

  template <class T>
  const T* as() const {
    return std::get_if<T>(&value);
  }
  template <class T>
  T* as() {
    return std::get_if<T>(&value);
  }
};

struct Member {
  std::string key;
  Spot key_spot;
  Node value;
};

// "a number", "text", "a table", ...: how messages call the kind of a value.
std::string_view kind_of(const Node& node);

// The member named `key`, or null.
const Member* find(const Table& table, std::string_view key);
Member* find(Table& table, std::string_view key);

// The `name` of a table that has one as text, or null.
const std::string* name_of(const Node& table);

// The first `most` bytes of a text, or a little less, and "..." if there is more.
std::string shortened(std::string_view text, std::size_t most);

// `text` in quotes, shortened to what fits in a message.
std::string in_quotes(std::string_view text);

}  // namespace hotline::reading
