"""The rounds of `./dev bench http`: every load at every server, one after the other."""

import resource
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import loads
import people
import servers
from rivals import Rival, Rivals, compiled, stored_person

BODY = 900
ACTIVE = 100
#: Descriptors that are no idle connection's, of the server and of the load alike.
OTHERS = 512


@dataclass
class Load:
    """One kind of load; `measure` gives None where the server does not know it."""

    name: str
    title: str
    measure: Callable[[Rival, servers.Server], loads.Sample | None]
    #: Whether each measurement has a server of its own.
    is_fresh: bool = False
    is_tls: bool = False


class HTTPRounds:
    """Builds the competitors and measures them; `samples` has a list for each load and server."""

    def __init__(self, chosen, folder: Path, run: Path, say: Callable[[str], None]):
        self.seconds, self.idle, self.say = chosen.seconds, chosen.idle, say
        self.samples: dict[tuple[str, str], list[loads.Sample]] = {}
        self.failures: dict[tuple[str, str], str] = {}
        say("building the competitors, which takes some minutes the first time")
        self.idlers = compiled(folder, "idlers", "-lssl", "-lcrypto")
        self.handshakes = compiled(folder, "handshakes", "-lssl", "-lcrypto")
        binary = Path(chosen.binary).resolve()
        self.record = record(binary, run)
        self.rivals = Rivals(folder, run, binary, self.record, chosen.among)
        self.notes = self.rivals.left_out
        self.loads = self.plain_loads() + self.tls_loads()
        if chosen.only:
            self.loads = [load for load in self.loads if load.name in chosen.only]

    def plain_loads(self) -> list[Load]:
        def gets(connections: int, depth: int = 1) -> Callable:
            return lambda rival, server: self.wrk(rival, server, connections, depth)

        deep = "The same, pipelined 16 deep (times: of 16, as wrk corrects them)"
        all_loads = [
            Load("get", "GET, 64 keep-alive connections", gets(64)),
            Load("pipelined", deep, gets(64, 16)),
            Load("one", "GET, 1 connection", gets(1)),
            Load("post", f"POST of {BODY} bytes, echoed, 64 connections", self.posts),
        ]
        title = f"GET, {ACTIVE} connections beside {self.idle:,} idle ones"
        return all_loads + self.idle_load(Load("idle", title, self.beside_idle, is_fresh=True))

    def tls_loads(self) -> list[Load]:
        def keep_alive(rival: Rival, server: servers.Server) -> loads.Sample:
            return self.wrk(rival, server, 64, scheme="https")

        title = f"TLS, GET, {ACTIVE} connections beside {self.idle:,} idle ones"
        idle = Load("tls idle", title, self.beside_idle, is_fresh=True, is_tls=True)
        return [
            Load("tls", "TLS, GET, 64 keep-alive connections", keep_alive, is_tls=True),
            Load("handshakes", "TLS 1.3 handshakes, 8 at once", self.hands, is_tls=True),
        ] + self.idle_load(idle)

    def idle_load(self, load: Load) -> list[Load]:
        if self.idle == 0:
            return []
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        if most >= self.idle + OTHERS:
            return [load]
        self.notes.append(f"{load.title}: left out, for no more than {most:,} descriptors are given")
        return []

    # --- Rounds ---

    def measure(self, rounds: int) -> None:
        """Every round begins with another server, so that none is always first."""
        for is_tls in (False, True):
            entrants = [r for r in self.rivals.all if not is_tls or r.start_tls]
            mine = [load for load in self.loads if load.is_tls == is_tls]
            if not mine:
                continue
            running = {rival.name: self.started(rival, is_tls) for rival in entrants}
            try:
                for number in range(rounds):
                    for load in mine:
                        self.say(f"{load.title}, round {number + 1} of {rounds}")
                        start = number % len(entrants)
                        for rival in entrants[start:] + entrants[:start]:
                            self.measure_one(load, rival, running[rival.name])
            finally:
                for server in running.values():
                    server.stop()

    def measure_one(self, load: Load, rival: Rival, server: servers.Server) -> None:
        key = (load.name, rival.name)
        if key in self.failures:
            return
        if load.is_fresh:
            server = self.started(rival, load.is_tls)
        try:
            sample = load.measure(rival, server)
            if sample:
                self.samples.setdefault(key, []).append(sample)
        except (RuntimeError, subprocess.SubprocessError) as fault:
            self.failures[key] = str(fault).strip().split("\n")[-1]
            self.say(f"{rival.title}: {fault}")
        finally:
            if load.is_fresh:
                server.stop()

    @staticmethod
    def started(rival: Rival, is_tls: bool) -> servers.Server:
        server = rival.start_tls() if is_tls and rival.start_tls else rival.start()
        server.is_tls = is_tls
        return server

    # --- Loads ---

    def wrk(
        self, rival: Rival, server: servers.Server, connections: int, depth: int = 1,
        scheme: str = "http",
    ) -> loads.Sample:
        return loads.wrk(
            server, rival.path, self.seconds, connections, depth=depth, scheme=scheme
        )

    def posts(self, rival: Rival, server: servers.Server) -> loads.Sample | None:
        if not rival.echo:
            return None
        return loads.wrk(server, rival.echo, self.seconds, 64, method="POST", body=BODY)

    def hands(self, rival: Rival, server: servers.Server) -> loads.Sample:
        return loads.handshakes(server, self.handshakes, rival.path, 8, self.seconds)

    def beside_idle(self, rival: Rival, server: servers.Server) -> loads.Sample:
        is_tls = server.is_tls
        scheme = "https" if is_tls else "http"
        # What a server grows to under load is no idle connection's.
        loads.wrk(server, rival.path, 1, ACTIVE, scheme=scheme)
        before = server.memory()
        with loads.idle_connections(self.idlers, server, self.idle, rival.path, is_tls):
            each = (server.memory() - before) / self.idle
            sample = self.wrk(rival, server, ACTIVE, scheme=scheme)
        sample.idle = each
        return sample


def record(binary: Path, run: Path) -> bytes:
    """A record as the product sends it, which all others serve too; it stays in the register."""
    server = servers.noticed(binary, "sqlite:get.db", run)
    try:
        return stored_person(server.port, people.line("0" * len(people.MARK)).encode())
    finally:
        server.stop()
