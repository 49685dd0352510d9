"""How a worker starts, how large it is, and how long it takes from a clone to the first answer."""
import json
import os
import pathlib
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
# A request as API Gateway's REST API hands it to a function, as short as the service needs it.
EVENT = json.dumps({"httpMethod": "GET", "path": "/", "resource": "/{proxy+}", "headers": {"Host": "localhost"},
                    "multiValueHeaders": {"Host": ["localhost"]}, "queryStringParameters": None,
                    "multiValueQueryStringParameters": None, "body": None, "isBase64Encoded": False,
                    "requestContext": {"requestId": "r", "stage": "dev", "httpMethod": "GET", "path": "/"}}).encode()


def bootstrap(sample, folder):
    """The sample's service as it is shipped: -O2, fully static, stripped."""
    cache = (sample / ".cws/build/CMakeCache.txt").read_text()
    package = next(line.split("=", 1)[1] for line in cache.splitlines() if line.startswith("coworks_DIR:"))
    run = lambda *words: subprocess.run(words, check=True, capture_output=True)
    run("cmake", "-S", sample / ".cws", "-B", folder / "release", "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", f"-Dcoworks_DIR={package}")
    run("cmake", "--build", folder / "release", "--target", "cws_services")
    program = next(path for path in (folder / "release").rglob("hello") if path.is_file() and os.access(path, os.X_OK))
    run("strip", "-o", folder / "bootstrap", program)
    return folder / "bootstrap"


def sizes(program):
    kind = subprocess.run(["file", program], capture_output=True, text=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "bootstrap.zip"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            archive.write(program, "bootstrap")
        return {"bootstrap_bytes": program.stat().st_size, "zip_bytes": file.stat().st_size, "static": "statically linked" in kind}


def read_request(connection):
    """One HTTP request's bytes, with its body."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(65536)
    return head, body


def first_answer_ms(program, rounds=101):
    """From exec to the answer of the first invocation, over Lambda's own protocol (a socket in this process serves it)."""
    times = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        environment = {**os.environ, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{server.getsockname()[1]}",
                       "AWS_LAMBDA_FUNCTION_NAME": "hello", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128"}
        environment.pop("COWORKS_CHANNEL", None)
        silent = [(os.POSIX_SPAWN_OPEN, fd, "/dev/null", os.O_WRONLY, 0) for fd in (1, 2)]
        answer = (f"HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: r\r\nLambda-Runtime-Deadline-Ms: "
                  f"{int(time.time() * 1000) + 600_000}\r\nLambda-Runtime-Invoked-Function-Arn: "
                  f"arn:aws:lambda:us-east-1:000000000000:function:hello\r\nContent-Type: application/json\r\n"
                  f"Content-Length: {len(EVENT)}\r\n\r\n").encode() + EVENT
        for _ in range(rounds):
            begun = time.perf_counter()
            pid = os.posix_spawn(program, [program], environment, file_actions=silent)
            connection, _ = server.accept()
            with connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                head, _ = read_request(connection)
                assert head.startswith(b"GET /2018-06-01/runtime/invocation/next"), head
                connection.sendall(answer)
                head, body = read_request(connection)
                times.append((time.perf_counter() - begun) * 1000)
                assert b"/response" in head and b"Hello world!" in body, (head, body)
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    return round(statistics.median(times), 2)


def clone_to_first_answer_s():
    """What `git clone` and `make run` take on a machine that has the packages, until the sample answers."""
    environment = {**os.environ, "CCACHE_DISABLE": "1"}
    environment.pop("CMAKE_CXX_COMPILER_LAUNCHER", None)
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        subprocess.run(["git", "clone", "--quiet", ROOT, f"{folder}/coworks"], check=True)
        process = subprocess.Popen(["make", "run"], cwd=f"{folder}/coworks", env=environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True)
        file = pathlib.Path(folder) / "coworks/samples/hello/.cws/run.json"
        while not file.exists():
            if process.poll() is not None:
                raise SystemExit(f"make run ended with {process.returncode}")
            time.sleep(0.05)
        port = json.loads(file.read_text())["port"]
        assert urllib.request.urlopen(f"http://127.0.0.1:{port}/hello", timeout=10).status == 200
        taken = time.monotonic() - begun
        os.killpg(process.pid, signal.SIGINT)
        process.wait()
        return round(taken, 1)


if __name__ == "__main__":
    print(first_answer_ms(sys.argv[1]))
