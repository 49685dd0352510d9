"""Amazon S3 at home: AWS' own clients and Tasks use the same folders."""
import base64
import json
import os
import subprocess
import urllib.request
import zlib

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from conftest import Cloud

CREDENTIALS = {"aws_access_key_id": "x", "aws_secret_access_key": "y", "region_name": "us-east-1"}
ROLE = "arn:aws:iam::000000000000:role/r"


@pytest.fixture(scope="module")
def cloud(tmp_path_factory):
    folder = tmp_path_factory.mktemp("buckets") / "shop"
    (folder / "functions").mkdir(parents=True)
    (folder / "functions/echo.py").write_text(ECHO)
    (folder / "project.cws.yml").write_text("name: shop\nservices: {echo: {command: [/usr/bin/python3, functions/echo.py]}}\n")
    cloud = Cloud(folder)
    yield cloud
    cloud.stop()


ECHO = """
import http.client, os
api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
while True:
    api.request("GET", "/2018-06-01/runtime/invocation/next")
    answer = api.getresponse()
    event = answer.read()
    api.request("POST", f"/2018-06-01/runtime/invocation/{answer.headers['Lambda-Runtime-Aws-Request-Id']}/response", event)
    api.getresponse().read()
"""


def client_of(cloud, service):
    return boto3.client(service, endpoint_url=f"http://localhost:{cloud.port}",
                        config=Config(retries={"total_max_attempts": 1}), **CREDENTIALS)


@pytest.fixture(scope="module")
def s3(cloud):
    return client_of(cloud, "s3")


def refused(call, **request):
    with pytest.raises(ClientError) as error:
        call(**request)
    answer = error.value.response
    return answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]


def test_what_is_put_comes_back_byte_for_byte_and_lies_in_the_folder(cloud, s3):
    s3.create_bucket(Bucket="bytes")
    body = bytes(range(256)) * 3
    etag = s3.put_object(Bucket="bytes", Key="a b/ü.bin", Body=body)["ETag"]
    found = s3.get_object(Bucket="bytes", Key="a b/ü.bin")
    assert found["Body"].read() == body
    assert (found["ETag"], found["ContentLength"]) == (etag, len(body))
    assert next(cloud.folder.glob(".cws/**/bytes/a b/ü.bin")).read_bytes() == body
    head = s3.head_object(Bucket="bytes", Key="a b/ü.bin")
    assert (head["ContentLength"], head["ETag"], head["LastModified"]) == (len(body), etag, found["LastModified"])


def test_lists_page_by_page_and_by_delimiter(s3):
    s3.create_bucket(Bucket="lists")
    for key in ["a/1", "a/2", "b", "c/d/e", "c&<>", "z"]:
        s3.put_object(Bucket="lists", Key=key, Body=key.encode())
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket="lists", PaginationConfig={"PageSize": 2})
    assert [item["Key"] for page in pages for item in page["Contents"]] == ["a/1", "a/2", "b", "c&<>", "c/d/e", "z"]
    listed = s3.list_objects_v2(Bucket="lists", Delimiter="/")
    assert [each["Prefix"] for each in listed["CommonPrefixes"]] == ["a/", "c/"]
    assert [each["Key"] for each in listed["Contents"]] == ["b", "c&<>", "z"]
    assert listed["KeyCount"] == 5 and not listed["IsTruncated"]
    first = s3.list_objects_v2(Bucket="lists", Delimiter="/", MaxKeys=1)
    rest = s3.list_objects_v2(Bucket="lists", Delimiter="/", ContinuationToken=first["NextContinuationToken"])
    assert [each["Key"] for each in rest["Contents"]] == ["b", "c&<>", "z"]
    assert [each["Prefix"] for each in rest["CommonPrefixes"]] == ["c/"]
    assert "lists" in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]


def test_copies_and_deletes(s3):
    s3.create_bucket(Bucket="copies")
    s3.put_object(Bucket="copies", Key="from here", Body=b"x")
    copied = s3.copy_object(Bucket="copies", Key="to/there", CopySource={"Bucket": "copies", "Key": "from here"})
    assert copied["CopyObjectResult"]["ETag"] == s3.head_object(Bucket="copies", Key="to/there")["ETag"]
    assert refused(s3.delete_bucket, Bucket="copies") == ("BucketNotEmpty", 409)
    for key in ("from here", "to/there", "never"):
        s3.delete_object(Bucket="copies", Key=key)
    s3.delete_bucket(Bucket="copies")
    assert refused(s3.head_bucket, Bucket="copies") == ("404", 404)


