#!/bin/sh
# Runs every benchmark of build/release/bench (bench/*/run.sh knows its peers), one after the other.
set -eu
cd "$(dirname "$0")/.."
for script in bench/*/run.sh; do
    echo "== ${script%/run.sh}"
    "$script"
done
