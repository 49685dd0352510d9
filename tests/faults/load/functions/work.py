"""A function that writes down every call of it before it answers: calls.log has a line for each, and a task token that it
was given stands in it, too, and whose child the worker is: the cloud, in the life in which it made the call."""
import http.client
import json
import os

RUNTIME = "/2018-06-01/runtime/invocation/"
CLOUD = os.getppid()


def note(event):
    # One write of one line to a file that is appended to: never torn, whoever is killed.
    line = json.dumps({"key": event["key"], "token": event.get("token"), "cloud": CLOUD}) + "\n"
    log = os.open("calls.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(log, line.encode())
    os.close(log)


def handle(event):
    note(event)
    if event.get("fail"):
        raise RuntimeError("as it was asked to")
    return event["answer"]


def main():
    api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    while True:
        api.request("GET", RUNTIME + "next")
        answer = api.getresponse()
        event = json.loads(answer.read())
        request = answer.headers["Lambda-Runtime-Aws-Request-Id"]
        try:
            api.request("POST", RUNTIME + request + "/response", json.dumps(handle(event)))
        except Exception as error:  # whatever it is, it ends this one invocation
            body = json.dumps({"errorType": type(error).__name__, "errorMessage": str(error)})
            api.request("POST", RUNTIME + request + "/error", body)
        api.getresponse().read()


if __name__ == "__main__":
    main()
