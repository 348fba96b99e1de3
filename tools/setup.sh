# What tools/run and tools/test share: the packages the project needs and how it is built.
# Sourced by scripts that set -euo pipefail.
# shellcheck shell=bash disable=SC2034

project=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

# Names in Debian 12 and Ubuntu 24.04, and newer.
run_packages=(g++ cmake ninja-build libboost-dev libboost-program-options-dev libfmt-dev
  libtomlplusplus-dev nlohmann-json3-dev libhowardhinnant-date-dev tzdata libsqlite3-dev
  libxlsxwriter-dev coinor-libcbc-dev)
test_packages=(doctest-dev librapidcheck-dev libeigen3-dev)
bench_packages=(libbenchmark-dev)
all_test_packages=(python3-pandas python3-numpy libopenmpi-dev openmpi-bin chromium libreoffice-calc-nogui)  # for tools/test --all
format_packages=(clang-format)

# The report page is bundled by Node.js; one that did not come from a package will do. npm of Debian
# brings some hundred small packages along.
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  run_packages+=(nodejs npm)
fi

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "error: $*"
  exit 1
}

is_installed() {
  [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# Installs those of the named packages that are missing.
install_packages() {
  if ! command -v dpkg-query >/dev/null; then
    # Configuring the build will tell what is missing.
    [[ -d $project/build ]] ||
      say "This is neither Debian nor Ubuntu: please see that you have what these packages hold: $*"
    return
  fi
  local package missing=()
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  ((${#missing[@]})) || return 0

  local as_root=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null ||
      fail "these packages are missing: ${missing[*]}
Please have an administrator run: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  command -v apt-get >/dev/null ||
    fail "these packages are missing and there is no apt-get to install them: ${missing[*]}"

  say "Installing ${missing[*]}; this may take some minutes"
  local log
  log=$(mktemp)
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q)
  # An update that fails for some other source of packages need not stop us.
  if ! { "${apt[@]}" update || true
    "${apt[@]}" install -y --no-install-recommends "${missing[@]}"
  } >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    fail "the packages could not be installed"
  fi
  rm -f "$log"
}

# Shows how far ninja is, from its output; the output itself goes to a log.
show_progress() { # what log
  local line counts shown=
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$2"
    [[ $line =~ ^\[([0-9]+/[0-9]+)\] ]] || continue
    counts=${BASH_REMATCH[1]}
    # Looking for new source files is a step of every build, and no news.
    [[ $line == *"Re-checking globbed directories"* ]] && continue
    if [[ -t 2 ]]; then
      printf '\rBuilding %s: step %s ' "$1" "$counts" >&2
    elif [[ -z $shown ]]; then
      say "Building $1; the first time takes a minute or two"
    fi
    shown=yes
  done
  if [[ -n $shown && -t 2 ]]; then printf '\r\033[K' >&2; fi
}

# Parts of the build that not everybody wants: HOTLINE_BUILD_C for instance.
parts=()

# Is the build folder of a preset ready for ninja, and for the tests if they are wanted?
is_configured() { # folder tests
  local part
  [[ -f $1/build.ninja ]] || return 1
  for part in "${parts[@]}"; do
    grep -q "^$part:BOOL=ON$" "$1/CMakeCache.txt" || return 1
  done
  [[ $2 == OFF ]] || grep -q '^HOTLINE_BUILD_TESTS:BOOL=ON$' "$1/CMakeCache.txt"
}

configure() { # preset tests
  local folder=$project/build/$1
  # A copy of the project must not build the sources of the original.
  if [[ -f $folder/CMakeCache.txt ]] &&
    ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$project" "$folder/CMakeCache.txt"; then
    rm -rf "$folder"
  fi
  is_configured "$folder" "$2" && return
  mkdir -p "$folder"
  local on=("${parts[@]/%/:BOOL=ON}")
  on=("${on[@]/#/-D}")
  say "Configuring the build"
  if ! (cd "$project" && cmake --preset "$1" "-DHOTLINE_BUILD_TESTS:BOOL=$2" "${on[@]}") \
    >"$folder/configure.log" 2>&1; then
    cat "$folder/configure.log" >&2
    rm -f "$folder/build.ninja"
    fail "the build could not be configured"
  fi
}

# Builds targets of a preset in build/<preset>, configured with or without the tests (ON, OFF). Says
# nothing if there is nothing to do.
build() { # preset tests what target...
  local preset=$1 tests=$2 what=$3 log=$project/build/$1/build.log
  shift 3
  mkdir -p "$project/build"
  (
    flock 9 # two commands at a time would build the same files
    configure "$preset" "$tests"
    : >"$log"
    if ! NINJA_STATUS='[%f/%t] ' ninja -C "$project/build/$preset" -j "$(nproc)" "$@" 2>&1 9>&- |
      show_progress "$what" "$log"; then
      cat "$log" >&2
      fail "the build failed"
    fi
  ) 9>"$project/build/lock" || exit 1
}
