#!/bin/sh
# GET /hello/ through gateway, channel (or Runtime API) and worker beside nginx `return 200`, in one run.
set -eu
cd "$(dirname "$0")/../.."
exec python3 -B bench/http/measure.py "$@"
