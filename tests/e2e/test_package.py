"""What is installed works by itself: from a prefix with a blank in its path, and from the unpacked Debian package."""
import subprocess
import urllib.error
import urllib.request

import pytest

from conftest import BIN, PATIENCE, SOURCE, Cloud

BUILD = BIN.parent


def do(*command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


def status(url):
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The .deb, and what stands in it."""
    folder = tmp_path_factory.mktemp("package")
    do("cpack", "-G", "DEB", "--config", BUILD / "CPackConfig.cmake", "-B", folder, folder=folder)
    (file,) = folder.glob("coworks_*.deb")
    return file


@pytest.fixture(scope="module", params=["cmake --install", "dpkg-deb -x"])
def prefix(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("a prefix")
    if request.param == "cmake --install":
        do("cmake", "--install", BUILD, "--prefix", folder, folder=folder)
        return folder
    do("dpkg-deb", "-x", request.getfixturevalue("package"), folder, folder=folder)
    return folder / "usr"


def test_a_new_project_is_served_with_nothing_of_the_build_tree(prefix, tmp_path):
    cws = prefix / "bin/cws"
    do(cws, "new", "shop", folder=tmp_path)
    folder = tmp_path / "shop"
    cloud = Cloud(folder, program=cws)
    try:
        assert status(cloud.url + "/shop") == (200, "Hello world!\n")
        assert status(cloud.url + "/shop/stock")[0] == 401
    finally:
        assert cloud.stop() == 0, cloud.text()
    # The prefix may move and the sources may go: nothing of a project's build leads there.
    own = [str(each).encode() for each in (SOURCE, BUILD)]
    files = [file for root in (folder, prefix) for file in root.rglob("*") if file.is_file() and not file.is_symlink()]
    assert folder / ".cws/build/build.ninja" in files and prefix / "lib/libcoworks.a" in files
    assert not [file for file in files if any(path in file.read_bytes() for path in own)]


def test_the_package_asks_for_what_building_services_takes(package):
    depends = do("dpkg-deb", "-f", package, "Depends", folder=package.parent)
    for name in ("g++", "cmake", "ninja-build", "libclang1-19 |", "libssl-dev", "libc6", "libyaml-cpp"):
        assert name in depends, depends


def test_completion_and_documentation_are_installed_where_they_are_looked_for(prefix):
    for file in ("bash-completion/completions/cws", "zsh/vendor-completions/_cws", "fish/vendor_completions.d/cws.fish"):
        assert "cws" in (prefix / "share" / file).read_text()
    assert "Apache License" in (prefix / "share/doc/coworks/copyright").read_text()
    assert (prefix / "share/doc/coworks/samples/hello/tech/hello.hpp").exists()
    assert not list((prefix / "share").rglob(".cws"))
