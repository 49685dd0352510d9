"""Workflows call the project's services through the gateway, and the web through connections."""
import base64
import http.server
import json
import select
import shutil
import socket
import ssl
import subprocess
import threading
import urllib.parse

import pytest
from conftest import SOURCE, Cloud, wait_for
from test_states import connect, create, ended

PROJECT = """name: calls
services:
  words: {command: [python3, functions/words.py]}
connections:
  key: {base: "BASE/v1", api_key: secret KEY, headers: {X-Shop: shop}}
  person: {base: "BASE", user: ann, password: secret WORD}
  token: {base: "BASE", token_url: "BASE/token", client_id: shop, client_secret: secret CLIENT, scope: read}
  shared: {base: "BASE", token_url: "BASE/token/held", client_id: shop, client_secret: secret CLIENT}
  secure: {base: "SECURE"}
  keyless: {base: "BASE", api_key: secret NOWHERE}
"""


class Web(http.server.BaseHTTPRequestHandler):
    """Tells what it was asked, or answers as the path says."""
    asked = []
    tokens = 0
    released = threading.Event()
    token_released = threading.Event()
    cut = 0  # calls whose connection was closed while they waited

    def wait_unless_cut(self):
        while not Web.released.wait(0.02):
            if select.select([self.connection], [], [], 0)[0] and not self.connection.recv(1, socket.MSG_PEEK):
                Web.cut += 1
                return

    def answer(self, status, body, media="application/json", long=""):
        self.send_response(status)
        if long:
            self.send_header("X-Long", long)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Two", "1")
        self.send_header("X-Two", "2")
        self.end_headers()
        self.wfile.write(body)

    def handle_any(self):
        text = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        path = urllib.parse.urlsplit(self.path).path
        Web.asked.append({"method": self.command, "path": self.path, "headers": dict(self.headers),
                          "all": self.headers.items(), "body": text})
        if path == "/token":
            Web.tokens += 1
            return self.answer(200, json.dumps({"access_token": f"token-{Web.tokens}", "expires_in": 3600}).encode())
        if path == "/token/held":
            Web.token_released.wait(60)
            return self.answer(200, b'{"access_token": "shared"}')
        if path.startswith("/v1/status/"):
            return self.answer(int(path.rsplit("/", 1)[1]), b"slow down", "text/plain")
        if path == "/v1/slow":
            self.wait_unless_cut()
        if path == "/v1/large":
            return self.answer(200, b"x" * 300_000, "text/plain")
        if path == "/v1/long-header":
            return self.answer(200, b"", long="x" * 70_000)
        if path == "/v1/image":
            return self.answer(200, b"\x89PNG", "image/png")
        if path == "/v1/text":
            return self.answer(200, b"plain", "text/plain")
        return self.answer(200, json.dumps({"ok": True}).encode())

    do_GET = do_POST = do_PUT = do_DELETE = handle_any

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        pass  # a client that was killed is gone


def serve(context=None):
    server = Server(("127.0.0.1", 0), Web)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    plain, secure = serve(), serve(context)
    yield {"base": f"http://127.0.0.1:{plain.server_port}", "secure": f"https://localhost:{secure.server_port}",
           "certificate": str(folder / "cert.pem")}
    plain.shutdown()
    secure.shutdown()


@pytest.fixture(scope="module")
def cloud(web, tmp_path_factory):
    folder = tmp_path_factory.mktemp("calls")
    shutil.copytree(SOURCE / "samples/python/functions", folder / "functions")
    (folder / "project.cws.yml").write_text(PROJECT.replace("BASE", web["base"]).replace("SECURE", web["secure"]))
    (folder / ".env").write_text("KEY=k3y\nWORD=w0rd\nCLIENT=s3cret\n")
    (folder / "biz").mkdir()
    (folder / "biz/stock.asl.json").write_text(json.dumps({"StartAt": "Ask", "States": {"Ask": {
        "Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": True,
        "Parameters": {"ApiEndpoint": web["base"] + "/v1/stock", "Method": "GET",
                       "InvocationConfig": {"ConnectionArn": "${connections.key}"}}}}}))
    cloud = Cloud(folder, {"SSL_CERT_FILE": web["certificate"]})
    yield cloud
    cloud.stop()


@pytest.fixture(scope="module")
def client(cloud):
    return connect(cloud)


