"""What goes wrong on the user's side is told in one message, with its place and the remedy, and an exit code of its own."""
import os
import shutil
import subprocess

import pytest

from conftest import BIN

OK = """#include <coworks/tech.hpp>
class Shop : public coworks::TechMicroservice {
public:
    int get() const { return 1; }
};
"""
# dlopen as on a machine without libclang.
WITHOUT_LIBCLANG = """#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>
void* dlopen(const char* name, int flags) {
    void* (*real)(const char*, int) = (void* (*)(const char*, int))dlsym(RTLD_NEXT, "dlopen");
    return name && strstr(name, "libclang") ? 0 : real(name, flags);
}
"""


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "a project"
    (folder / "tech").mkdir(parents=True)
    (folder / "project.cws.yml").write_text("name: shop\n")
    (folder / "tech/shop.hpp").write_text(OK)
    return folder


def cws(folder, *words, **environment):
    return subprocess.run([BIN / "cws", *words], cwd=folder, capture_output=True, text=True, timeout=180,
                          env={**os.environ, "NO_COLOR": "1", **environment})


def told(done):
    """Standard error without the line that says that it builds: all of it is the message."""
    return done.stderr.replace("building …\n", "")


def test_no_project_here(tmp_path):
    done = cws(tmp_path, "run")
    assert done.returncode == 3
    assert told(done) == ("error: there is no project.cws.yml here or in a folder above\n"
                          "  help: go to your project's folder, or make one: cws new shop\n")


def test_a_broken_project_file(project):
    (project / "project.cws.yml").write_text("name: shop\nservices:\n  shop: {memroy: 256 MB}\n")
    done = cws(project, "run")
    assert done.returncode == 3
    assert told(done) == ("project.cws.yml:3:10: error: 'memroy' is no key of a service [unknown-key]\n"
                          "    3 |   shop: {memroy: 256 MB}\n"
                          "      |          ^~~~~~\n"
                          "  help: did you mean 'memory'?\n")
    (project / "project.cws.yml").write_text("name: [shop\n")
    done = cws(project, "run")
    assert done.returncode == 3 and "project.cws.yml:" in told(done) and "[invalid-yaml]" in told(done)


def test_a_header_that_does_not_parse(project):
    (project / "tech/shop.hpp").write_text(OK.replace("int get", "itn get"))
    done = cws(project, "run", "--port", "0")
    assert done.returncode == 4
    assert told(done) == ("tech/shop.hpp:4:5: error: unknown type name 'itn'\n"
                          "    4 |     itn get() const { return 1; }\n"
                          "      |     ^\n"
                          "error: the build failed\n  help: mend what is told above\n")


def test_a_service_that_is_against_the_rules(project):
    (project / "tech/shop.hpp").write_text(OK.replace("int get()", "int* get()"))
    done = cws(project, "routes")
    assert done.returncode == 4
    assert "tech/shop.hpp:4:" in told(done) and "^" in told(done)


@pytest.mark.parametrize("missing, remedy", [("g++", "apt-get install g++"), ("cmake", "apt-get install cmake"),
                                             ("ninja", "apt-get install ninja-build")])
def test_a_missing_tool(project, tmp_path, missing, remedy):
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in {"g++", "cmake", "ninja"} - {missing}:
        (folder / tool).symlink_to(shutil.which(tool))
    done = cws(project, "run", PATH=str(folder), CXX="")
    assert done.returncode == 5
    assert done.stderr.count("error:") == 1 and f"help: {remedy}\n" in done.stderr


def test_a_compiler_that_is_named_but_not_there(project):
    done = cws(project, "run", CXX="no-such-compiler")
    assert done.returncode == 5
    assert told(done) == ("error: CXX names a compiler that is not there: no-such-compiler [missing-tool]\n"
                          "  help: correct or unset CXX\n")


def test_a_missing_libclang(project, tmp_path):
    (tmp_path / "without.c").write_text(WITHOUT_LIBCLANG)
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", "without.so", "without.c"], cwd=tmp_path, check=True)
    without = {"LD_PRELOAD": str(tmp_path / "without.so")}
    done = cws(project, "run", **without)
    assert done.returncode == 5
    assert told(done) == "error: libclang is not installed: run 'apt-get install libclang1-19' (16, 15 and 14 work too)\n"
    doctor = cws(project, "doctor", "--port", "0", **without)
    assert doctor.returncode == 5
    assert "MISSING libclang    not found\n        apt-get install libclang1-19\n" in doctor.stdout
    assert cws(project, "doctor", "--port", "0").returncode == 0


@pytest.mark.parametrize("words", [("invoke", "shpo.get"), ("run", "--debug", "shpo"), ("logs", "--service", "shpo")])
def test_a_service_that_is_not_there(project, words):
    done = cws(project, *words)
    assert done.returncode == 2
    assert told(done) == "error: there is no service 'shpo'\n  help: did you mean 'shop'?\n"


def test_an_entry_that_is_not_there(project):
    done = cws(project, "invoke", "shop.gte")
    assert done.returncode == 1
    assert told(done) == "error: NotFound: there is no entry 'gte'; did you mean 'get'?\n"


def test_no_cloud_that_runs_here(project):
    done = cws(project, "logs")
    assert done.returncode == 6
    assert told(done) == ("error: no local cloud runs for this project\n"
                          "  help: `cws run` starts one; what earlier ones wrote is in .cws/logs\n")


def test_a_predefined_service_that_this_version_does_not_have(project):
    (project / "project.cws.yml").write_text("services: {mail: coworks/mail}\n")
    done = cws(project, "routes")
    assert done.returncode == 0
    assert "coworks/mail" in done.stderr and "warning:" in done.stderr


@pytest.mark.parametrize("words, message, remedy", [
    (("runn",), "there is no command 'runn'", "did you mean `cws run`?"),
    (("run", "--prot", "1"), "there is no option '--prot'", "did you mean '--port'?"),
    (("run", "--stgae=x"), "there is no option '--stgae'", "did you mean '--stage'?"),
    (("info", "shop"), "'shop': this is one argument too many", "`cws info --help` shows how it is used"),
    (("run", "--port", "70000"), "--port: Value 70000 not in range 0 to 65535", "`cws run --help` shows how it is used"),
    (("new",), "NAME is required", "`cws new --help` shows how it is used"),
    (("new", "x" * 30), f"the name '{'x' * 30}' is too long",
     "choose one of up to 29 characters: on AWS the function is called NAME-STAGE-NAME, in 64 of them"),
    (("run", "--stage", "no good"), "'no good' is no name of a stage [bad-name]",
     "--stage and CWS_STAGE take letters, digits and -, a letter first"),
])
def test_a_wrong_command_line(project, words, message, remedy):
    done = cws(project, *words)
    assert done.returncode in (2, 3)
    assert told(done) == f"error: {message}\n  help: {remedy}\n"
