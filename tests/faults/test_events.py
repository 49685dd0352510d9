"""Asynchronous invocations that were acknowledged are made, whatever is killed and when."""
import json

import boto3
import pytest
from botocore.config import Config

from load import GONE, Cloud

ROUNDS = 6


@pytest.fixture
def cloud(tmp_path):
    cloud = Cloud(tmp_path / "load")
    yield cloud
    cloud.stop()


def lambda_of(cloud):
    return boto3.client("lambda", endpoint_url=f"http://localhost:{cloud.port}", region_name="us-east-1",
                        aws_access_key_id="local", aws_secret_access_key="local",
                        config=Config(retries={"total_max_attempts": 1}))


def called(cloud):
    log = cloud.folder / "calls.log"
    return {json.loads(line)["key"] for line in log.read_text().splitlines()} if log.exists() else set()


def test_an_acknowledged_event_is_called_also_when_the_cloud_is_killed_at_once(cloud):
    acknowledged = set()
    for number in range(ROUNDS):
        cloud.start()
        api = lambda_of(cloud)
        for at in range(20):
            key = f"{number}/{at}"
            answer = api.invoke(FunctionName="work", InvocationType="Event", Payload=json.dumps({"key": key, "answer": 1}))
            assert answer["StatusCode"] == 202
            acknowledged.add(key)
        cloud.kill()
    cloud.start()
    tries = iter(range(100_000))
    while not acknowledged <= called(cloud):
        assert next(tries) is not None, f"lost: {acknowledged - called(cloud)}"


def test_what_was_called_is_not_called_again_after_a_quiet_end(cloud):
    cloud.start()
    lambda_of(cloud).invoke(FunctionName="work", InvocationType="Event", Payload=json.dumps({"key": "once", "answer": 1}))
    tries = iter(range(100_000))
    while "once" not in called(cloud):
        assert next(tries) is not None
    cloud.stop()
    cloud.start()
    try:
        lambda_of(cloud).invoke(FunctionName="work", Payload=json.dumps({"key": "after", "answer": 1}))
    except GONE:
        raise AssertionError(cloud.text())
    lines = [json.loads(line)["key"] for line in (cloud.folder / "calls.log").read_text().splitlines()]
    assert lines == ["once", "after"]