@pytest.fixture
def call(client, cloud, request):
    """Runs one Task with these arguments, and gives what DescribeExecution says of its end."""
    def run(resource, arguments):
        machine = client.create_state_machine(
            name="call-" + str(abs(hash(json.dumps(arguments, sort_keys=True)))), roleArn="arn:aws:iam::000000000000:role/r",
            definition=json.dumps({"StartAt": "A", "States": {"A": {
                "Type": "Task", "Resource": f"arn:aws:states:::{resource}", "Parameters": arguments, "End": True}}}))
        execution = client.start_execution(stateMachineArn=machine["stateMachineArn"])["executionArn"]
        return ended(client, execution)
    return run


def arn(client, cloud, name):
    """A connection's ARN, as a definition of the project has it."""
    text = client.describe_state_machine(
        stateMachineArn="arn:aws:states:us-east-1:000000000000:stateMachine:calls-dev-stock")["definition"]
    given = json.loads(text)["States"]["Ask"]["Parameters"]["InvocationConfig"]["ConnectionArn"]
    assert given.startswith("arn:aws:events:us-east-1:000000000000:connection/calls-dev-key/")
    shown = json.loads(cloud.cws("info", "--json").stdout)["connections"]
    return shown[name]["arn"]


def test_a_workflow_of_the_project_calls_through_its_connection(cloud, web):
    done = cloud.cws("start", "stock", "--json")
    assert done.returncode == 0, done.stderr
    output = json.loads(done.stdout)["output"]
    assert output["StatusCode"] == 200 and output["StatusText"] == "OK" and output["ResponseBody"] == {"ok": True}
    assert output["Headers"]["X-Two"] == ["1", "2"]
    asked = Web.asked[-1]
    assert (asked["method"], asked["path"]) == ("GET", "/v1/stock")
    assert asked["headers"]["X-Api-Key"] == "k3y" and asked["headers"]["X-Shop"] == "shop"
    assert asked["headers"]["User-Agent"] == "Amazon|StepFunctions|HttpInvoke|us-east-1"
    assert asked["headers"]["Range"] == "bytes=0-262144"


def test_query_headers_and_bodies_travel_as_step_functions_sends_them(call, client, cloud, web):
    config = {"ConnectionArn": arn(client, cloud, "key")}
    body = {"name": "a b", "sizes": ["s", "m"], "to": {"city": "Köln"}}
    done = call("http:invoke", {"ApiEndpoint": web["base"] + "/v1/orders", "Method": "POST", "InvocationConfig": config,
                                "QueryParameters": {"q": "a&b", "n": 3}, "Headers": {"X-Mine": "yes"}, "RequestBody": body})
    assert done["status"] == "SUCCEEDED", (done.get("error"), done.get("cause"))
    asked = Web.asked[-1]
    assert asked["path"] == "/v1/orders?q=a%26b&n=3" and asked["headers"]["X-Mine"] == "yes"
    assert json.loads(asked["body"]) == body and asked["headers"]["Content-Type"].startswith("application/json")
    for format, text in (("INDICES", "sizes[0]=s&sizes[1]=m"), ("REPEAT", "sizes=s&sizes=m"), ("COMMAS", "sizes=s,m"),
                         ("BRACKETS", "sizes[]=s&sizes[]=m")):
        done = call("http:invoke", {
            "ApiEndpoint": web["base"] + "/v1/orders", "Method": "POST", "InvocationConfig": config, "RequestBody": body,
            "Transform": {"RequestBodyEncoding": "URL_ENCODED", "RequestEncodingOptions": {"ArrayFormat": format}}})
        assert done["status"] == "SUCCEEDED", (done.get("error"), done.get("cause"))
        assert Web.asked[-1]["body"] == f"name=a%20b&{text}&to[city]=K%C3%B6ln"
        assert Web.asked[-1]["headers"]["Content-Type"] == "application/x-www-form-urlencoded"
    done = call("http:invoke", {"ApiEndpoint": web["base"] + "/v1/text", "Method": "GET", "Authentication": config})
    assert json.loads(done["output"])["ResponseBody"] == "plain"


def test_connections_say_who_calls(call, client, cloud, web):
    def header(name, path):
        done = call("http:invoke", {"ApiEndpoint": web["base"] + path, "Method": "GET",
                                    "InvocationConfig": {"ConnectionArn": arn(client, cloud, name)}})
        assert done["status"] == "SUCCEEDED", (done.get("error"), done.get("cause"))
        return Web.asked[-1]["headers"]["Authorization"]

    # The connection's word is the last.
    done = call("http:invoke", {"ApiEndpoint": web["base"] + "/v1/key", "Method": "GET", "Headers": {"x-api-key": "mine"},
                                "InvocationConfig": {"ConnectionArn": arn(client, cloud, "key")}})
    assert done["status"] == "SUCCEEDED", (done.get("error"), done.get("cause"))
    assert [value for name, value in Web.asked[-1]["all"] if name.lower() == "x-api-key"] == ["k3y"]
    assert header("person", "/a") == "Basic " + base64.b64encode(b"ann:w0rd").decode()
    # One token serves many calls.
    assert header("token", "/b") == "Bearer token-1"
    assert header("token", "/c") == "Bearer token-1"
    fetched = next(each for each in Web.asked if each["path"] == "/token")
    assert fetched["body"] == "grant_type=client_credentials&scope=read"
    assert fetched["headers"]["Authorization"] == "Basic " + base64.b64encode(b"shop:s3cret").decode()


