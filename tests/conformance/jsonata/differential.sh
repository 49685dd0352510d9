#!/bin/sh
# The differential test: differential.sh PROGRAM [COUNT] [SEED]. Installs the reference (package-lock.json) on first use;
# without npm, or where no registry answers, it is skipped (77).
set -eu
program=$(realpath "$1")
shift
cd "$(dirname "$0")"
command -v node >/dev/null && command -v npm >/dev/null || exit 77
[ -d node_modules/jsonata-aws ] || npm ci --silent --no-audit --no-fund || exit 77
exec node differential.js "$program" "$@"
