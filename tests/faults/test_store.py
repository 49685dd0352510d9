"""A full disk, a broken file, a second process, requests beyond the API's bounds: a clear word, and nothing is lost."""
import json
import os
import random
import re
import subprocess
import time

import pytest
from botocore.exceptions import ClientError

from load import ARN, BIN, Cloud, Load, limit_files

DAY = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 86400, "End": True}}}
ROLE = "arn:aws:iam::000000000000:role/r"


@pytest.fixture
def cloud(tmp_path):
    cloud = Cloud(tmp_path / "load")
    yield cloud
    cloud.stop()


def make_waiting(cloud):
    return cloud.api.create_state_machine(name="waiting", definition=json.dumps(DAY), roleArn=ROLE)["stateMachineArn"]


def begin_and_end(cloud):
    """A `cws run` that can't begin: its exit code and what it said."""
    cloud.begin()
    code = cloud.process.wait(timeout=60)
    return code, cloud.text()


def fill(cloud, machine):
    """Starts executions until one is refused: the names that were acknowledged, and the refusal."""
    acknowledged = []
    for at in range(10_000):
        try:
            cloud.api.start_execution(stateMachineArn=machine, name=f"w{at}", input=json.dumps({"text": "x" * 100_000}))
        except ClientError as error:
            return acknowledged, error
        acknowledged.append(f"w{at}")
    raise AssertionError("the disk was never full")


def assert_all_there(cloud, machine, names):
    found = set()
    for page in cloud.api.get_paginator("list_executions").paginate(stateMachineArn=machine):
        found |= {execution["name"] for execution in page["executions"]}
    assert set(names) <= found, f"lost: {set(names) - found}"
    for name in names:
        history = cloud.api.get_execution_history(executionArn=ARN + "execution:waiting:" + name)["events"]
        assert [event["type"] for event in history] == ["ExecutionStarted", "WaitStateEntered"]


def test_when_no_file_can_grow_a_start_is_refused_with_the_reason_and_what_was_acknowledged_is_there(cloud):
    cloud.start(preexec_fn=limit_files(3 << 20))
    machine = make_waiting(cloud)
    acknowledged, refusal = fill(cloud, machine)
    assert acknowledged, "room for nothing"
    assert refusal.response["ResponseMetadata"]["HTTPStatusCode"] == 500
    assert refusal.response["Error"]["Code"] == "InternalFailure", refusal
    assert "states.db" in str(refusal) or "disk" in str(refusal), refusal
    assert cloud.process.poll() is None, "it goes on serving"
    assert_all_there(cloud, machine, acknowledged)
    cloud.kill()
    cloud.start()
    assert_all_there(cloud, machine, acknowledged)
    cloud.api.start_execution(stateMachineArn=machine, name="afterwards")


