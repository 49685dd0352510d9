#!/bin/sh
# Installs the Debian packages that are missing for the named sets: tools/setup.sh build [package] [test] [check]
# [bench].
# Says what it installs, uses sudo only when not root, and does nothing (at once) when everything is there.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
installed=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' 2>/dev/null | sed -n 's/^ii *//p') || {
    echo "setup: this is no Debian system; install the packages of tools/packages.txt by hand" >&2
    exit 1
}
missing=
for set in "$@"; do
    while read -r of package command; do
        [ "$of" = "$set" ] || continue
        printf '%s\n' "$installed" | grep -qx "$package" && continue
        if [ -n "$command" ] && command -v "$command" >/dev/null 2>&1; then continue; fi
        missing="$missing $package"
    done <"$here/packages.txt"
done
[ -n "$missing" ] || exit 0

echo "setup: installing$missing"
sudo=
if [ "$(id -u)" != 0 ]; then
    sudo=sudo
    command -v sudo >/dev/null || { echo "setup: not root and no sudo: run as root: apt-get install$missing" >&2; exit 1; }
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
if ! { $sudo apt-get update -q && $sudo apt-get install -q -y --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    echo "setup: apt-get could not install$missing: see the lines above" >&2
    exit 1
fi
echo "setup: done"
