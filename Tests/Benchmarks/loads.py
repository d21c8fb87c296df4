"""Puts load on a server and measures what it cost."""

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import servers

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
