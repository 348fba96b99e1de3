#include "hotline/report/page.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "hotline/base/error.hpp"
#include "hotline/report/data.hpp"
#include "sample.hpp"

using namespace hotline;
using Json = nlohmann::json;

namespace {

Json data_of(const Result& result, const PageSetting& setting = {}) {
  const RunFindings findings{.result = result,
                             .file = "small.toml",
                             .theory = {},
                             .required = {},
                             .bands = {},
                             .observed = {{"asa", {1.0 / 3, kUnknown}}}};
  return Json::parse(run_page_data(findings, setting));
}

Json summary_of(const Result& result) {
  std::ostringstream out;
  write_summary_json(result, "small.toml", out);
  return Json::parse(out.str());
}

bool has_page() { return why_no_page().empty(); }

std::string page_of(std::string_view data) {
  std::ostringstream out;
  write_page(data, out);
  return out.str();
}

}  // namespace

TEST_CASE("the data of the page holds the summary word for word") {
  const Result result = sample::result();
  const Json data = data_of(result, {.language = "es", .command = "hotline run x", .sources = {}});
  CHECK(data.at("kind") == "run");
  CHECK(data.at("language") == "es");
  CHECK(data.at("summary") == summary_of(result));
}

TEST_CASE("pictures have the intervals in which there is something to see") {
  const Result result = sample::result();
  const Json data = data_of(result);
  // Thursday and Friday from 08:00 to 16:00, in intervals of two hours.
  const Json& week = data.at("week");
  REQUIRE(week.at("cells").size() == 8);
  CHECK(week.at("cells")[0] == Json::parse(R"(["thu", "08:00", "10:00", 1])"));
  CHECK(week.at("calls").at("offered").size() == 8);
  CHECK(week.at("call_types").size() == 2);
  CHECK(week.at("call_types")[0].at("service_level").size() == 8);
  CHECK(week.at("required")[0].is_null());
  CHECK(data.at("day").at("slots").size() == 4);
  CHECK(data.at("dates").at("dates") == Json::parse(R"(["2013-07-04", "2013-07-05"])"));
  CHECK(data.at("observed").at("asa") == Json::parse("[0.333333, null]"));
}

TEST_CASE("values of single observations are kept for the page and forgotten elsewhere") {
  Result result = sample::result();
  for (Estimate& estimate : result.all_calls) estimate.values = {0.5, 0.25};
  CHECK(observed_values(result).at("service_level") == std::vector<double>{0.5, 0.25});
  forget_values(result);
  CHECK(summary_of(result).at("all_calls").at("asa").count("values") == 0);
}

TEST_CASE("the scenario's own text comes first, then its bases, then the overrides") {
  const auto sources = source_texts(
      "b.toml", {{"a.toml", "1"}, {"b.toml", "2"}, {"x.csv", std::string(200'000, '7')}}, {"x=3"});
  REQUIRE(sources.size() == 4);
  CHECK(sources[0].name == "b.toml");
  CHECK(sources[1].text == "1");
  CHECK(sources[2].cut);
  CHECK(sources[2].text.size() == 100'000);
  CHECK(sources[3].name == "--set x=3");
}

TEST_CASE("no text of the data can become markup") {
  if (!has_page()) {
    MESSAGE("built without the page: " << why_no_page());
    CHECK_THROWS_AS(page_of("{}"), Error);
    return;
  }
  const std::string page = page_of("{\"a\":\"</script><!--\xE2\x80\xA8\"}");
  CHECK(page.find(R"({"a":"\u003c/script>\u003c!--\u2028"})") != std::string::npos);
  CHECK(page.starts_with("<!doctype html>"));
  CHECK(page.find("Content-Security-Policy") != std::string::npos);
  CHECK(page.find("@@HOTLINE_DATA@@") == std::string::npos);
  CHECK(page.size() < 1'500'000);
}
