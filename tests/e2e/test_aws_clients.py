"""AWS' own clients call local functions and can't tell."""
import base64
import json
import os
import subprocess

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

CREDENTIALS = {"aws_access_key_id": "x", "aws_secret_access_key": "y", "region_name": "us-east-1"}


@pytest.fixture(scope="module")
def client(hello):
    return boto3.client("lambda", endpoint_url=f"http://localhost:{hello.port}", config=Config(retries={"max_attempts": 0}),
                        **CREDENTIALS)


CALL = json.dumps({"coworks": 1, "entry": "get_sum", "with": {"a": 1, "b": 2}})


@pytest.mark.parametrize("name", ["hello", "hello-dev-hello", "arn:aws:lambda:us-east-1:000000000000:function:hello-dev-hello"])
def test_boto3_invokes_a_function_by_each_of_its_names(client, name):
    answer = client.invoke(FunctionName=name, Payload=CALL)
    assert (answer["StatusCode"], json.load(answer["Payload"])) == (200, 3)
    assert answer["ExecutedVersion"] == "$LATEST"


def test_boto3_gets_the_log_and_a_functions_error(client):
    wrong = json.dumps({"coworks": 1, "entry": "get_sum", "with": {"a": "one", "b": 2}})
    answer = client.invoke(FunctionName="hello", Payload=wrong, LogType="Tail")
    assert answer["FunctionError"] == "Unhandled"
    assert json.load(answer["Payload"])["errorType"] == "BadRequest"
    assert b"START RequestId" in base64.b64decode(answer["LogResult"])


def test_boto3_sends_events_and_dry_runs(client):
    assert client.invoke(FunctionName="hello", Payload=CALL, InvocationType="Event")["StatusCode"] == 202
    assert client.invoke(FunctionName="hello", Payload=CALL, InvocationType="DryRun")["StatusCode"] == 204


def test_boto3_is_told_of_a_function_that_is_not_there(client):
    with pytest.raises(ClientError) as error:
        client.invoke(FunctionName="nothing", Payload="{}")
    assert error.value.response["Error"]["Code"] == "ResourceNotFoundException"


def test_boto3_lists_the_functions(client):
    assert [each["FunctionName"] for each in client.list_functions()["Functions"]] == ["hello-dev-hello"]


def test_the_aws_command_line_invokes_a_function(hello, tmp_path):
    out = tmp_path / "out.json"
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y", "AWS_DEFAULT_REGION": "us-east-1",
                   "AWS_PAGER": "", "AWS_EC2_METADATA_DISABLED": "true"}
    for name in ("AWS_CA_BUNDLE", "AWS_PROFILE"):
        environment.pop(name, None)
    done = subprocess.run(["/usr/bin/aws", "--endpoint-url", hello.url, "lambda", "invoke", "--function-name", "hello",
                           "--cli-binary-format", "raw-in-base64-out", "--payload", CALL, out], env=environment,
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert out.read_text() == "3"
