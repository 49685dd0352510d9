#!/usr/bin/env python3
"""Measures Step Functions through the AWS API: `cws run`, and MiniStack by the same calls. Results go to
bench/results/states.json and, as a table, to standard output.

boto3 makes the machines and looks at them; where a client in Python would be the limit, wrk sends the requests (both
servers get the same ones).
"""
import concurrent.futures
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import boto3
from botocore.config import Config

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("COWORKS_BIN", ROOT / "build/release/bin"))
PEER = ROOT / "build/release/bench/ministack/bin/ministack"
ROLE = "arn:aws:iam::000000000000:role/bench"
ROUNDS = 60  # of a looping machine: two states each
DAY = 86400


def loop_machine():
    """Counts down from its input; enters two states a round."""
    return {"StartAt": "Count", "States": {
        "Count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, -1)"}, "Next": "More"},
        "More": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericGreaterThan": 0, "Next": "Count"}],
                 "Default": "Done"},
        "Done": {"Type": "Succeed"}}}


def express_machine():
    return {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "C"},
                                       "C": {"Type": "Pass", "End": True}}}


def wait_machine():
    return {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": DAY, "End": True}}}


def tasks_machine(function):
    states = {f"T{at}": {"Type": "Task", "Resource": function, "Next": f"T{at + 1}",
                         "Parameters": {"coworks": 1, "entry": "get_sum", "with": {"a": at, "b": 1}}}
              for at in range(10)}
    del states["T9"]["Next"]
    states["T9"]["End"] = True
    return {"StartAt": "T0", "States": states}


class Server:
    """What both have: an endpoint, a client, and how they are asked fast."""

    def connect(self, port):
        self.port = port
        self.api = boto3.client(
            "stepfunctions", endpoint_url=f"http://localhost:{port}", region_name="us-east-1",
            aws_access_key_id="local", aws_secret_access_key="local",
            config=Config(retries={"total_max_attempts": 1}, inject_host_prefix=False, max_pool_connections=32))

    def create(self, name, definition, kind="STANDARD"):
        return self.api.create_state_machine(name=name, definition=json.dumps(definition), roleArn=ROLE,
                                             type=kind)["stateMachineArn"]

    def ask(self, connection, operation, body):
        connection.request("POST", "/", body, {"X-Amz-Target": "AWSStepFunctions." + operation,
                                               "Content-Type": "application/x-amz-json-1.0",
                                               "Authorization": "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/"
                                               "states/aws4_request, SignedHeaders=host, Signature=00"})
        answer = connection.getresponse()
        text = answer.read()
        assert answer.status == 200, text
        return text

    def start_many(self, machine, given, count, threads=8):
        """Starts so many executions, over kept connections."""
        body = json.dumps({"stateMachineArn": machine, "input": json.dumps(given)})

        def some(share):
            connection = http.client.HTTPConnection("127.0.0.1", self.port)
            return [json.loads(self.ask(connection, "StartExecution", body))["executionArn"] for _ in range(share)]

        shares = [count // threads + (at < count % threads) for at in range(threads)]
        with concurrent.futures.ThreadPoolExecutor(threads) as pool:
            return [arn for arns in pool.map(some, [share for share in shares if share]) for arn in arns]

    def transitions(self, machine, count, rounds):
        """States entered a second by so many executions at once, from the first start to the last end."""
        begun = time.perf_counter()
        arns = self.start_many(machine, {"n": rounds}, count)
        for arn in reversed(arns):
            while self.api.describe_execution(executionArn=arn)["status"] == "RUNNING":
                time.sleep(0.005)
        taken = time.perf_counter() - begun
        return round(count * (2 * rounds + 1) / taken)

    def starts_per_second(self, machine, seconds=3):
        """StartExecution by wrk, 32 connections."""
        body = json.dumps({"stateMachineArn": machine, "input": "{}"})
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            script.write('wrk.method = "POST"\nwrk.body = [[%s]]\n'
                         'wrk.headers["Content-Type"] = "application/x-amz-json-1.0"\n'
                         'wrk.headers["Host"] = "localhost"\n'
                         'wrk.headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/states/'
                         'aws4_request, SignedHeaders=host, Signature=00"\n'
                         'wrk.headers["X-Amz-Target"] = "AWSStepFunctions.StartExecution"\n' % body)
            script.flush()
            out = subprocess.run(["wrk", "-t1", "-c32", f"-d{seconds}s", "-s", script.name,
                                  f"http://127.0.0.1:{self.port}/"], capture_output=True, text=True, check=True).stdout
        assert "Non-2xx" not in out, out
        return round(float(out.split("Requests/sec:")[1].split()[0]))

    def express_ms(self, count=500):
        machine = self.create("express", express_machine(), "EXPRESS")
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        body = json.dumps({"stateMachineArn": machine, "input": "{}"})
        times = []
        for _ in range(count):
            begun = time.perf_counter()
            text = self.ask(connection, "StartSyncExecution", body)
            times.append((time.perf_counter() - begun) * 1000)
        assert json.loads(text)["status"] == "SUCCEEDED", text
        return {"p50": round(statistics.median(times), 2), "p99": round(statistics.quantiles(times, n=100)[98], 2)}


class Ours(Server):
    def __init__(self, folder):
        self.folder = folder
        shutil.copytree(ROOT / "samples/hello", folder, ignore=shutil.ignore_patterns(".cws"))

    def start(self):
        """Starts and waits for the first answer of the API; tells how long that took."""
        file = self.folder / ".cws/run.json"
        file.unlink(missing_ok=True)
        begun = time.perf_counter()
        self.process = subprocess.Popen([BIN / "cws", "run", "--port", "0", "--no-watch"], cwd=self.folder,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not file.exists() or not file.read_text():
            assert self.process.poll() is None
            time.sleep(0.0005)
        port = json.loads(file.read_text())["port"]
        connection = http.client.HTTPConnection("127.0.0.1", port)
        self.ask(connection, "ListStateMachines", "{}")
        taken = time.perf_counter() - begun
        self.connect(port)
        return taken

    def end(self, with_signal=signal.SIGTERM):
        self.process.send_signal(with_signal)
        self.process.wait()

    def resident_mb(self):
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return round(int(text.split("VmRSS:")[1].split()[0]) / 1024, 1)

    def ten_tasks_ms(self):
        machine = self.create("tasks", tasks_machine("arn:aws:lambda:us-east-1:000000000000:function:hello-dev-hello"))
        times = []
        for _ in range(30):
            arn = self.start_many(machine, {}, 1, 1)[0]
            while (end := self.api.describe_execution(executionArn=arn))["status"] == "RUNNING":
                time.sleep(0.005)
            assert end["status"] == "SUCCEEDED", end
            times.append((end["stopDate"] - end["startDate"]).total_seconds() * 1000)
        return {"p50": round(statistics.median(times), 1), "best": round(min(times), 1)}


class MiniStack(Server):
    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        folder.mkdir()
        self.process = subprocess.Popen([PEER], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        env={**os.environ, "GATEWAY_PORT": str(port), "EDGE_PORT": str(port)})
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        self.connect(port)

    def end(self):
        self.process.terminate()
        self.process.wait()


def common(server):
    loop = server.create("loop", loop_machine())
    server.transitions(loop, 10, 2)
    out = {f"transitions_per_second_{count}": server.transitions(loop, count, rounds)
           for count, rounds in ((1, 10 * ROUNDS), (100, ROUNDS), (1000, ROUNDS))}
    out["express_three_states_ms"] = server.express_ms()
    out["start_execution_per_second"] = server.starts_per_second(server.create("short", express_machine()))
    return out


def recovery(folder):
    ours = Ours(folder)
    ours.start()
    ours.end()
    empty = statistics.median(ours.start() + (ours.end() or 0) for _ in range(3))
    ours.start()
    before = ours.resident_mb()
    wait = ours.create("wait", wait_machine())
    ours.start_many(wait, {"a": 1}, 10_000)
    kilobytes = (ours.resident_mb() - before) * 1024 / 10_000
    ours.end(signal.SIGKILL)
    taken = ours.start()
    ours.end()
    return {"start_empty_s": round(empty, 3), "start_with_10000_open_s": round(taken, 3),
            "recovery_of_10000_s": round(taken - empty, 3), "kb_per_open_execution": round(kilobytes, 1)}


def memory(folder):
    ours = Ours(folder)
    ours.start()
    wait = ours.create("wait", wait_machine())
    ours.start_many(wait, {"text": "x" * 200_000}, 1000)
    out = {"resident_mb_1000_with_200_kb": ours.resident_mb()}
    ours.end()
    shutil.rmtree(ours.folder / ".cws/data")
    ours.start()
    wait = ours.create("wait", wait_machine())
    ours.start_many(wait, {"a": 1}, 100_000)
    out["resident_mb_100000_sleeping"] = ours.resident_mb()
    ours.end()
    return out


def show(results):
    """The figures side by side, and how many times better ours are."""
    ours, peer = results["cws_run"], results.get("ministack", {})
    rows = [("durable transitions/s, 1 execution", "transitions_per_second_1", None),
            ("durable transitions/s, 100 at once", "transitions_per_second_100", None),
            ("durable transitions/s, 1,000 at once", "transitions_per_second_1000", None),
            ("StartExecution/s", "start_execution_per_second", None),
            ("express, three states, p50 ms", "express_three_states_ms", "p50"),
            ("express, three states, p99 ms", "express_three_states_ms", "p99"),
            ("ten Lambda tasks in a row, p50 ms", "ten_lambda_tasks_ms", "p50"),
            ("recovery of 10,000 open executions, s", "recovery_of_10000_s", None),
            ("KB an open execution", "kb_per_open_execution", None),
            ("resident MB, 1,000 with 200 KB each", "resident_mb_1000_with_200_kb", None),
            ("resident MB, 100,000 sleeping", "resident_mb_100000_sleeping", None)]
    print(f"{'':42}{'coworks':>12}{'MiniStack':>12}{'ratio':>8}")
    for name, key, part in rows:
        mine, other = (each.get(key) if part is None else each.get(key, {}).get(part) for each in (ours, peer))
        ratio = "" if not other else round(mine / other if "/s" in name else other / mine, 1)
        print(f"{name:42}{mine:>12}{other if other else '-':>12}{ratio:>8}")
    if "executor" in results:
        executor = results["executor"]
        print(f"\n{'the executor alone, a commit every 3 states':42}")
        for count in (1, 100, 1000):
            print(f"{f'  durable transitions/s, {count} at once':42}{executor[f'transitions_per_second_{count}']:12.0f}")


def main():
    results = {"cores": os.cpu_count(), "load_before": os.getloadavg()[0]}
    progress = lambda text: print(f"  {text} …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        progress("ours through the API")
        ours = Ours(folder / "hello")
        ours.start()
        results["cws_run"] = {**common(ours), "ten_lambda_tasks_ms": ours.ten_tasks_ms()}
        ours.end()
        if PEER.exists():
            progress("MiniStack by the same calls")
            peer = MiniStack(folder / "peer")
            try:
                results["ministack"] = common(peer)
            finally:
                peer.end()
        progress("recovery and memory")
        results["cws_run"] |= recovery(folder / "recovery" / "hello")
        results["cws_run"] |= memory(folder / "memory" / "hello")
    executor = ROOT / "build/release/bench/states_executor_bench"
    if executor.exists():
        progress("the executor alone")
        results["executor"] = json.loads(subprocess.run([executor], capture_output=True, text=True, check=True).stdout)
    results["load_after"] = os.getloadavg()[0]
    (ROOT / "bench/results/states.json").write_text(json.dumps(results, indent=2) + "\n")
    show(results)


if __name__ == "__main__":
    main()
