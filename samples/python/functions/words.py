"""A function in Python under the local cloud: a client of Lambda's Runtime API, in the standard library alone.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""
import http.client
import json
import os

RUNTIME = "/2018-06-01/runtime/invocation/"


def handle(event):
    """Answers an HTTP request, or a plain event with {"text": …}."""
    text = event.get("body") or event.get("text") or ""
    count = {"words": len(text.split())}
    if "httpMethod" not in event:
        return count
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(count) + "\n"}


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
