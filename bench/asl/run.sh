#!/bin/sh
# The interpreter's figures, and in the same run those of MiniStack's (PyPI), if pip can fetch it.
set -eu
cd "$(dirname "$0")/../.."
build/release/bench/bench_asl
peer=build/release/bench/ministack
if [ ! -x "$peer/bin/python3" ]; then
    python3 -m venv "$peer" && "$peer/bin/pip" install --quiet ministack==1.5.33 || rm -rf "$peer"
fi
if [ -x "$peer/bin/python3" ]; then
    echo "MiniStack 1.5.33, transitions/s"
    "$peer/bin/python3" bench/asl/peer_ministack.py
else
    echo "MiniStack could not be fetched: no peer in this run"
fi
