# shellcheck shell=sh
# Sourced by ./run and ./test: `need FILE...` installs the listed packages that are missing.
# Nothing is asked of the network where all are present. POSIX sh.

packages_in() {
  sed -e 's/#.*//' -e 's/[[:space:]]//g' "$@" | sed '/^$/d' | sort -u
}

missing_of() {
  for package in $(packages_in "$@"); do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || state=absent
    [ "$state" = installed ] || printf '%s\n' "$package"
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    echo "This needs root, and there is no sudo. As root, run:" >&2
    echo "  apt-get install --no-install-recommends $missing" >&2
    return 1
  fi
}

install_packages() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

need() {
  if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "No Debian packages here; install by hand what these list: $*" >&2
    return 0
  fi
  missing=$(missing_of "$@" | tr '\n' ' ')
  if [ -z "$missing" ]; then
    return 0
  fi
  echo "Installing: $missing"
  # A stale list of packages is the usual reason for a failure; it is renewed only then.
  # shellcheck disable=SC2086
  install_packages $missing || { as_root apt-get update && install_packages $missing; }
}

# want COMMAND PACKAGE: a program some tests look on with, wherever it came from. Where it cannot be
# had, those tests say so and are skipped.
want() {
  command -v "$1" >/dev/null 2>&1 && return 0
  command -v dpkg-query >/dev/null 2>&1 || return 0
  missing=$2
  echo "Installing: $2"
  install_packages "$2" || { as_root apt-get update && install_packages "$2"; } ||
    echo "$2 could not be installed; the tests that need $1 are skipped." >&2
}
