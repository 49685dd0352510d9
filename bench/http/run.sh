#!/bin/sh
# GET /hello/ through gateway, channel (or Runtime API) and worker, beside nginx `return 200` and the same class on CoWorks'
# own server (PyPI), in one run; and how things start.
set -eu
cd "$(dirname "$0")/../.."
peer=build/release/bench/coworks
if [ ! -x "$peer/bin/python3" ]; then
    python3 -m venv "$peer" && "$peer/bin/pip" install --quiet coworks==0.9.4 || rm -rf "$peer"
fi
[ -x "$peer/bin/python3" ] || echo "CoWorks could not be fetched: this peer is missing in this run" >&2
exec python3 -B bench/http/measure.py
