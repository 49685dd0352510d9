#!/usr/bin/env python3
"""measure.py CASES [SUITE…]: runs the conformance suites, ours and the peers' over the same cases, and writes
tests/conformance/results/SUITE.json; then the page (page.py) and the table of the README. CASES is the folder of the recorded cases. Suites: asl,
jsonata, jsonpath; all of them if none is named. BUILD names the build, build/release if it isn't set."""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys

from peers import PEERS, ROOT

sys.path.insert(0, str(ROOT / "tools"))
import figures  # noqa: E402

BUILD = ROOT / os.environ.get("BUILD", "build/release")
HERE = pathlib.Path(__file__).resolve().parent
RESULTS = HERE.parent / "results"
REPORTS = ROOT / "build/reports"


def run(command, **options):
    print("+", *command, file=sys.stderr, flush=True)
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)


def closing(done):
    """passed, failed, skipped from the closing line of a runner."""
    found = re.search(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", done.stdout, re.M)
    if not found:
        raise SystemExit(f"{done.args[0]} ended with {done.returncode} and no result:\n{done.stderr[-2000:]}")
    return {"passed": int(found[1]), "failed": int(found[2]), "skipped": int(found[3] or 0)}


def asl_report(name, cases, *options):
    REPORTS.mkdir(parents=True, exist_ok=True)
    file = REPORTS / f"asl-{name}.json"
    done = run([BUILD / "bin/asl-cases", cases / "asl", "--report", file, *options])
    (REPORTS / f"asl-{name}.log").write_text(done.stdout + done.stderr)
    closing(done)
    return json.loads(file.read_text())


def by_kind(report):
    kinds = collections.defaultdict(lambda: {"cases": 0, "passed": 0, "code": 0, "end": 0, "events": 0, "skipped": collections.Counter()})
    for case in report:
        kind = kinds[case["kind"]]
        kind["cases"] += 1
        if "skipped" in case:
            kind["skipped"][case["skipped"]] += 1
        else:
            kind["passed"] += not case["differs"]
            kind["code"] += not set(case["differs"]) - {"message"}
            kind["end"] += not set(case["differs"]) - {"history", "events"}
            kind["events"] += not set(case["differs"]) - {"history"}
    return kinds


def by_area(report):
    """Executions by the part of the language they are about, the first word of their file's name."""
    areas = collections.defaultdict(lambda: {"cases": 0, "passed": 0, "end": 0})
    for case in report:
        if case["kind"] != "execution":
            continue
        area = areas[case["file"].partition(".")[0]]
        area["cases"] += 1
        area["passed"] += not case["differs"]
        area["end"] += not set(case["differs"]) - {"history", "events"}
    return areas


def asl(cases):
    ours = {"in process": asl_report("own", cases), "through the API": asl_report("api", cases, "--through-api"),
            "rebuilt after every event": asl_report("rebuilt", cases, "--rebuild")}
    reports = {"coworks": ours["through the API"]}
    for peer in PEERS:
        peer.install()
        with peer.running() as address:
            reports[peer.name] = asl_report(peer.name, cases, "--endpoint", address, "--reset", peer.reset)
    # What every one of them was asked.
    skipped = {case["id"]: case["skipped"] for report in reports.values() for case in report if "skipped" in case}
    common = {name: [case for case in report if case["id"] not in skipped] for name, report in reports.items()}
    return {"ours": {name: by_kind(report) for name, report in ours.items()},
            "apart": collections.Counter(skipped.values()),
            "side_by_side": {name: {"kinds": by_kind(report), "areas": by_area(report)} for name, report in common.items()}}


def jsonata(cases):
    peers = {peer.name: peer for peer in PEERS}
    peers["ministack"].install()
    python = run([peers["ministack"].bin / "python3", HERE / "jsonata_cases.py", cases / "jsonata"])
    differential = run([HERE.parent / "jsonata/differential.sh", BUILD / "bin/jsonata-cases", "10000", "1"])
    return {"coworks": closing(run([BUILD / "bin/jsonata-cases", cases / "jsonata"])),
            "npm": closing(run(["node", HERE / "jsonata_cases.mjs", cases / "jsonata"])),
            "python": {**closing(python), "other_code": int(re.search(r"^another code or none: (\d+)$", python.stdout, re.M)[1])},
            "differential": {"exit": differential.returncode, "text": differential.stdout.strip().splitlines()[-1]}}


def jsonpath(_):
    folder = HERE.parent / "jsonpath"
    differential = run([folder / "differential.sh", BUILD / "bin/jsonpath-cases", "--count", "20000", "--seed", "1"])
    return {"coworks": closing(run([BUILD / "bin/jsonpath-cases", folder / "paths.json"])),
            "differential": {"exit": differential.returncode, "lines": differential.stdout.strip().splitlines()}}


SUITES = {"asl": asl, "jsonata": jsonata, "jsonpath": jsonpath}


def main(cases, *wanted):
    RESULTS.mkdir(exist_ok=True)
    for name in wanted or SUITES:
        result = {"measured": figures.stamp(), "peers": {peer.name: peer.version for peer in PEERS}, **SUITES[name](pathlib.Path(cases))}
        (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=2) + "\n")
    return sum(subprocess.run([sys.executable, script]).returncode for script in (HERE / "page.py", ROOT / "tools/readme.py"))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
