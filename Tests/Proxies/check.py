"""Sends the known ways of request smuggling through real proxies: check.py BINARY

After each attack the next plain request, on the attacker's connection and on others, must get its
own answer: each asks for another record under an id of its own. The proxies keep few connections to
the server, so that what an attack leaves on one meets the next request. Prints a line for each
thing that holds. Exit: 0 all held, 1 one did not, 69 there is neither nginx nor haproxy.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.request import Request, urlopen

import families
import fronts
import leaky
from wire import PATIENCE, Client

MARKS = 8
FOLLOWERS = 3


class Walk:
    """All attacks through one proxy, one after the other."""

    def __init__(self, front: fronts.Front, rows: list[families.Row]):
        self.front = front
        self.rows = rows
        self.faults: list[str] = []
        self.counts = {"answered": 0, "closed": 0, "waiting": 0}
        self.turn = 0

    def mark(self) -> str:
        self.turn += 1
        return f"mark-{self.turn % MARKS}"

    def run(self) -> None:
        for row in self.rows:
            try:
                self.attack(row)
            except Exception as error:
                self.fault(row, f"{type(error).__name__}: {error}")

    def fault(self, row: families.Row, words: str) -> None:
        self.faults.append(f"{self.front.name}: {row.family}, {row.name}: {words}")

    def attack(self, row: families.Row) -> None:
        attacker = Client(self.front.port)
        try:
            mark = self.mark()
            attacker.send(row.bytes)
            # What a begun request is to swallow is the next client's, not the attacker's own.
            if row.whole:
                attacker.probe(mark)
            attacker.listen(mark if row.whole else None)
            for _ in range(FOLLOWERS):
                self.follow(row)
            self.judge(row, attacker, mark)
        finally:
            attacker.close()
        # What the attacker's leaving sets free comes to light here.
        self.follow(row)

    def follow(self, row: families.Row) -> None:
        """A request of somebody else's must get its own answer."""
        mark = self.mark()
        client = Client(self.front.port)
        try:
            client.probe(mark)
            answer = client.first_answer()
        finally:
            client.close()
        if answer is None:
            self.fault(row, f"{mark} of another connection was not answered")
        elif not is_own(answer, mark):
            self.fault(row, f"{mark} of another connection got {answer}")

    def judge(self, row: families.Row, attacker: Client, mark: str) -> None:
        """The attacker's own next request may be refused or swallowed, not answered amiss."""
        if not row.whole:
            return
        smuggled = [answer for answer in attacker.answers() if answer.id == "smuggled"]
        deadline = time.monotonic() + PATIENCE
        # If the smuggled request was the attacker's second, the probe is its third.
        while smuggled and not attacker.is_over and time.monotonic() < deadline:
            if [answer for answer in attacker.answers() if answer.id == mark]:
                break
            attacker.take(1)
        own = [answer for answer in attacker.answers() if answer.id == mark]
        if own and not is_own(own[-1], mark):
            self.fault(row, f"the attacker's next request got {own[-1]}")
        elif smuggled and not own and not attacker.is_over:
            self.fault(row, "the smuggled answer stands for the attacker's next request")
        elif own:
            self.counts["answered"] += 1
        else:
            self.counts["closed" if attacker.is_over else "waiting"] += 1


def is_own(answer, mark: str) -> bool:
    return answer.status == 200 and answer.id == mark and f'"title":"{mark}"'.encode() in answer.body


def write_records(port: int) -> None:
    for name in ["smuggled", *(f"mark-{number}" for number in range(MARKS))]:
        record = {"title": name, "type": "other", "when": "2021-01-05"}
        request = Request(
            f"http://127.0.0.1:{port}/v1/events/{name}", json.dumps(record).encode(),
            {"Content-Type": "application/json"}, method="PUT",
        )
        urlopen(request, timeout=PATIENCE).close()


def metric(port: int, name: str) -> int:
    text = urlopen(f"http://127.0.0.1:{port}/metrics", timeout=PATIENCE).read().decode()
    return int(next(line for line in text.splitlines() if line.startswith(name + " ")).split()[1])


def walks(names: list[str], upstreams: list[int], folder: Path, rows) -> list[Walk]:
    """Walks through all proxies at once, each with a server of its own."""
    folder.mkdir()
    all_fronts = [fronts.Front(*pair, folder) for pair in zip(names, upstreams)]
    try:
        found = [Walk(front, rows) for front in all_fronts]
        threads = [threading.Thread(target=walk.run) for walk in found]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return found
    finally:
        for front in all_fronts:
            front.stop()


def check_leaky(names: list[str], folder: Path) -> list[str]:
    """What is found behind each proxy when the server has the fault; empty when all is as due."""
    rows = [row for row in families.rows() if row.family == "CL.0" and "POST" in row.name]
    port = fronts.free_port()
    leaky.serve(port)
    found = walks(names, [port] * len(names), folder, rows)
    return [f"{walk.front.name}: a server that reads no body passed" for walk in found
            if not walk.faults]


def check_noticed(binary: Path, names: list[str], folder: Path) -> list[str]:
    servers, ports = [], []
    try:
        for index in range(len(names)):
            home = folder / f"server-{index}"
            home.mkdir()
            ports.append(fronts.free_port())
            command = [
                str(binary), "serve", "--listen", f"127.0.0.1:{ports[-1]}", "--store", "memory:",
                "--loops", "1", "--log-level", "warning",
                "--requests-per-connection-max", "1000000000",
            ]
            servers.append(fronts.started(command, home, ports[-1]))
            write_records(ports[-1])
        rows = families.rows()
        found = walks(names, ports, folder / "noticed", rows)
        for walk, port, server in zip(found, ports, servers):
            tell(walk, port, server, len(rows))
        return [fault for walk in found for fault in walk.faults]
    finally:
        for server in servers:
            fronts.stop(server)


def tell(walk: Walk, port: int, server: subprocess.Popen, count: int) -> None:
    if server.poll() is not None:
        walk.faults.append(f"{walk.front.name}: the server ended with {server.returncode}")
        return
    if walk.faults:
        return
    requests = metric(port, "noticed_requests_total")
    connections = metric(port, "noticed_connections_accepted_total")
    outcomes = ", ".join(f"{number} {word}" for word, number in walk.counts.items())
    print(
        f"ok: {walk.front.name}: none of {count} attacks desynchronised it ({outcomes}; the server "
        f"had {requests} requests on {connections} connections)"
    )


def main() -> int:
    names = [name for name in ("nginx", "haproxy") if fronts.program(name)]
    if not names:
        print("There is neither nginx nor haproxy.")
        return 69
    names = [name + kind for name in names for kind in ("", ", lenient")]
    with tempfile.TemporaryDirectory() as folder:
        faults = check_leaky(names, Path(folder) / "leaky")
        if not faults:
            print("ok: a server that reads no body is found out behind each proxy")
        faults += check_noticed(Path(sys.argv[1]).resolve(), names, Path(folder))
    for fault in faults:
        print(f"FAILED: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
