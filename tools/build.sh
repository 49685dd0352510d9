#!/bin/sh
# tools/build.sh PRESET TARGET [OPTION=ON|keep]: configures build/PRESET if that is needed, then builds TARGET.
# OPTION=keep leaves the option as it was, and is OFF in a new folder: so `make run` builds no tests.
set -eu
cd "$(dirname "$0")/.."
preset=$1 target=$2 option=${3:-}
cache=build/$preset/CMakeCache.txt
name=${option%%=*} value=${option#*=}
if [ ! -f "$cache" ]; then
    [ "$value" = keep ] && value=OFF
elif [ "$value" = keep ] || grep -q "^$name:[A-Z]*=$value\$" "$cache"; then
    option=
fi
if [ ! -f "$cache" ] || [ ! -f "build/$preset/build.ninja" ] || [ -n "$option" ]; then
    mkdir -p build
    log=build/configure-$preset.log
    cmake --preset "$preset" ${option:+"-D$name=$value"} >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
fi
exec cmake --build "build/$preset" --target "$target" -j "${JOBS:-$(nproc)}"
