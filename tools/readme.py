#!/usr/bin/env python3
"""Writes the README's table of figures, between its two marks, from what was measured; with --check only says whether it is
up to date."""
import json
import pathlib
import re
import sys

from figures import ROOT, put, table

MISSING = "not measured"


def read(file):
    path = ROOT / file
    return json.loads(path.read_text()) if path.exists() else {}


def percent(part, whole):
    """Without rounding up to all of them."""
    return "100 %" if part == whole else f"{min(100 * part / whole, 99.9):.1f} %"


def states():
    told = read("tests/conformance/results/asl.json").get("side_by_side")
    if not told:
        return [["states language", MISSING, MISSING, MISSING]]
    names = ("coworks", "ministack", "moto")
    kinds = [told[name]["kinds"] for name in names]
    count = kinds[0]["execution"]["cases"]
    total = sum(kind["cases"] for kind in kinds[0].values())
    return [[f"{count} executions recorded from AWS: the same end", *(percent(kind["execution"]["end"], count) for kind in kinds)],
            ["the same end and the same history, event by event", *(percent(kind["execution"]["passed"], count) for kind in kinds)],
            [f"all {total} recorded cases", *(percent(sum(each["passed"] for each in kind.values()), total) for kind in kinds)]]


def speed():
    told = read("bench/results/states.json")
    ours, peer = told.get("cws_run", {}), told.get("ministack", {})
    rows = [["transitions per second, 1,000 executions at once (ours safe on the disk)", "transitions_per_second_1000", None, "{:,.0f}"],
            ["a synchronous express execution, three states", "express_three_states_ms", "p50", "{:.2f} ms"]]
    made = []
    for name, key, part, form in rows:
        values = [each.get(key) if part is None else each.get(key, {}).get(part) for each in (ours, peer)]
        made.append([name, *(MISSING if value is None else form.format(value) for value in values), "–"])
    return made


def main():
    readme = ROOT / "README.md"
    text = table(["", "CoWorks", "MiniStack", "moto"], states() + speed())
    marked, count = re.subn(r"(<!-- figures: tools/readme.py -->\n).*?(\n<!-- end -->)", lambda found: found[1] + text + found[2],
                            readme.read_text(), flags=re.S)
    if count != 1:
        raise SystemExit("README.md has no place for figures")
    return put(readme, marked)


if __name__ == "__main__":
    sys.exit(main())
