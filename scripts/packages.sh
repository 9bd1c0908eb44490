# Installs what is missing of the Debian packages that are named in the given lists, and says what keeps a
# machine from building at all. Sourced by ./run, ./test and the gate; asks for root rights for packages alone.

# Names of a list: one a line, `#` begins a comment.
packages_of() { sed 's/#.*//; s/[[:space:]]*$//; /^$/d' "$@"; }

# Node.js and npm may also come from elsewhere than Debian, if they are not older.
is_installed() {
  case $1 in
    nodejs) [ "$(major_of node)" -ge 18 ] && return 0 ;;
    npm) [ "$(major_of npm)" -ge 9 ] && return 0 ;;
  esac
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

major_of() {
  local version
  version=$(command -v "$1" >/dev/null && "$1" --version 2>/dev/null) || version=0
  version=${version#v}
  echo "${version%%.*}"
}

install_missing() {
  local missing=() name
  for name in $(packages_of "$@"); do is_installed "$name" || missing+=("$name"); done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "These Debian packages are missing and will be installed: ${missing[*]}"
  if ! command -v apt-get >/dev/null; then
    echo "This is no Debian: there is no apt-get. Put them on the machine in its own way, then come again." >&2
    return 1
  fi
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "Root rights are needed for that. Please run as root: apt-get install ${missing[*]}" >&2
      return 1
    fi
    root=(sudo)
    echo "(root rights are asked for this alone)"
  fi
  apt_install "${missing[@]}"
}

# Nothing is removed for their sake, and nothing asks a question. Uses root() of install_missing.
apt_install() {
  local log apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
  log=$(mktemp)
  "${root[@]}" "${apt[@]}" update >"$log" 2>&1 </dev/null || echo "(some package lists could not be refreshed)"
  if ! "${root[@]}" "${apt[@]}" install -y --no-install-recommends --no-remove "$@" 2>&1 </dev/null |
    tee "$log" | sed -u -n 's/^Setting up \([^ ]*\) .*/  \1/p'; then
    grep -E '^E: ' "$log" >&2 || tail -n 5 "$log" >&2
    if grep -q 'Packages need to be removed' "$log"; then
      echo "Other packages are in their way, and are yours to remove: $(apt-get -s install "$@" 2>/dev/null |
        sed -n 's/^Remv \([^ ]*\).*/\1/p' | tr '\n' ' ')" >&2
    else
      echo "The packages could not be installed. Without a network, put these on the machine first: $*" >&2
    fi
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# What no package can mend.
check_machine() {
  if [ "$(uname -m)" != x86_64 ] || ! grep -qw sse4_2 /proc/cpuinfo; then
    echo "Vigie needs an x86-64 processor with SSE4.2; in a virtual machine, choose the host's processor model." >&2
    return 1
  fi
  if [ -e build ] && [ ! -w build ]; then
    echo "The folder build/ is another user's. Remove it, or run as that user: $(stat -c %U build)" >&2
    return 1
  fi
}

# configure PRESET [OPTION…]: CMake, from scratch where the folder has been moved since; its words only if it fails.
configure() {
  local preset=$1 cache=build/$1/CMakeCache.txt log fresh=()
  if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$cache"; then fresh=(--fresh); fi
  log=$(mktemp)
  if ! cmake "${fresh[@]}" --preset "$@" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
