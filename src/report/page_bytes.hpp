#pragma once

#include <string_view>

namespace hotline::detail {

// The page with a mark in place of its data; empty if the program was built without. Written when
// the program is built, by src/report/page/build.mjs, or else from page_bytes.cpp.in.
extern const std::string_view kPage;
extern const std::string_view kWhyNoPage;

// Where the data goes.
inline constexpr std::string_view kPageDataMark = "@@HOTLINE_DATA@@";

}  // namespace hotline::detail
