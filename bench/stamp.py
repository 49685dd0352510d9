#!/usr/bin/env python3
"""stamp.py FILE: notes in a benchmark's results when, at which commit and on what they were measured."""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import figures  # noqa: E402

file = pathlib.Path(sys.argv[1])
results = json.loads(file.read_text())
file.write_text(json.dumps({"measured": figures.stamp(), **results}, indent=2) + "\n")
