"""The rules of a project (docs/project.md) that show from outside; src/project/load_test.cpp has those of its file.

Each test is named after its rule: stage, environment, secrets, build, addresses, names, running cloud, workers.
"""
import http.client
import json
import os
import pathlib
import re
import resource
import signal
import socket
import subprocess
import threading
import urllib.error
import urllib.request

import pytest

from conftest import BIN, Cloud, wait_for

HEADER = """#pragma once
#include <coworks/tech.hpp>
#include <sys/mman.h>
#include <unistd.h>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

class Probe : public coworks::TechMicroservice {
public:
    COWORKS_ENTRY(no_auth) std::string get_env(std::string name) const {
        char const* const value = std::getenv(name.c_str());
        return value == nullptr ? "(none)" : value;
    }
    COWORKS_ENTRY(no_auth) bool get_secret(std::string name, std::string guess) const { return coworks::secret(name) == guess; }
    COWORKS_ENTRY(no_auth) int post_count() { return ++count_; }
    COWORKS_ENTRY(no_auth) int get_pid() const { return ::getpid(); }
    COWORKS_ENTRY(no_auth) coworks::Json get_event(coworks::Request const& request) const { return request.event; }
    COWORKS_ENTRY(no_auth) std::string get() const { return "root"; }
    COWORKS_ENTRY(no_auth) std::string get_trace() const { return std::getenv("_X_AMZN_TRACE_ID"); }
    COWORKS_ENTRY(no_auth) std::string get_large(int bytes = 0) const { return std::string(static_cast<std::size_t>(bytes), 'x'); }
    COWORKS_ENTRY(no_auth) std::string get_seen(coworks::Request const& request) const { return request.path; }
    /// Touches `at`, and answers when `until` is there.
    COWORKS_ENTRY(no_auth) int post_wait(std::string at = "", std::string until = "") const {
        std::filesystem::create_directory(at);
        while (!std::filesystem::exists(until)) std::this_thread::sleep_for(std::chrono::milliseconds(2));
        return ::getpid();
    }
    COWORKS_ENTRY(no_auth, timeout = "70 s") int get_long() const { return 1; }
    /// Address space that nobody touches is no memory.
    COWORKS_ENTRY(no_auth) bool get_reserved() const {
        return ::mmap(nullptr, 4UL << 30, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) != MAP_FAILED;
    }
    COWORKS_ENTRY(no_auth) int post_touched(int megabytes = 0, std::string until = "") const {
        std::vector<char> const memory(static_cast<std::size_t>(megabytes) << 20, 'x');
        while (!std::filesystem::exists(until)) std::this_thread::sleep_for(std::chrono::milliseconds(2));
        return memory.back();
    }

private:
    int count_ = 0;
};
"""
PROJECT = """
name: shop
services:
  probe:
    timeout: 60 s
    env: {RATE: "file", FROM_ENV: "file", FROM_STAGE: "file", FROM_PROCESS: "file"}
    secrets: [TOKEN, EMPTY]
  limited: {header: tech/probe.hpp, concurrency: 1}
stages:
  test: {env: {OF_STAGE: "yes"}}
"""


def make_project(folder, text=PROJECT):
    (folder / "tech").mkdir(parents=True)
    (folder / "tech/probe.hpp").write_text(HEADER)
    (folder / "project.cws.yml").write_text(text)
    (folder / ".env").write_text("FROM_ENV=.env\nFROM_STAGE=.env\nFROM_PROCESS=.env\nTOKEN=s3cret\nEMPTY=\n")
    (folder / ".env.test").write_text("FROM_STAGE=.env.test\nFROM_PROCESS=.env.test\n")
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return make_project(tmp_path_factory.mktemp("rules of") / "a project")


@pytest.fixture(scope="module")
def shared(project):
    cloud = Cloud(project, {"CWS_STAGE": "test", "FROM_PROCESS": "process"})
    yield cloud
    cloud.stop()


@pytest.fixture(scope="module")
def second_project(tmp_path_factory):
    return make_project(tmp_path_factory.mktemp("rules of") / "a second project")


@pytest.fixture
def own(second_project):
    """A cloud that a test may end."""
    (second_project / ".cws/run.json").unlink(missing_ok=True)
    cloud = Cloud(second_project)
    yield cloud
    cloud.stop()


