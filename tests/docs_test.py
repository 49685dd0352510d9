#!/usr/bin/env python3
"""The pages of docs/ and the README: every link leads somewhere, every file they name is there, and the pages of figures are
what their scripts make of the results."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
FOLDERS = ("src", "include", "tests", "tools", "docs", "bench", "samples", "cmake")
PAGES = ("bench/page.py", "tests/conformance/figures/page.py", "tools/readme.py")


def without_code(text):
    return re.sub(r"```.*?```", "", text, flags=re.S)


def faults(page):
    text = without_code(page.read_text())
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if "://" not in target and not (page.parent / target).exists():
            yield f"leads nowhere: {target}"
    for target in re.findall(r"<(?:img|source)[^>]* src(?:set)?=\"([^\"]+)\"", text):
        if "://" not in target and not (page.parent / target).exists():
            yield f"shows nothing: {target}"
    for name in re.findall(r"`([\w./-]+)`", text):
        placeholder = re.search(r"[A-Z]{4,}", name)
        if name.split("/")[0] in FOLDERS and "/" in name and not (ROOT / name).exists() and not placeholder:
            yield f"names a file that is not there: {name}"


def main():
    wrong = 0
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for fault in faults(page):
            print(f"{page.relative_to(ROOT)}: {fault}")
            wrong += 1
    for script in PAGES:
        wrong += subprocess.run([sys.executable, ROOT / script, "--check"]).returncode != 0
    print(f"{len(pages)} pages, {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
