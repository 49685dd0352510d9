#!/usr/bin/env python3
"""table.py RAW RESULT: Google Benchmark's repetitions as a table of medians and ratios, and as JSON."""

import json
import pathlib
import statistics
import sys

OPERATIONS = ["parse", "print", "share", "set", "lookup", "lookup_of_thousand"]
DOCUMENTS = {"0": "event, 867 bytes", "1": "state, 250 KB"}


def medians(raw):
    """{(operation, document): {library: median CPU nanoseconds}}: CPU time, because other work may share the cores."""
    times = {}
    for run in raw["benchmarks"]:
        if run["run_type"] != "iteration":
            continue
        name, _, argument = run["run_name"].partition("/")
        operation, _, library = name.rpartition("_")
        times.setdefault((operation, DOCUMENTS.get(argument, "")), {}).setdefault(library, []).append(run["cpu_time"])
    in_order = sorted(times.items(), key=lambda item: (OPERATIONS.index(item[0][0]), item[0][1]))
    return {key: {lib: statistics.median(rounds) for lib, rounds in libs.items()} for key, libs in in_order}


def shown(nanoseconds):
    for limit, unit in ((1e3, "ns"), (1e6, "µs"), (1e9, "ms")):
        if nanoseconds < limit:
            return f"{nanoseconds / limit * 1e3:.3g} {unit}"
    return f"{nanoseconds / 1e9:.3g} s"


def main(raw_file, result_file):
    raw = json.loads(pathlib.Path(raw_file).read_text())
    results = []
    print(f"{'':34}{'coworks':>10}{'nlohmann':>10}{'simdjson':>10}   nlohmann/coworks  simdjson/coworks")
    for (operation, document), times in medians(raw).items():
        ratios = {f"{peer}_to_coworks": times[peer] / times["coworks"] for peer in times if peer != "coworks"}
        cells = "".join(f"{shown(times[lib]) if lib in times else '-':>10}" for lib in ("coworks", "nlohmann", "simdjson"))
        shown_ratios = "".join(
            f"{ratios[f'{peer}_to_coworks']:>18.2f}" if peer in times else f"{'-':>18}" for peer in ("nlohmann", "simdjson")
        )
        print(f"{operation.replace('_', ' ') + ' ' + document:34}{cells}{shown_ratios}")
        results.append({
            "operation": operation,
            "document": document,
            "cpu_nanoseconds": {library: round(value, 2) for library, value in times.items()},
            "ratio": {name: round(value, 3) for name, value in ratios.items()},
        })
    result = pathlib.Path(result_file)
    result.parent.mkdir(parents=True, exist_ok=True)
    context = {"cpus": raw["context"]["num_cpus"], "mhz": raw["context"]["mhz_per_cpu"], "date": raw["context"]["date"]}
    result.write_text(json.dumps({"context": context, "results": results}, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
