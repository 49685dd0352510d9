#!/usr/bin/env python3
"""Writes docs/conformance.md from tests/conformance/results; with --check only says whether it is up to date. Measures
nothing (measure.py does): a suite without a result is "not measured"."""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools"))
from figures import put, stamped, table  # noqa: E402

MISSING = "not measured"
REFUSED = ", refused"
KINDS = {
    "execution": "executions", "express_sync": "synchronous express executions", "express_async": "asynchronous express executions",
    "test_state": "TestState", "validate": "ValidateStateMachineDefinition", "describe_state_machine": "variable references of definitions",
    "create_state_machine": "CreateStateMachine, refused", "update_state_machine": "UpdateStateMachine, refused",
    "start_execution": "StartExecution, refused", "start_sync_execution": "StartSyncExecution, refused", "api": "other calls, refused",
}


def read(name):
    file = ROOT / f"tests/conformance/results/{name}.json"
    return json.loads(file.read_text()) if file.exists() else {}


ASL, JSONATA, JSONPATH = read("asl"), read("jsonata"), read("jsonpath")


def share(part, whole):
    """So many of so many, without rounding up to all of them."""
    if not whole:
        return "–"
    percent = 100 * part / whole
    return f"{part} ({'100' if part == whole else f'{min(percent, 99.9):.1f}'} %)"


def versions():
    told = ASL.get("peers", {})
    return f"MiniStack {told.get('ministack', '?')}", f"moto {told.get('moto', '?')}"


def total(kinds, member):
    return sum(each[member] for each in kinds.values())


def skipped(kinds):
    reasons = {}
    for each in kinds.values():
        for reason, count in each["skipped"].items():
            reasons[reason] = reasons.get(reason, 0) + count
    return reasons


def ours():
    options = {"in process": "", "through the API": " --through-api", "rebuilt after every event": " --rebuild"}
    rows = []
    for name, option in options.items():
        kinds = ASL.get("ours", {}).get(name)
        if kinds is None:
            rows.append([name, MISSING, "", "", ""])
            continue
        reasons = "; ".join(f"{count}: {reason}" for reason, count in skipped(kinds).items()) or "none"
        asked = total(kinds, "cases") - sum(skipped(kinds).values())
        rows.append([name, total(kinds, "cases"), share(total(kinds, "passed"), asked), reasons, f"`asl-cases CASES/asl{option}`"])
    return table(["CoWorks", "cases", "as recorded", "skipped", "command"], rows)


def side_by_side():
    beside = ASL.get("side_by_side")
    if not beside:
        return MISSING
    names = ["coworks", "ministack", "moto"]
    kinds = {name: beside[name]["kinds"] for name in names}
    rows = []
    for kind, label in KINDS.items():
        if kind not in kinds["coworks"]:
            continue
        count = kinds["coworks"][kind]["cases"]
        if kind == "execution":
            rows.append([label + ": the end", count] + [share(kinds[name][kind]["end"], count) for name in names])
            rows.append([label + ": the end, and events of the same types", count] + [share(kinds[name][kind]["events"], count) for name in names])
            label += ": the end, and every event to the letter"
        elif label.endswith(REFUSED) and "code" in kinds["coworks"][kind]:
            rows.append([label + " with the same code", count] + [share(kinds[name][kind].get("code", 0), count) for name in names])
            label += " in the same words"
        rows.append([label, count] + [share(kinds[name][kind]["passed"], count) for name in names])
    count = total(kinds["coworks"], "cases")
    rows.append(["**all**", count] + [f"**{share(total(kinds[name], 'passed'), count)}**" for name in names])
    return table(["as recorded from AWS", "cases", "CoWorks", *versions()], rows)


def areas():
    beside = ASL.get("side_by_side")
    if not beside:
        return MISSING
    names = ["coworks", "ministack", "moto"]
    rows = [[area.replace("_", " "), each["cases"]] + [share(beside[name]["areas"][area]["end"], each["cases"]) for name in names]
            for area, each in sorted(beside["coworks"]["areas"].items())]
    return table(["executions that end as recorded", "cases", "CoWorks", *versions()], rows)


def apart():
    return "\n".join(f"- {count} cases: {reason}." for reason, count in ASL.get("apart", {}).items())


