#!/bin/sh
# Prints the table of medians and ratios, and writes bench/results/json.json. The peers take turns: each repetition of
# every benchmark runs in a random order among the others', so that a busy moment hits all alike.
set -eu
cd "$(dirname "$0")/../.."
raw=build/release/bench/json.raw.json
build/release/bench/json_bench --benchmark_repetitions="${ROUNDS:-7}" --benchmark_min_time="${SECONDS_EACH:-0.05}" \
    --benchmark_enable_random_interleaving=true --benchmark_format=json >"$raw"
python3 bench/json/table.py "$raw" bench/results/json.json
