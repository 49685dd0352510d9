"""Finds functions that fit no screen. Part of tools/tidy.py."""
import re

FUNCTION_LINES_MAX = 70
# What is longer and stays so, with the reason.
LONG_FUNCTIONS = {
    ("src/asl/execution.cpp", "apply"): "flat dispatch: a case per type of event",
    ("src/asl/run.cpp", "step"): "flat dispatch: a case per phase",
    ("src/jsonata/analyse.cpp", "Analysis::process"): "flat dispatch: a case per kind of syntax",
    ("src/jsonata/print.cpp", "Printer::print"): "flat dispatch: a case per kind of syntax",
    ("src/asl/property_scenarios_test.cpp", "scenarios"): "a table",
    ("src/tech/problem.cpp", "title_of"): "a table",
    ("src/asl/check/workflow.cpp", "Checker::state"): "too long",
    ("src/local/states/journal_rows.cpp", "Journal::Writer::append"): "too long",
    ("src/local/states/map_runs.cpp", "MapRuns::after"): "too long",
}

# Raw strings, strings, characters and comments: whatever a brace in them would mean nothing. A ' between digits is none.
_TEXTS = re.compile(r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/|^[ \t]*#(?:\\\n|[^\n])*',
                    re.DOTALL | re.MULTILINE)
_SCOPE = re.compile(r"^\s*(?:inline\s+)?(?:namespace|extern|class|struct|union|enum)\b|\b(?:class|struct|union|enum)\b[^()]*$")


def functions(text):
    """(first line, lines, name) of each function outside of functions; needs no compiler, but balanced braces."""
    plain = _TEXTS.sub(lambda found: re.sub(r"[^\n]", " ", found.group(0)), text)
    scopes, start, begun = [], 0, None
    depth = 0  # inside a function or an initialiser
    argument = False  # braces among the arguments of what is yet to begin
    for place in re.finditer(r"[{};]", plain):
        at, sign = place.start(), place.group(0)
        if sign == "{":
            if depth:
                depth += 1
                continue
            head = plain[start:at].strip()
            argument = head.count("(") > head.count(")")
            if argument:
                depth = 1
            elif _SCOPE.search(re.sub(r"template\s*<[^{}]*?>\s*(?=class|struct|union|\[\[)", "", head)) and "(" not in head.split(":")[0]:
                scopes.append(head)
            else:
                depth = 1
                begun = (start + len(plain[start:at]) - len(plain[start:at].lstrip()), head) if is_function(head) else None
        elif sign == "}":
            if depth > 1:
                depth -= 1
                continue
            if depth:
                depth = 0
                if begun:
                    first = plain.count("\n", 0, begun[0]) + 1
                    yield first, plain.count("\n", 0, at) + 2 - first, name_of(begun[1])
                begun = None
            elif scopes:
                scopes.pop()
        if not depth and not argument:
            start = at + 1
        argument = argument and depth > 0


def is_function(head):
    """No initialiser, such as a table's."""
    return "(" in head and " = " not in head[:head.index("(")]


def name_of(head):
    test = re.match(r"\s*(?:TEST|TEST_F|TEST_P)\s*\(\s*(\w+)\s*,\s*(\w+)", head)
    if test:
        return f"{test.group(1)}.{test.group(2)}"
    found = re.search(r"([\w:~]+|operator\W+)\s*\(", head)
    return found.group(1) if found else head[:40]


def function_faults(relative, text):
    """Each function that is longer than a screen and not excused; and each excuse that nobody needs any more."""
    excused = {name for file, name in LONG_FUNCTIONS if file == relative.as_posix()}
    for first, count, name in functions(text):
        if count > FUNCTION_LINES_MAX and name not in excused:
            yield first, f"{name} has {count} lines: a function fits a screen ({FUNCTION_LINES_MAX})"
        elif count > FUNCTION_LINES_MAX:
            excused.discard(name)
    for name in sorted(excused):
        yield 1, f"{name} is excused in tools/tidy_functions.py and needs it no more"
