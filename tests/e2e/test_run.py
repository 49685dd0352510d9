"""What `cws run` promises while it runs, and the commands beside it."""
import json
import os
import signal
import subprocess
import urllib.request

from conftest import BIN, wait_for


def get(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.read().decode()


def test_a_saved_header_is_swapped_in_and_a_wrong_one_leaves_the_old_version_serving(start):
    cloud = start("hello")
    header = cloud.folder / "tech/hello.hpp"
    text = header.read_text()
    assert get(cloud.url + "/hello") == "Hello world!\n"
    header.write_text(text.replace('"Hello "', '"Hi "'))
    wait_for("the new version", lambda: get(cloud.url + "/hello") == "Hi world!\n")
    header.write_text(text.replace("return", "retrun"))
    wait_for("the compiler's word", lambda: "the version before keeps serving" in cloud.text())
    assert "hello.hpp:" in cloud.text()
    assert get(cloud.url + "/hello") == "Hi world!\n"
    header.write_text(text)
    wait_for("the mended version", lambda: get(cloud.url + "/hello") == "Hello world!\n")
    assert cloud.stop() == 0


def test_a_service_comes_and_goes_with_its_header(start):
    cloud = start("hello")
    second = cloud.folder / "tech/second.hpp"
    second.write_text((cloud.folder / "tech/hello.hpp").read_text())
    status = lambda: subprocess.run(["curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", cloud.url + "/second"], capture_output=True, text=True).stdout
    wait_for("the second service", lambda: status() == "200")
    second.unlink()
    wait_for("its end", lambda: status() == "404")
    assert get(cloud.url + "/hello") == "Hello world!\n"
    assert cloud.stop() == 0


def test_commands_find_the_cloud_that_runs(hello):
    done = hello.cws("invoke", "hello.get_sum", '{"a": 40, "b": 2}')
    assert (done.returncode, done.stdout) == (0, "42\n"), done.stderr
    wrong = hello.cws("invoke", "hello.get_sum", '{"a": 40, "c": 2}')
    assert wrong.returncode == 1
    assert "BadRequest" in wrong.stderr
    routes = json.loads(hello.cws("routes", "--json").stdout)
    assert {"GET /hello", "GET /hello/sum/{a}/{b}"} == {f"{route['verb']} {route['path']}" for route in routes}
    assert hello.cws("info").returncode == 0
    assert hello.cws("logs", "--json").returncode == 0


def test_a_second_cloud_for_the_project_and_a_port_in_use_are_told(hello, tmp_path):
    second = hello.cws("run")
    assert second.returncode == 5
    assert "already served" in second.stderr
    (tmp_path / "project.cws.yml").write_text("")
    other = subprocess.run([BIN / "cws", "run", "--port", str(hello.port)], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert other.returncode == 5
    assert "port is in use" in other.stderr and "--port" in other.stderr


def test_a_new_project_serves_and_its_tests_pass(tmp_path):
    environment = {**os.environ, "NO_COLOR": "1"}
    run = lambda *words, folder: subprocess.run([BIN / "cws", *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    assert run("new", "shop", folder=tmp_path).returncode == 0
    called = run("invoke", "shop.get", '{"name": "Ann"}', folder=tmp_path / "shop")
    assert (called.returncode, called.stdout) == (0, "Hello Ann!\n"), called.stderr
    tested = run("test", folder=tmp_path / "shop")
    assert tested.returncode == 0, tested.stdout + tested.stderr


def test_a_broken_project_file_and_a_header_that_does_not_parse_are_told_with_their_place(tmp_path):
    file = tmp_path / "project.cws.yml"
    file.write_text("nmae: shop\n")
    done = subprocess.run([BIN / "cws", "run"], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 3
    assert "project.cws.yml:1:1" in done.stderr and "name" in done.stderr
    file.write_text("")
    (tmp_path / "tech").mkdir()
    (tmp_path / "tech/x.hpp").write_text("#include <coworks/tech.hpp>\nclass X : public coworks::TechMicroservice { public: int get( };\n")
    done = subprocess.run([BIN / "cws", "run"], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 4
    assert "x.hpp:2:" in done.stdout + done.stderr


def test_nothing_is_left_when_the_cloud_ends(start):
    cloud = start("hello")
    get(cloud.url + "/hello")
    workers = subprocess.run(["pgrep", "-P", str(cloud.process.pid)], capture_output=True, text=True).stdout.split()
    assert workers
    cloud.process.send_signal(signal.SIGINT)
    assert cloud.process.wait(timeout=60) == 0
    assert not (cloud.folder / ".cws/run.json").exists()
    for worker in workers:
        assert not os.path.exists(f"/proc/{worker}")


def test_an_expression_is_evaluated_from_the_shell_and_its_errors_have_a_place(tmp_path):
    run = lambda *words, text=None: subprocess.run([BIN / "cws", "eval", *words], cwd=tmp_path, input=text, capture_output=True,
                                                   text=True, timeout=60, env={**os.environ, "NO_COLOR": "1"})
    (tmp_path / "order.json").write_text('{"lines": [{"price": 3}, {"price": 4.5}]}')
    done = run("$sum(lines.price)", "--input", "order.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "7.5\n", "")
    assert run("lines", "--input", "order.json", "--json").stdout == '{"value":[{"price":3},{"price":4.5}]}\n'
    # What is no value is told to people, and not as data.
    nothing = run("nowhere", "--input", "order.json")
    assert (nothing.returncode, nothing.stdout, nothing.stderr) == (0, "", "the expression has no value here\n")
    assert run("nowhere", "--input", "order.json", "--json").stdout == "{}\n"
    assert run("$sum", "--json").stdout == '{"function":true}\n'
    # A caret under the place, on whichever line, while reading and while evaluating.
    for expression, code, line, column in (("1 +\n  )", "S0211", 2, 3), ("(\n  $x := 'a';\n  1 + $x\n)", "T2002", 3, 5),
                                           ("$nothing(1)", "T1006", 1, 2), ("[1,\n $length(5)]", "T0410", 2, 3)):
        wrong = run(expression)
        assert (wrong.returncode, wrong.stdout) == (1, "")
        assert wrong.stderr.startswith(f"expression:{line}:{column}: error: "), wrong.stderr
        quoted, caret = wrong.stderr.split("\n")[1:3]
        assert f"[{code}]" in wrong.stderr
        assert quoted.index("|") + 1 + column == caret.index("^"), wrong.stderr
        told = run(expression, "--json")
        assert (told.returncode, told.stderr) == (1, "")
        error = json.loads(told.stdout)["error"]
        assert (error["code"], error["line"], error["column"]) == (code, line, column)
    # The document's faults have places, too.
    broken = run("$", "--input", "-", text='{"a": 1,\n "b": }')
    assert (broken.returncode, broken.stderr.split(": error")[0]) == (2, "standard input:2:7")
    assert run("$", "--input", "missing.json").returncode == 2
    assert run("1", "--dialect", "xpath").returncode == 2


def test_expressions_and_definitions_are_tried_from_the_shell(tmp_path):
    run = lambda *words, text=None: subprocess.run([BIN / "cws", *words], cwd=tmp_path, input=text, capture_output=True, text=True, timeout=60)
    assert run("eval", "$sum(a)", "--input", "-", text='{"a": [1, 2]}').stdout == "3\n"
    wrong = run("eval", "1 + 'x'")
    assert (wrong.returncode, "[T2002]" in wrong.stderr) == (1, True)
    assert run("eval", "$range(1, 3, 1)", "--dialect", "aws").returncode == 0
    machine = tmp_path / "m.asl.json"
    machine.write_text('{"StartAt": "A",\n "States": {"A": {"Type": "Pass", "Nxt": "B", "End": true}}}')
    checked = run("check", "m.asl.json")
    assert (checked.returncode, "m.asl.json:2:" in checked.stdout, "Next" in checked.stdout) == (1, True, True)
    machine.write_text(machine.read_text().replace('"Nxt": "B",', '"Parameters": {"x.$": "$.n"},'))
    assert run("check", "m.asl.json").returncode == 0
    assert json.loads(run("step", "m.asl.json", "A", "--input", '{"n": 5}').stdout)["output"] == {"x": 5}


def test_a_state_is_stepped_through_its_errors(tmp_path):
    (tmp_path / "m.asl.json").write_text(json.dumps({"StartAt": "Charge", "States": {
        "Charge": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "Next": "Each",
                   "Retry": [{"ErrorEquals": ["Refused"], "IntervalSeconds": 2, "MaxAttempts": 2, "BackoffRate": 2}],
                   "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Each"}]},
        "Each": {"Type": "Map", "End": True, "ToleratedFailureCount": 1, "ItemReader": {
                     "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON"}, "Parameters": {"Bucket": "b", "Key": "k"}},
                 "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "I", "States": {
                     "I": {"Type": "Pass", "End": True}}}}}}))

    def step(*words):
        return subprocess.run([BIN / "cws", "step", "m.asl.json", *words], cwd=tmp_path, capture_output=True, text=True, timeout=60)

    def answer(*words):
        done = step(*words, "--json")
        found = json.loads(done.stdout)
        return done.returncode, found["status"], found

    code, status, found = answer("Charge", "--error", "Refused", "--retries", "1")
    assert (code, status, found["inspectionData"]["errorDetails"]["retryBackoffIntervalSeconds"]) == (0, "RETRIABLE", 4)
    code, status, found = answer("Charge", "--error", "Refused", "--cause", "no", "--retries", "2")
    assert (code, status, json.loads(found["output"])) == (0, "CAUGHT_ERROR", {"Error": "Refused", "Cause": "no"})
    wrong = step("Charge", "--mock", '{"StatusCode": "x"}')
    assert (wrong.returncode, "'StatusCode' must be a number" in wrong.stderr) == (1, True)
    assert answer("Charge", "--mock", '{"StatusCode": "x"}', "--validate", "NONE")[:2] == (0, "SUCCEEDED")
    each = ("Each", "--items", "[1, 2]", "--mock", "[10, 20]", "--failed-iterations")
    assert answer(*each, "1")[:2] == (0, "SUCCEEDED")
    assert answer(*each, "2")[:2] == (1, "FAILED")
    unmocked = step("Charge")
    assert (unmocked.returncode, "--mock" in unmocked.stderr) == (1, True)
    (tmp_path / "m.asl.json").write_text('{"StartAt": "A", "States": {"A": {"Type": "Pass", "Zork": 1, "End": true}}}')
    refused = step("A")
    assert (refused.returncode, "`cws check m.asl.json`" in refused.stderr) == (1, True), refused.stderr
    for words in (("--cause", "x"), ("--error", "a", "--mock", "1"), ("--retries", "-1"), ("--mock", "{")):
        assert step("Charge", *words).returncode == 2, words
