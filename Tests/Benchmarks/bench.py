"""Measures noticed against other servers and against the bare disk: ./dev bench.

Every round measures every competitor once, one after the other, so that what else the machine does
falls on all alike; the table shows medians over the rounds and, in parentheses, their range.
All files lie below .build/bench, so on one file system.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

import loads
import people
import report
import servers
from http_report import HTTPReport
from http_rounds import HTTPRounds
from register_report import RegisterReport
from register_rounds import RegisterRounds
from rivals import compiled, stored_person

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FOLDER = ROOT / ".build" / "bench"


class Bench:
    """What all rounds share."""

    def __init__(self, options: argparse.Namespace):
        self.binary = Path(options.binary).resolve()
        self.seconds = options.seconds
        self.run = FOLDER / "run"
        shutil.rmtree(self.run, ignore_errors=True)
        self.run.mkdir(parents=True)
        self.poster = compiled(FOLDER, "poster")
        self.synced = compiled(FOLDER, "synced")
        body = people.line(people.MARK).encode()
        self.length = len(body)
        self.request = self.run / "request"
        head = (
            "POST /v1/persons HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self.request.write_bytes(head.encode() + body)
        self.samples: dict[str, list[loads.Sample]] = {}

    def note(self, name: str, sample: loads.Sample) -> None:
        self.samples.setdefault(name, []).append(sample)

    def posts(self, name: str, server: servers.Server, connections: int) -> None:
        sample = loads.posts(server, self.poster, self.request, connections, self.seconds)
        self.note(f"{name} {connections}", sample)

    # --- GET of one stored person ---

    def get_rounds(self, rounds: int) -> int:
        """GET at noticed and at nginx, plain and with its cache of open files."""
        ours = servers.noticed(self.binary, "sqlite:get.db", self.run)
        body = stored_person(ours.port, people.line("0" * len(people.MARK)).encode())
        cached = "open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s;"
        rivals = [
            ("GET nginx", servers.nginx(self.run, "plain", body), "/record"),
            ("GET nginx cached", servers.nginx(self.run, "cached", body, cached), "/record"),
            ("GET noticed", ours, "/v1/persons/benchmark"),
        ]
        try:
            for number in range(rounds):
                say(f"GET, round {number + 1} of {rounds}")
                for name, server, path in turned(rivals, number):
                    self.note(name, loads.gets(server, path, self.seconds))
        finally:
            for _, server, _ in rivals:
                server.stop()
        return len(body)

    # --- durable POSTs ---

    def post_rounds(self, rounds: int, records: int) -> None:
        """POST at the bare loops, at a fresh register, and at a filled one."""
        filled = self.filled(records) if records else None
        loop = servers.synced(self.synced, self.run, self.length)
        try:
            for number in range(rounds):
                say(f"POST, round {number + 1} of {rounds}")
                for way in ("append", "overwrite"):
                    sample = loads.bare_loop(
                        self.synced, way, self.run, self.length, self.seconds
                    )
                    self.note(f"bare {way}", sample)
                self.posts("served", loop, 1)
                self.fresh_register(number)
                if filled:
                    for connections in (1, 64):
                        self.posts("filled", filled, connections)
        finally:
            loop.stop()
            if filled:
                filled.stop()

    def fresh_register(self, number: int) -> None:
        server = servers.noticed(self.binary, f"sqlite:empty-{number}.db", self.run)
        try:
            for connections in (1, 64):
                self.posts("empty", server, connections)
        finally:
            server.stop()
            for file in self.run.glob(f"empty-{number}.db*"):
                file.unlink()

    def filled(self, records: int) -> servers.Server:
        """A server over a register that `noticed import` filled."""
        source = FOLDER / f"people-{records}.ndjson"
        if not source.exists():
            say(f"making {records:,} people")
            with source.open("w") as out:
                people.write(records, out)
        say(f"importing {records:,} people")
        log = self.run / "import.log"
        with log.open("w") as out:
            done = subprocess.run(
                [self.binary, "import", "--store", "sqlite:filled.db", source],
                cwd=self.run, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            )
        if done.returncode != 0:
            raise RuntimeError(log.read_text()[-2000:])
        return servers.noticed(self.binary, "sqlite:filled.db", self.run)


def turned(rivals: list, number: int) -> list:
    """The rivals in another order each round, so that none is always first."""
    start = number % len(rivals)
    return rivals[start:] + rivals[:start]


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__.splitlines()[0])
    parser.add_argument(
        "suite", nargs="?", default="floor", choices=["floor", "http", "register"],
        help="floor: GET against nginx, POST against the bare disk (the default); "
        "http: the engine against C, nginx, Go and Swift's own; "
        "register: cases and lists of a register of a million records, beside Datasette",
    )
    parser.add_argument("--binary", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, help="default: 5, of http 9, of register 7")
    parser.add_argument("--seconds", type=float, help="of each load (default: 4, of http and register 2)")
    parser.add_argument(
        "--records", type=int, default=1_000_000,
        help="floor: in the filled register; 0 leaves it out (default: 1000000)",
    )
    parser.add_argument(
        "--idle", type=int, default=10_000,
        help="http: connections that ask nothing; 0 leaves them out (default: 10000)",
    )
    parser.add_argument(
        "--only", action="append", default=[], metavar="LOAD",
        help="http: measure this load alone: get, pipelined, one, post, idle, tls, handshakes or "
        "'tls idle'; may be repeated",
    )
    parser.add_argument(
        "--among", action="append", default=[], metavar="SERVER",
        help="http: measure this server alone, and build no other: c, engine, product, nginx, go, "
        "hummingbird or flyingfox; may be repeated",
    )
    parser.add_argument(
        "--requests", type=int, default=100_000,
        help="register: notice requests; other records are ten times as many (default: 100000)",
    )
    parser.add_argument(
        "--steps", type=int, default=500,
        help="register: steps of each kind in a round (default: 500)",
    )
    parser.add_argument("--no-write", action="store_true", help="leave the document as it is")
    chosen = parser.parse_args()
    rounds, seconds = {"floor": (5, 4), "http": (9, 2), "register": (7, 2)}[chosen.suite]
    chosen.rounds = chosen.rounds or rounds
    chosen.seconds = chosen.seconds or seconds
    return chosen


def main() -> None:
    chosen = options()
    if chosen.suite == "floor":
        text = floor(chosen)
    elif chosen.suite == "http":
        text = in_rounds(chosen, HTTPRounds, HTTPReport)
    else:
        text = in_rounds(chosen, RegisterRounds, RegisterReport)
    # A part of the loads, of the servers or of the register makes no whole document.
    is_part = chosen.only or chosen.among or chosen.requests != 100_000
    if not chosen.no_write and not is_part:
        report.write(ROOT / "Docs" / "Benchmarks.md", chosen.suite, text)
    print(text)


def floor(chosen: argparse.Namespace) -> str:
    bench = Bench(chosen)
    try:
        stored = bench.get_rounds(chosen.rounds)
        bench.post_rounds(chosen.rounds, chosen.records)
    finally:
        shutil.rmtree(bench.run, ignore_errors=True)
    return report.floor(bench.samples, chosen, stored, bench.length, FOLDER)


def in_rounds(chosen: argparse.Namespace, rounds_of: type, report_of: type) -> str:
    run = FOLDER / "run"
    shutil.rmtree(run, ignore_errors=True)
    run.mkdir(parents=True)
    try:
        rounds = rounds_of(chosen, FOLDER, run, say)
        rounds.measure(chosen.rounds)
    finally:
        shutil.rmtree(run, ignore_errors=True)
    return report_of(rounds, chosen, FOLDER).text()


if __name__ == "__main__":
    main()
