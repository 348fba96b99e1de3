#pragma once

#include <boost/program_options.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotline {

// What was given of the options of one command, which all take text: numbers are read here, so that
// every mistake is answered in the same words.
class Options {
 public:
  // Throws CommandLineError for unknown, incomplete and repeated options. Whatever is no option
  // goes to the option "file".
  Options(const boost::program_options::options_description& known,
          const std::vector<std::string>& arguments);

  bool has(const std::string& name) const { return values_.count(name) > 0; }
  // The value of an option, or nothing if it was not given.
  std::optional<std::string> text(const std::string& name) const;
  std::vector<std::string> all(const std::string& name) const;
  // What was given of these options, files first, as it could be typed again: --name=value.
  std::vector<std::string> given(const std::vector<std::string>& names) const;
  // Throws CommandLineError unless the value is a whole number within [least, most].
  std::optional<std::uint64_t> number(const std::string& name, std::uint64_t least,
                                      std::uint64_t most) const;

 private:
  boost::program_options::variables_map values_;
};

}  // namespace hotline