def test_refuses_in_the_words_of_s3(s3):
    s3.create_bucket(Bucket="faults")
    assert refused(s3.get_object, Bucket="faults", Key="no") == ("NoSuchKey", 404)
    assert refused(s3.get_object, Bucket="nothing", Key="no") == ("NoSuchBucket", 404)
    assert refused(s3.put_object, Bucket="nothing", Key="no", Body=b"") == ("NoSuchBucket", 404)
    assert refused(s3.head_object, Bucket="faults", Key="no") == ("404", 404)
    assert refused(s3.put_object, Bucket="faults", Key="x", Body=b"x", ContentMD5=base64.b64encode(b"0" * 16).decode()) == (
        "BadDigest", 400)
    assert refused(s3.copy_object, Bucket="faults", Key="x", CopySource="faults/no") == ("NoSuchKey", 404)
    # What is not here is not mistaken for something that is.
    assert refused(s3.get_object_acl, Bucket="faults", Key="x") == ("NotImplemented", 501)
    assert refused(s3.get_bucket_location, Bucket="faults") == ("NotImplemented", 501)
    assert refused(s3.create_multipart_upload, Bucket="faults", Key="x") == ("NotImplemented", 501)


def test_a_client_that_asks_before_an_empty_body_is_not_left_waiting(s3):
    s3.create_bucket(Bucket="empty")
    s3.put_object(Bucket="empty", Key="_SUCCESS", Body=b"")
    s3.put_object(Bucket="empty", Key="after", Body=b"x")
    assert s3.get_object(Bucket="empty", Key="_SUCCESS")["Body"].read() == b""


def test_writes_and_reads_on_conditions(cloud, s3):
    s3.create_bucket(Bucket="conditions")
    etag = s3.put_object(Bucket="conditions", Key="a", Body=b"1")["ETag"]
    assert s3.get_object(Bucket="conditions", Key="a", IfMatch=etag)["Body"].read() == b"1"
    assert refused(s3.get_object, Bucket="conditions", Key="a", IfMatch='"0"') == ("PreconditionFailed", 412)
    assert refused(s3.get_object, Bucket="conditions", Key="a", IfNoneMatch=etag) == ("304", 304)


def test_what_was_put_stays_after_a_kill_and_nothing_else_is_there(tmp_path):
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/project.cws.yml").write_text("name: shop\n")
    (tmp_path / "shop/biz").mkdir()
    (tmp_path / "shop/biz/a.asl.json").write_text('{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}')
    keys = []

    def start():
        (tmp_path / "shop/.cws/run.json").unlink(missing_ok=True)  # of the one that was killed
        return Cloud(tmp_path / "shop")

    for number in range(3):
        cloud = start()
        s3 = client_of(cloud, "s3")
        s3.create_bucket(Bucket="kept")
        for at in range(20):
            s3.put_object(Bucket="kept", Key=f"{number}/{at}.new", Body=str(at).encode() * 1000)
            keys.append(f"{number}/{at}.new")
        cloud.process.kill()
        cloud.process.wait()
    cloud = start()
    s3 = client_of(cloud, "s3")
    assert sorted(each["Key"] for each in s3.list_objects_v2(Bucket="kept")["Contents"]) == sorted(keys)
    assert [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]] == ["kept"]
    cloud.stop()


@pytest.mark.parametrize("service, call", [("sns", "list_topics"), ("iam", "list_users"), ("kinesis", "list_streams")])
def test_a_service_that_is_not_here_says_so_in_its_own_protocol(cloud, service, call):
    with pytest.raises(ClientError) as error:
        getattr(client_of(cloud, service), call)()
    assert error.value.response["Error"]["Code"] == "UnknownOperationException"
    assert "the local cloud has no" in error.value.response["Error"]["Message"]


@pytest.mark.parametrize("version", ["s3", "s3v4"])
def test_an_address_that_was_signed_beforehand_is_s3s(cloud, s3, version):
    s3.create_bucket(Bucket="signed")
    s3.put_object(Bucket="signed", Key="k", Body=b"for you")
    signer = boto3.client("s3", endpoint_url=f"http://localhost:{cloud.port}", config=Config(signature_version=version),
                          **CREDENTIALS)
    address = signer.generate_presigned_url("get_object", Params={"Bucket": "signed", "Key": "k"})
    assert urllib.request.urlopen(address).read() == b"for you"


