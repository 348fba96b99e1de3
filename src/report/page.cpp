#include "hotline/report/page.hpp"

#include "hotline/base/error.hpp"
#include "page_bytes.hpp"

namespace hotline {
namespace {

// JSON in which no browser finds the end of a script, a comment or a line where there is none: "<"
// stands in strings only, where its escape means the same.
void write_inert(std::string_view json, std::ostream& out) {
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] == '<') {
      out << "\\u003c";
    } else if (json.substr(i, 3) == "\xE2\x80\xA8") {
      out << "\\u2028";
      i += 2;
    } else if (json.substr(i, 3) == "\xE2\x80\xA9") {
      out << "\\u2029";
      i += 2;
    } else {
      out << json[i];
    }
  }
}

}  // namespace

std::vector<SourceText> source_texts(const std::string& file, const Texts::ByPath& texts,
                                     const std::vector<std::string>& overrides) {
  constexpr std::size_t kMostData = 100'000;
  std::vector<SourceText> sources;
  const auto add = [&](const std::string& name, const std::string& text) {
    const bool cut = !name.ends_with(".toml") && name != file && text.size() > kMostData;
    sources.push_back({name, cut ? text.substr(0, kMostData) : text, cut});
  };
  if (const auto first = texts.find(file); first != texts.end()) add(file, first->second);
  for (const auto& [name, text] : texts) {
    if (name != file) add(name, text);
  }
  for (const std::string& word : overrides) add("--set " + word, word);
  return sources;
}

std::string_view why_no_page() { return detail::kWhyNoPage; }

const std::vector<std::string>& page_languages() {
  static const std::vector<std::string> languages = {"en", "es"};
  return languages;
}

void write_page(std::string_view data, std::ostream& out) {
  const std::size_t mark = detail::kPage.find(detail::kPageDataMark);
  if (mark == std::string_view::npos) {
    throw Error("this program was built without the report page: " + std::string(why_no_page()));
  }
  out << detail::kPage.substr(0, mark);
  write_inert(data, out);
  out << detail::kPage.substr(mark + detail::kPageDataMark.size());
}

}  // namespace hotline
