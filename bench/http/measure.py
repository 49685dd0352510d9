"""Measures `cws run` beside nginx and CoWorks' own server: alternating, medians, ratios. Results into
bench/results/http.json. CLONE=0 leaves out the build from a clone, which takes some minutes.

wrk with 64 connections runs on the same two cores as what it measures. A pair is nginx and ours, one after the other, so
that a neighbour's noise meets both; the ratio is the median over the pairs.
"""
import json
import os
import pathlib
import re
import shutil
import signal
import sys
import statistics
import subprocess
import tempfile
import time
import urllib.request

import start

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = ROOT / "build/release/bin"
PAIRS = int(os.environ.get("PAIRS", "5"))
SECONDS = os.environ.get("SECONDS_EACH", "3")
NGINX = """worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log /dev/null;
events {{ worker_connections 1024; }}
http {{ access_log off; server {{ listen 127.0.0.1:{port}; location / {{ return 200 "Hello world!"; }} }} }}"""


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def wait_for(url, patience=300):
    until = time.monotonic() + patience
    while not answers(url):
        if time.monotonic() > until:
            raise SystemExit(f"{url} does not answer")
        time.sleep(0.001)


def wrk(url):
    text = subprocess.run(["wrk", "-t1", "-c64", f"-d{SECONDS}s", "--latency", url], capture_output=True, text=True, check=True).stdout
    unit = {"us": 1, "ms": 1000, "s": 1_000_000}
    latency = {name: float(value) * unit[scale] for name, value, scale in re.findall(r"(50|99)%\s+([\d.]+)(us|ms|s)", text)}
    if "Non-2xx" in text:
        raise SystemExit(f"{url}: not every answer was 200:\n{text}")
    return {"requests_per_second": float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)), "p50_us": latency["50"], "p99_us": latency["99"]}


def median_of(runs):
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


class Sample:
    """A copy of samples/hello under `cws run`."""

    def __init__(self, folder, environment=""):
        self.folder = folder
        shutil.copytree(ROOT / "samples/hello", folder, ignore=shutil.ignore_patterns(".cws"))
        (folder / ".env").write_text(environment)

    def start(self):
        file = self.folder / ".cws/run.json"
        begun = time.monotonic()
        self.process = subprocess.Popen([BIN / "cws", "run", "--port", "0"], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not file.exists() or json.loads(file.read_text() or "{}").get("pid") != self.process.pid:
            time.sleep(0.0005)
            if self.process.poll() is not None:
                raise SystemExit(f"cws run ended with {self.process.returncode}")
        self.url = f"http://127.0.0.1:{json.loads(file.read_text())['port']}/hello/"
        wait_for(self.url)
        return time.monotonic() - begun

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def resident_mb(self):
        def of(pid):
            return int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 2**20

        workers = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True).stdout.split()
        return {"cws": round(of(self.process.pid), 1), "worker": round(max(map(of, workers)), 1)}

    def swap_seconds(self):
        """From saving the header to the new version's first answer."""
        header = self.folder / "tech/hello.hpp"
        text = header.read_text()
        header.write_text(text.replace('"Hello "', '"Hi "'))
        begun = time.monotonic()
        while urllib.request.urlopen(self.url, timeout=30).read() != b"Hi world!\n":
            time.sleep(0.002)
        taken = time.monotonic() - begun
        header.write_text(text)
        return taken


def progress(text):
    print(f"  {text} …", file=sys.stderr, flush=True)


def main():
    results = {"cores": os.cpu_count(), "load": os.getloadavg()[0]}
    peer = ROOT / "build/release/bench/coworks/bin/python3"
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=8981))
        nginx = subprocess.Popen(["nginx", "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL)
        coworks = subprocess.Popen([peer, ROOT / "bench/http/coworks_hello.py", "8982"], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL) if peer.exists() else None
        ours, plain = Sample(folder / "channel"), Sample(folder / "api", "COWORKS_CHANNEL=\n")
        try:
            ours.start()
            plain.start()
            wait_for("http://127.0.0.1:8981/")
            runs = {"nginx": [], "cws_run": [], "runtime_api": []}
            if coworks:
                wait_for("http://127.0.0.1:8982/", 30)
                runs["coworks_pypi"] = []
            for pair in range(PAIRS):
                progress(f"requests per second, {pair + 1} of {PAIRS}")
                runs["nginx"].append(wrk("http://127.0.0.1:8981/"))
                runs["cws_run"].append(wrk(ours.url))
                runs["runtime_api"].append(wrk(plain.url))
                if coworks:
                    runs["coworks_pypi"].append(wrk("http://127.0.0.1:8982/"))
            for name, each in runs.items():
                results[name] = median_of(each)
            for name, ratio in (("cws_run", "ratio_to_nginx"), ("runtime_api", "ratio_to_nginx_runtime_api")):
                pairs = zip(runs[name], runs["nginx"])
                results[ratio] = round(statistics.median(a["requests_per_second"] / b["requests_per_second"] for a, b in pairs), 3)
            if coworks:
                pairs = zip(runs["cws_run"], runs["coworks_pypi"])
                results["ratio_to_coworks_pypi"] = round(statistics.median(a["requests_per_second"] / b["requests_per_second"] for a, b in pairs), 1)
            results["resident_mb_after_load"] = ours.resident_mb()
            results["save_to_first_200_s"] = round(ours.swap_seconds(), 3)
            plain.stop()
            starts = []
            for _ in range(5):
                plain_again = plain.start()
                starts.append(plain_again)
                plain.stop()
            results["cws_run_to_first_200_s"] = round(statistics.median(starts), 4)
            progress("memory a minute after the start")
            plain.start()
            time.sleep(60)
            results["resident_mb_after_a_minute"] = plain.resident_mb()
            plain.stop()
            progress("the worker's start")
            program = start.bootstrap(plain.folder, folder)
            results.update(start.sizes(program))
            results["worker_first_answer_ms"] = start.first_answer_ms(program)
        finally:
            for process in (nginx, ours.process, plain.process, *([coworks] if coworks else [])):
                process.terminate()
                process.wait()
    if os.environ.get("CLONE") != "0":
        progress("from a clone to the first answer")
        results["clone_to_first_200_s"] = start.clone_to_first_answer_s()
    target = ROOT / "bench/results/http.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(results, indent=2) + "\n")
    print(f"{'':14}{'requests/s':>12}{'p50 µs':>10}{'p99 µs':>10}")
    for name in runs:
        row = results[name]
        print(f"{name:14}{row['requests_per_second']:12.0f}{row['p50_us']:10.0f}{row['p99_us']:10.0f}")
    for name, value in results.items():
        if not isinstance(value, dict) or name.startswith("resident"):
            print(f"{name}: {value}")


if __name__ == "__main__":
    main()
