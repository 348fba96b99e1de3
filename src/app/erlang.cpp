#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>

#include "command.hpp"
#include "erlang_calculators.hpp"
#include "options.hpp"

namespace hotline {
namespace {

namespace po = boost::program_options;

std::vector<Calculator> all_calculators() {
  std::vector<Calculator> all;
  for (auto family : {queue_calculators, loss_calculators, handling_calculators,
                      special_calculators, day_calculators}) {
    for (Calculator& calculator : family()) all.push_back(std::move(calculator));
  }
  return all;
}

std::string help() {
  std::string text = R"(Usage: hotline erlang MODEL [options]

Computes without simulating: by formulas, and by solving the equations of a model.

Models:
)";
  for (const Calculator& calculator : all_calculators()) {
    text += fmt::format("  {:<11} {}\n              {}\n", calculator.name, calculator.model,
                        calculator.assumes);
  }
  text += R"(
"hotline erlang MODEL --help" lists the options of a model. Those of all models:
  --format FORMAT         what to print: text (default), json or csv
  --help                  print this

Times are written like 20s or "1 min 30 s", rates like 100/30min or 12/h, shares like 3% or 0.03,
targets like 80/20s: 80 % answered within 20 s.

Examples:
  hotline erlang c --calls 100/30min --handling 3min --target 80/20s
  hotline erlang c --calls 100/30min --handling 3min --agents 8..20
  hotline erlang c --calls 80/30min..120/30min --handling 3min --target 80/20s
  hotline erlang a --calls 100/30min --handling 3min --patience 4min --agents 12 --format json
)";
  return text;
}

std::string help_of(const Calculator& calculator) {
  std::string text = fmt::format("Usage: hotline erlang {} [options]\n\n{}. {}\n\nOptions:\n",
                                 calculator.name, calculator.model, calculator.assumes);
  for (const CalculatorOption& option : calculator.options) {
    text +=
        fmt::format("  {:<24}{}\n", fmt::format("--{} {}", option.name, option.value), option.help);
  }
  text += "  --format FORMAT         what to print: text (default), json or csv\n";
  text += "  --help                  print this\n";
  return text + fmt::format("\nExamples:\n  hotline erlang {}\n", calculator.example);
}

const Calculator& calculator_named(const std::string& name, const std::vector<Calculator>& all) {
  const auto found = std::ranges::find(all, name, &Calculator::name);
  if (found != all.end()) return *found;
  std::vector<std::string> names;
  for (const Calculator& calculator : all) names.emplace_back(calculator.name);
  if (name.starts_with('-')) {
    throw CommandLineError("\"erlang\" needs a model before its options",
                           fmt::format("The models are {}.", fmt::join(names, ", ")));
  }
  std::string hint = suggestion(name, names);
  if (hint.empty()) hint = fmt::format("The models are {}.", fmt::join(names, ", "));
  throw CommandLineError(fmt::format("there is no model \"{}\"", name), hint);
}

AnswerFormat format_named(const std::string& name) {
  if (name == "text") return AnswerFormat::kText;
  if (name == "json") return AnswerFormat::kJson;
  if (name == "csv") return AnswerFormat::kCsv;
  const std::vector<std::string> names = {"text", "json", "csv"};
  throw CommandLineError(fmt::format("--format must be text, json or csv, not \"{}\"", name),
                         suggestion(name, names));
}

po::options_description known_options(const Calculator& calculator) {
  po::options_description options;
  for (const CalculatorOption& option : calculator.options) {
    options.add_options()(std::string(option.name).c_str(), po::value<std::string>());
  }
  options.add_options()("format", po::value<std::string>())("help,h", "");
  return options;
}

// Which models have an option of this name, for a hint.
std::string models_with(const std::string& option, const std::vector<Calculator>& all) {
  std::vector<std::string_view> models;
  for (const Calculator& calculator : all) {
    for (const CalculatorOption& known : calculator.options) {
      if ("--" + std::string(known.name) == option) models.push_back(calculator.name);
    }
  }
  if (models.empty()) return "";
  return fmt::format("These models have it: {}.", fmt::join(models, ", "));
}

Options parsed_options(const Calculator& calculator, const std::vector<Calculator>& all,
                       const std::vector<std::string>& arguments) {
  try {
    return {known_options(calculator), arguments};
  } catch (const CommandLineError& error) {
    if (!error.hint().empty()) throw;
    for (const std::string& argument : arguments) {
      const std::string name = argument.substr(0, argument.find('='));
      const auto has = [&](const CalculatorOption& x) {
        return "--" + std::string(x.name) == name;
      };
      if (!name.starts_with("--") || std::ranges::any_of(calculator.options, has)) continue;
      throw CommandLineError(error.what(), models_with(name, all));
    }
    throw;
  }
}

Question question_of(const Calculator& calculator, const Options& options) {
  std::map<std::string, std::string> given;
  for (const CalculatorOption& option : calculator.options) {
    const std::string name(option.name);
    if (const auto text = options.text(name)) given[name] = *text;
  }
  std::vector<std::string> files = options.all("file");
  if (!files.empty() && calculator.name != "day") {
    throw CommandLineError(fmt::format("\"{}\" is not an option", files.front()),
                           "Values with blanks need quotes: --handling \"3 min\", or 3min.");
  }
  return {std::move(given), std::move(files)};
}

// Numbers beyond what a formula can do are the asker's, not the program's, mistake.
Answer answered(const Calculator& calculator, const Question& question) {
  try {
    return calculator.answer(question);
  } catch (const CommandLineError&) {
    throw;
  } catch (const Error& error) {
    throw CommandLineError(error.what());
  }
}

int erlang_command(const std::vector<std::string>& arguments, const Console& console) {
  if (arguments.empty()) {
    throw CommandLineError("\"erlang\" needs a model",
                           "For example: hotline erlang c --calls 100/30min --handling 3min "
                           "--target 80/20s");
  }
  if (arguments[0] == "--help" || arguments[0] == "-h") {
    console.out << help();
    return kDone;
  }
  const std::vector<Calculator> all = all_calculators();
  const Calculator& calculator = calculator_named(arguments[0], all);
  const Options options = parsed_options(calculator, all, {arguments.begin() + 1, arguments.end()});
  if (options.has("help")) {
    console.out << help_of(calculator);
    return kDone;
  }
  const AnswerFormat format = format_named(options.text("format").value_or("text"));
  Answer answer = answered(calculator, question_of(calculator, options));
  answer.model = calculator.model;
  print_answer(answer, format, console);
  return kDone;
}

}  // namespace

const Command kErlangCommand = {"erlang", "MODEL [options]",
                                "compute by formula, without simulating", erlang_command};

}  // namespace hotline
