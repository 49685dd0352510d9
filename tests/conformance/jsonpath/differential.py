#!/usr/bin/env python3
"""Compares our JSONPath with Jayway JsonPath 2.0.0: differential.py PROGRAM [--count N] [--seed N|random] [--record].

Three things have to hold: the answers in paths.json are the library's; what differences.json lists still differs; and
generated paths get the same answer from both. --record writes the library's answers into paths.json instead."""

import argparse
import json
import os
import random
import subprocess
import sys

from generate import Generator

HERE = os.path.dirname(os.path.abspath(__file__))
SHOWN = 40


class Peer:
    """A program that answers lines with lines, in order."""

    def __init__(self, command):
        self.command = command

    def ask(self, requests):
        text = "".join(json.dumps(each) + "\n" for each in requests)
        run = subprocess.run(self.command, input=text, capture_output=True, encoding="utf-8")
        if run.returncode != 0:
            sys.exit(f"differential: {self.command[0]} ended with {run.returncode}: {run.stderr.strip()[-2000:]}")
        answers = [json.loads(line) for line in run.stdout.splitlines()]
        if len(answers) != len(requests):
            sys.exit(f"differential: {self.command[0]} gave {len(answers)} answers to {len(requests)} requests")
        return answers


def equal(a, b):
    """Like ==, but 1 is neither 1.0 nor true, and the order of members counts."""
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return list(a) == list(b) and all(equal(a[name], b[name]) for name in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(equal, a, b))
    return a == b


def same(ours, theirs):
    """Why a text is no path is told in our words. Where Java itself throws ("failed": [class]) nobody sees its words."""
    if "invalid" in theirs:
        return "invalid" in ours
    if isinstance(theirs.get("failed"), list):
        return "failed" in ours
    return equal(ours, theirs)


def written_cases(groups):
    return [{"path": path, "input": group["input"]} for group in groups for path in group["paths"]]


def write_cases(groups, file):
    """One path a line, for the diff."""
    def line(value):
        return json.dumps(value, ensure_ascii=False)

    with open(file, "w", encoding="utf-8") as out:
        texts = []
        for group in groups:
            paths = ",\n".join(f"   {line(path)}: {line(answer)}" for path, answer in group["paths"].items())
            texts.append(f' {{"about": {line(group["about"])},\n  "input": {line(group["input"])},\n  "paths": {{\n{paths}}}}}')
        out.write("[\n" + ",\n".join(texts) + "\n]\n")


def check_written(theirs, record):
    file = os.path.join(HERE, "paths.json")
    with open(file, encoding="utf-8") as text:
        groups = json.load(text)
    cases = written_cases(groups)
    answers = iter(theirs.ask(cases))
    wrong = 0
    for group in groups:
        for path, recorded in group["paths"].items():
            answer = next(answers)
            if not record and not equal(recorded, answer):
                wrong += 1
                print(f"paths.json: {path}\n    recorded  {recorded}\n    reference {answer}")
            group["paths"][path] = answer
    if record:
        write_cases(groups, file)
    print(f"{len(cases)} written paths, {wrong} not as recorded")
    return wrong


def check_differences(ours, theirs):
    with open(os.path.join(HERE, "differences.json"), encoding="utf-8") as text:
        listed = json.load(text)
    gone = [each for each, got, expected in zip(listed, ours.ask(listed), theirs.ask(listed)) if same(got, expected)]
    for each in gone:
        print(f"differences.json: {each['path']} no longer differs")
    print(f"{len(listed)} listed differences, {len(gone)} of them gone")
    return len(gone)


def check_generated(ours, theirs, count, seed):
    generator = Generator(seed)
    different = 0
    outcomes = {}
    for begun in range(0, count, 20000):
        requests = [generator.request() for _ in range(min(20000, count - begun))]
        for request, got, expected in zip(requests, ours.ask(requests), theirs.ask(requests)):
            if same(got, expected):
                kind = next(iter(expected))
            # A pattern that chance made may be one for Java and none for PCRE2, or mean another thing.
            elif "=~" in request["path"] and generator.mutated(request["path"]):
                kind = "a mutated regular expression"
            else:
                kind = "different"
                different += 1
                if different <= SHOWN:
                    print(f"{json.dumps(request)}\n    reference {expected}\n    ours      {got}")
            outcomes[kind] = outcomes.get(kind, 0) + 1
    print(f"{count} generated paths (seed {seed}): " + ", ".join(f"{n} {kind}" for kind, n in sorted(outcomes.items())))
    return different


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("--count", type=int, default=20000)
    options.add_argument("--seed", default="1")
    options.add_argument("--record", action="store_true")
    given = options.parse_args()
    ours = Peer([given.program, "--serve"])
    theirs = Peer(["java", "-Xss16m", "-cp", os.path.join(HERE, "jars", "*") + os.pathsep + os.path.join(HERE, "jars"), "Reference"])
    seed = random.randrange(2**32) if given.seed == "random" else int(given.seed)
    faults = check_written(theirs, given.record)
    if not given.record:
        faults += check_differences(ours, theirs) + check_generated(ours, theirs, given.count, seed)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
