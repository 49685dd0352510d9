#!/usr/bin/env python3
"""jsonata_cases.py FOLDER: the recorded JSONata cases through jsonata-python (PyPI), which MiniStack evaluates with. Prints
each failure and closes with "N passed, N failed", after how many of those failed are errors as they should be, but with
another code or none.

It gives None for null and for nothing alike; so null counts as nothing here. The cases run in a process of its own, which
is ended and started anew where a case takes more than a minute or kills it.
"""
import json
import multiprocessing
import pathlib
import queue
import sys

import jsonata

PATIENCE = 60  # seconds, for one case
OTHER_CODE = "an error, but"
sys.setrecursionlimit(20_000)


def evaluate(case, data):
    expression = jsonata.Jsonata(case["expr"])
    frame = expression.create_frame()
    if "timelimit" in case and "depth" in case:
        frame.set_runtime_bounds(case["timelimit"], case["depth"])
    for name, value in (case.get("bindings") or {}).items():
        frame.bind(name, value)
    return expression.evaluate(data, frame)


def wanted_code(case):
    return case.get("code") or (case.get("error") or {}).get("code")


def fault(case, datasets):
    """What is wrong with the answer; empty: nothing."""
    data = case["data"] if "data" in case else datasets.get(case.get("dataset"))
    try:
        value = evaluate(case, data)
    except Exception as error:
        got = error.error if isinstance(error, jsonata.JException) else f"{type(error).__name__}: {error}"
        wanted = wanted_code(case)
        if wanted is None:
            return f"error {got}"
        return "" if wanted == got else f"{OTHER_CODE} {got}, wanted {wanted}"
    if wanted_code(case) is not None:
        return f"no error, wanted {wanted_code(case)}"
    wanted = case.get("result")
    return "" if value == wanted else f"{value!r}, wanted {wanted!r}"


def serve(asked, told, datasets):
    for case in iter(asked.get, None):
        told.put(fault(case, datasets))


class Worker:
    def __init__(self, datasets):
        self.datasets = datasets
        self.process = None

    def fault(self, case):
        if self.process is None:
            self.asked, self.told = multiprocessing.Queue(), multiprocessing.Queue()
            self.process = multiprocessing.Process(target=serve, args=(self.asked, self.told, self.datasets), daemon=True)
            self.process.start()
        self.asked.put(case)
        for _ in range(PATIENCE):
            try:
                return self.told.get(timeout=1)
            except queue.Empty:
                if not self.process.is_alive():
                    break
        why = "no answer in time" if self.process.is_alive() else f"the process ended with {self.process.exitcode}"
        self.process.kill()
        self.process = None
        return why


def main(folder):
    folder = pathlib.Path(folder)
    datasets = {file.stem: json.loads(file.read_text()) for file in (folder / "datasets").glob("*.json")}
    worker, passed, failed, other_code = Worker(datasets), 0, 0, 0
    for file in sorted((folder / "groups").glob("*.json")):
        for case in json.loads(file.read_text()):
            why = worker.fault(case)
            passed, failed = passed + (not why), failed + bool(why)
            other_code += why.startswith(OTHER_CODE)
            if why:
                print(f"{case['id']}: {why[:300]}\n    {case['expr'][:200]!r}")
    print(f"another code or none: {other_code}")
    print(f"{passed} passed, {failed} failed")


if __name__ == "__main__":
    main(sys.argv[1])
