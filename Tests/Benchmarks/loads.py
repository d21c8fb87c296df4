"""Puts load on a server and measures what it cost."""

import contextlib
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import servers

SCRIPT = Path(__file__).resolve().parent / "load.lua"
UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}


@dataclass
class Sample:
    """One load of some seconds on one server; times in seconds."""

    requests: int
    seconds: float
    p50: float = 0.0
    p99: float = 0.0
    cpu: float = 0.0
    busy: float = 0.0
    memory: int = 0
    p999: float = 0.0
    #: Resident bytes of each idle connection, where there were any.
    idle: float = 0.0

    @property
    def rate(self) -> float:
        return self.requests / self.seconds

    @property
    def cpu_per_request(self) -> float:
        return self.cpu / self.requests

    @property
    def cores_busy(self) -> float:
        """How many cores had work, the load's own included."""
        return self.busy / self.seconds


def measured(server: servers.Server, load) -> Sample:
    """A load's sample with what the server and the machine spent on it."""
    cpu, busy = server.cpu(), servers.busy_seconds()
    sample = load()
    sample.cpu = server.cpu() - cpu
    sample.busy = servers.busy_seconds() - busy
    sample.memory = server.memory()
    return sample


def gets(server: servers.Server, path: str, seconds: float) -> Sample:
    """GETs over 64 keep-alive connections."""
    command = ["wrk", "-t1", "-c64", f"-d{seconds:g}s", "--latency"]
    command.append(f"http://127.0.0.1:{server.port}{path}")

    def load() -> Sample:
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        if "Socket errors" in out or "Non-2xx" in out:
            raise RuntimeError(out)
        count, took = re.search(r"(\d+) requests in ([\d.]+)s", out).groups()
        return Sample(int(count), float(took), latency(out, "50%"), latency(out, "99%"))

    return measured(server, load)


def wrk(
    server: servers.Server, path: str, seconds: float, connections: int, method: str = "GET",
    depth: int = 1, body: int = 0, scheme: str = "http",
) -> Sample:
    """Requests over keep-alive connections, `depth` at once on each."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:g}s", "-s", str(SCRIPT)]
    command += [f"{scheme}://127.0.0.1:{server.port}{path}", "--", method, str(depth), str(body)]

    def load() -> Sample:
        done = subprocess.run(command, capture_output=True, text=True)
        return sample_of(done)

    return measured(server, load)


def sample_of(done: subprocess.CompletedProcess) -> Sample:
    """The sample that a load's last line tells in JSON."""
    if done.returncode != 0:
        raise RuntimeError(done.stdout[-500:] + done.stderr[-500:])
    told = json.loads(done.stdout.strip().split("\n")[-1])
    if told["failed"]:
        words = done.stderr.strip().split("\n")[-1][:500]
        raise RuntimeError(f"{told['failed']} of {told['requests']:,} requests failed: {words}")
    if not told["requests"]:
        raise RuntimeError("no request was answered")
    return Sample(
        told["requests"], told["seconds"], told["p50"], told["p99"], p999=told["p999"]
    )


def handshakes(
    server: servers.Server, tool: Path, path: str, threads: int, seconds: float
) -> Sample:
    """A full TLS handshake for each request."""
    command = [str(tool), str(server.port), str(threads), f"{seconds:g}", path]
    return measured(
        server, lambda: sample_of(subprocess.run(command, capture_output=True, text=True))
    )


@contextlib.contextmanager
def idle_connections(
    tool: Path, server: servers.Server, count: int, path: str, is_tls: bool
) -> Iterator[None]:
    """Connections that have asked once and are silent meanwhile."""
    command = [str(tool), str(server.port), str(count), path] + (["tls"] if is_tls else [])
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        if not process.stdout.readline():
            raise RuntimeError(f"no {count:,} idle connections: {process.stderr.read()}")
        yield
        process.stdin.close()


def latency(out: str, share: str) -> float:
    number, unit = re.search(rf"{share} +([\d.]+)(us|ms|s|m)", out).groups()
    return float(number) * UNITS[unit]


def posts(
    server: servers.Server, poster: Path, request: Path, connections: int, seconds: float
) -> Sample:
    """POSTs of fresh records, one in flight on each connection."""
    command = [str(poster), str(server.port), str(connections), f"{seconds:g}", str(request)]

    def load() -> Sample:
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        told = json.loads(done.stdout)
        if told["refused"]:
            raise RuntimeError(f"{told['refused']} POSTs refused: {done.stderr}")
        return Sample(told["requests"], told["seconds"], told["p50"], told["p99"])

    return measured(server, load)


def bare_loop(synced: Path, way: str, folder: Path, length: int, seconds: float) -> Sample:
    """Write and fdatasync with nothing around them."""
    file = folder / f"bare-{way}"
    command = [str(synced), way, str(file), str(length), f"{seconds:g}"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    file.unlink()
    return Sample(told["requests"], told["seconds"])
