#include "progress.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

#include "hotline/base/time.hpp"

namespace hotline {
namespace {

constexpr int kBarColumns = 30;
constexpr std::string_view kEraseLine = "\r\x1b[K";

}  // namespace

std::string progress_text(int done, int asked, std::chrono::duration<double> elapsed) {
  const double share = static_cast<double>(done) / asked;
  const auto filled = static_cast<std::size_t>(share * kBarColumns);
  std::string text =
      fmt::format("[{}{}]  {} of {} done, {:.0f} %", std::string(filled, '#'),
                  std::string(kBarColumns - filled, '.'), done, asked, std::floor(100 * share));
  if (done > 0 && done < asked) {
    const Seconds left = elapsed.count() * (asked - done) / done;
    text += fmt::format(", about {} left", format_duration(std::ceil(left)));
  }
  return text;
}

Progress::~Progress() { hide(); }

void Progress::hide() {
  if (drawn_) out_ << kEraseLine << std::flush;
  drawn_ = false;
}

void Progress::show(int done, int asked) {
  if (!live_) return;
  out_ << kEraseLine << progress_text(done, asked, std::chrono::steady_clock::now() - start_)
       << std::flush;
  drawn_ = true;
}

}  // namespace hotline
