"""Writes what `./dev bench register` measured, as Markdown."""

import statistics
from pathlib import Path

import report
from register_rounds import FACETS, FAR_FACETS, LIMIT, RegisterRounds
from register_store import INDEXES

CPU = ("server CPU ms each", lambda s: s.cpu_per_request * 1e3, 2)
RATE = ("answers/s", lambda s: s.rate, 0)
P50 = ("p50 ms", lambda s: s.p50 * 1e3, 2)
P99 = ("p99 ms", lambda s: s.p99 * 1e3, 2)
COLUMNS = [CPU, RATE, P50, P99]

LOADS = [
    ("ask", "step: the addressee asks for more"),
    ("refuse", "step: refused, with the decision that makes"),
    ("grant", "step: granted, with decision and notices"),
    ("assessment", "assessment of the example"),
    ("dossier", "dossier of the example, JSON"),
    ("markdown", "dossier of the example, Markdown"),
    ("list 1", "list, two filters, sort, total"),
    ("list 8", "the same, 8 connections"),
    ("as_of late", "the same `as_of` when 99 % had been written"),
    ("as_of half", "the same `as_of` when half had been written"),
    ("facets", f"four facets over all requests: {', '.join(FACETS)}"),
    ("far facets", f"four that ask of other records: {', '.join(FAR_FACETS)}"),
]
PEERS = [
    ("list 1", "noticed, 1 connection"), ("datasette list 1", "Datasette, 1 connection"),
    ("list 8", "noticed, 8 connections"), ("datasette list 8", "Datasette, 8 connections"),
    ("facets", "noticed, four facets over all"), ("datasette facets", "Datasette, the same"),
]
#: Words, load, value, bound and its unit; CPU has to be under its bound, all else at most.
BOUNDS = [
    ("server CPU of a step that asks", "ask", CPU, 1),
    ("server CPU of a step that refuses", "refuse", CPU, 1),
    ("server CPU of a step that grants", "grant", CPU, 1),
    ("server CPU of an assessment", "assessment", CPU, 1),
    ("server CPU of a dossier, JSON", "dossier", CPU, 1),
    ("server CPU of a dossier, Markdown", "markdown", CPU, 1),
    ("p99 of a list, 1 connection", "list 1", P99, 4),
    ("p99 of a list, 8 connections", "list 8", P99, 4),
    ("p99 of four facets", "facets", P99, 5),
]


class RegisterReport:
    """Tables of one run: what was to be reached, the figures, and those of Datasette."""

    def __init__(self, rounds: RegisterRounds, chosen, folder: Path):
        self.rounds, self.samples, self.chosen, self.folder = rounds, rounds.samples, chosen, folder

    def text(self) -> str:
        program = self.rounds.program
        others = [report.said([str(program), "--version"])] if program else []
        setting = report.setting(self.chosen, self.folder, self.command(), others)
        parts = [setting, self.register()]
        parts += [self.bounds(), self.figures(), self.peers(), self.start()]
        notes = [f"- {note}" for note in self.rounds.notes]
        return "\n\n".join(parts + (["Left out:\n\n" + "\n".join(notes)] if notes else []))

    def command(self) -> str:
        chosen = self.chosen
        words = f"./dev bench register --rounds {chosen.rounds} --seconds {chosen.seconds:g}"
        if chosen.requests != 100_000:
            words += f" --requests {chosen.requests}"
        return words

    def register(self) -> str:
        rounds, facts = self.rounds, self.rounds.store.facts
        size = rounds.store.file.stat().st_size / 1e6
        return (
            f"The register: {rounds.requests:,} requests, {rounds.records:,} records in all, in"
            f" {rounds.versions:,} versions; a file of {size:,.0f} MB, imported in"
            f" {facts['import_seconds']:.0f} s with {facts['import_cpu']:.0f} s of CPU."
        )

    def bounds(self) -> str:
        rows = [
            self.bound(words, [column[1](s) for s in self.samples[load]], bound, column is CPU)
            for words, load, column, bound in BOUNDS
        ]
        for name, words in (("late", "99 %"), ("half", "half")):
            title = f"p50 of a list `as_of` {words} / of now"
            rows.append(self.bound(title, self.rounds.ratios[f"as_of {name}"], 1.5))
        million = self.rounds.versions / 1e6
        for words, name, by, bound in (
            ("MB of the view, a million versions", "memory", 1e6 * million, 150),
            ("s to load it, a million versions", "seconds", million, 1),
        ):
            rows.append(self.bound(words, self.grown(name, by), bound))
        return report.table("### Bounds", ["", "bound", "measured", ""], rows)

    @staticmethod
    def bound(words: str, values: list[float], bound: float, is_under: bool = False) -> list[str]:
        middle = statistics.median(values)
        holds = middle < bound if is_under else middle <= bound
        measured = report.spread(values, lambda value: value, 0 if bound >= 100 else 2)
        unit = " ms" if words.startswith(("server", "p99")) else ""
        return [words, f"{'<' if is_under else '≤'} {bound}{unit}", measured, report.told(holds)]

    def grown(self, name: str, by: float) -> list[float]:
        """What the filled register takes beyond an empty one, in each round."""
        pairs = zip(self.rounds.starts["filled"], self.rounds.starts["empty"])
        return [(getattr(full, name) - getattr(empty, name)) / by for full, empty in pairs]

    def figures(self) -> str:
        return self.table("### Figures, 1 connection unless said", LOADS)

    def peers(self) -> str:
        if not self.rounds.program:
            return "### Beside Datasette\n\nIt was not measured."
        title = (
            f"### Beside Datasette\n\nThe same filters, sort, {LIMIT} items and count over the same"
            f" requests, in a table with {len(INDEXES)} indexes. Four facets: {', '.join(FACETS)}."
        )
        return self.table(title, PEERS)

    def table(self, title: str, names: list[tuple[str, str]]) -> str:
        rows = [
            [words]
            + [report.spread(self.samples[name], value, digits) for _, value, digits in COLUMNS]
            for name, words in names
        ]
        return report.table(title, ["", *(column[0] for column in COLUMNS)], rows)

    def start(self) -> str:
        rows = [
            [
                words, report.spread(self.rounds.starts[name], lambda s: s.seconds, 3),
                report.spread(self.rounds.starts[name], lambda s: s.memory / 1e6, 1),
            ]
            for name, words in (("empty", "an empty register"), ("filled", "this register"))
        ]
        title = "### Start, until connections are taken; the file is in the page cache"
        return report.table(title, ["", "s", "resident MB"], rows)
