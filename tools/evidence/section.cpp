#include "evidence/section.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "hotline/base/error.hpp"

namespace hotline::evidence {

std::string with_section(const std::string& page, std::string_view name, std::string_view text) {
  const std::string begin = fmt::format("<!-- {}: begin -->\n", name);
  const std::string end = fmt::format("<!-- {}: end -->", name);
  const auto from = page.find(begin);
  const auto to = from == std::string::npos ? from : page.find(end, from);
  if (to == std::string::npos) throw Error(fmt::format("the page has no section '{}'", name));
  return page.substr(0, from) + begin + std::string(text) + page.substr(to);
}

void write_section(const std::filesystem::path& file, std::string_view name,
                   std::string_view text) {
  std::ifstream in(file);
  if (!in) throw Error(fmt::format("cannot read {}", file.string()));
  const std::string page{std::istreambuf_iterator<char>(in), {}};
  const std::string changed = with_section(page, name, text);
  in.close();
  std::ofstream out(file, std::ios::trunc);
  out << changed;
  if (!out.flush()) throw Error(fmt::format("cannot write {}", file.string()));
}

}  // namespace hotline::evidence
