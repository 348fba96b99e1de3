#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace hotline {

// A place in an input file, for messages. Lines and columns count from 1; 0 means unknown.
// A column is a Unicode code point, not a byte.
struct Place {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;
};

// One mistake in an input, written for the person who made it.
struct Problem {
  Place place;
  std::string message;    // what is wrong, in one sentence without the place
  std::string hint;       // what was expected, or the nearest valid name; may be empty
  std::string line_text;  // the line of the file at `place`, shown above the caret; may be empty
};

// Base of everything that the library throws. `what()` is fit to be shown to a user.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// An input with mistakes: all of them, in the order of their places.
// `what()` is the text of `describe` for all problems.
class InputError : public Error {
 public:
  // Precondition: `problems` is not empty.
  explicit InputError(std::vector<Problem> problems);
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

// "file:line:column: error: message", the line with a caret under the place, then the hint, each on
// a line of its own. What is unknown is left out, of a long line all but the part about the caret.
// Characters that could command or confuse a terminal are replaced. Ends with a newline.
std::string describe(const Problem& problem);

}  // namespace hotline
