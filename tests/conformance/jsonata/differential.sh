#!/bin/sh
# The differential test: differential.sh PROGRAM [COUNT] [SEED]. Installs the reference (package-lock.json) on first use.
# Without node and npm it is skipped (77); where the registry gives nothing it fails and says so.
set -eu
program=$(realpath "$1")
shift
cd "$(dirname "$0")"
for tool in node npm; do
    command -v "$tool" >/dev/null || { echo "differential: skipped, $tool is not installed"; exit 77; }
done
mkdir -p node_modules
(
    flock 9  # tests of several builds may begin at once
    [ -e node_modules/jsonata-aws/package.json ] && [ -e node_modules/jsonata/package.json ] ||
        npm ci --loglevel=error --no-audit --no-fund --no-progress >&2 || {
        echo "differential: npm could not install jsonata 2.2.2 and 2.0.6 (see above); the registry is" \
            "$(npm config get registry)" >&2
        exit 1
    }
) 9>.install.lock
exec node differential.js "$program" "$@"
