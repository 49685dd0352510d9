"""Which room may include which, and what runs down inside a room of the local cloud. Part of tools/tidy.py."""
import pathlib
import re

# A room may include what its row names, and what those may. ARCHITECTURE.md shows the same table, which is checked.
# "include" is include/coworks, what authors of services see.
ROOMS = {
    "include": [],
    "base": ["include"],
    "json": ["base"],
    "yaml": ["json"],
    "interface": ["json"],
    "jsonata": ["json"],
    "jsonpath": ["json"],
    "aws": ["json"],
    "asl": ["jsonata", "jsonpath", "aws"],
    "biz": ["yaml", "asl", "interface"],
    "project": ["yaml", "interface"],
    "net": ["base"],
    "net/client": ["net"],
    "lambda": ["net", "json", "interface"],
    "tech": ["lambda", "interface"],
    "entries": ["interface"],
    "store": ["base"],
    "os": ["base"],
    "local/ports": ["aws", "net"],
    "local/emulator": ["local/ports", "store"],
    "local/*": ["local/emulator", "os", "asl", "lambda", "project"],
    "local/connections": ["local/ports", "net/client", "project"],
    "local/cloud": ["local/*"],
    "dev": ["os", "project", "local/ports"],
    "deploy": ["project", "biz", "dev", "net/client"],
    "cli": ["*"],
}
# Inside a room of the local cloud includes run down, from its pure core over its tables to the emulator and the API.
CORE, TABLES, EMULATOR, API = range(4)
LAYERS = ("core", "tables", "emulator", "api")
# What a pure core does without: no socket, no database, no process, no event loop.
IMPURE = ("net", "net/client", "store", "os")
# Rooms from before that shape, and the two that are toolboxes.
UNLAYERED = {"ports", "emulator", "cloud", "gateway", "connections", "functions", "logs", "states", "buckets"}


def row_of(room):
    row = ROOMS.get(room)
    return ROOMS["local/*"] if row is None and room.startswith("local/") else row or []


def allowed_rooms(room):
    """Every room that `room` may include, itself among them."""
    seen, todo = set(), [room]
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo += row_of(name)
    return seen


def room_of(path):
    """The room that a path below src/ (or an include below it) lives in: the longest name that the table has."""
    parts = pathlib.PurePosixPath(path).parts
    if len(parts) > 2 and "/".join(parts[:2]) in ROOMS or parts[:1] == ("local",) and len(parts) > 2:
        return "/".join(parts[:2])
    return parts[0] if len(parts) > 1 else ""


def may_include(room, other):
    allowed = allowed_rooms(room)
    if other == room or "*" in allowed or other in allowed:
        return True
    # local/* in a row means every folder of the local cloud.
    return other.startswith("local/") and "local/*" in allowed


def is_room(root, name):
    return name in ROOMS or name.startswith("local/") and (root / "src" / name).is_dir()


def layer_of(inside, room):
    """Of a file by its path inside its room; None for tests, which may include all."""
    path = pathlib.PurePosixPath(inside)
    name = room.rpartition("/")[2]
    if re.search(r"_(test|fuzz)$|^testing$", path.stem):
        return None
    if path.parts[0] == "api":
        return API
    if path.stem in (name, f"{name}_room"):
        return EMULATOR
    return TABLES if path.stem == "tables" or path.stem.endswith("_tables") else CORE


def layer_fault(room, inside, other, target):
    """What is wrong with a room's file that includes `target` of the room `other`."""
    if not room.startswith("local/") or room.partition("/")[2] in UNLAYERED:
        return None
    own = layer_of(inside, room)
    if own is None:
        return None
    if own == CORE and (other in IMPURE or other in ("local/ports", "local/emulator")):
        return f"the core of {room} is pure and may not include {other}"
    if other != room:
        return None
    theirs = layer_of(target.removeprefix(room + "/"), room)
    # The emulator answers by its API's table of operations.
    if theirs is None or theirs <= own or own == EMULATOR and target.endswith("/api/operations.hpp"):
        return None
    return f"inside {room} the {LAYERS[own]} may not include the {LAYERS[theirs]}"


def include_faults(root, relative, lines):
    parts = relative.parts
    if parts[0] == "include":
        room = "include"
    elif parts[0] == "src" and len(parts) > 2:
        room = room_of("/".join(parts[1:]))
    elif parts[0] in ("services", "samples"):
        room = parts[0]
    else:
        return
    for number, line in enumerate(lines, 1):
        found = re.match(r'\s*#\s*include\s+(?:<(coworks/[^>]+)>|"([^"]+)"|<(boost/asio/[^>]+)>)', line)
        if not found:
            continue
        fault = include_fault(root, relative, room, *found.groups())
        if fault:
            yield number, fault


def include_fault(root, relative, room, public, target, loop):
    inside = "/".join(relative.parts[1:]).removeprefix(room + "/")
    if loop:
        pure = room.startswith("local/") and room[6:] not in UNLAYERED and layer_of(inside, room) == CORE
        return f"the core of {room} is pure and may not include <{loop}>" if pure else None
    if target and "/" not in target:
        return None  # a neighbour in the same folder
    other = "include" if public else room_of(target)
    if room in ("services", "samples"):
        foreign = other != "include" and is_room(root, other)
        return f"{room}/ may use include/coworks alone, not {other}" if foreign else None
    if room == "include":
        return None if other == "include" else f"include/ may use the standard library alone, not {other or target}"
    if not is_room(root, other):
        return f"{target} is in no room that tools/tidy_rooms.py knows"
    if not may_include(room, other):
        return f"room {room} may not include {other}"
    return layer_fault(room, inside, other, target or "")


def table_faults(root):
    """ARCHITECTURE.md's table is the one above: each row is the same, and each room that is there has one."""
    path = root / "ARCHITECTURE.md"
    if not path.exists():
        return
    shown = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = [cell.strip() for cell in line.split("|")]
        names = re.findall(r"`(?:src/)?([^`]+?)/?`", cells[1]) if len(cells) == 5 and "`" in cells[1] else []
        for name in names:
            name = {"include/coworks": "include", "local/NAME": "local/*"}.get(name, name)
            if name in ("samples", "tests", "bench"):
                continue
            shown[name] = (number, {"the standard library": [], "all": ["*"]}.get(cells[2], cells[2].split(", ")))
    for name, (number, row) in shown.items():
        if name not in ROOMS:
            yield number, f"tools/tidy_rooms.py has no row for {name}"
        elif sorted(row) != sorted(ROOMS[name]):
            yield number, f"{name} may include {', '.join(row)} here, and {', '.join(ROOMS[name])} in tools/tidy_rooms.py"
    for name in ROOMS:
        there = (root / "src" / name).is_dir() or name in ("include", "local/*")
        if there and name not in shown:
            yield 1, f"the table of rooms has no row for {name}"
