#!/usr/bin/env python3
"""Makes docs/picture/terminal.svg from a real session: `cws new`, `cws run`, and what a second terminal gets of it. The
programs are those of COWORKS_BIN (build/release/bin). Colours are those that the programs print."""
import html
import os
import pathlib
import pty
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
BIN = pathlib.Path(os.environ.get("COWORKS_BIN", HERE.parents[1] / "build/release/bin")).resolve()
COLUMNS, LINE, CHARACTER, MARGIN = 92, 17, 7.8, 16
PALETTE = {"31": "#f7768e", "32": "#9ece6a", "33": "#e0af68", "34": "#7aa2f7", "35": "#bb9af7", "36": "#7dcfff", "90": "#787c99"}
PROMPT = "\x1b[90m$\x1b[0m \x1b[1m"
SECOND = ["curl -s 'http://127.0.0.1:8000/shop?name=Ann'",
          "cws invoke shop.get '{\"nam\": \"Ann\"}'",
          "cws start order --input '{\"item\": \"apples\", \"count\": 2}'"]


class Terminal:
    """A command in a terminal of its own, and what it prints there."""

    def __init__(self, command, folder, environment):
        self.text = b""
        ours, theirs = pty.openpty()
        self.process = subprocess.Popen(["bash", "-c", f"stty cols {COLUMNS} rows 50 -echo; exec {command}"], cwd=folder, env=environment,
                                        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
        os.close(theirs)
        self.reader = threading.Thread(target=self.read, args=(ours,), daemon=True)
        self.reader.start()

    def read(self, descriptor):
        while True:
            try:
                piece = os.read(descriptor, 65536)
            except OSError:  # the other end was closed
                return
            if not piece:
                return
            self.text += piece

    def shown(self):
        return self.text.decode(errors="replace").replace("\r\n", "\n")

    def wait(self):
        self.process.wait(timeout=300)
        self.reader.join(timeout=10)
        return screen(self.shown())


def screen(text):
    """The lines that a terminal shows in the end. What is written after the cursor went back replaces its line."""
    lines, at, back = [""], 0, False
    for piece in re.split(r"(\n|\r|\x1b\[\d*[A-LN-Za-ln-z])", text):
        if piece == "\n":
            at, back = at + 1, False
            lines += [""] * (at + 1 - len(lines))
        elif piece == "\r":
            back = True
        elif re.fullmatch(r"\x1b\[\d*A", piece):
            at, back = max(0, at - int(piece[2:-1] or 1)), True
        elif re.fullmatch(r"\x1b\[[0-2]?[JK]", piece):
            if back or piece[2] == "2":
                lines[at] = ""
            if piece.endswith("J"):
                del lines[at + 1:]
        elif piece and not re.fullmatch(r"\x1b\[\d*[A-LN-Za-ln-z]", piece):
            lines[at], back = (piece if back else lines[at] + piece), False
    return lines


def spans(line):
    """A line's text in SVG, with the terminal's colours."""
    made, style = [], {}
    for piece in re.split(r"(\x1b\[[\d;]*m)", line):
        if not piece.startswith("\x1b["):
            if piece:
                attributes = "".join(f' {name}="{value}"' for name, value in style.items())
                made.append(f"<tspan{attributes}>{html.escape(piece)}</tspan>" if attributes else html.escape(piece))
            continue
        for code in piece[2:-1].split(";"):
            if code in ("", "0"):
                style = {}
            elif code == "1":
                style["font-weight"] = "bold"
            elif code == "2":
                style["opacity"] = "0.6"
            elif code in PALETTE:
                style["fill"] = PALETTE[code]
            elif code in ("22", "39"):
                style.pop("font-weight" if code == "22" else "fill", None)
    return "".join(made)


def shortened(line):
    """A line as long as the picture is wide."""
    seen = re.sub(r"\x1b\[[0-9;]*m", "", line)
    return line if len(seen) <= COLUMNS or seen != line else line[:COLUMNS - 1] + "…"


def panel(title, lines, top, width):
    height = (len(lines) + 1) * LINE + 26
    made = [f'<rect x="0" y="{top}" width="{width}" height="{height}" rx="8" fill="#1a1b26"/>',
            *(f'<circle cx="{16 + 16 * at}" cy="{top + 14}" r="5" fill="{colour}"/>' for at, colour in enumerate(("#f7768e", "#e0af68", "#9ece6a"))),
            f'<text x="{width / 2}" y="{top + 18}" fill="#787c99" text-anchor="middle">{html.escape(title)}</text>']
    # A terminal wraps what is too long for it; here the end is left out, and said so.
    for at, line in enumerate(shortened(line) for line in lines):
        made.append(f'<text x="{MARGIN}" y="{top + 44 + at * LINE}" fill="#c0caf5" xml:space="preserve">{spans(line)}</text>')
    return made, top + height


def record(folder):
    """What both terminals show."""
    environment = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    new = Terminal("cws new shop", folder, environment).wait()
    project = folder / "shop"
    shutil.copytree(HERE / "biz", project / "biz")
    served = Terminal("cws run --port 0", project, environment)
    until = time.monotonic() + 300
    while not (project / ".cws/run.json").exists() or "127.0.0.1" not in served.shown():
        if time.monotonic() > until or served.process.poll() is not None:
            raise SystemExit(f"cws run does not serve:\n{served.shown()}")
        time.sleep(0.1)
    port = re.search(r"127\.0\.0\.1:(\d+)", served.shown())[1]
    second = []
    for command in SECOND:
        second.append(PROMPT + command + "\x1b[0m")
        second += strip(Terminal(command.replace(":8000", f":{port}"), project, environment).wait())
    first = [PROMPT + "cws new shop && cd shop && cws run\x1b[0m", *strip(new), "", *strip(screen(served.shown()))]
    os.killpg(served.process.pid, signal.SIGTERM)
    served.wait()
    return [[line.replace(port, "8000").replace(str(folder), "~") for line in lines] for lines in (first, second)]


def strip(lines):
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def main():
    with tempfile.TemporaryDirectory() as folder:
        first, second = record(pathlib.Path(folder))
    width = round(COLUMNS * CHARACTER + 2 * MARGIN)
    above, middle = panel("cws run", first, 0, width)
    below, bottom = panel("another terminal", second, middle + 10, width)
    style = "font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: 13px"
    (HERE / "terminal.svg").write_text("\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{bottom}" viewBox="0 0 {width} {bottom}" style="{style}">',
        *above, *below, "</svg>", ""]))


if __name__ == "__main__":
    main()
