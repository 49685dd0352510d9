#!/bin/sh
# The interpreter's figures, and in the same run those of MiniStack's (PyPI), if pip can fetch it. Prints the table and
# writes bench/results/asl.json.
set -eu
cd "$(dirname "$0")/../.."
peer=build/release/bench/ministack
if [ ! -x "$peer/bin/python3" ]; then
    python3 -m venv "$peer" && "$peer/bin/pip" install --quiet ministack==1.5.33 || rm -rf "$peer"
fi
[ -x "$peer/bin/python3" ] || echo "MiniStack could not be fetched: no peer in this run" >&2
exec python3 -B bench/asl/table.py build/release/bench/bench_asl "$peer/bin/python3" bench/results/asl.json
