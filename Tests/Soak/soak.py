"""Ten thousand slow clients, and a server without descriptors: soak.py BINARY [--clients N]

Prints what was set, a line for each thing that holds, and the figures. Exit: 0 all held, 1 one did
not, 69 this machine gives a process too few descriptors.
"""

import argparse
import contextlib
import json
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import Request, urlopen

import probe
from swarm import Swarm

WINDOWS = 3
WINDOW_SECONDS = 3.0
TICK = 0.02
# Of the clients that finish in the end, to see that the slow are served too.
FINISHERS = 200
DESCRIPTORS = 256


class Server:
    """A `noticed` over a register of its own."""

    def __init__(self, binary: Path, folder: Path, options: list[str], descriptors: int):
        folder.mkdir()
        self.log = folder / "log"
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = one.getsockname()[1]
        store = f"sqlite:{folder}/register.db"
        command = [str(binary), "serve", "--listen", f"127.0.0.1:{self.port}", "--store", store]
        command += ["--log-level", "warning", *options]
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors,) * 2),
        )
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                break
            except OSError:
                if self.process.poll() is not None:
                    raise RuntimeError(self.log.read_text()[-2000:]) from None
                time.sleep(0.05)
        self.put("mark-0", "x")
        self.put("long", "é" * 10_000)

    def put(self, name: str, description: str) -> None:
        record = {"title": name, "type": "other", "when": "2021-01-05", "description": description}
        request = Request(
            f"http://127.0.0.1:{self.port}/v1/events/{name}", json.dumps(record).encode(),
            {"Content-Type": "application/json"}, method="PUT",
        )
        urlopen(request, timeout=30).close()

    def connections(self) -> int:
        text = urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=30).read().decode()
        line = next(one for one in text.splitlines() if one.startswith("noticed_connections_open "))
        return int(line.split()[1])

    def resident(self) -> float:
        """Resident memory in MiB."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in text.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    def stop(self) -> int:
        self.process.terminate()
        try:
            return self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


class Report:
    """What held and what did not."""

    def __init__(self) -> None:
        self.failed = 0

    def expect(self, holds: bool, words: str) -> None:
        print(f"{'ok' if holds else 'FAILED'}: {words}", flush=True)
        self.failed += not holds


def until(condition, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def quiet_windows(port: int) -> list[float]:
    return [probe.Probe(port, WINDOW_SECONDS).percentile(0.99) for _ in range(WINDOWS)]


def loaded_windows(port: int, swarm: Swarm) -> list[float]:
    """The same while every slow client sends a byte a second."""
    found = []
    share = max(1, int(len(swarm.slow) * TICK))
    for _ in range(WINDOWS):
        one = probe.Probe(port, WINDOW_SECONDS)
        while not one.is_over():
            began = time.perf_counter()
            swarm.trickle(share)
            time.sleep(max(0.0, began + TICK - time.perf_counter()))
        found.append(one.percentile(0.99))
    return found


def soak_slow(binary: Path, folder: Path, clients: int, report: Report) -> None:
    options = ["--connections-max", str(clients + 1000), "--body-bytes-per-second-min", "0"]
    for name in ("head", "body", "write-stall", "idle"):
        options += [f"--{name}-seconds", "600"]
    print("set: noticed serve", " ".join(options), flush=True)
    server = Server(binary, folder, options, clients + 2000)
    try:
        before = quiet_windows(server.port)
        memory = server.resident()
        began = time.monotonic()
        swarm = Swarm(server.port, clients)
        took = time.monotonic() - began
        report.expect(
            until(lambda: server.connections() >= clients, 30),
            f"{clients} slow clients are connected (in {took:.1f} s)",
        )
        during = loaded_windows(server.port, swarm)
        peak = server.resident()
        answered = swarm.finish(FINISHERS)
        report.expect(answered == FINISHERS, f"{answered} of {FINISHERS} slow requests that end "
                      "at last are answered")
        swarm.leave()
        report.expect(until(lambda: server.connections() < 10, 30), "all have left")
        after = quiet_windows(server.port)
        # The engine has the allocator trimmed some seconds after a rush.
        until(lambda: server.resident() <= 1.2 * memory, 20)
        rest = server.resident()
        quiet, loaded = statistics.median(before + after), statistics.median(during)
        report.expect(
            loaded <= 3 * quiet,
            f"p99 of plain requests {loaded * 1000:.2f} ms among them, {quiet * 1000:.2f} ms "
            f"without ({loaded / quiet:.2f} ×)",
        )
        report.expect(
            rest <= 1.2 * memory,
            f"resident memory {memory:.1f} MiB before, {peak:.1f} MiB among them, {rest:.1f} MiB "
            f"afterwards ({rest / memory:.2f} ×)",
        )
    finally:
        code = server.stop()
    report.expect(code == 0, f"the server ends with {code}")


def soak_descriptors(binary: Path, folder: Path, report: Report) -> None:
    print(f"set: nofile {DESCRIPTORS}, for a server that may have 8192 connections", flush=True)
    server = Server(binary, folder, [], DESCRIPTORS)
    crowd = []
    try:
        kept = [probe.dial(server.port) for _ in range(4)]
        report.expect(all(map(probe.ask, kept)), "kept connections are served before")
        for _ in range(2 * DESCRIPTORS):
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex(("127.0.0.1", server.port))
            crowd.append(client)
        told = until(lambda: turned_away(crowd) > 0, 30)
        report.expect(told, f"without descriptors new clients are told 503 ({turned_away(crowd)})")
        report.expect(all(map(probe.ask, kept)), "kept connections are served meanwhile")
        report.expect(write(kept[0]), "and a record is stored meanwhile")
        for client in crowd:
            client.close()
        recovered = until(lambda: fresh(server.port), 30)
        report.expect(recovered, "new clients are served when the crowd has left")
        report.expect(all(map(probe.ask, kept)), "kept connections are served after")
    finally:
        code = server.stop()
    report.expect(code == 0, f"the server ends with {code}")


def turned_away(crowd: list[socket.socket]) -> int:
    count = 0
    for client in crowd:
        with contextlib.suppress(OSError):
            count += client.recv(12, socket.MSG_PEEK) == b"HTTP/1.1 503"
    return count


def write(client: socket.socket) -> bool:
    body = b'{"title":"kept","type":"other","when":"2021-01-05"}'
    head = b"PUT /v1/events/kept HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    client.sendall(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
    answer = b""
    while not answer.endswith(b"}\n"):
        piece = client.recv(4096)
        if not piece:
            return False
        answer += piece
    return answer.startswith(b"HTTP/1.1 201")


def fresh(port: int) -> bool:
    with contextlib.suppress(OSError), probe.dial(port) as client:
        return probe.ask(client)
    return False


def main() -> int:
    arguments = argparse.ArgumentParser(prog="./dev soak")
    arguments.add_argument("--binary", required=True)
    arguments.add_argument("--clients", type=int, default=10_000)
    options = arguments.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    clients = min(options.clients, hard - 2000) if hard != resource.RLIM_INFINITY else options.clients
    print(f"nofile: {hard} at most; {clients} slow clients", flush=True)
    if clients < options.clients:
        print(f"{options.clients} need a limit of {options.clients + 2000}: ulimit -Hn")
        if clients < 100:
            return 69
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    report = Report()
    binary = Path(options.binary).resolve()
    with tempfile.TemporaryDirectory() as folder:
        soak_slow(binary, Path(folder) / "slow", clients, report)
        soak_descriptors(binary, Path(folder) / "descriptors", report)
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
