#!/bin/sh
# Step Functions of `cws run` from outside, through the AWS API, beside MiniStack (PyPI) by the same script, and the
# executor by itself. Results in bench/results/states.json.
set -eu
cd "$(dirname "$0")/../.."
peer=build/release/bench/ministack
if [ ! -x "$peer/bin/python3" ]; then
    python3 -m venv "$peer" && "$peer/bin/pip" install --quiet ministack==1.5.33 || rm -rf "$peer"
fi
[ -x "$peer/bin/python3" ] || echo "MiniStack could not be fetched: no peer in this run" >&2
exec python3 -B bench/states/measure.py "$@"
