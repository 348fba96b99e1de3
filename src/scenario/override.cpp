#include "override.hpp"

#include <optional>
#include <utility>

#include "path.hpp"
#include "toml.hpp"

namespace hotline::reading {
namespace {

constexpr std::string_view kPathHint =
    "write it like demand.volume=24000, call.\"migration information\".balk=0.02 or "
    "demand.levels[0].calls_per_day=150";

}  // namespace

void apply_override(Node& root, const Source& source, Problems& problems) {
  const auto path = parse_path(source.text, true);
  if (!path) {
    problems.add({&source, 0, 1}, "this is not a path and a value", std::string(kPathHint));
    return;
  }
  if (path->steps.front().key == "base") {
    problems.add({&source, 0, 1}, "\"base\" can only be set in a file");
    return;
  }
  auto value = parse_override_value(source, path->end, problems);
  if (!value) return;
  Node changed = root;  // a path that leads nowhere must not leave its beginnings behind
  if (set_value(changed, source.text, {&source, 0, 1}, path->steps, std::move(*value), problems)) {
    root = std::move(changed);
  }
}

}  // namespace hotline::reading
