#include "hotline/report/name.hpp"

#include <doctest/doctest.h>

namespace hotline {
namespace {

TEST_CASE("a name cannot command the terminal") {
  CHECK(shown("a\x1b[2Jb", true) == "a\uFFFD[2Jb");
  CHECK(shown("a\x1b[2Jb\n", false) == "a?[2Jb?");
  CHECK(shown("C1 \xC2\x9B", true) == "C1 \uFFFD");
  CHECK(shown("right-to-left \u202E", true) == "right-to-left \uFFFD");
}

TEST_CASE("bytes that are no UTF-8 are replaced one by one") {
  CHECK(shown("\xFF\xC3", true) == "\uFFFD\uFFFD");
  CHECK(shown("\xC0\xAF", true) == "\uFFFD\uFFFD");            // overlong
  CHECK(shown("\xED\xA0\x80", true) == "\uFFFD\uFFFD\uFFFD");  // surrogate
}

TEST_CASE("letters beyond ASCII stay where they can be shown") {
  CHECK(shown("Información", true) == "Información");
  CHECK(shown("Información", false) == "Informaci?n");
}

TEST_CASE("a fitted name takes exactly its columns") {
  CHECK(fitted("papers", 8, true) == "papers  ");
  CHECK(fitted("protection desk", 10, true) == "protect...");
  CHECK(fitted("Información", 8, true) == "Infor...");
  CHECK(columns_of(fitted("日本語の電話相談", 9, true)) == 9);
  CHECK(fitted("日本語の電話相談", 9, true) == "日本語...");
  CHECK(fitted("日本語の電話相談", 8, true) == "日本... ");
}

TEST_CASE("a combining mark takes no column") {
  CHECK(columns_of("e\u0301") == 1);
  CHECK(fitted("e\u0301", 3, true) == "e\u0301  ");
}

TEST_CASE("a field of CSV is quoted as RFC 4180 asks") {
  CHECK(csv_field("papers") == "papers");
  CHECK(csv_field("papers, visas") == "\"papers, visas\"");
  CHECK(csv_field("the \"hot\" line") == "\"the \"\"hot\"\" line\"");
  CHECK(csv_field("two\nlines") == "\"two\nlines\"");
  CHECK(csv_field("") == "");
}

TEST_CASE("a field of CSV is no formula") {
  CHECK(csv_field("=1+1") == "'=1+1");
  CHECK(csv_field("@SUM(A1)") == "'@SUM(A1)");
  CHECK(csv_field("-2") == "'-2");
  CHECK(csv_field("+cmd|' /C calc'!A0, x") == "\"'+cmd|' /C calc'!A0, x\"");
}

}  // namespace
}  // namespace hotline
