# Installs what is missing of the Debian packages that are named in the given lists. Sourced by
# ./run and ./test; asks for root rights for this alone.

# Names of a list: one a line, `#` begins a comment.
packages_of() { sed 's/#.*//; s/[[:space:]]*$//; /^$/d' "$@"; }

# Node.js and npm may also come from elsewhere than Debian.
is_installed() {
  case $1 in
    nodejs) command -v node >/dev/null && return 0 ;;
    npm) command -v npm >/dev/null && return 0 ;;
  esac
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

install_missing() {
  local missing=() name root=()
  for name in $(packages_of "$@"); do is_installed "$name" || missing+=("$name"); done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "These Debian packages are missing and will be installed: ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "Root rights are needed for that. Please run as root: apt-get install ${missing[*]}" >&2
      return 1
    fi
    root=(sudo)
    echo "(root rights are asked for this alone)"
  fi
  local log
  log=$(mktemp)
  if ! { "${root[@]}" apt-get update -q && DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -q \
    --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "The packages could not be installed. Without a network, put these on the machine first: ${missing[*]}" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
