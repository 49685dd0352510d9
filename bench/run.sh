#!/bin/sh
# Runs every benchmark of build/release/bench (bench/*/run.sh knows its peers), one after the other: some 25 minutes. One
# that fails is told at the end and does not keep the others. ONLY="json asl" runs these alone. Ends with docs/performance.md.
set -u
cd "$(dirname "$0")/.."
failed=
for script in bench/*/run.sh; do
    name=$(basename "$(dirname "$script")")
    case " ${ONLY:-$name} " in *" $name "*) ;; *) continue ;; esac
    printf '\n== %s (%s)\n' "$name" "$(date -u +%H:%M:%S)"
    if "$script"; then python3 bench/stamp.py "bench/results/$name.json"; else failed="$failed $name"; fi
done
python3 bench/page.py
python3 tools/readme.py
[ -z "$failed" ] || { echo "bench: failed:$failed" >&2; exit 1; }
