#!/usr/bin/env python3
"""make.py NAME: makes NAME.db and NAME.json here with the programs of a build (COWORKS_BIN): a store in which executions
wait for everything that an execution can wait for, killed in the midst of it; and how each of them ends once what it waits
for comes. test_old_store.py opens every file that is here. To be run before the stored tables or events change, by the
version before."""
import json
import pathlib
import shutil
import sqlite3
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "e2e"))
from conftest import Cloud, wait_for  # noqa: E402
from test_states import ROLE, connect, history  # noqa: E402

FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:answer"
INVOKE = "arn:aws:states:::lambda:invoke"
SECONDS = 5  # that a timer waits: the store is killed before, and opened when they are over


def token_task(**more):
    return {"Type": "Task", "Resource": INVOKE + ".waitForTaskToken", "ResultSelector": {"told.$": "$"},
            "Parameters": {"FunctionName": FUNCTION, "Payload": {"token.$": "$$.Task.Token"}}, **more}


def wait(**more):
    return {"Type": "Wait", "Seconds": SECONDS, **more}


def machine(**states):
    return {"StartAt": next(iter(states)), "States": states}


def item_machine(mode, **config):
    return {"ProcessorConfig": {"Mode": mode, **config}, **machine(W=wait(Next="P"), P={"Type": "Pass", "End": True})}


# Name: definition, input, how it ends. What its tasks are told is {"told": true}.
MACHINES = {
    "timer": (machine(W=wait(Next="P"), P={"Type": "Pass", "Parameters": {"was.$": "$.n"}, "End": True}), {"n": 1}, {"was": 1}),
    "token": (machine(T=token_task(ResultPath="$.answer", End=True)), {"n": 2}, {"n": 2, "answer": {"told": {"told": True}}}),
    "function": (machine(T={"Type": "Task", "Resource": FUNCTION, "End": True}), {"n": 3}, {"n": 3}),
    "activity": (machine(T={"Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:work", "End": True}),
                 {"n": 4}, {"told": True}),
    "retry": (machine(T={"Type": "Task", "Resource": INVOKE, "Parameters": {"FunctionName": FUNCTION, "Payload.$": "$"},
                         "OutputPath": "$.Payload", "TimeoutSeconds": 8, "End": True,
                         "Retry": [{"ErrorEquals": ["States.Timeout"], "IntervalSeconds": SECONDS, "MaxAttempts": 5}]}),
              {"n": 5}, {"n": 5}),
    "branches": (machine(P={"Type": "Parallel", "End": True, "Branches": [
        machine(T=token_task(End=True)), machine(W=wait(End=True)), machine(D={"Type": "Pass", "Result": "done", "End": True})]}),
        {"n": 6}, [{"told": {"told": True}}, {"n": 6}, "done"]),
    "items": (machine(M={"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 1, "End": True,
                         "ItemProcessor": item_machine("INLINE")}), {"items": [1, 2, 3]}, [1, 2, 3]),
    "children": (machine(M={"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2, "End": True,
                            "ItemProcessor": item_machine("DISTRIBUTED", ExecutionType="STANDARD")}),
                 {"items": ["a", "b", "c"]}, ["a", "b", "c"]),
    "nested": (machine(T={"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "OutputPath": "$.Output",
                          "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:timer:live",
                                         "Input": {"n": 7}}, "End": True}), {}, {"was": 7}),
    "variables": ({"QueryLanguage": "JSONata", **machine(
        A={"Type": "Pass", "Assign": {"total": "{% $sum($states.input.list) %}"}, "Next": "W"},
        W={"Type": "Wait", "Seconds": SECONDS, "Next": "B"},
        B={"Type": "Pass", "Output": "{% {'total': $total} %}", "End": True})}, {"list": [1, 2, 5]}, {"total": 8}),
    "ended": (machine(P={"Type": "Pass", "Result": {"ended": True}, "End": True}), {}, {"ended": True}),
}


def rests(client, execution, name):
    """Whether an execution waits for what it is here to wait for."""
    types = [event["type"] for event in history(client, execution)]
    if name == "ended":
        return "ExecutionSucceeded" in types
    if name == "retry":
        return "TaskTimedOut" in types
    if name == "nested":
        return "TaskSubmitted" in types
    if name == "token":
        return "TaskStarted" in types
    if name == "function":
        return "LambdaFunctionStarted" in types
    if name == "activity":
        return "ActivityScheduled" in types
    if name == "children":
        return "MapRunStarted" in types
    return "WaitStateEntered" in types


def fill(client):
    client.create_activity(name="work")
    executions = {}
    for name, (definition, given, output) in MACHINES.items():
        arn = client.create_state_machine(name=name, definition=json.dumps(definition), roleArn=ROLE, publish=True,
                                          tags=[{"key": "of", "value": name}])["stateMachineArn"]
        execution = client.start_execution(stateMachineArn=arn, name="waiting", input=json.dumps(given))["executionArn"]
        executions[execution] = output
        wait_for(f"{name} to wait", lambda: rests(client, execution, name))
        # The execution keeps the definition that it was started with.
        client.update_state_machine(stateMachineArn=arn, definition=json.dumps(machine(F={"Type": "Fail"})))
        if name != "timer":
            continue
        client.create_state_machine_alias(name="live", routingConfiguration=[{"stateMachineVersionArn": arn + ":1", "weight": 100}])
    return executions


def main(name):
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder) / "old"
        shutil.copytree(HERE / "project", project)
        cloud = Cloud(project, {"HOLD": "yes"}, ["--no-watch"])
        try:
            executions = fill(connect(cloud))
        finally:
            cloud.process.kill()
            cloud.process.wait()
        # One file, without the log beside it that SQLite wrote ahead; its pages and rows are as they are.
        with sqlite3.connect(project / ".cws/data/states.db") as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            database.execute("PRAGMA journal_mode=DELETE")
        shutil.copy(project / ".cws/data/states.db", HERE / f"{name}.db")
    (HERE / f"{name}.json").write_text(json.dumps(executions, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
