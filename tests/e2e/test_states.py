"""AWS' own clients run state machines here and can't tell."""
import fcntl
import json
import os
import pathlib
import re
import subprocess
import threading
import urllib.error
import urllib.request

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError
from conftest import Cloud, wait_for

HERE = pathlib.Path(__file__).resolve().parent
ROLE = "arn:aws:iam::000000000000:role/r"
ARN = "arn:aws:states:us-east-1:000000000000:"
PASS = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})
WAIT = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 3600, "End": True}}})
TUTORIAL = (HERE / "tutorial.asl.json").read_text()


def connect(cloud):
    # `sync-` before a host's name is for AWS' own names alone.
    config = Config(retries={"max_attempts": 0}, inject_host_prefix=False, read_timeout=90)
    return boto3.client("stepfunctions", endpoint_url=f"http://localhost:{cloud.port}", config=config,
                        region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="y")


@pytest.fixture(scope="module")
def cloud(start):
    return start("python")


@pytest.fixture(scope="module")
def client(cloud):
    return connect(cloud)


def create(client, name, definition, **more):
    return client.create_state_machine(name=name, definition=definition, roleArn=ROLE, **more)["stateMachineArn"]


def history(client, execution):
    pages = client.get_paginator("get_execution_history").paginate(executionArn=execution, PaginationConfig={"PageSize": 7})
    return [event for page in pages for event in page["events"]]


def ended(client, execution):
    def look():
        described = client.describe_execution(executionArn=execution)
        return described if described["status"] != "RUNNING" else None
    return wait_for(f"the end of {execution}", look)


def token_of(client, execution):
    for event in history(client, execution):
        details = event.get("taskScheduledEventDetails", {})
        if details.get("resource") == "invoke.waitForTaskToken":
            return json.loads(details["parameters"])["Payload"]["token"]
    return None


def test_boto3_runs_the_machine_of_the_tutorial_and_reads_its_history(client):
    machine = create(client, "tutorial", TUTORIAL)
    texts = ["three little words", "two words", "one"]
    execution = client.start_execution(stateMachineArn=machine, name="first",
                                       input=json.dumps({"texts": texts, "seconds": 1}))["executionArn"]
    assert execution == ARN + "execution:tutorial:first"
    token = wait_for("a task token", lambda: token_of(client, execution))
    client.send_task_heartbeat(taskToken=token)
    client.send_task_success(taskToken=token, output='{"said": "yes"}')
    described = ended(client, execution)
    assert described["status"] == "SUCCEEDED", described
    assert json.loads(described["output"]) == {"words": 6, "answer": {"said": "yes"}}
    waited = (described["stopDate"] - described["startDate"]).total_seconds()
    assert waited >= 1
    events = history(client, execution)
    assert [event["id"] for event in events] == list(range(1, len(events) + 1))
    assert (events[0]["type"], events[-1]["type"]) == ("ExecutionStarted", "ExecutionSucceeded")
    assert sum(event["type"] == "TaskSucceeded" for event in events) == 4
    newest = client.get_execution_history(executionArn=execution, reverseOrder=True, maxResults=1)
    assert newest["events"] == events[-1:]
    with pytest.raises(client.exceptions.TaskTimedOut):
        client.send_task_success(taskToken=token, output="{}")
    with pytest.raises(client.exceptions.InvalidToken):
        client.send_task_heartbeat(taskToken="nonsense")


def test_boto3_sees_a_failure_and_a_name_that_is_taken(client):
    machine = create(client, "failing", TUTORIAL)
    empty = json.dumps({"texts": [], "seconds": 0})
    execution = client.start_execution(stateMachineArn=machine, name="one", input=empty)["executionArn"]
    described = ended(client, execution)
    assert (described["status"], described["error"]) == ("FAILED", "NotHelloWorld")
    with pytest.raises(client.exceptions.ExecutionAlreadyExists):
        client.start_execution(stateMachineArn=machine, name="one", input=empty)
    listed = client.list_executions(stateMachineArn=machine, statusFilter="FAILED")["executions"]
    assert [each["executionArn"] for each in listed] == [execution]


def test_boto3_works_on_an_activity(client):
    activity = client.create_activity(name="work")["activityArn"]
    machine = create(client, "worked-on", json.dumps({"StartAt": "W", "States": {"W": {
        "Type": "Task", "Resource": activity, "End": True,
        "Catch": [{"ErrorEquals": ["Tired"], "Next": "C"}]}, "C": {"Type": "Pass", "Result": "caught", "End": True}}}))
    task = {}
    worker = threading.Thread(target=lambda: task.update(client.get_activity_task(activityArn=activity, workerName="w")))
    worker.start()
    first = client.start_execution(stateMachineArn=machine, input='{"a": 1}')["executionArn"]
    worker.join()
    assert json.loads(task["input"]) == {"a": 1}
    client.send_task_success(taskToken=task["taskToken"], output='"done"')
    assert ended(client, first)["output"] == '"done"'
    second = client.start_execution(stateMachineArn=machine)["executionArn"]
    task = client.get_activity_task(activityArn=activity)
    client.send_task_failure(taskToken=task["taskToken"], error="Tired", cause="it is late")
    assert ended(client, second)["output"] == '"caught"'


