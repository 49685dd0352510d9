"""Tasks whose services the local cloud doesn't have: accepted with a warning, answered by mocks, never silently."""
import json
import shutil
import subprocess
import urllib.request

import boto3
import pytest
import yaml
from botocore.config import Config

from conftest import BIN, SOURCE, Cloud, wait_for

GLUE = "arn:aws:states:::glue:startJobRun"  # a service that no emulator is planned for
ROLE = "arn:aws:iam::000000000000:role/x"


def connect(cloud):
    return boto3.client("stepfunctions", endpoint_url=cloud.url, region_name="us-east-1", aws_access_key_id="a",
                        aws_secret_access_key="b", config=Config(inject_host_prefix=False, retries={"max_attempts": 0}))


def task(**more):
    return {"Type": "Task", "Resource": GLUE, "Parameters": {"JobName": "j"}, **more}


def ended(client, arn):
    return wait_for("the end of " + arn, lambda: (found := client.describe_execution(executionArn=arn))["status"] != "RUNNING" and found)


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "shop"
    (folder / "biz").mkdir(parents=True)
    (folder / "project.cws.yml").write_text("name: shop\n")
    return folder


@pytest.fixture
def clouds():
    running = []

    def run(folder, **options):
        running.append(Cloud(folder, **options))
        return running[-1]
    yield run
    for cloud in running:
        cloud.stop()


def test_mocks_of_a_project_are_taken_up_told_and_edited_while_it_runs(project, clouds):
    (project / "biz/order.asl.json").write_text(json.dumps({"StartAt": "Each", "States": {
        "Each": {"Type": "Map", "ItemsPath": "$", "MaxConcurrency": 1, "Next": "Both",
                 "ItemProcessor": {"StartAt": "Job", "States": {"Job": task(End=True, Retry=[
                     {"ErrorEquals": ["Glue.Busy"], "IntervalSeconds": 1}])}}},
        "Both": {"Type": "Parallel", "End": True, "Branches": [
            {"StartAt": "Sync", "States": {"Sync": task(Resource=GLUE + ".sync", End=True)}},
            {"StartAt": "Token", "States": {"Token": {
                "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:glue:startCrawler.waitForTaskToken",
                "Parameters": {"Name.$": "$$.Task.Token"}, "End": True}}}]}}}))
    cloud = clouds(project)
    client = connect(cloud)
    # Accepted with one warning for each service, with its states, and nothing besides.
    log = cloud.text()
    assert log.count("the local cloud has no glue:startJobRun") == 1 and "(state Job)" in log and "(state Sync)" in log, log
    assert log.count("aws-sdk:glue:startCrawler.waitForTaskToken (state Token)") == 1, log
    failed = cloud.cws("start", "order", "--input", "[1]")
    assert failed.returncode == 1
    assert "biz/order.mocks.yml:" in failed.stderr and "Job:\n  Return: {}" in failed.stderr, failed.stderr
    mocks = project / "biz/order.mocks.yml"
    mocks.write_text("Job:\n  0: {Throw: {Error: Glue.Busy}}\n  1-: {Return: {id: 7}}\nSync: {Return: done}\nToken: {Return: approved}\n")
    wait_for("the mocks", lambda: "order.mocks.yml: Job, Sync, Token will get mocked answers" in cloud.text())
    done = cloud.cws("start", "order", "--input", "[1, 2]", "--name", "mocked")
    assert json.loads(done.stdout) == ["done", "approved"], done.stderr
    assert "mocked, no service was called: Job, Sync, Token" in done.stderr, done.stderr
    whole = cloud.cws("start", "order", "--input", "[1, 2]", "--json")
    assert json.loads(whole.stdout)["mocked"] == ["Job", "Sync", "Token"]
    events = json.loads(cloud.cws("history", "mocked", "--json").stdout)
    told = [each["type"] for each in events if any(isinstance(v, dict) and v.get("mocked") for v in each.values())]
    assert told == ["TaskFailed", "TaskSucceeded", "TaskSucceeded", "TaskSucceeded", "TaskSucceeded"], events
    assert "mocked" in cloud.cws("history", "mocked").stdout
    # Clients see AWS' own members alone.
    arn = client.list_executions(stateMachineArn="arn:aws:states:us-east-1:000000000000:stateMachine:shop-dev-order")["executions"][0]["executionArn"]
    assert all("mocked" not in str(event) for event in client.get_execution_history(executionArn=arn)["events"])
    # An edit counts at once; a mistake has its place, and leaves what was there.
    mocks.write_text("Jobb:\n  Return: 1\n")
    wait_for("the mistake", lambda: "biz/order.mocks.yml:1:1: error: the workflow has no state 'Jobb'" in cloud.text())
    assert "did you mean 'Job'?" in cloud.text()
    assert cloud.cws("start", "order", "--input", "[1]").returncode == 0
    mocks.write_text("Job: {Return: 1}\nSync: {Return: new}\nToken: {Return: 3}\n")
    wait_for("the edit", lambda: cloud.text().count("will get mocked answers") == 2)
    assert json.loads(cloud.cws("start", "order", "--input", "[1]").stdout) == ["new", 3]
    mocks.unlink()
    wait_for("their end", lambda: "order.mocks.yml: no answers are mocked any more" in cloud.text())
    assert cloud.cws("start", "order", "--input", "[1]").returncode == 1


