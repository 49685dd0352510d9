"""The emulators that run beside us over the same cases: from PyPI, each in an environment of its own, at one version."""
import contextlib
import os
import pathlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[3]
ENVIRONMENTS = ROOT / "build/peers"
ACCOUNT = "111111111111"  # the recordings'


class Peer:
    def __init__(self, name, packages, program, reset, environment=None, configure=None):
        self.name = name
        self.packages = packages
        self.program = program      # arguments behind the environment's bin/, with {port}
        self.reset = reset          # what empties it
        self.environment = environment or {}
        self.configure = configure  # (path, body): what makes it execute machines

    @property
    def version(self):
        return self.packages[0].partition("==")[2]

    @property
    def bin(self):
        return ENVIRONMENTS / self.name / "bin"

    def install(self):
        mark = ENVIRONMENTS / self.name / "installed.txt"
        wanted = "\n".join(self.packages)
        if mark.exists() and mark.read_text() == wanted:
            return
        subprocess.run([sys.executable, "-m", "venv", "--clear", self.bin.parent], check=True)
        subprocess.run([self.bin / "pip", "install", "--quiet", "--no-compile", *self.packages], check=True)
        mark.write_text(wanted)

    def text_of(self, port):
        return self.program.format(port=port)

    @contextlib.contextmanager
    def running(self):
        """Serves on a free port; gives its address."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        program, *arguments = self.program.format(port=port).split()
        environment = {**os.environ, **{name: text.format(port=port) for name, text in self.environment.items()}}
        log = ENVIRONMENTS / f"{self.name}.log"
        with open(log, "wb") as out:
            process = subprocess.Popen([self.bin / program, *arguments], stdout=out, stderr=out, env=environment, cwd=self.bin.parent)
        address = f"http://127.0.0.1:{port}"
        try:
            self.wait_for(address, process, log)
            if self.configure:
                path, body = self.configure
                urllib.request.urlopen(urllib.request.Request(address + path, body.encode(), {"Content-Type": "application/json"}))
            yield address
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    @staticmethod
    def wait_for(address, process, log):
        until = time.monotonic() + 180
        while time.monotonic() < until:
            if process.poll() is not None:
                raise SystemExit(f"{process.args[0]} ended with {process.returncode}, see {log}")
            try:
                urllib.request.urlopen(address + "/", timeout=5)
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"{process.args[0]} does not answer, see {log}")


PEERS = [
    Peer("ministack", ["ministack==1.5.33"], "ministack", "/_ministack/reset",
         {"GATEWAY_PORT": "{port}", "LOG_LEVEL": "ERROR"}),
    Peer("moto", ["moto[server,stepfunctions]==5.2.5"], "moto_server -H 127.0.0.1 -p {port}", "/moto-api/reset",
         {"MOTO_ACCOUNT_ID": ACCOUNT}, ("/moto-api/config", '{"stepfunctions": {"execute_state_machine": true}}')),
]
