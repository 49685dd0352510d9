#!/bin/sh
# Installs what is missing for the named sets: tools/setup.sh build [package] [test] [check] [bench]. Debian's packages
# are those of tools/packages.txt; what only PyPI has, for `test`, is in tools/requirements.txt and goes to build/venv.
# Says what it installs, uses sudo only when not root, and does nothing (at once) when everything is there.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
known=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' 2>/dev/null) || {
    echo "setup: this is no Debian system; install the packages of tools/packages.txt by hand" >&2
    exit 1
}
installed=$(printf '%s\n' "$known" | sed -n 's/^ii *//p')
missing=
for set in "$@"; do
    while read -r of package command; do
        [ "$of" = "$set" ] || continue
        printf '%s\n' "$installed" | grep -qx "$package" && continue
        if [ -n "$command" ] && command -v "$command" >/dev/null 2>&1; then continue; fi
        missing="$missing $package"
    done <"$here/packages.txt"
done
install_packages() {
    echo "setup: installing$missing"
    sudo=
    if [ "$(id -u)" != 0 ]; then
        sudo=sudo
        command -v sudo >/dev/null || { echo "setup: not root and no sudo: run as root: apt-get install$missing" >&2; exit 1; }
    fi
    export DEBIAN_FRONTEND=noninteractive
    if ! { $sudo apt-get update -q && $sudo apt-get install -q -y --no-install-recommends $missing; } >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        echo "setup: apt-get could not install$missing: see the lines above" >&2
        exit 1
    fi
}

install_requirements() {
    echo "setup: installing $(grep -v '^#' "$here/requirements.txt" | tr '\n' ' ')into build/venv"
    rm -rf "$venv"
    if ! { /usr/bin/python3 -m venv "$venv" && "$venv/bin/pip" install -q -r "$here/requirements.txt"; } >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        rm -rf "$venv"
        echo "setup: pip could not install tools/requirements.txt: see the lines above" >&2
        exit 1
    fi
    cp "$here/requirements.txt" "$venv/installed.txt"
}

venv=$here/../build/venv
wanted=
case " $* " in *" test "*) cmp -s "$here/requirements.txt" "$venv/installed.txt" || wanted=yes ;; esac
[ -n "$missing$wanted" ] || exit 0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
[ -z "$missing" ] || install_packages
[ -z "$wanted" ] || install_requirements
echo "setup: done"
