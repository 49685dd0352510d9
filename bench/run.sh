#!/bin/sh
# Runs every benchmark of build/release/bench (bench/*/run.sh knows its peers), one after the other: some 25 minutes. One
# that fails is told at the end and does not keep the others. ONLY="json asl" runs these alone.
set -u
cd "$(dirname "$0")/.."
failed=
for script in bench/*/run.sh; do
    name=$(basename "$(dirname "$script")")
    case " ${ONLY:-$name} " in *" $name "*) ;; *) continue ;; esac
    printf '\n== %s (%s)\n' "$name" "$(date -u +%H:%M:%S)"
    "$script" || failed="$failed $name"
done
[ -z "$failed" ] || { echo "bench: failed:$failed" >&2; exit 1; }
