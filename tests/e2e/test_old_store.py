"""Stores that former versions wrote (tests/data/states, made by make.py there) are opened, brought up to date, and what
waited in them ends."""
import json
import shutil
import urllib.request

import pytest
from conftest import SOURCE, Cloud, wait_for
from test_states import ARN, connect, ended, history

OLD = SOURCE / "tests/data/states"
NAMES = sorted(file.stem for file in OLD.glob("*.db"))


@pytest.fixture(scope="module", params=NAMES)
def opened(request, tmp_path_factory):
    """A cloud on a copy of an old store, and how its executions end."""
    folder = tmp_path_factory.mktemp("old store") / "old"
    shutil.copytree(OLD / "project", folder)
    (folder / ".cws/data").mkdir(parents=True)
    shutil.copy(OLD / f"{request.param}.db", folder / ".cws/data/states.db")
    cloud = Cloud(folder, options=["--no-watch"])
    yield connect(cloud), json.loads((OLD / f"{request.param}.json").read_text())
    assert cloud.stop() == 0


def tokens(client, execution):
    """Those that an execution still waits for."""
    for event in history(client, execution):
        details = event.get("taskScheduledEventDetails", {})
        if details.get("resource") == "invoke.waitForTaskToken":
            yield json.loads(details["parameters"])["Payload"]["token"]


def ask(client, operation, **request):
    """An operation that Debian's boto3 has not yet."""
    asked = urllib.request.Request(client.meta.endpoint_url, json.dumps(request).encode(),
                                   {"X-Amz-Target": "AWSStepFunctions." + operation})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return json.load(answer)


def test_there_are_old_stores():
    assert NAMES


def test_what_waited_in_an_old_store_ends(opened):
    client, executions = opened
    answer = json.dumps({"told": True})
    for execution in executions:
        for token in tokens(client, execution):
            client.send_task_success(taskToken=token, output=answer)
    task = client.get_activity_task(activityArn=ARN + "activity:work", workerName="w")
    client.send_task_success(taskToken=task["taskToken"], output=answer)
    outputs = {}
    for execution in executions:
        described = ended(client, execution)
        assert described["status"] == "SUCCEEDED", (described, history(client, execution)[-3:])
        outputs[execution] = json.loads(described["output"])
    assert outputs == executions


def test_what_an_old_store_knows_of_machines_is_there(opened):
    client, executions = opened
    timer = ARN + "stateMachine:timer"
    assert {machine["name"] for machine in client.list_state_machines()["stateMachines"]} == {arn.split(":")[-2] for arn in executions}
    assert client.list_tags_for_resource(resourceArn=timer)["tags"] == [{"key": "of", "value": "timer"}]
    versions = ask(client, "ListStateMachineVersions", stateMachineArn=timer)["stateMachineVersions"]
    assert [version["stateMachineVersionArn"] for version in versions] == [timer + ":1"]
    alias = ask(client, "DescribeStateMachineAlias", stateMachineAliasArn=timer + ":live")
    assert alias["routingConfiguration"] == [{"stateMachineVersionArn": timer + ":1", "weight": 100}]
    # Its newest definition, and new executions of it.
    assert '"Fail"' in client.describe_state_machine(stateMachineArn=timer)["definition"]
    again = client.start_execution(stateMachineArn=timer + ":live", input='{"n": 9}')["executionArn"]
    assert json.loads(ended(client, again)["output"]) == {"was": 9}


def test_every_history_of_an_old_store_is_whole(opened):
    client, executions = opened
    for execution in executions:
        events = wait_for(f"the end of {execution}", lambda: [event for event in [history(client, execution)]
                                                              if event[-1]["type"] == "ExecutionSucceeded"])[0]
        assert [event["id"] for event in events] == list(range(1, len(events) + 1))
        assert events[0]["type"] == "ExecutionStarted"