def jsonata():
    def line(name, key, command):
        told = JSONATA.get(key)
        if not told:
            return [name, MISSING, "", command]
        cases = told["passed"] + told["failed"]
        return [name, cases, share(told["passed"], cases), command]

    rows = [line("CoWorks", "coworks", "`jsonata-cases CASES/jsonata`"),
            line("jsonata 2.2.2 (npm), whose suite it is", "npm", "`node tests/conformance/figures/jsonata_cases.mjs CASES/jsonata`"),
            line("jsonata-python 0.7.1 (PyPI), of MiniStack", "python", "`python3 tests/conformance/figures/jsonata_cases.py CASES/jsonata`")]
    return table(["", "cases", "as the suite says", "command"], rows)


def other_code():
    told = JSONATA.get("python")
    return f"{told['other_code']} of the {told['failed']} that jsonata-python fails are errors as they should be, with another code or none." if told else ""


def differential():
    told = JSONATA.get("differential")
    if not told:
        return MISSING
    counts, _, outcomes = told["text"].partition("; outcomes ")
    apart = sum(count for name, count in json.loads(outcomes).items() if not re.fullmatch(r"[A-Z]\d{4}|value|undefined|function", name))
    return f"`{counts}`, {apart} of them for no comparison, since what the reference does there is an accident of JavaScript"


def jsonpath():
    told = JSONPATH.get("coworks")
    if not told:
        return MISSING + "."
    rows = [["CoWorks", told["passed"] + told["failed"], share(told["passed"], told["passed"] + told["failed"]),
             "`jsonpath-cases tests/conformance/jsonpath/paths.json`"]]
    lines = "\n".join(JSONPATH["differential"]["lines"])
    return f"""{table(["written paths", "paths", "as Jayway 2.0.0", "command"], rows)}

Beside the library that AWS' paths behave like, com.jayway.jsonpath:json-path 2.0.0 (Maven), run on these paths and on paths
made by chance: `tests/conformance/jsonpath/differential.sh build/release/bin/jsonpath-cases --count 20000 --seed 1`
(exit code {JSONPATH["differential"]["exit"]}; the last line counts what both gave) says

```
{lines}
```

The listed differences, each with its reason, are in `tests/conformance/jsonpath/differences.json`. {stamped(JSONPATH)}"""


def main():
    return put(ROOT / "docs/conformance.md", f"""# Conformance

Written by `tests/conformance/figures/page.py` from `tests/conformance/results`, not by hand. Everything anew, with the peers
over the same cases: `python3 tests/conformance/figures/measure.py CASES`; `CASES` is the folder of the recorded cases
(`../shared/cases`), and programs are those of `build/release/bin`.

## The Amazon States Language

1,042 cases recorded from AWS: a definition, an input, and what AWS answered (the end, and mostly the whole history). They
re-state the recordings of LocalStack's own tests, with one set of rules for what may differ (`<uuid>`, times, ARNs).

{ours()}

"In process" plays them in the interpreter, in virtual time; "through the API" asks the service in a process of its own as
AWS' clients do; "rebuilt" throws the execution away after every single event and makes it anew from what was stored.
{stamped(ASL)}

### Beside the emulators that people use

The same runner and the same comparison over HTTP: `asl-cases CASES/asl --endpoint URL --reset PATH`. Each emulator runs in
an environment of its own (`tests/conformance/figures/peers.py` has the versions and how they are started), is emptied
before each case, and has its own time: an execution may take a minute.

{side_by_side()}

Not asked here, and counted in none of these figures:

{apart()}

Tasks call functions or other services: ours are told in the runner what AWS' tasks answered; the emulators would have to
run the functions, whose sources aren't recorded, and for which moto needs Docker.

{areas()}

What to know when reading this: a definition that an emulator refuses, an answer that is missing, and a text that reads
differently count alike. moto's interpreter descends from LocalStack's, which was made to pass the tests that these cases
were recorded with. LocalStack itself isn't here for that reason: it would be measured with its own tests. AWS' Step
Functions Local (a jar, or an image) is on no package registry, so that it could not be run beside.

## JSONata

{jsonata()}

{other_code()}
jsonata-python gives null and nothing alike, so they count as the same there. moto wants a Java port behind a bridge that
its package doesn't have: its executions in JSONata fail in the table above.

Beyond the suite, expressions and documents made by chance are evaluated by ours and by npm's jsonata in both dialects
(2.2.2; 2.0.6, which AWS' behaves like); values, codes, positions and tokens have to be equal:
`tests/conformance/jsonata/differential.sh build/release/bin/jsonata-cases 10000 1` ends with {differential()}.
{stamped(JSONATA)}

## JSONPath

{jsonpath()}
""")


if __name__ == "__main__":
    sys.exit(main())
