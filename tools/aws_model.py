#!/usr/bin/env python3
"""Derives src/aws/model/data/*.cpp from the service models of botocore (PyPI, the version below): what the local cloud,
its clients and TestState know about AWS' services. One table of operations and shapes for each service:

    tools/aws_model.py            writes every file
    tools/aws_model.py sqs sns    writes these

A shape is an object: t type (s text, n whole number, f float, b boolean, B blob, d time, a list, m map, o structure), and
where it has them min, max, pattern, enum, secret (sensitive), name, o members, r required, a items, m values; of REST
protocols: l where a member travels ([where, name]), w its name in XML, p the member that is the payload, flat, item."""
import json
import pathlib
import sys

from botocore import __version__
from botocore.loaders import Loader

VERSION = "1.43.11"
FOLDER = pathlib.Path(__file__).parent.parent / "src/aws/model/data"
# Our name (that of a Task's Resource, aws-sdk:NAME:action) -> botocore's, the Java SDK's, and the operations: a set, or
# all of them; answers of others alone would fill the file, and nobody mocks them in a workflow. `requests`: those whose
# input is known too, because the local cloud answers them; of the other services TestState's mocks know the answers.
SERVICES = {
    "dynamodb": {"model": "dynamodb", "sdk": "DynamoDb"},
    "ecs": {"model": "ecs", "sdk": "Ecs", "operations": {"RunTask", "DescribeTasks", "StopTask", "ListTasks"}},
    "eventbridge": {"model": "events", "sdk": "EventBridge"},
    "glue": {"model": "glue", "sdk": "Glue",
             "operations": {"StartJobRun", "GetJobRun", "GetJobRuns", "BatchStopJobRun", "StartCrawler", "GetCrawler"}},
    "kms": {"model": "kms", "sdk": "Kms"},
    "lambda": {"model": "lambda", "sdk": "Lambda",
               "requests": {"Invoke", "GetFunction", "GetFunctionConfiguration", "ListFunctions"}},
    "s3": {"model": "s3", "sdk": "S3",
           "requests": {"CopyObject", "CreateBucket", "DeleteBucket", "DeleteObject", "GetObject", "HeadBucket",
                        "HeadObject", "ListBuckets", "ListObjectsV2", "PutObject"}},
    "scheduler": {"model": "scheduler", "sdk": "Scheduler"},
    "secretsmanager": {"model": "secretsmanager", "sdk": "SecretsManager"},
    "sfn": {"model": "stepfunctions", "sdk": "Sfn", "requests": "all"},
    "sns": {"model": "sns", "sdk": "Sns"},
    "sqs": {"model": "sqs", "sdk": "Sqs"},
    "ssm": {"model": "ssm", "sdk": "Ssm",
            "operations": {"GetParameter", "GetParameters", "GetParametersByPath", "PutParameter", "DeleteParameter",
                           "SendCommand", "GetCommandInvocation", "StartAutomationExecution",
                           "GetAutomationExecution"}},
}
KINDS = {"string": "s", "character": "s", "timestamp": "d", "blob": "B", "boolean": "b", "integer": "n", "long": "n",
         "float": "f", "double": "f", "list": "a", "map": "m", "structure": "o"}
PLACES = {"uri": "u", "querystring": "q", "header": "h", "headers": "H", "statusCode": "s"}
# Step Functions names the values of an enum in an order of its own; as far as it was recorded.
# Bounds that the service keeps, where the model has since been widened; as recorded.
BOUNDS = {"MemorySize": {"max": 10240}}
ENUMS = {"ExecutionStatus": ["SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"]}


class Table:
    def __init__(self, shapes, rest):
        self.shapes, self.rest, self.rows, self.index = shapes, rest, [], {}

    def add(self, name):
        if name in self.index:
            return self.index[name]
        shape = self.shapes[name]
        self.index[name] = at = len(self.rows)
        self.rows.append(None)
        row = {"t": KINDS[shape["type"]]}
        for bound in ("min", "max", "pattern"):
            if bound in shape:
                row[bound] = BOUNDS.get(name, {}).get(bound, shape[bound])
        if "enum" in shape:
            row["enum"] = ENUMS.get(name, shape["enum"])
        if shape.get("sensitive"):
            row["secret"] = True
        if shape.get("timestampFormat"):
            row["format"] = shape["timestampFormat"]
        if shape["type"] == "structure":
            self.structure(row, name, shape)
        elif shape["type"] == "list":
            row["a"] = self.add(shape["member"]["shape"])
            if self.rest and shape["member"].get("locationName"):
                row["item"] = shape["member"]["locationName"]
            if shape.get("flattened"):
                row["flat"] = True
        elif shape["type"] == "map":
            row["m"] = self.add(shape["value"]["shape"])
        self.rows[at] = row
        return at

    def structure(self, row, name, shape):
        row["name"] = name
        members = {member: part for member, part in shape["members"].items()
                   if not part.get("eventstream") and not self.shapes[part["shape"]].get("eventstream")}
        row["o"] = {member: self.add(part["shape"]) for member, part in members.items()}
        if shape.get("required"):
            row["r"] = shape["required"]
        if not self.rest:
            return
        places = {member: [PLACES[part["location"]], part.get("locationName", member)]
                  for member, part in members.items() if "location" in part}
        if places:
            row["l"] = places
        names = {member: part["locationName"] for member, part in members.items()
                 if "location" not in part and part.get("locationName", member) != member}
        if names:
            row["w"] = names
        if shape.get("payload"):
            row["p"] = shape["payload"]