def test_the_aws_command_line_copies_files(cloud, s3, tmp_path):
    s3.create_bucket(Bucket="files")
    (tmp_path / "one.txt").write_text("one")
    environment = {**os.environ, "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "y", "AWS_DEFAULT_REGION": "us-east-1"}

    def aws(*arguments):
        done = subprocess.run(["/usr/bin/aws", "--endpoint-url", f"http://localhost:{cloud.port}", "s3", *arguments],
                              env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    aws("cp", str(tmp_path / "one.txt"), "s3://files/in/one.txt")
    assert "in/one.txt" in aws("ls", "--recursive", "s3://files")
    aws("cp", "s3://files/in/one.txt", str(tmp_path / "two.txt"))
    assert (tmp_path / "two.txt").read_text() == "one"
    aws("rm", "s3://files/in/one.txt")


def task(resource, arguments, **more):
    return {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:" + resource, "Parameters": arguments, **more}


def run(cloud, states, start):
    api = client_of(cloud, "stepfunctions")
    for name, state in states.items():
        if "Next" not in state:
            state["End"] = True
    name = f"m{abs(hash(json.dumps(states)))}"
    machine = api.create_state_machine(name=name, roleArn=ROLE, definition=json.dumps({"StartAt": start, "States": states}))
    execution = api.start_execution(stateMachineArn=machine["stateMachineArn"])["executionArn"]
    waiter = iter(range(2000))
    while True:
        described = api.describe_execution(executionArn=execution)
        if described["status"] != "RUNNING":
            return described
        assert next(waiter) is not None


def test_tasks_reach_every_operation_of_every_room_through_the_sdk(cloud, s3):
    s3.create_bucket(Bucket="tasks")
    done = run(cloud, {
        "Put": task("s3:putObject", {"Bucket": "tasks", "Key": "k", "Body": {"List": ["Data"]}}, ResultPath="$.put", Next="Get"),
        "Get": task("s3:getObject", {"Bucket": "tasks", "Key": "k"}, ResultPath="$.got", Next="List"),
        "List": task("sfn:listStateMachines", {"MaxResults": 1}, ResultPath="$.listed", Next="Call"),
        "Call": task("lambda:invoke", {"FunctionName": "echo", "Payload": {"a": 1}}, ResultPath="$.called"),
    }, "Put")
    assert done["status"] == "SUCCEEDED", done
    output = json.loads(done["output"])
    text = json.dumps({"List": ["Data"]}, separators=(",", ":"))
    checksum = base64.b64encode(zlib.crc32(text.encode()).to_bytes(4, "big")).decode()
    assert (output["put"]["ChecksumCRC32"], output["put"]["ChecksumType"]) == (checksum, "FULL_OBJECT")
    assert (output["got"]["Body"], output["got"]["ContentLength"]) == (text, len(text))
    assert output["got"]["LastModified"].endswith("Z")
    assert sorted(output["listed"]["StateMachines"][0]) == ["CreationDate", "Name", "StateMachineArn", "Type"]
    assert json.loads(output["called"]["Payload"]) == {"a": 1} and output["called"]["StatusCode"] == 200


@pytest.mark.parametrize("resource, arguments, error, cause", [
    ("s3:getObject", {"Bucket": "tasks", "Key": "no"}, "S3.NoSuchKeyException", "The specified key does not exist. (Service: S3, "),
    ("sfn:describeStateMachine", {"StateMachineArn": "no"}, "Sfn.InvalidArnException", "Invalid Arn: "),
    ("sfn:sendTaskSuccess", {"TaskToken": "no", "Output": "{}"}, "Sfn.InvalidTokenException", "Invalid Token: "),
    ("lambda:getFunction", {"FunctionName": "no"}, "Lambda.ResourceNotFoundException", "Function not found: "),
    ("s3:getObject", {"Bucket": "tasks", "Key": "no", "Color": 1}, "States.Runtime", 'The field "Color" is not supported'),
])
def test_tasks_hear_errors_by_the_names_of_the_sdk(cloud, s3, resource, arguments, error, cause):
    s3.create_bucket(Bucket="tasks")
    done = run(cloud, {"T": task(resource, arguments)}, "T")
    assert (done["status"], done["error"]) == ("FAILED", error), done
    assert done["cause"].startswith(cause)
