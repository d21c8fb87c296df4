"""Writes what `./dev bench http` measured, as Markdown."""

import statistics
from pathlib import Path

import loads
import report

#: Title, value of a sample, digits, and whether it is shown beside those of C and nginx.
CPU = ("server CPU s per 100,000", lambda s: s.cpu_per_request * 1e5, 2)
RATE = ("requests/s", lambda s: s.rate, 0)
P50 = ("p50 ms", lambda s: s.p50 * 1e3, 3)
P99 = ("p99 ms", lambda s: s.p99 * 1e3, 2)
P999 = ("p99.9 ms", lambda s: s.p999 * 1e3, 2)
MEMORY = ("resident MiB", lambda s: s.memory / 2**20, 1)
IDLE = ("KiB an idle connection", lambda s: s.idle / 2**10, 2)
COLUMNS = [CPU, RATE, P50, P99, P999, MEMORY]

#: What must hold: words, load, value, ours, theirs (None: the value itself), sign, bound.
TARGETS = [
    ("server CPU of a GET, our engine / C", "get", CPU, "engine", "c", "≤", 1.05),
    ("server CPU of a record's GET, noticed / C", "get", CPU, "product", "c", "≤", 1.25),
    ("the same / nginx", "get", CPU, "product", "nginx", "<", 1),
    ("the same / Go", "get", CPU, "product", "go", "≤", 0.55),
    ("the same / Hummingbird", "get", CPU, "product", "hummingbird", "≤", 0.3),
    ("requests/s pipelined, our engine / C", "pipelined", RATE, "engine", "c", "≥", 0.85),
    ("p99 at 64 connections, our engine / nginx", "get", P99, "engine", "nginx", "≤", 1),
    ("the same, noticed / nginx", "get", P99, "product", "nginx", "≤", 1),
    ("p50 at 1 connection, our engine / C", "one", P50, "engine", "c", "≤", 1.05),
    ("KiB of an idle connection, our engine", "idle", IDLE, "engine", None, "≤", 1.5),
    ("the same with TLS", "tls idle", IDLE, "engine", None, "≤", 20),
    ("server CPU of a GET with TLS, our engine / nginx", "tls", CPU, "engine", "nginx", "≤", 0.85),
    ("server CPU of a handshake, our engine / nginx", "handshakes", CPU, "engine", "nginx", "≤", 1),
]


class HTTPReport:
    """Tables of one run: absolute figures, their ratios, and what was to be reached."""

    def __init__(self, rounds, chosen, folder: Path):
        self.rounds, self.samples, self.chosen, self.folder = rounds, rounds.samples, chosen, folder

    def text(self) -> str:
        record = f"All serve the same {len(self.rounds.record)} bytes on all cores of the machine."
        parts = [report.setting(self.chosen, self.folder, self.command()), record]
        for load in self.rounds.loads:
            if any(name == load.name for name, _ in self.samples):
                parts += [self.figures(load), self.ratios(load)]
        return "\n\n".join(parts + [self.targets()] + self.notes())

    def command(self) -> str:
        words = f"./dev bench http --rounds {self.chosen.rounds} --seconds {self.chosen.seconds:g}"
        if self.chosen.idle != 10_000:
            words += f" --idle {self.chosen.idle}"
        words += "".join(f" --only {name!r}" for name in self.chosen.only)
        return words + "".join(f" --among {name}" for name in self.chosen.among)

    def entrants(self, load) -> list:
        return [r for r in self.rounds.rivals.all if (load.name, r.name) in self.samples]

    def figures(self, load) -> str:
        columns = COLUMNS + ([IDLE] if "idle" in load.name else [])
        rows = [
            [rival.title] + [
                report.spread(self.samples[load.name, rival.name], value, digits)
                for _, value, digits in columns
            ]
            for rival in self.entrants(load)
        ]
        return report.table(f"### {load.title}", ["", *(title for title, _, _ in columns)], rows)

    def ratios(self, load) -> str:
        """Each figure by C's and by nginx's."""
        columns = COLUMNS + ([IDLE] if "idle" in load.name else [])
        rows = [
            [rival.title] + [
                " · ".join(self.ratio_text(load.name, column, rival.name, to) for to in ("c", "nginx"))
                for column in columns
            ]
            for rival in self.entrants(load)
        ]
        return report.table("As ratios, to C · to nginx:", ["", *(c[0] for c in columns)], rows)

    def ratio_text(self, load: str, column, ours: str, theirs: str) -> str:
        found = self.ratio(load, column, ours, theirs)
        return f"{statistics.median(found):.2f}" if found else "–"

    def ratio(self, load: str, column, ours: str, theirs: str | None) -> list[float]:
        """The value of each round by that of the other in the same round."""
        value = column[1]
        mine = self.samples.get((load, ours), [])
        if theirs is None:
            return [value(sample) for sample in mine]
        others: list[loads.Sample] = self.samples.get((load, theirs), [])
        pairs = zip(mine, others)
        return [value(one) / value(other) for one, other in pairs if value(other) > 0]

    def targets(self) -> str:
        rows = []
        for words, load, column, ours, theirs, sign, bound in TARGETS:
            found = self.ratio(load, column, ours, theirs)
            if not found:
                rows.append([words, f"{sign} {bound}", "–", "not measured"])
                continue
            middle = statistics.median(found)
            holds = middle >= bound if sign == "≥" else middle <= bound
            if sign == "<":
                holds = middle < bound
            measured = report.spread(found, lambda ratio: ratio, 2)
            rows.append([words, f"{sign} {bound}", measured, report.told(holds)])
        title = "### Targets\n\nRatios are those of one round; their median, and their range."
        return report.table(title, ["", "target", "measured", ""], rows)

    def notes(self) -> list[str]:
        titles = {rival.name: rival.title for rival in self.rounds.rivals.all}
        loads_by_name = {load.name: load.title for load in self.rounds.loads}
        failed = [
            f"{titles[name]}: {loads_by_name[load]}: {words}"
            for (load, name), words in self.rounds.failures.items()
        ]
        lines = [f"- {words}" for words in self.rounds.notes + failed]
        return ["Left out:\n\n" + "\n".join(lines)] if lines else []
