"""The register of `./dev bench register`, and the same requests as rows for Datasette.

Both are kept below .build/bench, named by a digest of all that they follow from, so that a second
run makes neither anew.
"""

import hashlib
import json
import resource
import shutil
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import cases
import servers

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
EXAMPLE = ROOT / "Config" / "examples" / "soleimani.ndjson"
#: What the lines and the file's form follow from.
SOURCES = [
    HERE / "cases.py", HERE / "words.py", HERE / "register_store.py", EXAMPLE,
    ROOT / "Sources/NoticeStore/SQLite/SQLiteSchema.swift",
    ROOT / "Sources/NoticeStore/View/FactLayout.swift",
]
PAGE = 500

ROWS = """
CREATE TABLE notice_requests(id TEXT PRIMARY KEY, status TEXT, colour TEXT, channel TEXT,
  requester TEXT, addressee TEXT, offence TEXT, claimed TEXT, decided TEXT, record TEXT);
"""
#: One on each column that is filtered or sorted by, and those that serve the measured lists best.
INDEXES = [
    "status", "colour", "channel", "requester", "offence", "claimed", "decided",
    "status, colour, claimed", "colour, channel, decided", "requester, status, claimed",
]


class RegisterStore:
    """A filled register that no server has changed."""

    def __init__(self, folder: Path, binary: Path, requests: int, say: Callable[[str], None]):
        digest = hashlib.sha256(str(requests).encode())
        for file in SOURCES:
            digest.update(file.read_bytes())
        self.folder = folder / f"register-{digest.hexdigest()[:12]}"
        self.file, self.rows = self.folder / "register.db", self.folder / "rows.db"
        self.binary, self.requests, self.say = binary, requests, say
        facts = self.folder / "facts.json"
        if not facts.exists():
            for older in folder.glob("register-*"):
                shutil.rmtree(older)
            self.make(facts)
        #: `import_seconds` and `import_cpu` of what was imported.
        self.facts = json.loads(facts.read_text())

    def make(self, facts: Path) -> None:
        self.say(f"making {self.requests:,} requests and what belongs to them")
        parts = cases.write(self.folder / "parts", self.requests)
        began, cpu = time.monotonic(), children_cpu()
        for number, part in enumerate([EXAMPLE, *parts]):
            self.say(f"importing, part {number} of {len(parts)}")
            command = [self.binary, "import", "--store", f"sqlite:{self.file}", part]
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, text=True,
            )
            if done.returncode != 0:
                raise RuntimeError(done.stdout[-2000:])
        took = {"import_seconds": time.monotonic() - began, "import_cpu": children_cpu() - cpu}
        shutil.rmtree(self.folder / "parts")
        self.make_rows()
        facts.write_text(json.dumps(took))

    def copy(self, run: Path) -> str:
        """A copy in `run` that a server may change; its name as a store."""
        shutil.copy(self.file, run / "register.db")
        return "sqlite:register.db"

    def make_rows(self) -> None:
        """The requests as the API shows them, one a row."""
        self.say("copying the requests into a table for Datasette")
        run = self.folder / "run"
        run.mkdir(exist_ok=True)
        server = servers.noticed(self.binary, self.copy(run), run)
        try:
            self.rows.unlink(missing_ok=True)
            with sqlite3.connect(self.rows) as rows:
                rows.executescript(ROWS)
                found = map(row, listed(server.port, f"/v1/notice-requests?limit={PAGE}"))
                rows.executemany("INSERT INTO notice_requests VALUES(?,?,?,?,?,?,?,?,?,?)", found)
                for number, columns in enumerate(INDEXES):
                    rows.execute(f"CREATE INDEX by_{number} ON notice_requests({columns})")
            rows.execute("ANALYZE")
            rows.close()
        finally:
            server.stop()
            shutil.rmtree(run)


def children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ask(port: int, path: str) -> dict:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        return json.load(answer)


def listed(port: int, path: str | None) -> Iterator[dict]:
    """All items of a list, page by page."""
    while path:
        page = ask(port, path)
        yield from page["items"]
        path = page["next"]


def row(request: dict) -> tuple:
    """A request as a row: what it has several of is one text, a date is its first day."""
    claims = [step["on"] for step in request["steps"] if step["step"] == "claim"]
    ends = [step["on"] for step in request["steps"] if "decision" in step]
    offences = sorted({charge.get("offence", "") for charge in request["charges"]})
    return (
        request["id"], request["status"], request["colour"], request.get("channel"),
        request["requester"], request["addressee"], ",".join(offences),
        first_day(claims[0]) if claims else None, first_day(ends[-1]) if ends else None,
        json.dumps(request, separators=(",", ":"), ensure_ascii=False),
    )


def first_day(date: str) -> str:
    first = date.split("/")[0]
    return first + "-01-01"[len(first) - 4 :] if len(first) < 10 else first