def test_an_express_workflow_says_what_was_mocked(project, clouds):
    (project / "biz/quote.express.asl.yaml").write_text(yaml.safe_dump({"StartAt": "Job", "States": {"Job": task(End=True)}}))
    (project / "biz/quote.mocks.yml").write_text("Job: {Return: {price: 3}}\n")
    cloud = clouds(project)
    done = cloud.cws("start", "quote")
    assert json.loads(done.stdout) == {"price": 3}, done.stderr
    assert "mocked, no service was called: Job" in done.stderr
    assert json.loads(cloud.cws("start", "quote", "--json").stdout)["mocked"] == ["Job"]


def test_a_client_s_machine_is_accepted_with_a_warning_and_mocked_by_its_name(project, clouds):
    (project / "biz/theirs.mocks.yml").write_text("Job: {Return: {id: 1}}\n")
    cloud = clouds(project, options=("--no-watch",))
    client = connect(cloud)
    definition = json.dumps({"StartAt": "Job", "States": {"Job": task(Next="More"), "More": task(End=True)}})
    # Debian's boto3 is older than this operation.
    asked = urllib.request.Request(cloud.url, json.dumps({"definition": definition, "severity": "WARNING"}).encode(), {
        "X-Amz-Target": "AWSStepFunctions.ValidateStateMachineDefinition", "Content-Type": "application/x-amz-json-1.0"})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        found = json.load(answer)
    assert found["result"] == "OK"
    assert [(each["severity"], each["code"]) for each in found["diagnostics"]] == [("WARNING", "SERVICE_NOT_HERE")]
    machine = client.create_state_machine(name="theirs", definition=definition, roleArn=ROLE)["stateMachineArn"]
    wait_for("the warning", lambda: "the local cloud has no glue:startJobRun (state More)" in cloud.text(), 30)
    arn = client.start_execution(stateMachineArn=machine)["executionArn"]
    end = ended(client, arn)
    assert (end["status"], end["error"]) == ("FAILED", "States.Runtime")
    assert "biz/theirs.mocks.yml:\nMore:\n  Return: {}" in end["cause"], end
    assert "watched" not in cloud.text()


