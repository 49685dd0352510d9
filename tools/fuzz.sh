#!/bin/sh
# tools/fuzz.sh FOLDER SECONDS: runs every libFuzzer target of FOLDER that long, on a copy of its committed seeds
# (tests/corpus/TARGET). Stops at the first finding and says where the input is.
set -eu
cd "$(dirname "$0")/.."
for target in "$1"/*_fuzz; do
    name=$(basename "$target")
    work=build/corpus/$name
    mkdir -p "$work" "tests/corpus/$name"
    echo "fuzz: $name for $2 s"
    "$target" -max_total_time="$2" -timeout=10 -rss_limit_mb=4096 -print_final_stats=0 -verbosity=0 \
        -artifact_prefix="$work-" "$work" "tests/corpus/$name"
done
