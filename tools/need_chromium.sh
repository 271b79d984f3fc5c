#!/bin/sh
# See to it that Chromium and Node are there for the tests of the pages: installed where we may, otherwise said what is missing.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="chromium"
command -v node >/dev/null 2>&1 || missing="$missing nodejs"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing from Debian's packages: $missing ..."
    apt-get update -qq >/dev/null
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    command -v chromium >/dev/null 2>&1 && command -v node >/dev/null 2>&1 && exit 0
fi
echo "The tests of the pages need: $missing" >&2
echo "Install with: sudo apt-get install $missing" >&2
exit 1
