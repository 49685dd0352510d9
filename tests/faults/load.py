"""The load of the fault tests, and what must hold of it whatever happened: seen from outside, through boto3."""
import collections
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import time

import boto3
import botocore.exceptions
from botocore.config import Config

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("COWORKS_BIN", SOURCE / "build/release/bin"))
GONE = (botocore.exceptions.ConnectionError, botocore.exceptions.HTTPClientError,
        botocore.exceptions.ConnectionClosedError)
ARN = "arn:aws:states:us-east-1:000000000000:"
PATIENCE = 120


class Cloud:
    """A `cws run` of the load's project, which may be killed and started again."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        if not self.folder.exists():
            shutil.copytree(SOURCE / "tests/faults/load", self.folder)
        self.log = self.folder / "run.log"
        self.process = None

    def begin(self, **options):
        """Starts the process without waiting for anything."""
        (self.folder / ".cws/run.json").unlink(missing_ok=True)
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([BIN / "cws", "run", "--port", "0", "--no-watch"], cwd=self.folder,
                                            stdout=log, stderr=log, env={**os.environ, "NO_COLOR": "1"}, **options)

    def start(self, **options):
        self.begin(**options)
        file = self.folder / ".cws/run.json"
        until = time.monotonic() + PATIENCE
        while True:
            assert self.process.poll() is None, self.text()
            assert time.monotonic() < until, "it does not start: " + self.text()
            try:
                self.port = json.loads(file.read_text())["port"]
                break
            except (FileNotFoundError, json.JSONDecodeError, KeyError):
                time.sleep(0.005)
        self.api = boto3.client(
            "stepfunctions", endpoint_url=f"http://localhost:{self.port}", region_name="us-east-1",
            aws_access_key_id="local", aws_secret_access_key="local",
            config=Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=60))
        return self

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=PATIENCE)

    def text(self):
        return self.log.read_text(errors="replace")


class Load:
    """Starts executions, answers task tokens, looks at histories; remembers what was acknowledged and seen."""

    def __init__(self, cloud, random):
        self.cloud = cloud
        self.random = random
        self.asked = {}  # name: n, whether or not the start was acknowledged
        self.acknowledged = set()
        self.answered = set()  # tokens that were answered, acknowledged
        self.ended_by_token = {}  # key of a task that a token ended: the cloud's process that said so
        self.submitted = set()  # keys of tasks whose call was answered before their token, as a history showed
        self.histories = {}  # ARN: events as they were seen last
        self.recorded = {}  # key of a call whose result a history showed: lines of calls.log at that time
        self.ended = set()

    def calls(self):
        log = self.cloud.folder / "calls.log"
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []

    def start_one(self):
        name = f"e{len(self.asked)}"
        self.asked[name] = self.random.randint(1, 5)
        self.start_again(name)

    def start_again(self, name):
        """Acknowledges a start, or finds that it was: the same name and input again are the same execution."""
        try:
            self.cloud.api.start_execution(stateMachineArn=ARN + "stateMachine:load-dev-main", name=name,
                                           input=json.dumps({"n": self.asked[name]}))
        except self.cloud.api.exceptions.ExecutionAlreadyExists:
            pass  # it was started and has ended since
        self.acknowledged.add(name)

    def answer_tokens(self):
        for call in self.calls():
            if not call["token"] or call["token"] in self.answered:
                continue
            try:
                self.cloud.api.send_task_success(taskToken=call["token"], output='"person"')
                self.ended_by_token[call["key"]] = self.cloud.process.pid
            except self.cloud.api.exceptions.TaskTimedOut:
                pass  # answered before, by a request whose answer a kill took
            self.answered.add(call["token"])

    def look(self, name):
        arn = ARN + "execution:load-dev-main:" + name
        self.see(arn)
        child = ARN + "execution:load-dev-child:" + name + "-child"
        try:
            self.see(child)
        except self.cloud.api.exceptions.ExecutionDoesNotExist:
            assert child not in self.histories, f"{child} is gone"

    def see(self, arn):
        if arn in self.ended and self.random.random() < 0.8:
            return  # what has ended is looked at again now and then
        events, token = [], {}
        while True:
            page = self.cloud.api.get_execution_history(executionArn=arn, maxResults=1000, **token)
            events += page["events"]
            if "nextToken" not in page:
                break
            token = {"nextToken": page["nextToken"]}
        ids = [event["id"] for event in events]
        assert ids == list(range(1, len(events) + 1)), f"{arn}: events {ids}"
        before = self.histories.get(arn, [])
        assert events[:len(before)] == before, f"{arn}: what was seen before has changed"
        self.histories[arn] = events
        lines = len(self.calls())
        for key, event in recorded_keys(events):
            self.recorded.setdefault(key, lines)
            if event["type"] == "TaskSubmitted":
                self.submitted.add(key)
        if events[-1]["type"].startswith("Execution") and len(events) > 1:
            self.ended.add(arn)

    def finish(self):
        """Acknowledges every start, answers every token, and waits until everything has ended."""
        for name in self.asked:
            if name not in self.acknowledged:
                self.start_again(name)
        until = time.monotonic() + PATIENCE
        while True:
            self.answer_tokens()
            running = self.cloud.api.list_executions(stateMachineArn=ARN + "stateMachine:load-dev-main",
                                                     statusFilter="RUNNING")["executions"]
            if not running:
                break
            assert time.monotonic() < until, f"{len(running)} do not end: {running[0]}"
            time.sleep(0.1)
        self.ended.clear()
        for name in self.asked:
            self.look(name)

    def check(self):
        """Everything that must hold in the end."""
        for name, n in self.asked.items():
            end = self.cloud.api.describe_execution(executionArn=ARN + "execution:load-dev-main:" + name)
            assert end["status"] == "SUCCEEDED", end
            expected = [[item * item for item in range(1, n + 1)], "person", "child"]
            assert json.loads(end["output"]) == expected, end["output"]
        listed = 0
        for page in self.cloud.api.get_paginator("list_executions").paginate(
                stateMachineArn=ARN + "stateMachine:load-dev-main"):
            listed += len(page["executions"])
        assert listed == len(self.asked), f"{listed} executions of {len(self.asked)}"
        for arn, events in self.histories.items():
            check_timers(arn, events)
        calls = self.calls()
        repeated = [call["key"] for at, call in enumerate(calls)
                    if at >= self.recorded.get(call["key"], at + 1) and not self.is_on_its_way(call)]
        assert not repeated, f"called again after their result was recorded: {repeated}"
        made = collections.Counter((call["key"], call["cloud"]) for call in calls)
        twice = [key for key, count in made.items() if count > 1]
        assert not twice, f"called more than once in one life of the cloud: {twice}"

    def is_on_its_way(self, call):
        """Whether a call that came after its result is one that nobody could hold back: a token can be known from the
        call of an earlier life, and be answered after this life gave its own call to a worker, which has not noted it
        yet. (On AWS the token's answer and the call to Lambda are on their way at once, too.)"""
        return call["key"] not in self.submitted and self.ended_by_token.get(call["key"]) == call["cloud"]


def details(event):
    return next((value for name, value in event.items() if name.endswith("EventDetails")), {})


def recorded_keys(events):
    """Keys of the calls whose result (or failure) stands in a history, each with that event."""
    by_id = {event["id"]: event for event in events}
    for event in events:
        if event["type"] not in ("LambdaFunctionSucceeded", "LambdaFunctionFailed", "TaskSucceeded", "TaskFailed",
                                 "TaskSubmitted"):
            continue
        scheduled = event
        while not scheduled["type"].endswith("Scheduled"):
            scheduled = by_id[scheduled["previousEventId"]]
        said = details(scheduled)
        given = json.loads(said.get("input") or said["parameters"])
        key = given.get("key") or given.get("Payload", {}).get("key")
        if key:
            yield key, event


def check_timers(arn, events):
    entered = [event for event in events if event["type"] == "WaitStateEntered"]
    exited = [event for event in events if event["type"] == "WaitStateExited"]
    assert len(entered) == len(exited) == 1, f"{arn}: {len(entered)} waits begun, {len(exited)} ended"
    waited = (exited[0]["timestamp"] - entered[0]["timestamp"]).total_seconds()
    assert waited >= 0.999, f"{arn}: waited {waited} s of one"
    retries = [event for event in events if event["type"] == "LambdaFunctionFailed"]
    if ":load-dev-main:" in arn:
        assert len(retries) == 2, f"{arn}: {len(retries)} failures, not two"


def limit_files(size):
    """For Popen's preexec_fn: no file grows beyond `size` bytes, as on a disk that is full; writes fail."""
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    return limit