def required_outside(shapes, operation):
    """The headers and query fields that an operation can't be without: they tell those of one path apart."""
    if "input" not in operation:
        return []
    shape = shapes[operation["input"]["shape"]]
    return [[PLACES[part["location"]], part["locationName"]] for member, part in shape["members"].items()
            if member in shape.get("required", []) and part.get("location") in ("header", "querystring")]


def errors(shapes):
    """Of every error its HTTP status, and the member that holds its text."""
    found = {}
    for name, shape in sorted(shapes.items()):
        if not shape.get("exception"):
            continue
        error = shape.get("error", {})
        row = {"status": error.get("httpStatusCode", 500 if shape.get("fault") else 400)}
        text = next((member for member in shape.get("members", {}) if member.lower() == "message"), None)
        if text and text != "message":
            row["text"] = text
        if error.get("code", name) != name:
            row["code"] = error["code"]
        found[name] = row
    return found


def table_of(entry):
    model = Loader().load_service_model(entry["model"], "service-2")
    about = model["metadata"]
    protocol = about["protocol"]
    rest = protocol.startswith("rest")
    table, operations = Table(model["shapes"], rest), {}
    for name, operation in sorted(model["operations"].items()):
        row = {}
        if entry.get("operations", "all") != "all" and name not in entry["operations"]:
            operations[name] = row  # that there is such a one
            continue
        if "output" in operation:
            row["out"] = table.add(operation["output"]["shape"])
        requests = entry.get("requests", ())
        if requests == "all" or name in requests:
            if "input" in operation:
                row["in"] = table.add(operation["input"]["shape"])
        if rest:
            http = operation["http"]
            row["http"] = [http["method"], http["requestUri"], http.get("responseCode", 200)]
            must = required_outside(model["shapes"], operation)
            if must:
                row["must"] = must
        operations[name] = row
    head = {"protocol": protocol, "sdk": entry["sdk"], "signing": about.get("signingName", about["endpointPrefix"])}
    for name, key in (("target", "targetPrefix"), ("json", "jsonVersion"), ("version", "apiVersion")):
        if key in about:
            head[name] = about[key]
    if protocol == "rest-xml":
        head["namespace"] = "http://s3.amazonaws.com/doc/2006-03-01/"
    return head, operations, errors(model["shapes"]), table.rows


def write(name, entry):
    head, operations, faults, shapes = table_of(entry)
    compact = lambda value: json.dumps(value, separators=(",", ":"))
    lines = ['{"service":' + compact(head) + ',"operations":{']
    lines += (",\n".join(f"{compact(key)}:{compact(row)}" for key, row in operations.items())).split("\n")
    lines.append('},"errors":{')
    lines += (",\n".join(f"{compact(key)}:{compact(row)}" for key, row in faults.items())).split("\n")
    lines.append('},"shapes":[')
    lines += (",\n".join(compact(row) for row in shapes)).split("\n")
    lines.append("]}")
    out = ["// Generated by tools/aws_model.py from the service model of botocore: Copyright Amazon.com, Inc. or its",
           "// affiliates, licensed under the Apache License, Version 2.0 (https://www.apache.org/licenses/LICENSE-2.0).",
           "// Changed: operations, errors and shapes in a compact form. Don't edit.",
           '#include "aws/model/data/data.hpp"', "", "namespace coworks::aws::model {", "",
           f"std::span<std::string_view const> {name}_model() noexcept;", "", "namespace {", "", "constexpr std::string_view k%sPieces[] = {" % name.capitalize()]
    # Compilers bound the length of one literal.
    for begin in range(0, len(lines), 20):
        out.append('    R"~(' + "\n".join(lines[begin:begin + 20]) + '\n)~",')
    out += ["};", "", "}  // namespace", "", f"std::span<std::string_view const> {name}_model() noexcept {{",
            "    return k%sPieces;" % name.capitalize(), "}", "", "}  // namespace coworks::aws::model", ""]
    (FOLDER / f"{name}_data.cpp").write_text("\n".join(out))


def write_list():
    """The list of all services, so that a new one is a line here and no line elsewhere."""
    out = ["// Generated by tools/aws_model.py. Don't edit.", '#include "aws/model/data/data.hpp"', "",
           "namespace coworks::aws::model {", ""]
    out += [f"std::span<std::string_view const> {name}_model() noexcept;" for name in SERVICES]
    out += ["", "std::span<Data const> service_data() noexcept {", "    static constexpr Data kAll[] = {"]
    out += [f'        {{"{name}", {name}_model}},' for name in SERVICES]
    out += ["    };", "    return kAll;", "}", "", "}  // namespace coworks::aws::model", ""]
    (FOLDER / "list_data.cpp").write_text("\n".join(out))


def main():
    if __version__ != VERSION:
        sys.exit(f"aws_model.py: botocore {VERSION} is wanted (pip install botocore=={VERSION}), this is {__version__}")
    for name in sys.argv[1:] or SERVICES:
        write(name, SERVICES[name])
    write_list()


if __name__ == "__main__":
    main()