def test_tasks_that_need_a_token_at_once_fetch_one(client, cloud, web):
    machine = client.create_state_machine(
        name="tokens", roleArn="arn:aws:iam::000000000000:role/r", definition=json.dumps({"StartAt": "A", "States": {"A": {
            "Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": True, "Parameters": {
                "ApiEndpoint": web["base"] + "/shared", "Method": "GET",
                "InvocationConfig": {"ConnectionArn": arn(client, cloud, "shared")}}}}}))["stateMachineArn"]
    started = [client.start_execution(stateMachineArn=machine)["executionArn"] for _ in range(4)]
    begun = lambda one: any(event["type"] == "TaskStarted"
                            for event in client.get_execution_history(executionArn=one)["events"])
    wait_for("four calls without a token", lambda: all(map(begun, started)), 30)
    # One of them is no longer interested, which costs the others nothing.
    client.stop_execution(executionArn=started[0])
    Web.token_released.set()
    assert [ended(client, one)["status"] for one in started] == ["ABORTED"] + ["SUCCEEDED"] * 3
    assert sum(each["path"] == "/token/held" for each in Web.asked) == 1
    assert [each["headers"]["Authorization"] for each in Web.asked if each["path"] == "/shared"] == ["Bearer shared"] * 3


def test_a_certificate_is_checked(call, client, cloud, web):
    config = {"ConnectionArn": arn(client, cloud, "secure")}
    done = call("http:invoke", {"ApiEndpoint": web["secure"] + "/x", "Method": "GET", "InvocationConfig": config})
    assert done["status"] == "SUCCEEDED", (done.get("error"), done.get("cause"))


@pytest.mark.parametrize("change, error, cause", [
    ({"path": "/v1/status/404"}, "States.Http.StatusCode.404", "slow down"),
    ({"path": "/v1/status/500"}, "States.Http.StatusCode.500", "slow down"),
    ({"path": "/v1/large"}, "States.DataLimitExceeded", "exceeds"),
    ({"path": "/v1/image"}, "States.Runtime", "image/png"),
    ({"path": "/v2/x"}, "States.Runtime", "not below"),
    ({"path": "/v1/../v2"}, "States.Runtime", "in its path"),
    ({"Method": "BREW"}, "States.Runtime", "BREW"),
    ({"Headers": {"Authorization": "mine"}}, "States.Runtime", "Authorization"),
    ({"Headers": {"X-A": "a\r\nX-B: b"}}, "States.Runtime", "no header"),
    ({"Headers": {"X-Long": "x" * 70_000}}, "States.Runtime", "The header 'X-Long' is longer than"),
    ({"path": "/v1/long-header"}, "States.DataLimitExceeded", "exceeds"),
    ({"connection": "keyless"}, "Events.ConnectionResource.InvalidConnectionState", "NOWHERE"),
    ({"connection": None}, "Events.ConnectionResource.ResourceNotFound", "connection/none"),
])
def test_what_goes_wrong_has_the_error_that_a_catcher_expects(call, client, cloud, web, change, error, cause):
    connection = change.pop("connection", "key")
    chosen = arn(client, cloud, connection) if connection else "arn:aws:events:us-east-1:000000000000:connection/none/1"
    done = call("http:invoke", {"ApiEndpoint": web["base"] + change.pop("path", "/v1/x"), "Method": "GET",
                                "InvocationConfig": {"ConnectionArn": chosen}, **change})
    assert (done["status"], done["error"]) == ("FAILED", error), done
    assert cause in done["cause"]


def test_a_server_that_is_gone_is_a_socket_error(call, client, cloud, web):
    gone = web["base"].rsplit(":", 1)[0] + ":9"
    done = call("http:invoke", {"ApiEndpoint": gone, "Method": "GET",
                                "InvocationConfig": {"ConnectionArn": arn(client, cloud, "person")}})
    assert done["error"] == "States.Runtime"  # another port is another base


