#!/usr/bin/env python3
"""program_check.py PROGRAM CHECK: what the built program does as a process, under a Runtime API of a few lines."""
import http.server
import json
import re
import subprocess
import sys
import threading


class RuntimeApi(http.server.BaseHTTPRequestHandler):
    """Gives one invocation and takes one answer."""

    protocol_version = "HTTP/1.1"
    event = None
    answer = None
    given = False
    done = threading.Event()

    def do_GET(self):
        if RuntimeApi.given:
            threading.Event().wait(30)  # the next invocation never comes
            return
        RuntimeApi.given = True
        body = json.dumps(self.event).encode()
        self.send_response(200)
        self.send_header("Lambda-Runtime-Aws-Request-Id", "one")
        self.send_header("Lambda-Runtime-Deadline-Ms", "99999999999999")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        RuntimeApi.answer = (self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.done.set()

    def log_message(self, *arguments):
        pass


def invoke(program, event, terminate=True):
    """Path and payload of the answer, and the exit code."""
    RuntimeApi.event = event
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), RuntimeApi)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"127.0.0.1:{server.server_address[1]}"
    worker = subprocess.Popen([program], env={"AWS_LAMBDA_RUNTIME_API": address})
    try:
        assert RuntimeApi.done.wait(30), "the service did not answer"
    finally:
        if terminate or RuntimeApi.answer is None:
            worker.terminate()
        code = worker.wait(30)
    return (*RuntimeApi.answer, code)


def openapi(program):
    """Somebody else's validator likes the document."""
    from openapi_spec_validator import validate  # of build/venv, whose Python runs this check

    path, document, code = invoke(program, {"coworks": 1, "entry": "admin.get_openapi_json"})
    assert path.endswith("/one/response") and code == 0, (path, document, code)
    validate(document)
    print(f"{len(document['paths'])} paths: a valid OpenAPI {document['openapi']} document")


def patterns(program):
    """The patterns of texts take what the service takes (tests/tech/parameters_test.cpp has the same texts)."""
    document = invoke(program, {"coworks": 1, "entry": "admin.get_openapi_json"})[1]
    texts = {
        "duration": (["PT0S", "P2W", "-P1DT2H3M4.5S", "P1D"], ["", "P", "PT", "P1Y", "P1M", "P1DT", "PT1.5H"]),
        "clock": (["08:30", "23:59:59", "08:30:00.25"], ["24:00:00", "8:30", "08:60"]),
        "local": (["2026-03-01T08:30:00", "9999-12-31T23:59"], ["2026-13-01T08:30:00", "2026-03-01T08:30:00Z"]),
        "coded": (["", "AA==", "AAA=", "AAAA"], ["A", "AA", "AB==", "AAB=", "AA==AA=="]),
    }
    for name, (good, bad) in texts.items():
        (parameter,) = document["paths"][f"/{name}/{{value}}" if name != "coded" else "/coded"]["get"]["parameters"]
        pattern = parameter["schema"]["pattern"]
        assert [text for text in good + bad if re.search(pattern, text)] == good, (name, pattern)


def timeout(program):
    """Past an entry's own timeout the runtime reports it and ends, as Lambda does."""
    path, error, code = invoke(program, {"coworks": 1, "entry": "get_slow"}, terminate=False)
    assert path.endswith("/one/error"), path
    assert error["errorType"] == "Sandbox.Timedout", error
    assert error["errorMessage"] == "Task timed out after 0.05 seconds", error
    assert code == 1, code


def describe(program):
    """--describe prints defaults as values; started by hand the program explains itself."""
    printed = subprocess.run([program, "--describe"], env={}, capture_output=True, text=True, check=True)
    entries = json.loads(printed.stdout)["entries"]
    query = next(entry for entry in entries if entry["name"] == "get_query")
    assert query["parameters"][0]["default"] == 20, query
    explained = subprocess.run([program], env={}, capture_output=True, text=True, check=True)
    assert "rules" in explained.stdout and "/content/{id}" in explained.stdout, explained.stdout
    refused = subprocess.run([program, "--nonsense"], env={}, capture_output=True, text=True, check=False)
    assert refused.returncode == 2 and "--describe" in refused.stderr, refused


globals()[sys.argv[2]](sys.argv[1])