def test_boto3_runs_express_machines_to_their_end(client, cloud):
    machine = create(client, "quick", PASS, type="EXPRESS")
    answer = client.start_sync_execution(stateMachineArn=machine, input='{"a": 1}')
    assert (answer["status"], answer["output"]) == ("SUCCEEDED", '{"a": 1}'), "as it came"
    assert answer["billingDetails"]["billedMemoryUsedInMB"] == 64
    assert client.start_execution(stateMachineArn=machine)["executionArn"].startswith(ARN + "express:quick:")
    # SDKs put sync- before the host of this operation.
    request = urllib.request.Request(cloud.url, json.dumps({"stateMachineArn": machine}).encode(),
                                     {"X-Amz-Target": "AWSStepFunctions.StartSyncExecution",
                                      "Host": f"sync-localhost:{cloud.port}"})
    with urllib.request.urlopen(request, timeout=60) as response:
        assert response.headers["Content-Type"] == "application/x-amz-json-1.0"
        assert json.load(response)["status"] == "SUCCEEDED"


def test_boto3_is_told_what_the_local_cloud_has_not(client, cloud):
    definition = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Task", "End": True,
                                                              "Resource": "arn:aws:states:::glue:startJobRun",
                                                              "Parameters": {"JobName": "j"}}}})
    machine = create(client, "impossible", definition)
    assert "glue:startJobRun" in cloud.text(), "who runs the cloud is warned"
    failed = ended(client, client.start_execution(stateMachineArn=machine)["executionArn"])
    assert (failed["status"], failed["error"]) == ("FAILED", "States.Runtime")
    assert "glue:startJobRun" in failed["cause"] and "impossible.mocks.yml" in failed["cause"]


@pytest.mark.parametrize("operation, arguments, text", [
    ("create_activity", {"name": ""}, "Invalid length for parameter name, value: 0, valid min length: 1"),
    ("list_state_machines", {"maxResults": -1}, "Invalid value for parameter maxResults, value: -1, valid min value: 0"),
    ("tag_resource", {"resourceArn": "m", "tags": [{"key": "", "value": "v"}]},
     "Invalid length for parameter tags[0].key, value: 0, valid min length: 1"),
])
def test_what_boto3_refuses_to_send_is_refused_here_too(client, cloud, operation, arguments, text):
    with pytest.raises(ParamValidationError) as error:
        getattr(client, operation)(**arguments)
    assert text in str(error.value)
    name = "".join(word.capitalize() for word in operation.split("_"))
    request = urllib.request.Request(cloud.url, json.dumps(arguments).encode(), {"X-Amz-Target": "AWSStepFunctions." + name})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=60)
    assert json.load(refused.value)["__type"] == "ValidationException"


def test_machines_and_executions_outlive_the_process(start, tmp_path):
    first = start("python")
    client = connect(first)
    machine = create(client, "lasting", WAIT, tags=[{"key": "a", "value": "b"}])
    execution = client.start_execution(stateMachineArn=machine, name="one")["executionArn"]
    first.process.kill()
    first.process.wait()
    (first.folder / ".cws/run.json").unlink()
    second = Cloud(first.folder)
    try:
        client = connect(second)
        assert client.list_tags_for_resource(resourceArn=machine)["tags"] == [{"key": "a", "value": "b"}]
        assert client.describe_execution(executionArn=execution)["status"] == "RUNNING"
        client.stop_execution(executionArn=execution, error="E", cause="C")
        described = client.describe_execution(executionArn=execution)
        assert (described["status"], described["error"], described["cause"]) == ("ABORTED", "E", "C")
        client.delete_state_machine(stateMachineArn=machine)
        with pytest.raises(ClientError):
            client.describe_state_machine(stateMachineArn=machine)
    finally:
        second.stop()


def test_the_aws_command_line_runs_a_machine(cloud, tmp_path):
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y", "AWS_DEFAULT_REGION": "us-east-1",
                   "AWS_PAGER": "", "AWS_EC2_METADATA_DISABLED": "true"}
    for name in ("AWS_CA_BUNDLE", "AWS_PROFILE"):
        environment.pop(name, None)
    definition = tmp_path / "pass.asl.json"
    definition.write_text(PASS)

    def aws(*arguments):
        done = subprocess.run(["/usr/bin/aws", "--endpoint-url", cloud.url, "--output", "json", "stepfunctions", *arguments],
                              env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    machine = aws("create-state-machine", "--name", "cli", "--definition", f"file://{definition}",
                  "--role-arn", ROLE)["stateMachineArn"]
    execution = aws("start-execution", "--state-machine-arn", machine, "--input", '{"a": 1}')["executionArn"]
    wait_for("its end", lambda: aws("describe-execution", "--execution-arn", execution)["status"] == "SUCCEEDED")
    events = aws("get-execution-history", "--execution-arn", execution)["events"]
    assert [event["type"] for event in events][-1] == "ExecutionSucceeded"


def test_the_javascript_client_runs_machines(cloud):
    """A newer client than Debian's boto3: it knows versions, aliases, redriving and TestState."""
    folder = HERE / "javascript"
    with open(folder / ".install.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests of several builds may begin at once
        if not (folder / "node_modules/@aws-sdk/client-sfn/package.json").exists():
            subprocess.run(["npm", "ci", "--loglevel=error", "--no-audit", "--no-fund", "--no-progress"], cwd=folder,
                           check=True, timeout=600)
    done = subprocess.run(["node", "states.js", cloud.url, HERE / "tutorial.asl.json"], cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def test_the_script_of_the_documentation_runs(cloud, tmp_path):
    script = re.search(r"```python\n(.*?)```", (HERE.parents[1] / "docs/states.md").read_text(), re.S).group(1)
    (tmp_path / "tutorial.asl.json").write_text(TUTORIAL)
    done = subprocess.run(["/usr/bin/python3", "-c", script.replace("localhost:8000", f"localhost:{cloud.port}")],
                          cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert (lines[0], lines[-1]) == ("1 ExecutionStarted", '{"words":5,"answer":"fine"}')
