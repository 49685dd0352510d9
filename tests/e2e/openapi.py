"""A service's OpenAPI document, judged by two of other people's programs (tools/requirements.txt): a validator, and
schemathesis, which makes requests from it and compares every answer with it."""
import os
import subprocess

from conftest import SOURCE

PROGRAMS = SOURCE / "build/venv/bin"
SOAK = os.environ.get("COWORKS_SOAK") == "1"
CONFIGURATION = SOURCE / "tests/e2e/schemathesis.toml"


def run(folder, *command):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=3600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def judge(cloud, service, token=None):
    """Exports the document, and tries it on the cloud that runs."""
    written = cloud.cws("export", "openapi", service, "--output", "openapi.json")
    assert written.returncode == 0, written.stderr
    run(cloud.folder, PROGRAMS / "openapi-spec-validator", "openapi.json")
    headers = ["--header", f"Authorization: {token}"] if token else []
    return run(cloud.folder, PROGRAMS / "schemathesis", "--config-file", CONFIGURATION, "run", "openapi.json",
               "--url", f"{cloud.url}/{service}", *headers, "--seed", "1", "--max-examples", "500" if SOAK else "15")
