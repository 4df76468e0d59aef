#!/usr/bin/env python3
"""copytrace serve under many clients: answers a second, times, memory.

Takes a store and a project that copies from it, scans the project, set side by side with itself
until it has enough findings, as often as asked, starts the server on that history, and lets clients
ask over kept connections what the page asks, in turns that are drawn with a fixed seed.
"""

import argparse
import concurrent.futures
import http.client
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import urllib.parse

HEADERS = {"Content-Type": "application/json", "X-Copytrace": "1"}


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


class Server:
    def __init__(self, programs, home, store):
        self.process = subprocess.Popen(
            [programs / "copytrace", "serve", "--listen", "127.0.0.1:0", "--store", store],
            cwd=home, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True)
        self.address = urllib.parse.urlparse(self.process.stdout.readline().strip()).netloc

    def status(self, name):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(name + ":"):
                return int(line.split()[1])
        return 0

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


def environment(home):
    return {**os.environ, "HOME": str(home), "XDG_STATE_HOME": str(home)}


def record(arguments, home):
    """A history of scans of a project with at least so many findings."""
    project = home / "project"
    copies = 0
    findings = 0
    def scan():
        out = subprocess.run(
            [arguments.programs / "copytrace", "scan", "project", "--store", arguments.store,
             "--fail-on", "none", "--format", "json"],
            cwd=home, env=environment(home), check=True, capture_output=True, text=True).stdout
        return json.loads(out)["summary"]["findings"]
    while findings < arguments.findings:
        for _ in range(max(1, copies)):
            shutil.copytree(arguments.project, project / f"part{copies:03}")
            copies += 1
        findings = scan()
    for _ in range(arguments.scans - 1):
        findings = scan()
    return project, findings


def questions(address, project):
    """What clients ask: (weight, name, method, target, body)."""
    connection = http.client.HTTPConnection(address)
    connection.request("GET", "/api/findings?limit=1000")
    rows = json.loads(connection.getresponse().read())["findings"]
    code = next(p for p in sorted(project.rglob("*.js"))).read_text()
    ids = [row["id"] for row in rows]
    name = urllib.parse.quote(rows[0]["project"])
    search = json.dumps({"text": code, "file_name": "x.js"})
    def of_finding(kind):
        return lambda draw: f"/api/findings/{draw.choice(ids)}{kind}"
    return rows, [
        (4, "page", "GET", lambda draw: draw.choice(["/", "/app.js", "/app.css"]), None),
        (8, "projects", "GET", lambda draw: "/api/projects", None),
        (4, "trend", "GET", lambda draw: f"/api/trend?project={name}", None),
        (4, "scans", "GET", lambda draw: "/api/scans?limit=50", None),
        (20, "findings", "GET", lambda draw: "/api/findings?limit=100&sort=" + draw.choice(
            ["class", "score", "path"]), None),
        (10, "filtered", "GET", lambda draw: "/api/findings?class=strong-copyleft&text=js", None),
        (10, "facets", "GET", lambda draw: "/api/facets", None),
        (15, "finding", "GET", of_finding(""), None),
        (15, "sides", "GET", of_finding("/sides"), None),
        (5, "past", "GET", of_finding(f"/history?project={name}"), None),
        (4, "license", "GET", lambda draw: "/api/license?expression=MIT%20OR%20GPL-2.0-only", None),
        (1, "search", "POST", lambda draw: "/api/search", search),
    ]


def client(address, asked, seed, end, times, failures, lock):
    draw = random.Random(seed)
    connection = http.client.HTTPConnection(address, timeout=60)
    weights = [question[0] for question in asked]
    while time.monotonic() < end:
        _, name, method, target, body = draw.choices(asked, weights)[0]
        start = time.monotonic()
        try:
            connection.request(method, target(draw), body, HEADERS if body else {})
            response = connection.getresponse()
            response.read()
            status = response.status
        except (http.client.HTTPException, OSError) as error:
            status = type(error).__name__
            connection.close()
        seconds = time.monotonic() - start
        with lock:
            times.setdefault(name, []).append(seconds)
            if status != 200:
                failures[status] = failures.get(status, 0) + 1
    connection.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("--store", type=pathlib.Path, required=True)
    parser.add_argument("--project", type=pathlib.Path, required=True)
    parser.add_argument("--findings", type=int, default=200)
    parser.add_argument("--scans", type=int, default=50)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    arguments = parser.parse_args()
    for name in ("programs", "store", "project"):
        setattr(arguments, name, getattr(arguments, name).resolve())

    with tempfile.TemporaryDirectory() as directory:
        home = pathlib.Path(directory)
        project, findings = record(arguments, home)
        server = Server(arguments.programs, home, arguments.store)
        try:
            _, asked = questions(server.address, project)
            idle = server.status("VmRSS")
            times, failures, lock = {}, {}, threading.Lock()
            cpu = server.cpu_seconds()
            own = resource.getrusage(resource.RUSAGE_SELF)
            start = time.monotonic()
            with concurrent.futures.ThreadPoolExecutor(arguments.clients) as pool:
                for seed in range(arguments.clients):
                    pool.submit(client, server.address, asked, seed, start + arguments.seconds,
                                times, failures, lock)
            wall = time.monotonic() - start
            cpu = server.cpu_seconds() - cpu
            after = resource.getrusage(resource.RUSAGE_SELF)
            peak = server.status("VmHWM")
            threads = server.status("Threads")
        finally:
            status = server.stop()

    everything = [seconds for values in times.values() for seconds in values]
    clients_cpu = after.ru_utime + after.ru_stime - own.ru_utime - own.ru_stime
    print(f"{findings} findings, {arguments.scans} scans; {arguments.clients} clients, "
          f"{wall:.0f} s, {os.cpu_count()} cores")
    print(f"{len(everything) / wall:.0f} answers a second, {len(everything)} in all, "
          f"failed: {failures or 'none'}; ended with status {status}")
    print(f"server: {cpu:.1f} s of CPU ({1000 * cpu / len(everything):.2f} ms an answer), peak "
          f"{peak / 1024:.0f} MiB (idle {idle / 1024:.0f}), {threads} threads; "
          f"clients: {clients_cpu:.1f} s of CPU")
    print(f"{'':10} {'answers':>8} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'most ms':>8}")
    for name, values in [*sorted(times.items()), ("all", everything)]:
        row = [percentile(values, share) * 1000 for share in (0.5, 0.95, 0.99)] + [max(values) * 1000]
        print(f"{name:10} {len(values):8} " + " ".join(f"{value:8.1f}" for value in row))


if __name__ == "__main__":
    main()
