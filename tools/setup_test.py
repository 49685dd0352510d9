#!/usr/bin/env python3
"""tools/setup.sh on machines that are not there: what dpkg, apt-get, sudo and id say is made up."""
import os
import pathlib
import subprocess
import tempfile
import unittest

SETUP = pathlib.Path(__file__).with_name("setup.sh")
BUILD = [line.split()[1] for line in SETUP.with_name("packages.txt").read_text().splitlines() if line.startswith("build ")]


class Setup(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.calls = self.folder / "calls"
        self.calls.touch()
        for tool in ("sh", "sed", "grep", "mktemp", "rm", "tail", "dirname"):
            self.tool(tool, f'exec {self.where(tool)} "$@"')
        self.tool("apt-get", f'echo "apt-get $*" >>"{self.calls}"')
        self.tool("id", "echo 0")

    @staticmethod
    def where(tool):
        return subprocess.run(["sh", "-c", f"command -v {tool}"], capture_output=True, text=True, check=True).stdout.strip()

    def tool(self, name, script):
        file = self.folder / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    def installed(self, packages):
        self.tool("dpkg-query", "\n".join(f"echo 'ii {package}'" for package in packages))

    def run_setup(self, *sets):
        done = subprocess.run(["/bin/sh", SETUP, *sets], env={"PATH": str(self.folder)}, capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr, self.calls.read_text().splitlines()

    def test_does_nothing_where_everything_is_there(self):
        self.installed(BUILD)
        self.assertEqual(self.run_setup("build"), (0, "", "", []))

    def test_says_and_installs_what_is_missing_alone(self):
        self.installed(package for package in BUILD if package not in ("cmake", "libssl-dev"))
        code, out, _, calls = self.run_setup("build")
        self.assertEqual((code, out), (0, "setup: installing cmake libssl-dev\nsetup: done\n"))
        self.assertEqual(calls, ["apt-get update -q", "apt-get install -q -y --no-install-recommends cmake libssl-dev"])

    def test_a_command_that_is_there_makes_its_package_unnecessary(self):
        self.installed(package for package in BUILD if package != "curl")
        self.tool("curl", "")
        self.assertEqual(self.run_setup("build"), (0, "", "", []))

    def test_uses_sudo_only_when_not_root(self):
        self.installed(package for package in BUILD if package != "cmake")
        self.tool("sudo", f'echo "sudo $*" >>"{self.calls}"')
        self.assertNotIn("sudo", " ".join(self.run_setup("build")[3]))
        self.tool("id", "echo 1000")
        self.assertIn("sudo apt-get update -q", self.run_setup("build")[3])

    def test_says_what_to_do_where_it_is_neither_root_nor_has_sudo(self):
        self.installed(package for package in BUILD if package != "cmake")
        self.tool("id", "echo 1000")
        code, _, err, calls = self.run_setup("build")
        self.assertEqual((code, err, calls), (1, "setup: not root and no sudo: run as root: apt-get install cmake\n", []))

    def test_shows_why_apt_could_not(self):
        self.installed([])
        self.tool("apt-get", "echo 'E: no network'; exit 100")
        code, _, err, _ = self.run_setup("build")
        self.assertEqual(code, 1)
        self.assertIn("E: no network\nsetup: apt-get could not install g++ cmake", err)

    def test_tells_what_it_needs_where_there_is_no_dpkg(self):
        code, _, err, _ = self.run_setup("build")
        self.assertEqual(code, 1)
        self.assertIn("tools/packages.txt", err)


if __name__ == "__main__":
    unittest.main()
