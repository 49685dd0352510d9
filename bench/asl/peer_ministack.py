#!/usr/bin/env python3
"""Transitions per second of MiniStack's interpreter, called in its own process without HTTP, a line of JSON each. Its
fixed pause of 0.15 s before every execution is left out of the account."""
import json
import logging
import statistics
import sys
import time

from ministack.services import stepfunctions

PAUSE = 0.15
ROUNDS = 3


def loop(query_language, count):
    if query_language == "JSONata":
        return {"QueryLanguage": "JSONata", "StartAt": "Begin", "States": {
            "Begin": {"Type": "Pass", "Assign": {"n": 0}, "Next": "Count"},
            "Count": {"Type": "Pass", "Assign": {"n": "{% $n + 1 %}"}, "Next": "Enough"},
            "Enough": {"Type": "Choice", "Choices": [{"Condition": "{%% $n < %d %%}" % count, "Next": "Count"}],
                       "Default": "Done"},
            "Done": {"Type": "Succeed"}}}
    return {"StartAt": "Count", "States": {
        "Count": {"Type": "Pass", "Parameters": {"count.$": "States.MathAdd($.count, 1)", "rows.$": "$.rows"},
                  "Next": "Enough"},
        "Enough": {"Type": "Choice", "Choices": [{"Variable": "$.count", "NumericLessThan": count, "Next": "Count"}],
                   "Default": "Done"},
        "Done": {"Type": "Succeed"}}}


def data_of(size):
    rows = [{"id": at, "name": "a row of the document", "tags": ["x", "y"]} for at in range(0, size, 80)]
    return {"count": 0, "rows": rows}


def body(response):
    return json.loads(response[2])


def run(definition, given, name, entered):
    machine = body(stepfunctions._create_state_machine(
        {"name": name, "definition": json.dumps(definition), "roleArn": "arn:aws:iam::000000000000:role/r"}))
    speeds = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        started = body(stepfunctions._start_execution(
            {"stateMachineArn": machine["stateMachineArn"], "input": json.dumps(given)}))
        execution = stepfunctions._executions[started["executionArn"]]
        while execution["status"] == "RUNNING":
            time.sleep(0.001)
        elapsed = time.perf_counter() - begin - PAUSE
        if execution["status"] != "SUCCEEDED":
            return None
        told = sum(1 for event in execution["events"] if event["type"].endswith("Entered"))
        if told not in (entered, 1):  # it tells of no states within a Map
            return None
        speeds.append(entered / elapsed)
    return round(statistics.median(speeds))


def main():
    logging.disable(logging.CRITICAL)
    # Fewer rounds and items than ours: it is slow, and slower by the item.
    count, few, items = 1000, 50, 1000
    rows = [
        ("Pass/Choice loop, data rebuilt, JSONPath, 1 KB", loop("JSONPath", count), data_of(1000), 2 * count + 1),
        ("Pass/Choice loop, data rebuilt, JSONPath, 200 KB", loop("JSONPath", few), data_of(200_000), 2 * few + 1),
        ("Pass/Choice loop, JSONata, 1 KB", loop("JSONata", count), data_of(1000), 2 * count + 2),
        ("Map over 10,000 items, JSONPath, 1 KB",
         {"StartAt": "M", "States": {"M": {
             "Type": "Map", "ItemsPath": "$.items", "ResultPath": None, "End": True,
             "ItemProcessor": {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"},
                                                          "B": {"Type": "Pass", "End": True}}}}}},
         {"items": [{"id": i} for i in range(items)]}, 2 * items + 1),
    ]
    for number, (name, definition, given, entered) in enumerate(rows):
        speed = run(definition, given, f"bench-{number}", entered)
        print(json.dumps({"name": name, "transitions_per_second": speed}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
