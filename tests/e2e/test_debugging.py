"""What a C++ engineer needs when a service crashes or has to be looked into: names and lines, and a debugger."""
import shutil
import subprocess
import threading
import urllib.error
import urllib.request

import pytest
from conftest import BIN, Cloud, wait_for

SERVICE = """#include <coworks/tech.hpp>
#include <csignal>
#include <stdexcept>
class Shop : public coworks::TechMicroservice {
public:
    COWORKS_ENTRY(no_auth)
    int get_sum(int a, int b) const {
        int const sum = a + b;
        return sum;
    }
    COWORKS_ENTRY(no_auth)
    int get_null() const { return read(nullptr); }
    COWORKS_ENTRY(no_auth)
    int get_deep() const { return deep(1); }
    COWORKS_ENTRY(no_auth)
    int get_thrown() const { return never(); }
    COWORKS_ENTRY(no_auth)
    int get_childless() const {
        std::signal(SIGCHLD, SIG_IGN);
        return read(nullptr);
    }

private:
    [[gnu::noinline]] static int read(int volatile* place) {
        return *place;
    }
    [[gnu::noinline]] static int deep(int level) {
        char volatile room[4096];
        room[0] = static_cast<char>(level);
        return level < 0 ? room[0] : deep(level + 1) + room[0];
    }
    [[gnu::noinline]] static int never() noexcept { throw std::runtime_error("no such luck"); }
};
"""


def at(text):
    """The place of the line that contains this."""
    return f"tech/shop.hpp:{1 + next(i for i, line in enumerate(SERVICE.splitlines()) if text in line)}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("a project") / "shop"
    (folder / "tech").mkdir(parents=True)
    (folder / "project.cws.yml").write_text("name: shop\n")
    (folder / "tech/shop.hpp").write_text(SERVICE)
    return folder


@pytest.fixture(scope="module")
def cloud(folder):
    cloud = Cloud(folder)
    yield cloud
    cloud.stop()


@pytest.mark.parametrize("path, wanted", [
    ("null", ["SIGSEGV", "Shop::read(int volatile*)", at("return *place"), "Shop::get_null() const"]),
    ("deep", ["SIGSEGV", "Shop::deep(int)", at("deep(level + 1)")]),
    # Children whose end is ignored can't be waited for: the names came, and five seconds later bare addresses too.
    ("childless", ["SIGSEGV", "Shop::read(int volatile*)", "Shop::get_childless() const"]),
    ("thrown", ["no such luck", "SIGABRT", "Shop::never()", at("no such luck")]),
])
def test_a_crash_is_told_with_names_and_lines_and_costs_one_request(cloud, path, wanted):
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(f"{cloud.url}/shop/{path}", timeout=60)
    assert error.value.code == 502
    request = error.value.headers["x-amzn-requestid"]
    assert f"crashed in request {request}" in wait_for("the stack", lambda: cloud.text() if all(
        each in cloud.text() for each in wanted) else None, 30)
    assert urllib.request.urlopen(f"{cloud.url}/shop/sum/2/40", timeout=60).read() == b"42"
    assert "[0x" not in cloud.text()


def test_a_debugger_stops_in_the_entry_and_nothing_times_out(folder, cloud, tmp_path):
    """`cws run --debug shop` waits for gdb; a request rests at the breakpoint as long as one looks."""
    own = tmp_path / "shop"
    shutil.copytree(folder, own, ignore=shutil.ignore_patterns("run.*", "logs", "data"))
    (own / "project.cws.yml").write_text("name: shop\nservices: {shop: {timeout: 1 s}}\n")
    debugged = Cloud(own, options=["--debug", "shop"])
    try:
        answer = {}
        asking = threading.Thread(target=lambda: answer.update(
            body=urllib.request.urlopen(f"{debugged.url}/shop/sum/2/40", timeout=120).read()))
        asking.start()
        line = wait_for("the invitation to attach", lambda: next(
            (each for each in debugged.text().splitlines() if "gdb -p" in each), None))
        pid = line.split("gdb -p", 1)[1].split()[0].strip("`'\"")
        # Longer at the breakpoint than the service may take.
        done = subprocess.run(
            ["gdb", "-batch", "-p", pid, "-ex", "set breakpoint pending on", "-ex", "break " + at("return sum").split("/")[1], "-ex", "continue",
             "-ex", "print sum", "-ex", "shell sleep 1.5", "-ex", "detach"], capture_output=True, text=True, timeout=60)
        assert "$1 = 42" in done.stdout, done.stdout + done.stderr
        asking.join(60)
        assert answer == {"body": b"42"}
    finally:
        debugged.stop()
    assert "imed" not in debugged.text(), debugged.text()