def test_a_service_of_the_project_is_called_through_the_gateway(call, cloud):
    done = call("apigateway:invoke", {"ApiEndpoint": f"localhost:{cloud.port}", "Method": "POST", "Path": "/words/count",
                                      "QueryParameters": {"a": ["1", "2"]}, "Headers": {"X-Mine": ["yes", "no"]},
                                      "RequestBody": {"text": "three little words"}})
    assert done["status"] == "SUCCEEDED", (done.get("error"), done.get("cause"))
    output = json.loads(done["output"])
    assert output["StatusCode"] == 200 and output["StatusText"] == "OK"
    assert output["Headers"]["x-amzn-requestid"]
    # The same definition, with the host of an API on AWS.
    done = call("apigateway:invoke", {"ApiEndpoint": "abc123.execute-api.eu-west-3.amazonaws.com", "Method": "GET",
                                      "Stage": "prod", "Path": "/words/count"})
    assert done["status"] == "SUCCEEDED", (done.get("error"), done.get("cause"))


@pytest.mark.parametrize("change, error, cause", [
    ({"Path": "/nobody"}, "ApiGateway.404", "There is no service 'nobody'"),
    ({"ApiEndpoint": "example.com"}, "States.Runtime", "example.com"),
    ({"ApiEndpoint": "x" * 70_000 + ".execute-api.eu-west-3.amazonaws.com"}, "States.Runtime", "ApiEndpoint"),
    ({"Headers": {"X-Mine": "one"}}, "States.Runtime", "[The value of the field 'Headers' has an invalid format]"),
    ({"Headers": {"X-Long": ["x" * 70_000]}}, "States.Runtime", "The header 'X-Long' is longer than"),
    ({"Headers": {"authorization": ["mine"]}}, "States.Runtime", "The header 'authorization'"),
    ({"Headers": {"x-amzn-RequestId": ["1"]}}, "States.Runtime", "The header 'x-amzn-RequestId'"),
    ({"Method": "TRACE"}, "States.Runtime", "TRACE"),
    ({"AuthType": "BREW"}, "States.Runtime", "BREW"),
])
def test_what_the_gateway_refuses_is_an_error_with_its_status(call, cloud, change, error, cause):
    done = call("apigateway:invoke", {"ApiEndpoint": "localhost", "Method": "GET", "Path": "/words/count", **change})
    assert (done["status"], done["error"]) == ("FAILED", error), done
    assert cause in done["cause"]


def test_a_call_that_a_crash_cut_is_made_again_and_one_that_is_stopped_is_cut(web, tmp_path):
    folder = tmp_path / "slow"
    (folder / "biz").mkdir(parents=True)
    (folder / "project.cws.yml").write_text(f"name: slow\nconnections: {{web: {{base: \"{web['base']}\"}}}}\n")
    (folder / "biz/ask.asl.json").write_text(json.dumps({"StartAt": "Ask", "States": {"Ask": {
        "Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": True,
        "Parameters": {"ApiEndpoint": web["base"] + "/v1/slow", "Method": "GET",
                       "InvocationConfig": {"ConnectionArn": "${connections.web}"}}}}}))
    asked = lambda: sum(each["path"] == "/v1/slow" for each in Web.asked)
    machine = "arn:aws:states:us-east-1:000000000000:stateMachine:slow-dev-ask"
    first = Cloud(folder)
    cut = connect(first).start_execution(stateMachineArn=machine)["executionArn"]
    wait_for("the first call", lambda: asked() == 1, 30)
    first.process.kill()
    first.process.wait()
    (folder / ".cws/run.json").unlink()  # which the harness would take for the second one's
    second = Cloud(folder)
    try:
        client = connect(second)
        wait_for("the call after the crash", lambda: asked() == 2, 30)
        stopped = client.start_execution(stateMachineArn=machine)["executionArn"]
        wait_for("the call that is stopped", lambda: asked() == 3, 30)
        client.stop_execution(executionArn=stopped, error="Enough")
        assert client.describe_execution(executionArn=stopped)["status"] == "ABORTED"
        wait_for("the end of the crash's and the stopped call's connections", lambda: Web.cut == 2, 30)
        Web.released.set()
        assert ended(client, cut)["status"] == "SUCCEEDED"
        told = [event["type"] for event in client.get_execution_history(executionArn=cut)["events"]]
        assert told == ["ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSucceeded",
                        "TaskStateExited", "ExecutionSucceeded"]
        assert client.describe_execution(executionArn=stopped)["status"] == "ABORTED"
    finally:
        Web.released.set()
        second.stop()
