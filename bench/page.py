#!/usr/bin/env python3
"""Writes docs/performance.md from bench/results; with --check only says whether it is up to date. Measures nothing: a
figure that is not in the results is "not measured"."""
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))
from figures import put, stamped, table  # noqa: E402

MISSING = "not measured"


def read(name):
    file = ROOT / f"bench/results/{name}.json"
    return json.loads(file.read_text()) if file.exists() else {}


HTTP, ASL, STATES, JSONATA, JSON_ = (read(name) for name in ("http", "asl", "states", "jsonata", "json"))


def at(value, *path):
    """What is there along the path; None if nothing."""
    for step in path:
        if not isinstance(value, dict) or step not in value:
            return None
        value = value[step]
    return value


def number(value, unit=""):
    if value is None:
        return MISSING
    if value >= 1e6:
        text = f"{value / 1e6:.1f} M"
    elif value >= 100:
        text = f"{value:,.0f}"
    else:
        text = f"{value:.3g}"
    return f"{text} {unit}".strip()


def times(ratio):
    """So many times better than the peer."""
    if ratio is None:
        return MISSING
    return f"×{ratio:,.0f}" if ratio >= 10 else f"×{ratio:.2g}"


def quotient(more, less):
    return more / less if more is not None and less else None


def row(name, unit, ours, peer, lower=False):
    """A measure of ours beside the peer's, and how many times better ours is."""
    ratio = quotient(peer, ours) if lower else quotient(ours, peer)
    return [name, number(ours, unit), number(peer, unit), times(ratio)]


def asl(name):
    return next((each for each in ASL.get("transitions_per_second", []) if each["name"] == name), {})


def json_row(operation, document):
    return next((each for each in JSON_.get("results", [])
                 if each["operation"] == operation and each["document"].startswith(document)), {})


def states(*path):
    return at(STATES, "cws_run", *path), at(STATES, "ministack", *path)


HTTP_COMMAND = "`ONLY=http make bench`"
ASL_COMMAND = "`ONLY=asl make bench`"
STATES_COMMAND = "`ONLY=states make bench`"
JSONATA_COMMAND = "`ONLY=jsonata make bench`"
JSON_COMMAND = "`ONLY=json make bench`"


def summary():
    loop = asl("Pass/Choice loop, JSONata, 1 KB")
    items = asl("Map over 10,000 items, JSONPath, 1 KB")
    rows = [
        ["GET through gateway and worker", "CoWorks' own server (Python)", times(at(HTTP, "ratio_to_coworks_pypi")), HTTP_COMMAND],
        ["the same", "nginx that returns a constant", times(at(HTTP, "ratio_to_nginx")), HTTP_COMMAND],
        ["states entered per second, a loop in JSONata", "MiniStack, in its own process", times(loop.get("ratio")), ASL_COMMAND],
        ["the same, a Map over items", "MiniStack", times(items.get("ratio")), ASL_COMMAND],
        ["durable transitions through the API, 1,000 executions at once", "MiniStack, in memory",
         times(quotient(*states("transitions_per_second_1000"))), STATES_COMMAND],
        ["a synchronous express execution of three states, median", "MiniStack",
         times(quotient(*reversed(states("express_three_states_ms", "p50")))), STATES_COMMAND],
        ["JSONata, geometric mean over 14 expressions, 1 KB", "jsonata (npm) on Node.js",
         times(at(JSONATA, "1 KB", "geometric_mean")), JSONATA_COMMAND],
        ["parsing JSON, an event", "nlohmann/json", times(at(json_row("parse", "event"), "ratio", "nlohmann_to_coworks")), JSON_COMMAND],
        ["the same", "simdjson, which keeps nothing to change", times(at(json_row("parse", "event"), "ratio", "simdjson_to_coworks")), JSON_COMMAND],
    ]
    return table(["what", "beside", "ours is better by", "measure it"], rows)


def http():
    rows = [[name, number(at(HTTP, key, "requests_per_second")), number(at(HTTP, key, "p50_us"), "µs"), number(at(HTTP, key, "p99_us"), "µs")]
            for name, key in (("nginx, one worker process, `return 200`", "nginx"), ("`cws run`", "cws_run"),
                              ("`cws run`, a worker that speaks Lambda's Runtime API", "runtime_api"),
                              ("CoWorks 0.9.4 (PyPI), its own server", "coworks_pypi"))]
    others = [["from `cws run` to the first answer, everything built", number(at(HTTP, "cws_run_to_first_200_s"), "s")],
              ["from saving a header to the new version's first answer", number(at(HTTP, "save_to_first_200_s"), "s")],
              ["from a clone to the first answer, everything built", number(at(HTTP, "clone_to_first_200_s"), "s")],
              ["a worker's start to its first answer", number(at(HTTP, "worker_first_answer_ms"), "ms")],
              ["resident: `cws run` and a worker, after a minute", f"{number(at(HTTP, 'resident_mb_after_a_minute', 'cws'))} and "
               f"{number(at(HTTP, 'resident_mb_after_a_minute', 'worker'), 'MB')}"],
              ["the program for Lambda, zipped", number(quotient(at(HTTP, "zip_bytes"), 1e6), "MB")]]
    return table(["GET /hello, 64 connections", "requests/s", "median", "99 of 100"], rows) + "\n\n" + table(["", ""], others)


