#include "options.hpp"

#include <fmt/format.h>

#include <charconv>

#include "command.hpp"

namespace hotline {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kFile = "file";

std::vector<std::string> names_of(const po::options_description& known) {
  std::vector<std::string> names;
  for (const auto& option : known.options()) names.push_back("--" + option->long_name());
  return names;
}

// The name of an option as it was typed, without its value: "--seed=5" is "--seed".
std::string without_value(const std::string& token) { return token.substr(0, token.find('=')); }

// What is parsed points to the description of the options, so both live here until it is stored.
void parse(const po::options_description& known, const std::vector<std::string>& arguments,
           po::variables_map& values) {
  po::options_description all;
  all.add(known).add_options()(kFile.data(), po::value<std::vector<std::string>>());
  po::positional_options_description positional;
  positional.add(kFile.data(), -1);
  constexpr int kStyle =
      po::command_line_style::default_style & ~po::command_line_style::allow_guessing;
  po::command_line_parser parser(arguments);
  po::store(parser.options(all).positional(positional).style(kStyle).run(), values);
}

}  // namespace

Options::Options(const po::options_description& known, const std::vector<std::string>& arguments) {
  try {
    parse(known, arguments, values_);
  } catch (const po::unknown_option& error) {
    const std::string name = without_value(error.get_option_name());
    throw CommandLineError(fmt::format("there is no option \"{}\"", name),
                           suggestion(name, names_of(known)));
  } catch (const po::multiple_occurrences& error) {
    throw CommandLineError(
        fmt::format("the option \"{}\" is given more than once", error.get_option_name()));
  } catch (const po::error_with_option_name& error) {
    throw CommandLineError(error.what());
  } catch (const po::error& error) {
    throw CommandLineError(error.what());
  }
}

std::optional<std::string> Options::text(const std::string& name) const {
  if (!has(name)) return std::nullopt;
  return values_[name].as<std::string>();
}

std::vector<std::string> Options::all(const std::string& name) const {
  if (!has(name)) return {};
  return values_[name].as<std::vector<std::string>>();
}

std::vector<std::string> Options::given(const std::vector<std::string>& names) const {
  std::vector<std::string> arguments = all(std::string(kFile));
  for (const std::string& name : names) {
    if (!has(name)) continue;
    const boost::any& value = values_[name].value();
    if (const auto* list = boost::any_cast<std::vector<std::string>>(&value)) {
      for (const std::string& one : *list) arguments.push_back(fmt::format("--{}={}", name, one));
    } else {
      const std::string one = values_[name].as<std::string>();
      arguments.push_back(one.empty() ? "--" + name : fmt::format("--{}={}", name, one));
    }
  }
  return arguments;
}

std::optional<std::uint64_t> Options::number(const std::string& name, std::uint64_t least,
                                             std::uint64_t most) const {
  const auto written = text(name);
  if (!written) return std::nullopt;
  std::uint64_t value = 0;
  const char* end = written->data() + written->size();
  const auto [stop, error] = std::from_chars(written->data(), end, value);
  if (error != std::errc() || stop != end || value < least || value > most) {
    throw CommandLineError(fmt::format("--{} must be a whole number from {} to {}, not \"{}\"",
                                       name, least, most, *written));
  }
  return value;
}

}  // namespace hotline
