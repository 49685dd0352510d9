"""Starts the real program on port 0 in a folder of its own, and talks to it as users do."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import time

import pytest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("COWORKS_BIN", SOURCE / "build/release/bin"))
PATIENCE = 180  # seconds until a cold build on a busy machine has surely ended


def wait_for(what, condition, patience=PATIENCE):
    """Asks until the condition holds; what can't be waited for any other way is asked for often."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        result = condition()
        if result:
            return result
        time.sleep(0.02)
    raise AssertionError(f"{what} did not happen within {patience} s")


class Cloud:
    """A `cws run` in a folder, by default of the programs that were built here."""

    def __init__(self, folder, environment=None, options=(), program=BIN / "cws"):
        self.folder = folder
        self.program = program
        self.environment = {**os.environ, "NO_COLOR": "1", **(environment or {})}
        self.log = folder / "run.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([program, "run", "--port", "0", *options], cwd=folder, stdout=log, stderr=log,
                                            env=self.environment)
        self.port = wait_for(f"the start of {folder}: {self.text()}", self._running)["port"]
        self.url = f"http://127.0.0.1:{self.port}"

    def text(self):
        return self.log.read_text(errors="replace")

    def _running(self):
        assert self.process.poll() is None, self.text()
        file = self.folder / ".cws/run.json"
        return json.loads(file.read_text()) if file.exists() else None

    def cws(self, *arguments, **options):
        return subprocess.run([self.program, *arguments], cwd=self.folder, env=self.environment, capture_output=True,
                              text=True, timeout=PATIENCE, **options)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=60)
        return self.process.returncode


@pytest.fixture(scope="session")
def start(tmp_path_factory):
    clouds = []

    def start_sample(name, environment=None, options=()):
        # A blank in the path, because users have them.
        folder = tmp_path_factory.mktemp("a project") / name
        shutil.copytree(SOURCE / "samples" / name, folder, ignore=shutil.ignore_patterns(".cws"))
        cloud = Cloud(folder, environment, options)
        clouds.append(cloud)
        return cloud

    yield start_sample
    for cloud in clouds:
        cloud.stop()


@pytest.fixture(scope="session")
def hello(start):
    return start("hello")