def test_definitions_in_yaml_and_with_placeholders_are_checked_anywhere(tmp_path):
    def check(*words, text=None):
        return subprocess.run([BIN / "cws", "check", *words], cwd=tmp_path, input=text, capture_output=True, text=True, timeout=60)
    (tmp_path / "a.asl.yml").write_text("StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: B\n")
    done = check("a.asl.yml")
    assert (done.returncode, done.stdout.startswith("a.asl.yml:")) == (1, True), done.stdout
    assert check("-", text="StartAt: A\nStates: {A: {Type: Succeed}}\n").returncode == 0
    (tmp_path / "b.asl.json").write_text(json.dumps({"StartAt": "Call", "States": {"Call": {
        "Type": "Task", "Resource": "arn:${AWS::Partition}:states:::lambda:invoke", "End": True,
        "Parameters": {"FunctionName": "${PriceFunctionArn}"}}}}))
    unknown = check("b.asl.json")
    assert (unknown.returncode, "warning: nothing says what ${PriceFunctionArn} means" in unknown.stdout) == (0, True), unknown.stdout
    given = check("--define", "PriceFunctionArn=arn:aws:lambda:us-east-1:000000000000:function:p", "b.asl.json")
    assert (given.returncode, given.stdout) == (0, ""), given.stdout
    assert check("--define", "nonsense", "b.asl.json").returncode == 2
    (tmp_path / "c.asl.json").write_text("{\"StartAt\": }")
    assert json.loads(check("--json", "c.asl.json").stdout)[0]["code"] == "INVALID_JSON_DESCRIPTION"


def test_an_argument_that_looks_like_an_option_is_told_how_to_be_given():
    wrong = subprocess.run([BIN / "cws", "eval", "-'1'"], capture_output=True, text=True, timeout=60)
    assert (wrong.returncode, "cws eval -- EXPRESSION" in wrong.stderr) == (2, True), wrong.stderr
    right = subprocess.run([BIN / "cws", "eval", "--", "-1 + 3"], capture_output=True, text=True, timeout=60)
    assert (right.returncode, right.stdout) == (0, "2\n"), right.stderr


def test_the_sample_of_mocks_is_tested_from_outside(tmp_path, clouds):
    folder = tmp_path / "mocks"
    shutil.copytree(SOURCE / "samples/mocks", folder)
    cloud = clouds(folder)
    client = connect(cloud)
    machine = "arn:aws:states:us-east-1:000000000000:stateMachine:invoices-dev-read"
    end = ended(client, client.start_execution(stateMachineArn=machine, input='{"file": "a.pdf"}')["executionArn"])
    assert json.loads(end["output"]) == {"file": "a.pdf", "total": 1250.5, "job": "SUCCEEDED"}


def passing(result):
    return {"StartAt": "P", "States": {"P": {"Type": "Pass", "Result": result, "End": True}}}


def test_of_two_files_for_one_workflow_neither_is_deployed_until_one_is_gone(project, clouds):
    (project / "biz/month.asl.yaml").write_text(yaml.safe_dump(passing("yaml")))
    cloud = clouds(project)
    client = connect(cloud)
    arn = "arn:aws:states:us-east-1:000000000000:stateMachine:shop-dev-month"

    def result():
        found = client.describe_state_machine(stateMachineArn=arn)["definition"]
        return json.loads(found)["States"]["P"]["Result"]

    assert result() == "yaml"
    (project / "biz/month.asl.json").write_text(json.dumps(passing("json")))
    wait_for("the word on two files", lambda: "define the same workflow" in cloud.text())
    assert result() == "yaml", "what was deployed stays"
    checked = cloud.cws("check")
    assert checked.returncode != 0 and "biz/month.asl.json and biz/month.asl.yaml define the same workflow" in checked.stdout
    (project / "biz/month.asl.yaml").unlink()
    wait_for("the other file's definition", lambda: result() == "json")
    (project / "biz/month.asl.yaml").write_text(yaml.safe_dump(passing("yaml")))
    wait_for("the word again", lambda: cloud.text().count("define the same workflow") == 2)
    (project / "biz/month.asl.json").unlink()
    wait_for("the first file's definition", lambda: result() == "yaml")
