#include <cmath>
#include <fstream>

#include "hotline/random/distribution.hpp"
#include "mistakes.hpp"
#include "support/temporary_folder.hpp"

namespace hotline::test {
namespace {

Distribution talk(const std::string& law) {
  return parse_scenario(
             kSteady + "[[call]]\nname = \"help\"\narrivals = { rate = \"1/min\" }\ntalk = " + law +
             "\n")
      .calls[0]
      .talk.usual;
}

template <class Law>
Law talk_as(const std::string& text) {
  return std::get<Law>(talk(text).law());
}

TEST_CASE("every law is read") {
  CHECK(talk_as<law::Constant>("\"20 s\"").value == 20);
  CHECK(talk_as<law::Constant>("{ constant = \"20 s\" }").value == 20);
  CHECK(talk_as<law::Exponential>("{ exponential = { mean = \"40 s\" } }").mean == 40);
  const auto uniform = talk_as<law::Uniform>("{ uniform = { from = \"0 s\", to = \"1 min\" } }");
  CHECK(uniform.low == 0);
  CHECK(uniform.high == 60);
  const auto triangular =
      talk_as<law::Triangular>("{ triangular = { from = \"1 s\", peak = \"2 s\", to = \"5 s\" } }");
  CHECK(triangular.low == 1);
  CHECK(triangular.mode == 2);
  CHECK(triangular.high == 5);
  const auto lognormal = talk_as<law::LogNormal>("{ lognormal = { mean = \"9 min\", cv = 0.9 } }");
  CHECK(lognormal.mean == 540);
  CHECK(lognormal.cv == 0.9);
  const auto gamma = talk_as<law::Gamma>("{ gamma = { mean = \"9 s\", shape = 2 } }");
  CHECK(gamma.mean == 9);
  CHECK(gamma.shape == 2);
  const auto erlang = talk_as<law::Erlang>("{ erlang = { phases = 3, mean = \"9 s\" } }");
  CHECK(erlang.phases == 3);
  CHECK(erlang.mean == 9);
  const auto weibull = talk_as<law::Weibull>("{ weibull = { shape = 0.8, mean = \"4 min\" } }");
  CHECK(weibull.shape == 0.8);
  CHECK(weibull.mean == 240);
  const auto normal =
      talk_as<law::TruncatedNormal>("{ normal = { mean = \"9 s\", sd = \"2 s\" } }");
  CHECK(normal.mean == 9);
  CHECK(normal.sd == 2);
  const auto phases = talk_as<law::Hyperexponential>(
      "{ hyperexponential = { shares = [0.25, 0.75], means = [\"1 s\", \"2 s\"] } }");
  CHECK(phases.shares == std::vector{0.25, 0.75});
  CHECK(phases.means == std::vector{1.0, 2.0});
  const auto empirical =
      talk_as<law::Empirical>("{ empirical = { values = [\"20 s\", \"1 min\"] } }");
  CHECK(empirical.values == std::vector{20.0, 60.0});
  const auto shifted = talk_as<law::Shifted>(
      "{ shifted = { by = \"5 s\", of = { exponential = { mean = \"40 s\" } } } }");
  CHECK(shifted.by == 5);
  CHECK(shifted.of->mean() == doctest::Approx(40));
  const auto mixed = talk_as<law::Mixed>(
      "{ mixed = [{ share = 0.25, of = \"8 s\" }, { share = 0.75, of = \"4 s\" }] }");
  CHECK(mixed.shares == std::vector{0.25, 0.75});
  CHECK(mixed.parts[1].mean() == 4);
}

TEST_CASE("laws given by other parameters have the moments that these imply") {
  CHECK(talk("{ exponential = { rate = \"6/min\" } }").mean() == doctest::Approx(10));
  const Distribution by_sd = talk("{ lognormal = { mean = \"10 s\", sd = \"5 s\" } }");
  CHECK(by_sd.mean() == doctest::Approx(10));
  CHECK(by_sd.cv() == doctest::Approx(0.5));
  const Distribution by_median = talk("{ lognormal = { median = \"10 s\", sigma = 0.5 } }");
  CHECK(by_median.mean() == doctest::Approx(10 * std::exp(0.125)));
  CHECK(by_median.cdf(10) == doctest::Approx(0.5));
  const Distribution gamma = talk("{ gamma = { mean = \"10 s\", cv = 0.5 } }");
  CHECK(gamma.mean() == doctest::Approx(10));
  CHECK(gamma.cv() == doctest::Approx(0.5));
  const Distribution weibull = talk("{ weibull = { shape = 2, scale = \"10 s\" } }");
  CHECK(weibull.mean() == doctest::Approx(10 * std::sqrt(std::acos(-1.0)) / 2));
  CHECK(weibull.cdf(10) == doctest::Approx(1 - std::exp(-1)));
}

TEST_CASE("a hyperexponential law of two moments has balanced means") {
  const std::string text = "{ hyperexponential = { mean = \"10 s\", cv = 2 } }";
  CHECK(talk(text).mean() == doctest::Approx(10));
  CHECK(talk(text).cv() == doctest::Approx(2));
  const auto law = talk_as<law::Hyperexponential>(text);
  CHECK(law.shares[0] * law.means[0] == doctest::Approx(law.shares[1] * law.means[1]));
}

std::string csv_mistakes(const TemporaryFolder& folder, const std::string& column) {
  const auto file = folder.write("scenario.toml",
                                 kSteady +
                                     "[[call]]\nname = \"help\"\narrivals = { rate = \"1/min\" }\n"
                                     "talk = { empirical = { file = \"data.csv\", column = \"" +
                                     column + "\", unit = \"min\" } }\n");
  try {
    const auto law = read_scenario(file).calls[0].talk.usual.law();
    std::string values;
    for (const Seconds value : std::get<law::Empirical>(law).values) {
      values += std::to_string(static_cast<int>(value)) + " ";
    }
    return values;
  } catch (const InputError& error) {
    std::string messages;
    for (const Problem& problem : error.problems()) {
      messages +=
          problem.message.substr(problem.message.find("data.csv")) + "\n" + problem.hint + "\n";
    }
    return messages;
  }
}

TEST_CASE("the values of an empirical law may come from a CSV file beside the scenario") {
  const TemporaryFolder folder;
  folder.write("data.csv", "\xEF\xBB\xBFid,talk\r\n1,2\r\n2, 0.5 \r\n\r\n\"3\",\"4\"\r\n");
  CHECK(csv_mistakes(folder, "talk") == "120 30 240 ");
  folder.write("data.csv", "id,\"talk, in \"\"minutes\"\"\"\n1,2\n");
  CHECK(csv_mistakes(folder, "talk, in \\\"minutes\\\"") == "120 ");
}

TEST_CASE("mistakes in a CSV file are told with its lines") {
  const TemporaryFolder folder;
  folder.write("data.csv", "id,talk\n1,2\n2,two\n3\n4,-1\n5,nan\n");
  CHECK(csv_mistakes(folder, "talk") ==
        "data.csv:3: \"two\" is not a length of time\n"
        "each field must be a number from 0, without a unit\n"
        "data.csv:4: this line has 1 fields, too few\n"
        "each field must be a number from 0, without a unit\n"
        "data.csv:5: \"-1\" is not a length of time\n"
        "each field must be a number from 0, without a unit\n"
        "data.csv:6: \"nan\" is not a length of time\n"
        "each field must be a number from 0, without a unit\n");
  CHECK(csv_mistakes(folder, "tlak") ==
        "data.csv has no column \"tlak\"\ndid you mean \"talk\"?\n");
  folder.write("data.csv", "");
  CHECK(csv_mistakes(folder, "talk") == "data.csv has no column \"talk\"\nthe file is empty\n");
  folder.write("data.csv", "talk\n");
  CHECK(csv_mistakes(folder, "talk") == "data.csv has no rows\n\n");
}

}  // namespace
}  // namespace hotline::test