@pytest.mark.skipif(os.geteuid() != 0, reason="a file system of its own can be mounted by root alone")
def test_a_full_disk_is_named_and_with_room_again_everything_goes_on(cloud, tmp_path):
    data = cloud.folder / ".cws/data"
    data.mkdir(parents=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", data], capture_output=True).returncode != 0:
        pytest.skip("this container may not mount")
    try:
        cloud.start()
        machine = make_waiting(cloud)
        acknowledged, refusal = fill(cloud, machine)
        assert "full" in str(refusal), refusal
        assert_all_there(cloud, machine, acknowledged)
        subprocess.run(["mount", "-o", "remount,size=30m", data], check=True)
        until = time.monotonic() + 60
        while True:  # it tries again by itself
            try:
                cloud.api.start_execution(stateMachineArn=machine, name="afterwards")
                break
            except ClientError:
                assert time.monotonic() < until, "it does not notice that there is room again"
                time.sleep(0.1)
        cloud.kill()
        cloud.start()
        assert_all_there(cloud, machine, [*acknowledged, "afterwards"])
        cloud.stop()
    finally:
        subprocess.run(["umount", "-l", data], check=True)


def test_a_file_that_is_no_database_is_told_and_left_as_it_is(cloud):
    cloud.start()
    cloud.api.start_execution(stateMachineArn=make_waiting(cloud), name="one")
    cloud.stop()
    file = cloud.folder / ".cws/data/states.db"
    whole = file.read_bytes()
    file.write_bytes(b"no database" * 400)
    code, said = begin_and_end(cloud)
    assert code == 5 and "states.db" in said and "cws reset" in said, said
    assert file.read_bytes() == b"no database" * 400
    file.write_bytes(whole)
    cloud.start()
    assert_all_there(cloud, ARN + "stateMachine:waiting", ["one"])


def test_a_broken_page_is_told_and_nothing_else_is_harmed(cloud):
    """The pages of the events, at the end of the file: what can be read is served, what can't is an error with a reason."""
    cloud.start()
    machine = make_waiting(cloud)
    for at in range(40):
        cloud.api.start_execution(stateMachineArn=machine, name=f"w{at}", input=json.dumps({"text": "x" * 5000}))
    cloud.stop()
    file = cloud.folder / ".cws/data/states.db"
    content = bytearray(file.read_bytes())
    content[-4096:] = bytes(random.Random(7).randrange(256) for _ in range(4096))
    file.write_bytes(content)
    cloud.begin()
    told, read = [], 0
    try:
        code = cloud.process.wait(timeout=3)
        assert code == 5 and "corrupt" in cloud.text(), cloud.text()
        return
    except subprocess.TimeoutExpired:
        cloud.kill()
    cloud.start()
    for at in range(40):
        try:
            history = cloud.api.get_execution_history(executionArn=ARN + f"execution:waiting:w{at}")["events"]
            assert len(history) == 2, "a history is whole or refused"
            read += 1
        except ClientError as error:
            told.append(str(error))
    assert all("InternalFailure" in text for text in told), told
    assert read > 30, f"one page of many: {read} of 40 can be read; {told[:1]}"


def test_a_second_cloud_on_the_folder_is_refused_whatever_it_finds(cloud):
    cloud.start()
    run = [BIN / "cws", "run", "--port", "0"]
    second = subprocess.run(run, cwd=cloud.folder, capture_output=True, text=True, timeout=60)
    assert second.returncode == 5 and "already served" in second.stderr
    (cloud.folder / ".cws/run.json").unlink()  # the note is gone, the lock is not
    third = subprocess.run(run, cwd=cloud.folder, capture_output=True, text=True, timeout=60)
    assert third.returncode == 5 and "another process uses" in third.stderr, third.stderr
    cloud.api.list_state_machines()


def test_requests_beyond_the_bounds_are_refused_and_the_rest_goes_on(cloud):
    cloud.start()
    machine = make_waiting(cloud)
    cloud.api.start_execution(stateMachineArn=machine, name="before")
    too_much = [
        ("InvalidExecutionInput|ValidationException", {"input": json.dumps("x" * (256 * 1024))}),
        ("RequestEntityTooLarge|ValidationException", {"input": json.dumps("x" * (2 << 20))}),
        ("ValidationException|InvalidName", {"name": "n" * 81}),
        ("InvalidName", {"name": "a/b"}),
        ("InvalidExecutionInput", {"input": "{"}),
    ]
    for codes, given in too_much:
        with pytest.raises(Exception) as refused:
            cloud.api.start_execution(stateMachineArn=machine, **given)
        assert re.search(codes + "|Invalid length", str(refused.value)), refused.value
    cloud.api.start_execution(stateMachineArn=machine, name="after", input=json.dumps("x" * (256 * 1024 - 2)))
    assert_all_there(cloud, machine, ["before", "after"])


def test_the_load_ends_well_on_a_slow_start_of_everything_at_once(cloud):
    """Without a kill: what the kill test expects is what a quiet day gives."""
    load = Load(cloud.start(), random.Random(1))
    for _ in range(5):
        load.start_one()
    load.finish()
    load.check()
    assert all(call["key"].count("/") >= 2 for call in load.calls())
    keys = [call["key"] for call in load.calls()]
    assert len(keys) == len(set(keys)), "nothing is called twice where nothing is killed"