def interpreter():
    rows = []
    for each in ASL.get("transitions_per_second", []):
        if each["name"].endswith(", 1 KB"):
            large = asl(each["name"].removesuffix("1 KB") + "200 KB")
            rows.append([each["name"].removesuffix(", 1 KB"), number(each["coworks"]), number(large.get("coworks")),
                         number(each.get("ministack")), times(each.get("ratio"))])
    rows = rows or [["states entered per second"] + [MISSING] * 4]
    text = table(["states entered per second", "1 KB of data", "200 KB", "MiniStack, 1 KB", "better by"], rows)
    return text + f"\n\nA waiting execution takes {number(ASL.get('bytes_of_a_waiting_execution'), 'bytes')}."


def durable():
    measures = [("durable transitions/s, 1 execution", "", "transitions_per_second_1", None, False),
                ("durable transitions/s, 100 at once", "", "transitions_per_second_100", None, False),
                ("durable transitions/s, 1,000 at once", "", "transitions_per_second_1000", None, False),
                ("StartExecution per second", "", "start_execution_per_second", None, False),
                ("express, three states, median", "ms", "express_three_states_ms", "p50", True),
                ("express, three states, 99 of 100", "ms", "express_three_states_ms", "p99", True)]
    rows = [row(name, unit, *states(*filter(None, (key, part))), lower=lower) for name, unit, key, part, lower in measures]
    alone = [("ten Lambda tasks in a row, median", "ms", ("ten_lambda_tasks_ms", "p50")),
             ("recovery of 10,000 open executions", "s", ("recovery_of_10000_s",)),
             ("on the disk, an open execution", "KB", ("kb_per_open_execution",)),
             ("resident, 1,000 executions with 200 KB each", "MB", ("resident_mb_1000_with_200_kb",)),
             ("resident, 100,000 sleeping executions", "MB", ("resident_mb_100000_sleeping",))]
    more = [[name, number(states(*path)[0], unit)] for name, unit, path in alone]
    return table(["through the AWS API", "ours, on the disk", "MiniStack, in memory", "better by"], rows) + "\n\n" + table(["", "ours"], more)


def jsonata():
    sizes = [size for size in ("1 KB", "100 KB", "10 MB") if size in JSONATA]
    names = list(dict.fromkeys(name for size in sizes for name, each in JSONATA[size].items() if isinstance(each, dict)))
    rows = [[name] + [times(at(JSONATA, size, name, "ratio")) for size in sizes] for name in names]
    rows.append(["geometric mean"] + [times(at(JSONATA, size, "geometric_mean")) for size in sizes])
    return table(["evaluate", *sizes], rows) if sizes else MISSING


def json_():
    rows = []
    for each in JSON_.get("results", []):
        cost = each["cpu_nanoseconds"]
        rows.append([f"{each['operation'].replace('_', ' ')} {('(' + each['document'] + ')') if each['document'] else ''}".strip(),
                     number(cost.get("coworks"), "ns"), times(at(each, "ratio", "nlohmann_to_coworks")),
                     times(at(each, "ratio", "simdjson_to_coworks")) if "simdjson" in cost else "–"])
    return table(["", "ours", "better than nlohmann by", "than simdjson by"], rows or [["parse"] + [MISSING] * 3])


def main():
    return put(ROOT / "docs/performance.md", f"""# Performance

Written by `bench/page.py` from `bench/results`, not by hand. `make bench` measures everything anew, side by side with the
peers on the same machine in the same run, and writes this page again. First the ratios, which other machines share; a
number below 1 says that the peer is better. What has no result says "{MISSING}".

{summary()}

MiniStack is version 1.5.33 from PyPI, an emulator of AWS in Python. It keeps executions in memory and pauses 0.15 s before
each; ours are on the disk (`synchronous=FULL`) before anyone hears of them. The pause is in what is measured through the
API, and left out of what is measured in its process.

## HTTP

{http()}

wrk runs on the same cores as what it measures; nginx and ours alternate, figures are medians. {stamped(HTTP)}
Command: {HTTP_COMMAND} (`bench/http/measure.py`).

## The interpreter of the Amazon States Language

{interpreter()}

In memory, on one core. MiniStack's Map is over 1,000 items. {stamped(ASL)} Command: {ASL_COMMAND} (`bench/asl/table.py`).

## Step Functions, durable

{durable()}

{stamped(STATES)} Command: {STATES_COMMAND} (`bench/states/measure.py`).

## JSONata

{jsonata()}

Beside npm's jsonata 2.2.2 on Node.js, by the size of the document; both give the same result. {stamped(JSONATA)}
Command: {JSONATA_COMMAND} (`bench/jsonata/compare.mjs`).

## JSON

{json_()}

Processor time, medians. {stamped(JSON_)} Command: {JSON_COMMAND} (`bench/json/json_bench.cpp`).
""")


if __name__ == "__main__":
    sys.exit(main())
