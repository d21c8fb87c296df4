"""The rounds of `./dev bench register`: a large register is started, asked and added to."""

import itertools
import json
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import datasette
import loads
import servers
from register_store import RegisterStore, ask, listed
from rivals import compiled

CASE = "/v1/notice-requests/req-2021"
#: Two filters and a sort; each is asked in turn.
LISTS = [
    ({"status": status, "colour": colour}, "-claimed")
    for status in ("granted", "refused", "not_considered", "in_review")
    for colour in ("red", "blue", "yellow")
] + [
    ({"colour": colour, "channel": channel}, "decided")
    for colour in ("red", "green") for channel in ("notice", "diffusion")
]
#: How many requesters are asked for, each with a status: the busiest, and others.
REQUESTERS = 4
LIMIT = 50
#: After everything that the register tells of.
LATER = "2029-01-01"
FACETS = ("status", "colour", "channel", "offence")
#: Facets that ask of other records.
FAR_FACETS = ("ground", "outcome", "requester", "requester_country")


@dataclass
class Start:
    """A server that has come up and was asked nothing."""

    seconds: float
    memory: int


@dataclass
class Steps:
    """The kinds of step that are measured, each request taken once."""

    ask: list[bytes] = field(default_factory=list)
    refuse: list[bytes] = field(default_factory=list)
    grant: list[bytes] = field(default_factory=list)


