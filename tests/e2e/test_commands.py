"""docs/commands.md is true: its examples print what they say, and it names each command and each option. Help teaches,
listings have --json, and completion works in the three shells."""
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest

import docs
from conftest import BIN, SOURCE

PAGE = (SOURCE / "docs/commands.md").read_text()


def cws(*words, folder=SOURCE):
    done = subprocess.run([BIN / "cws", *words], cwd=folder, capture_output=True, text=True, timeout=180)
    return done.stdout


def commands():
    listed = cws("--help").split("Subcommands:\n")[1].split("\n\n")[0]
    return [line.split()[0] for line in listed.splitlines()]


COMMANDS = commands()


@pytest.mark.parametrize("command, output", docs.examples(PAGE))
def test_an_example_of_the_page_prints_what_it_says(hello, command, output):
    environment = {**hello.environment, "PATH": f"{BIN}:{os.environ['PATH']}"}
    assert docs.run(command, hello.folder, hello.port, environment) == output


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_names_each_command_and_each_of_its_options(command):
    (section,) = re.findall(rf"\n## cws {command}\b(.*?)(?=\n## |\Z)", PAGE, re.S)
    options = set(re.findall(r"^  (--[a-z-]+)", cws(command, "--help"), re.M)) - {"--stage", "--json"}
    assert not {option for option in options if option not in section}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_says_what_it_does_and_shows_examples(command):
    text = cws(command, "--help")
    assert text.index("Usage: cws ") > 10
    assert f"\nExamples:\n  " in text and f"cws {command}" in text.split("Examples:")[1]


def test_help_says_where_to_begin_and_lists_the_exit_codes():
    text = cws("--help")
    assert "cws new shop && cd shop && cws run" in text
    assert all(f"  {code} " in text for code in range(7))


@pytest.mark.parametrize("words", [("routes",), ("info",), ("logs",), ("doctor", "--port", "0"), ("version",)])
def test_every_listing_has_json(hello, words):
    done = hello.cws(*words, "--json")
    assert done.returncode == 0, done.stderr
    assert isinstance(json.loads(done.stdout), (list, dict))


def shell(tmp_path, name, script):
    file = tmp_path / f"completion.{name}"
    file.write_text(cws("completion", name))
    done = subprocess.run([name, "-c", script.replace("FILE", str(file))], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


@pytest.mark.parametrize("line, found", [("cws r", ["run", "routes", "redrive", "reset"]), ("cws run --po", ["--port"]), ("cws step ma", ["machine.json"])])
def test_completion_in_bash(tmp_path, line, found):
    (tmp_path / "machine.json").touch()
    script = f'source FILE; COMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _cws; echo "${{COMPREPLY[@]}}"; complete -p cws >&1'
    words = shell(tmp_path, "bash", script)
    assert sorted(words[:len(found)]) == sorted(found)
    assert words[len(found):] == ["complete", "-o", "filenames", "-F", "_cws", "cws"]


def test_completion_in_bash_takes_a_file_whose_name_has_blanks_for_one(tmp_path):
    (tmp_path / "my machine.json").touch()
    script = 'source FILE; COMP_WORDS=(cws step my); COMP_CWORD=2; _cws; echo "${#COMPREPLY[@]}"'
    assert shell(tmp_path, "bash", script) == ["1"]


@pytest.mark.parametrize("line, found", [("cws ru", "run"), ("cws run --po", "--port"), ("cws logs --la", "--last")])
def test_completion_in_fish(tmp_path, line, found):
    assert shell(tmp_path, "fish", f"source FILE; complete -C '{line}'")[0] == found


@pytest.mark.parametrize("line, found", [("cws ru", "run:Build"), ("cws run --po", "--port[Port")])
def test_completion_in_zsh(tmp_path, line, found):
    script = f"""compdef() {{ : }}; _describe() {{ print -l -- $commands }}; _arguments() {{ print -l -- "$@" }}
                 source FILE; words=({line}); CURRENT=$#words; _cws"""
    assert any(word.startswith(found) for word in shell(tmp_path, "zsh", script))


TASK = '{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "End": true}'
MACHINE = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}'
MAP = '{"Type": "Map", "ItemProcessor": %s, "End": true}' % MACHINE.replace('"A"', '"B"')


@pytest.mark.parametrize("definition, words, help", [
    (TASK, [], "say with --mock what it answers"),
    (MAP, ["--input", "[1]"], "say with --mock what it answers"),
    (MACHINE, [], "cws step - STATE"),
    (MACHINE, ["B"], None),
    (MACHINE, ["A", "--variables", "[]"], None),
])
def test_step_says_what_to_do_about_a_refusal_and_nothing_that_is_beside_it(definition, words, help):
    done = subprocess.run([BIN / "cws", "step", "-", *words], input=definition, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert (help in done.stderr) if help else ("help:" not in done.stderr), done.stderr


def test_a_project_whose_tests_use_no_googlemock_needs_none(tmp_path):
    # Debian has it in a package of its own: a GoogleTest as it is without that one.
    listed = subprocess.run(["dpkg", "-L", "libgtest-dev"], capture_output=True, text=True, check=True).stdout.split()
    prefix = tmp_path / "prefix"
    for file in map(pathlib.Path, listed):
        if file.is_file() and "/usr/src/" not in str(file):
            copy = prefix / file.relative_to("/usr")
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)
    folder = tmp_path / "hello"
    shutil.copytree(SOURCE / "samples/hello", folder, ignore=shutil.ignore_patterns(".cws"))
    done = subprocess.run([BIN / "cws", "test"], cwd=folder, env={**os.environ, "GTest_ROOT": str(prefix)},
                          capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    (ninja,) = folder.glob(".cws/build*/build.ninja")
    assert str(prefix) in ninja.read_text() and "gmock" not in ninja.read_text()
