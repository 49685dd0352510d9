#!/usr/bin/env python3
"""openapi_check.py PROGRAM: starts a service under a Runtime API of a few lines, asks its admin blueprint for the OpenAPI
document as API Gateway would, and has it judged by openapi-spec-validator."""
import http.server
import json
import subprocess
import sys
import threading

try:
    from openapi_spec_validator import validate_spec
except ImportError:
    print("openapi-spec-validator is not installed: nothing was checked")
    sys.exit(77)

EVENT = {"coworks": 1, "entry": "admin.get_openapi_json"}


class RuntimeApi(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answer = None
    done = threading.Event()

    def do_GET(self):
        if self.done.is_set():
            threading.Event().wait(5)  # the next invocation never comes
            return
        body = json.dumps(EVENT).encode()
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


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), RuntimeApi)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"127.0.0.1:{server.server_address[1]}"
    worker = subprocess.Popen([sys.argv[1]], env={"AWS_LAMBDA_RUNTIME_API": address})
    try:
        if not RuntimeApi.done.wait(30):
            sys.exit("the service did not answer")
    finally:
        worker.terminate()
        code = worker.wait()
    path, document = RuntimeApi.answer
    if not path.endswith("/one/response") or code != 0:
        sys.exit(f"{path} {document}, exit code {code}")
    validate_spec(document)
    print(f"{len(document['paths'])} paths: a valid OpenAPI {document['openapi']} document")


main()
