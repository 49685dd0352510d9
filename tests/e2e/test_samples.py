"""Each sample serves, and every command of its README (and of the project's) prints what is written there."""
import os

import pytest

import docs
from conftest import BIN, SOURCE

SAMPLES = {"hello": {}, "first": {"TOKEN": "open-sesame"}, "complete": {}, "python": {}}


def check(text, cloud):
    found = list(docs.examples(text))
    assert found
    environment = {**cloud.environment, "PATH": f"{BIN}:{os.environ['PATH']}"}
    for command, output in found:
        assert docs.run(command, cloud.folder, cloud.port, environment) == output, command


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "hello"])
def test_the_commands_of_a_samples_readme_print_what_it_says(start, name):
    cloud = start(name, SAMPLES[name])
    check((SOURCE / "samples" / name / "README.md").read_text(), cloud)
    assert cloud.stop() == 0, cloud.text()


def test_the_commands_of_hellos_readme_print_what_it_says(hello):
    check((SOURCE / "samples/hello/README.md").read_text(), hello)


def test_the_commands_of_the_projects_readme_print_what_it_says(hello):
    check((SOURCE / "README.md").read_text(), hello)


@pytest.mark.parametrize("name", ["hello", "first", "complete"])
def test_a_samples_unit_tests_pass(start, name, hello):
    cloud = hello if name == "hello" else start(name, SAMPLES[name])
    done = cloud.cws("test")
    assert done.returncode == 0, done.stdout + done.stderr