def call(cloud, path, data=None, headers=None):
    """Status and text; JSON is sent where there is data."""
    sent = None if data is None else json.dumps(data).encode()
    request = urllib.request.Request(cloud.url + path, data=sent,
                                     headers={**({"Content-Type": "application/json"} if sent else {}), **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


class Waiting:
    """A call that is under way until it is let go."""

    def __init__(self, cloud, tmp_path, service="probe"):
        at, self.until = tmp_path / f"begun {service} {id(self)}", tmp_path / f"go {service} {id(self)}"
        self.answer = None
        self.thread = threading.Thread(target=self._call, args=(cloud, service, {"at": str(at), "until": str(self.until)}))
        self.thread.start()
        wait_for("the call", at.exists)

    def _call(self, cloud, service, data):
        try:
            self.answer = call(cloud, f"/{service}/wait", data)
        except (OSError, http.client.HTTPException) as error:
            self.answer = error

    def let_go(self):
        self.until.touch()
        return self.end()

    def end(self):
        self.thread.join(60)
        return self.answer


def is_gone(pid):
    return not os.path.exists(f"/proc/{pid}")


# Stage

def test_the_stage_is_the_option_else_cws_stage_else_dev(shared):
    stage = lambda environment, *options: json.loads(subprocess.run(
        [BIN / "cws", "info", "--json", *options], cwd=shared.folder, env={**os.environ, **environment}, capture_output=True, check=True).stdout)["stage"]
    assert stage({"CWS_STAGE": "test"}, "--stage", "dev") == "dev"
    assert stage({"CWS_STAGE": "test"}) == "test"
    assert stage({}) == "dev"


def test_a_service_knows_its_stage_and_has_the_stages_settings(shared):
    assert call(shared, "/probe/env/CWS_STAGE") == (200, "test")
    assert call(shared, "/probe/env/OF_STAGE") == (200, "yes")


# Environment: the process's, then .env.STAGE, then .env, then the file

def test_who_says_which_stage_is_meant_gets_no_other_one(shared):
    question = ["invoke", "probe.get_env", '{"name": "CWS_STAGE"}']
    assert shared.cws(*question).stdout == "test\n", "the cloud that runs"
    assert shared.cws(*question, "--stage", "test").stdout == "test\n"
    assert shared.cws(*question, "--stage", "dev").stdout == "dev\n", "a worker of its own"
    assert "stage test)" in shared.cws("info", "--stage", "dev").stdout


def test_invoke_takes_its_arguments_from_one_place(shared):
    for more in (["--input", "-"], ["--event", "-"], ["--input", "-", "--event", "-"]):
        both = shared.cws("invoke", "probe.get_pid", *([] if len(more) > 2 else ["{}"]), *more, input="{}")
        assert both.returncode == 2 and "excludes" in both.stderr, both.stderr


@pytest.mark.parametrize("name, value", [("FROM_PROCESS", "process"), ("FROM_STAGE", ".env.test"), ("FROM_ENV", ".env"),
                                         ("RATE", "file"), ("NOWHERE", "(none)")])
def test_a_variable_comes_from_the_process_then_the_stages_file_then_the_env_file_then_the_project_file(shared, name, value):
    assert call(shared, f"/probe/env/{name}") == (200, value)


# Secrets

def test_a_secret_comes_from_the_env_file_and_an_absent_or_empty_one_is_an_error(shared):
    assert call(shared, "/probe/secret/TOKEN/s3cret") == (200, "true")
    assert call(shared, "/probe/secret/TOKEN/S3cret") == (200, "false")
    for name in ("EMPTY", "ABSENT"):
        status, text = call(shared, f"/probe/secret/{name}/x")
        assert status == 500 and name not in text
        assert f"there is no secret {name}" in shared.cws("logs", "--service", "probe").stdout


def test_what_stands_in_an_env_file_is_never_shown(shared):
    shown = shared.cws("info").stdout + shared.cws("info", "--json").stdout + shared.cws("routes", "--json").stdout
    assert "TOKEN" in shown and "s3cret" not in shown
    assert "EMPTY has no value" in shown


# Build

def test_a_project_without_cmake_lists_gets_one_in_its_state_folder(shared):
    assert "coworks_tech_microservice" in (shared.folder / ".cws/CMakeLists.txt").read_text()
    assert not (shared.folder / "CMakeLists.txt").exists()
    assert (shared.folder / ".cws/.gitignore").read_text() == "*\n"


def test_link_takes_names_of_pkg_config_and_tells_those_that_nobody_knows(tmp_path):
    folder = tmp_path / "a project"
    (folder / "tech").mkdir(parents=True)
    (tmp_path / "tax").mkdir()
    (tmp_path / "tax/tax.hpp").write_text("inline int tax() { return 19; }\n")
    (tmp_path / "tax.pc").write_text(f"Name: tax\nDescription: taxes\nVersion: 1\nCflags: -I{tmp_path}/tax\n")
    (folder / "tech/shop.hpp").write_text(
        "#include <coworks/tech.hpp>\n#include <tax.hpp>\n"
        "class Shop : public coworks::TechMicroservice {\npublic:\n    int get() const { return tax(); }\n};\n")
    cws = lambda *words: subprocess.run([BIN / "cws", *words], cwd=folder, capture_output=True, text=True, timeout=180,
                                        env={**os.environ, "PKG_CONFIG_PATH": str(tmp_path)})
    (folder / "project.cws.yml").write_text("services: {shop: {link: [tax]}}")
    called = cws("invoke", "shop.get")
    assert (called.returncode, called.stdout) == (0, "19\n"), called.stderr
    (folder / "project.cws.yml").write_text("services: {shop: {link: [tacks]}}")
    refused = cws("invoke", "shop.get")
    assert refused.returncode == 4
    assert "service shop links 'tacks'" in refused.stderr and "pkg-config" in refused.stderr


# Local addresses

def test_the_default_port_is_8000(tmp_path):
    make_project(tmp_path / "x", "name: x\nservices: {probe: {command: [/bin/true]}}")
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            holder.bind(("127.0.0.1", 8000))
            holder.listen()
        except OSError:
            pass  # somebody else has it, which serves as well
        done = subprocess.run([BIN / "cws", "run"], cwd=tmp_path / "x", capture_output=True, text=True, timeout=60)
    assert (done.returncode, "127.0.0.1:8000" in done.stderr) == (5, True), done.stderr


def test_port_0_takes_any_free_one_and_only_loopback_listens(shared):
    assert shared.port not in (0, 8000)
    listening = pathlib.Path("/proc/net/tcp").read_text().split("\n")[1:] + pathlib.Path("/proc/net/tcp6").read_text().split("\n")[1:]
    local = [line.split()[1] for line in listening if line.split()[1:] and line.split()[3] == "0A"]
    assert [each for each in local if each.endswith(f":{shared.port:04X}")] == [f"0100007F:{shared.port:04X}"]


def test_a_service_sees_the_path_without_its_name_and_no_stage(shared):
    assert call(shared, "/probe/seen") == (200, "/seen")
    assert call(shared, "/test/probe/seen")[0] == 404


@pytest.mark.parametrize("host, status", [("localhost", 200), ("127.0.0.1", 200), ("[::1]", 200), ("sync-localhost", 200),
                                          ("sync-127.0.0.1", 200), ("evil.example.com", 403), ("localhost.example.com", 403)])
def test_hosts_that_are_accepted_on_the_clouds_own_addresses(shared, host, status):
    assert call(shared, "/_cws/status", headers={"Host": f"{host}:{shared.port}"})[0] == status


def test_the_aws_apis_are_told_apart_by_their_path(shared):
    status, text = call(shared, "/2015-03-31/functions/probe/invocations", {"coworks": 1, "entry": "get_env", "with": {"name": "CWS_STAGE"}})
    assert (status, json.loads(text)) == (200, "test")


# Names

def test_a_function_is_project_stage_service_and_locally_the_service_too(shared):
    for name in ("shop-test-probe", "probe"):
        assert call(shared, f"/2015-03-31/functions/{name}/invocations", {"coworks": 1, "entry": "get_pid", "with": {}})[0] == 200
    assert call(shared, "/2015-03-31/functions/shop-dev-probe/invocations", {})[0] == 404
    for stage in ("dev", "test"):
        info = json.loads(shared.cws("info", "--json", "--stage", stage).stdout)
        assert info["services"]["probe"]["function"] == f"shop-{stage}-probe"


# Sizes are Lambda's

def test_sizes_of_requests_and_payloads_are_held_to_lambdas(shared):
    for path, size in (("/2015-03-31/functions/probe/invocations", 6 << 20), ("/probe/count", 10 << 20)):
        # curl reads an answer that comes before all was sent.
        done = subprocess.run(["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "--json", "@-", shared.url + path],
                              input=json.dumps({"text": "x" * size}), capture_output=True, text=True, timeout=60)
        assert done.stdout == "413"
    # What the gateway takes may be more than Lambda does: as text, and as base64.
    for data, media in ((b"x" * (7 << 20), "text/plain"), (b"\x00" * (5 << 20), "application/octet-stream")):
        request = urllib.request.Request(shared.url + "/probe/count", data=data, headers={"Content-Type": media})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=60)
        assert refused.value.code == 413
        assert json.loads(refused.value.read()) == {"message": "Request Too Long"}


def test_results_are_held_to_lambdas_size(shared):
    """6,291,556 bytes for the whole answer of the function, of which the body is the most."""
    path = "/2015-03-31/functions/probe/invocations"
    whole = call(shared, path, {"coworks": 1, "entry": "get_large", "with": {"bytes": 6_291_556 - 2}})
    assert whole[0] == 200 and len(whole[1]) == 6_291_556
    refused = json.loads(call(shared, path, {"coworks": 1, "entry": "get_large", "with": {"bytes": 6_291_556 - 1}})[1])
    assert refused["errorType"] == "Function.ResponseSizeTooLarge"
    assert refused["errorMessage"] == "Response payload size exceeded maximum allowed payload size (6291556 bytes)."
    assert call(shared, "/probe/large?bytes=6291556")[0] == 502


def test_events_of_the_gateway_have_what_aws_puts_into_them(shared):
    event = json.loads(call(shared, "/probe/event", headers={"X-Forwarded-For": "198.51.100.1"})[1])
    assert event["headers"]["X-Forwarded-For"] == "198.51.100.1, 127.0.0.1"
    assert event["headers"]["X-Forwarded-Port"] == str(shared.port) and event["headers"]["X-Forwarded-Proto"] == "http"
    assert re.fullmatch("Root=1-[0-9a-f]{8}-[0-9a-f]{24}", event["headers"]["X-Amzn-Trace-Id"])
    assert event["requestContext"]["domainName"] == "127.0.0.1"
    assert (event["resource"], event["pathParameters"]) == ("/{proxy+}", {"proxy": "event"})
    assert call(shared, "/probe/")[1] == "root"
    root = "Root=1-5759e988-bd862e3fe1be46a994272793"
    whole = root + ";Parent=53995c3f42cd8ad8;Sampled=1"
    assert call(shared, "/probe/trace", headers={"X-Amzn-Trace-Id": whole})[1] == whole
    assert re.fullmatch(root + ";Parent=[0-9a-f]{16};Sampled=0",
                        call(shared, "/probe/trace", headers={"X-Amzn-Trace-Id": root})[1])


def test_an_entry_may_have_its_own_timeout_and_the_function_has_the_longest(shared):
    for name in ("probe", "limited"):  # 60 s are written for the one, 3 s are the other's default
        described = json.loads(call(shared, f"/2015-03-31/functions/{name}")[1])
        assert described["Configuration"]["Timeout"] == 70


# A running local cloud

def test_run_json_names_process_and_port_and_other_commands_find_them(shared):
    written = json.loads((shared.folder / ".cws/run.json").read_text())
    assert (written["pid"], written["port"], written["stage"]) == (shared.process.pid, shared.port, "test")
    (shared.folder / "below").mkdir(exist_ok=True)
    done = subprocess.run([BIN / "cws", "info", "--json"], cwd=shared.folder / "below", capture_output=True, check=True)
    assert json.loads(done.stdout)["running"] == shared.url


def test_a_run_json_that_a_killed_process_left_does_not_count(own):
    cloud = own
    worker = int(call(cloud, "/probe/pid")[1])
    cloud.process.kill()
    cloud.process.wait()
    wait_for("the end of its worker", lambda: is_gone(worker))
    assert (cloud.folder / ".cws/run.json").exists()
    assert json.loads(cloud.cws("info", "--json").stdout)["running"] is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_drains_requests_stops_the_workers_and_leaves_no_process(own, tmp_path, number):
    cloud = own
    idle = int(call(cloud, "/probe/pid")[1])
    waiting = Waiting(cloud, tmp_path)
    cloud.process.send_signal(number)
    wait_for("the end to begin", lambda: "ending when the open requests are answered" in cloud.text())
    assert cloud.process.poll() is None
    status, busy = waiting.let_go()
    assert status == 200
    assert cloud.process.wait(60) == 0
    assert is_gone(idle) and is_gone(int(busy))
    assert not (cloud.folder / ".cws/run.json").exists()


def test_a_second_signal_ends_at_once(own, tmp_path):
    cloud = own
    waiting = Waiting(cloud, tmp_path)
    workers = subprocess.run(["pgrep", "-P", str(cloud.process.pid)], capture_output=True, text=True).stdout.split()
    cloud.process.send_signal(signal.SIGINT)
    wait_for("the end to begin", lambda: "ending when the open requests are answered" in cloud.text())
    cloud.process.send_signal(signal.SIGINT)
    assert cloud.process.wait(20) == 0, "it waits 30 s for requests after the first signal"
    assert workers and all(is_gone(worker) for worker in workers)
    waiting.end()


# Workers

def test_only_a_written_concurrency_throttles_429_through_invoke_and_500_through_the_gateway(shared, tmp_path):
    free, limited = Waiting(shared, tmp_path), Waiting(shared, tmp_path, "limited")
    assert call(shared, "/probe/pid")[0] == 200, "another worker answers"
    assert call(shared, "/limited/pid")[0] == 500
    status, text = call(shared, "/2015-03-31/functions/limited/invocations", {"coworks": 1, "entry": "get_pid", "with": {}})
    assert status == 429 and "Rate Exceeded" in text
    assert (free.let_go()[0], limited.let_go()[0]) == (200, 200)
    assert call(shared, "/limited/pid")[0] == 200


def test_callers_of_one_slow_service_keep_nobody_away_from_the_others(second_project, tmp_path):
    (second_project / ".cws/run.json").unlink(missing_ok=True)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (400, hard))
    try:
        cloud = Cloud(second_project)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    try:
        body = json.dumps({"at": str(tmp_path / "begun"), "until": str(tmp_path / "go")})
        slow = [http.client.HTTPConnection("127.0.0.1", cloud.port, timeout=60) for _ in range(250)]
        for each in slow:
            each.request("POST", "/probe/wait", body, {"Content-Type": "application/json"})
        other = http.client.HTTPConnection("127.0.0.1", cloud.port, timeout=15)
        other.request("GET", "/limited/pid")
        assert other.getresponse().status == 200
        (tmp_path / "go").touch()
        answers = [each.getresponse().status for each in slow]
        assert set(answers) == {200, 500} and answers.count(200) > 100, answers
        assert call(cloud, "/probe/pid")[0] == 200
    finally:
        cloud.stop()


def test_memory_is_limited_by_what_is_resident_not_by_addresses(shared, tmp_path):
    assert call(shared, "/probe/reserved") == (200, "true")
    never = str(tmp_path / "never")
    assert call(shared, "/probe/touched", {"megabytes": 400, "until": never})[0] == 502
    assert "Runtime.OutOfMemory" in shared.cws("logs", "--service", "probe").stdout
    assert call(shared, "/probe/pid")[0] == 200


def test_state_in_members_is_a_workers_own_and_gone_after_a_swap(own, tmp_path):
    cloud = own
    assert [call(cloud, "/probe/count", {})[1] for _ in range(3)] == ["1", "2", "3"]
    waiting = Waiting(cloud, tmp_path)
    assert call(cloud, "/probe/count", {})[1] == "1", "the first worker is busy, so another one counts"
    waiting.let_go()
    header = cloud.folder / "tech/probe.hpp"
    header.write_text(header.read_text().replace("int count_ = 0;", "int count_ = 100;"))
    wait_for("the new version", lambda: int(call(cloud, "/probe/count", {})[1]) > 100)
