#!/usr/bin/env python3
"""table.py PROGRAM PEER_PYTHON RESULT: runs the interpreter's benchmark and MiniStack's, prints them side by side, and
writes them as JSON: transitions (states entered) per second, the ratio to the peer, and what 200 KB of data cost where no
state touches them."""
import json
import os
import pathlib
import subprocess
import sys


def rows_of(command):
    """The program's lines as they come, so that long work shows progress."""
    rows = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            rows.append(json.loads(line))
            print(f"  measured: {rows[-1]['name']}", file=sys.stderr, flush=True)
    if process.returncode != 0:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return rows


def main(program, peer_python, result_file):
    ours = rows_of([program])
    theirs = rows_of([peer_python, "bench/asl/peer_ministack.py"]) if pathlib.Path(peer_python).exists() else []
    peer = {row["name"]: row["transitions_per_second"] for row in theirs}
    speed = {row["name"]: row["transitions_per_second"] for row in ours if "transitions_per_second" in row}
    results = {"cores": os.cpu_count(), "load": os.getloadavg()[0], "transitions_per_second": [], "sizes": []}
    print(f"{'transitions/s, in memory':50}{'coworks':>12}{'MiniStack':>12}{'ratio':>8}")
    for name, value in speed.items():
        row = {"name": name, "coworks": value}
        if peer.get(name):
            row |= {"ministack": peer[name], "ratio": round(value / peer[name], 1)}
        results["transitions_per_second"].append(row)
        print(f"{name:50}{value:12.0f}{row.get('ministack', '-'):>12}{row.get('ratio', '-'):>8}")
    print(f"\n{'1 KB to 200 KB (2 at most where data is left alone)':50}")
    for name, value in speed.items():
        if name.endswith(", 1 KB"):
            base = name.removesuffix(", 1 KB")
            ratio = round(value / speed[base + ", 200 KB"], 2)
            results["sizes"].append({"name": base, "ratio": ratio})
            print(f"{base:50}{ratio:12.2f}")
    results["bytes_of_a_waiting_execution"] = next(row["bytes"] for row in ours if "bytes" in row)
    print(f"\nbytes of a waiting execution: {results['bytes_of_a_waiting_execution']:.0f}")
    pathlib.Path(result_file).write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
