#!/usr/bin/env python3
"""tests/rules.md: every test that it names is there."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]


def tests():
    """Suite.name of every test in C++, file.py::name of every function in Python."""
    for folder in ("src", "tests"):
        for file in (ROOT / folder).rglob("*_test.cpp"):
            for suite, name in re.findall(r"^TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\s*\)", file.read_text(), re.M):
                yield f"{suite}.{name}"
    for file in (ROOT / "tests").rglob("*.py"):
        for name in re.findall(r"^def (\w+)\(", file.read_text(), re.M):
            yield f"{file.name}::{name}"
            yield f"{file.relative_to(ROOT)}::{name}"


def main():
    known, wrong, rows = set(tests()), 0, 0
    for number, line in enumerate((ROOT / "tests/rules.md").read_text().splitlines(), 1):
        cells = line.split(" | ")
        if not line.startswith("| ") or len(cells) < 2 or cells[0] == "| rule":
            continue
        rows += 1
        named = re.findall(r"`([^`]+)`", cells[-1])
        if not named:
            print(f"tests/rules.md:{number}: no test")
            wrong += 1
        for name in named:
            if name not in known and not ("/" in name and "::" not in name and (ROOT / name).exists()):
                print(f"tests/rules.md:{number}: there is no test {name}")
                wrong += 1
    print(f"{rows} rules, {wrong} faults")
    return 1 if wrong or rows < 80 else 0


if __name__ == "__main__":
    sys.exit(main())
