"""Pages of measured figures: when and where they were measured, tables, and the page itself (written or compared)."""
import datetime
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]


def git(*arguments):
    return subprocess.run(["git", "-C", ROOT, *arguments], capture_output=True, text=True, check=True).stdout.strip()


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return "an unnamed processor"


def stamp():
    """Of a measurement that is made now."""
    dirty = "+" if git("status", "--porcelain", "--untracked-files=no", "--", "src", "include", "samples") else ""
    return {"date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"),
            "commit": git("rev-parse", "--short", "HEAD") + dirty, "cores": os.cpu_count(), "processor": processor()}


def stamped(results):
    """The stamp as a sentence."""
    if not results or "measured" not in results:
        return "Not measured."
    told = results["measured"]
    text = f"Measured {told['date']} at commit {told['commit']}"
    if "processor" in told:
        text += f", {told['cores']} cores of {told['processor']}"
    return text + "."


def table(head, rows):
    """A Markdown table; all columns but the first are aligned to the right."""
    lines = [head, [":--"] + ["--:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def put(page, text):
    """Writes a page; with --check says whether it is up to date instead, as the exit code."""
    if "--check" not in sys.argv:
        page.write_text(text)
        return 0
    if page.exists() and page.read_text() == text:
        return 0
    print(f"{page.relative_to(ROOT)} is not what its script makes of the results: run {sys.argv[0]}", file=sys.stderr)
    return 1