class RegisterRounds:
    """Measures; `samples` has a list for each load, and `starts` for the empty and the filled."""

    def __init__(self, chosen, folder: Path, run: Path, say: Callable[[str], None]):
        self.chosen, self.run, self.say = chosen, run, say
        self.binary = Path(chosen.binary).resolve()
        self.asker = compiled(folder, "asker")
        self.store = RegisterStore(folder, self.binary, chosen.requests, say)
        self.samples: dict[str, list[loads.Sample]] = {}
        self.starts: dict[str, list[Start]] = {}
        self.ratios: dict[str, list[float]] = {}
        self.notes: list[str] = []
        self.program: Path | None = None
        try:
            self.program = datasette.installed(folder)
        except datasette.Unavailable as fault:
            self.notes.append(f"Datasette cannot be had here and is left out: {fault}")

    # --- Rounds ---

    def measure(self, rounds: int) -> None:
        self.filled = self.store.copy(self.run)
        self.look()
        for number in range(rounds):
            self.say(f"round {number + 1} of {rounds}")
            self.start("empty", f"sqlite:empty-{number}.db").stop()
            server = self.start("filled", self.filled)
            peer = self.program and datasette.started(self.program, self.store.rows, self.run)
            try:
                self.lists(server, peer, number)
                self.cases(server)
                self.steps(server, number)
            finally:
                server.stop()
                if peer:
                    peer.stop()

    def start(self, name: str, store: str) -> servers.Server:
        began = time.monotonic()
        server = servers.noticed(self.binary, store, self.run)
        self.starts.setdefault(name, []).append(Start(time.monotonic() - began, server.memory()))
        return server

    def look(self) -> None:
        """What the register holds and the loads send; lists must find what Datasette finds."""
        server = servers.noticed(self.binary, self.filled, self.run)
        try:
            kinds = [
                "events", "persons", "groups", "organizations", "sources", "statements",
                "notice-requests", "decisions", "notices",
            ]
            pages = [ask(server.port, f"/v1/{kind}?limit=1") for kind in kinds]
            self.records = sum(page["total"] for page in pages)
            self.versions = pages[0]["seq"]
            self.requests = pages[6]["total"]
            tally = ask(server.port, "/v1/notice-requests?limit=1&facets=requester")
            busiest = [one["value"] for one in tally["facets"]["requester"]]
            chosen = busiest[:: max(1, len(busiest) // REQUESTERS)][:REQUESTERS]
            self.queries = LISTS + [
                ({"requester": one, "status": "refused"}, "-claimed") for one in chosen
            ]
            if self.program:
                self.compare(server.port)
            self.prepare_steps(server.port)
        finally:
            server.stop()

    def compare(self, port: int) -> None:
        peer = datasette.started(self.program, self.store.rows, self.run)
        try:
            for filters, sort in self.queries:
                ours = ask(port, list_path(filters, sort))["total"]
                told = ask(peer.port, datasette.path(filters, sort, LIMIT))
                if ours != told["filtered_table_rows_count"]:
                    theirs = told["filtered_table_rows_count"]
                    raise RuntimeError(f"{filters}: {ours} found here, {theirs} by Datasette")
        finally:
            peer.stop()

    # --- Loads ---

    def note(
        self, name: str, server: servers.Server, requests: Iterable[bytes], connections: int = 1,
        seconds: float | None = None,
    ) -> loads.Sample:
        """Sends requests and keeps the sample; without seconds for as long as was chosen."""
        seconds = self.chosen.seconds if seconds is None else seconds
        file = self.run / "requests"
        file.write_bytes(b"".join(b"%d\n%s" % (len(one), one) for one in requests))
        command = [self.asker, str(server.port), str(connections), f"{seconds:g}", file]
        sample = loads.measured(
            server, lambda: loads.sample_of(subprocess.run(command, capture_output=True, text=True))
        )
        self.samples.setdefault(name, []).append(sample)
        return sample

    def lists(self, server: servers.Server, peer: servers.Server | None, number: int) -> None:
        """Ours and Datasette's, first one and then the other."""
        ours = [get(list_path(*query)) for query in self.queries]
        theirs = [get(datasette.path(*query, LIMIT)) for query in self.queries]
        for connections in (1, 8):
            both = [("list", server, ours)]
            both += [("datasette list", peer, theirs)] if peer else []
            for name, target, requests in both[:: -1 if number % 2 else 1]:
                self.note(f"{name} {connections}", target, requests, connections)
        now = self.samples["list 1"][-1]
        for name, part in (("late", 0.99), ("half", 0.5)):
            at = f"&as_of={int(self.versions * part)}"
            past = [get(list_path(*query) + at) for query in self.queries]
            then = self.note(f"as_of {name}", server, past)
            self.ratios.setdefault(f"as_of {name}", []).append(then.p50 / now.p50)
        for name, facets in (("facets", FACETS), ("far facets", FAR_FACETS)):
            path = f"/v1/notice-requests?limit=1&facets={','.join(facets)}"
            self.note(name, server, [get(path)])
        if peer:
            path = datasette.path({}, "-claimed", 1, FACETS)
            self.note("datasette facets", peer, [get(path)])

    def cases(self, server: servers.Server) -> None:
        self.note("assessment", server, [get(f"{CASE}/assessment")])
        self.note("dossier", server, [get(f"{CASE}/dossier")])
        self.note("markdown", server, [get(f"{CASE}/dossier?format=markdown")])

    # --- Steps ---

    def prepare_steps(self, port: int) -> None:
        """Requests in review are asked about, refused or granted, one each."""
        # A diffusion is circulated, not granted; a red notice is about persons.
        path = "/v1/notice-requests?status=in_review&-channel=diffusion&limit=500"
        found = listed(port, path + "&fields=id,addressee,subjects,steps,sources")
        named = [one for one in found if one["subjects"][0]["ref"].startswith("per_")]
        made = Steps()
        each = self.chosen.steps * self.chosen.rounds
        for number, one in enumerate(itertools.islice(named, 3 * each)):
            kind = ("ask", "refuse", "grant")[number % 3]
            path = f"/v1/notice-requests/{one['id']}/steps"
            getattr(made, kind).append(post(path, body(kind, one)))
        if len(made.grant) < each:
            raise RuntimeError(f"{len(named):,} are in review, and {3 * each:,} are needed")
        self.made = made

    def steps(self, server: servers.Server, number: int) -> None:
        count = self.chosen.steps
        for kind in ("ask", "refuse", "grant"):
            mine = getattr(self.made, kind)[number * count : (number + 1) * count]
            self.note(kind, server, mine, seconds=0)


def body(kind: str, request: dict) -> dict:
    """A step that its addressee takes, with statements and sources."""
    told = next((step["statements"] for step in request["steps"] if step.get("statements")), [])
    step = {
        "step": kind, "on": LATER, "by": request["addressee"], "statements": told,
        "sources": request["sources"],
    }
    if kind == "ask":
        step["questions"] = ["Which court issued the warrant, and when?"]
    if kind == "refuse":
        step["decision"] = {"grounds": [{"code": "POLITICAL", "basis": "stated"}]}
    if kind == "grant":
        subjects = [subject["ref"] for subject in request["subjects"]]
        step["notices"] = [{"subject": one, "issued": LATER} for one in subjects]
    return step


def list_path(filters: dict, sort: str) -> str:
    words = [f"{name}={value}" for name, value in filters.items()]
    return "/v1/notice-requests?" + "&".join(words + [f"sort={sort}", f"limit={LIMIT}"])


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


def post(path: str, content: dict) -> bytes:
    text = json.dumps(content, separators=(",", ":")).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(text)}\r\n\r\n"
    )
    return head.encode() + text
