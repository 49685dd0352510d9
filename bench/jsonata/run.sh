#!/bin/sh
# Prints the ratios to npm's jsonata, and writes bench/results/jsonata.json. Installs the reference on first use.
set -eu
cd "$(dirname "$0")/../.."
reference=tests/conformance/jsonata
[ -d $reference/node_modules/jsonata ] || (cd $reference && npm ci --silent --no-audit --no-fund)
node bench/jsonata/compare.mjs build/release/bench/jsonata_bench bench/results/jsonata.json
