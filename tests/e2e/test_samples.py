"""Each sample serves, every command of its README (and of the project's) prints what is written there, its unit tests pass,
and its OpenAPI document is true."""
import os

import pytest

import docs
import openapi
from conftest import BIN, SOURCE

SAMPLES = {"hello": {}, "first": {"TOKEN": "open-sesame"}, "complete": {"ADMIN_TOKEN": "open-sesame"}, "python": {}, "mocks": {}}
SERVICES = {"hello": "hello", "first": "counters", "complete": "notes"}


@pytest.fixture(scope="module")
def samples(start):
    """A sample's cloud, built and started once for all that is looked at below."""
    clouds = {}

    def cloud_of(name):
        if name not in clouds:
            clouds[name] = start(name, SAMPLES[name])
        return clouds[name]

    return cloud_of


def check(text, cloud):
    found = list(docs.examples(text))
    assert found
    environment = {**cloud.environment, "PATH": f"{BIN}:{os.environ['PATH']}"}
    for command, output in found:
        assert docs.run(command, cloud.folder, cloud.port, environment) == output, command


@pytest.mark.parametrize("name", SAMPLES)
def test_the_commands_of_a_samples_readme_print_what_it_says(samples, name):
    check((SOURCE / "samples" / name / "README.md").read_text(), samples(name))


def test_the_commands_of_the_projects_readme_print_what_it_says(samples):
    check((SOURCE / "README.md").read_text(), samples("hello"))


@pytest.mark.parametrize("name", SERVICES)
def test_a_samples_openapi_document_is_valid_and_true(samples, name):
    token = next(iter(SAMPLES[name].values()), None)
    print(openapi.judge(samples(name), SERVICES[name], token))


@pytest.mark.parametrize("name", SERVICES)
def test_a_samples_unit_tests_pass(samples, name):
    done = samples(name).cws("test")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_ends_when_it_is_told_to(samples, name):
    cloud = samples(name)
    assert cloud.stop() == 0, cloud.text()
