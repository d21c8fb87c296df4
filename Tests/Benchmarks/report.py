"""Writes what was measured, as Markdown."""

import datetime
import os
import re
import shutil
import statistics
import subprocess
from pathlib import Path

HEAD = """# Benchmarks

What was measured, on what, by which command. `./dev bench` runs it all again on your machine and
writes the tables anew. Ratios within one run are firm; absolute figures belong to the machine. The
load runs beside the server and takes its share of the cores, for every competitor alike.
"""


def floor(samples: dict, chosen, stored: int, sent: int, folder: Path) -> str:
    """The tables of GET against nginx and POST against the bare disk."""
    command = f"./dev bench --rounds {chosen.rounds} --seconds {chosen.seconds:g}"
    if chosen.records != 1_000_000:
        command += f" --records {chosen.records}"
    parts = [setting(chosen, folder, command), gets(samples, stored), posts(samples, chosen, sent)]
    return "\n\n".join(parts + [verdicts(samples)])


# --- Tables ---


def gets(samples: dict, stored: int) -> str:
    rows = [
        ("GET noticed", "noticed, SQLite store"),
        ("GET nginx", "nginx, the same bytes from a file"),
        ("GET nginx cached", "nginx, the same with `open_file_cache`"),
    ]
    return table(
        f"### GET of one stored person ({stored} bytes), 64 keep-alive connections",
        ["", "server CPU s per 100,000", "requests/s", "p50 ms", "p99 ms", "resident MiB"],
        [
            [
                title,
                spread(samples[name], lambda s: s.cpu_per_request * 1e5, 2),
                spread(samples[name], lambda s: s.rate, 0),
                spread(samples[name], lambda s: s.p50 * 1e3, 2),
                spread(samples[name], lambda s: s.p99 * 1e3, 2),
                spread(samples[name], lambda s: s.memory / 2**20, 1),
            ]
            for name, title in rows
        ],
    )


def posts(samples: dict, chosen, sent: int) -> str:
    rows = [
        ("bare append", "write + fdatasync, appending"),
        ("bare overwrite", "write + fdatasync over a file that is there"),
        ("served 1", "the appending loop behind a socket, 1 connection"),
        ("empty 1", "noticed, empty register, 1 connection"),
        ("empty 64", "noticed, empty register, 64 connections"),
        ("filled 1", f"noticed, {chosen.records:,} records, 1 connection"),
        ("filled 64", f"noticed, {chosen.records:,} records, 64 connections"),
    ]
    return table(
        f"### Durable POSTs of a fresh person ({sent} bytes), each acknowledged after its fdatasync",
        ["", "writes/s", "p50 ms", "p99 ms", "server CPU µs each", "cores busy", "resident MiB"],
        [post_row(title, samples[name]) for name, title in rows if name in samples],
    )


def post_row(title: str, samples: list) -> list[str]:
    row = [title, spread(samples, lambda s: s.rate, 0)]
    if samples[0].p50 == 0:
        return row + ["–"] * 5
    return row + [
        spread(samples, lambda s: s.p50 * 1e3, 2),
        spread(samples, lambda s: s.p99 * 1e3, 2),
        spread(samples, lambda s: s.cpu_per_request * 1e6, 0),
        spread(samples, lambda s: s.cores_busy, 1),
        spread(samples, lambda s: s.memory / 2**20, 0),
    ]


def verdicts(samples: dict) -> str:
    """What was promised, beside what was found."""

    def middle(name: str, value) -> float:
        return statistics.median(map(value, samples[name]))

    def rate(name: str) -> float:
        return middle(name, lambda s: s.rate)

    def cpu(name: str) -> float:
        return middle(name, lambda s: s.cpu_per_request)

    ratio = cpu("GET noticed") / cpu("GET nginx")
    cached = cpu("GET noticed") / cpu("GET nginx cached")
    one, many = (rate(f"empty {n}") / rate("served 1") for n in (1, 64))
    full = middle("empty 64", lambda s: s.cores_busy) >= 0.95 * (os.cpu_count() or 1)
    rows = [
        ["server CPU of a GET / nginx", "≤ 1", f"{ratio:.2f}", told(ratio <= 1)],
        ["the same / nginx with `open_file_cache`", "", f"{cached:.2f}", ""],
        ["POSTs/s at 1 connection / the served loop", "≥ 0.6", f"{one:.2f}", told(one >= 0.6)],
        [
            "POSTs/s at 64 connections / the served loop", "≥ 6, or all cores busy",
            f"{many:.2f}{', all cores busy' if full else ''}", told(many >= 6 or full),
        ],
    ]
    for name, where in (("empty", "an empty register"), ("filled", "a filled register")):
        if f"{name} 64" in samples:
            cost = cpu(f"{name} 64") * 1e6
            title = f"server CPU of a POST, {where}, 64 connections"
            rows.append([title, "≤ 60 µs", f"{cost:.0f} µs", told(cost <= 60)])
    # One at a time, most of the cost is the wait for the disk, which the loop in C pays too.
    title = "server CPU of a POST / the served loop's, 1 connection"
    rows.append([title, "", f"{cpu('empty 1') / cpu('served 1'):.2f}", ""])
    return table("### Floors", ["", "floor", "measured", ""], rows)


def told(holds: bool) -> str:
    return "holds" if holds else "**missed**"


def spread(samples: list, value, digits: int) -> str:
    """The median, and the range in parentheses."""
    values = sorted(map(value, samples))
    middle = f"{statistics.median(values):,.{digits}f}"
    if len(values) == 1:
        return middle
    return f"{middle} ({values[0]:,.{digits}f}–{values[-1]:,.{digits}f})"


def table(title: str, columns: list[str], rows: list[list[str]]) -> str:
    lines = [columns, ["---"] + ["---:"] * (len(columns) - 1), *rows]
    return title + "\n\n" + "\n".join("| " + " | ".join(line) + " |" for line in lines)


# --- Setting ---


def setting(chosen, folder: Path, command: str, others: list[str] | None = None) -> str:
    """Machine, versions (of nginx and wrk, unless others are told), command and day."""
    kernel = os.uname().release.split("-")[0]
    others = [version_of("nginx"), version_of("wrk")] if others is None else others
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    facts = [
        f"{os.cpu_count()} × {cpu_model()}, {memory:.0f} GiB, Linux {kernel}, {file_system(folder)}",
        ", ".join([f"noticed {said([chosen.binary, '--version'])}", *others]),
        f"{datetime.date.today()}, `{command}`; medians over the rounds, their range in parentheses",
    ]
    return "\n".join(f"- {fact}" for fact in facts)


def cpu_model() -> str:
    match = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    return match.group(1) if match else os.uname().machine


def file_system(folder: Path) -> str:
    return said(["findmnt", "-n", "-o", "FSTYPE", "-T", str(folder)])


def version_of(program: str) -> str:
    path = shutil.which(program) or f"/usr/sbin/{program}"
    first = said([path, "-v"])
    found = re.search(r"[\d.]+\d", first)
    return f"{program} {found.group(0) if found else ''}"


def said(command: list[str]) -> str:
    """The first line that a command prints, on whichever stream."""
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=10
    )
    return done.stdout.strip().split("\n")[0]


# --- Document ---


def write(document: Path, suite: str, text: str) -> None:
    """Puts the text between the suite's marks, making document and marks where they are missing."""
    begin, end = f"<!-- measured: {suite} -->", f"<!-- end: {suite} -->"
    whole = document.read_text() if document.exists() else HEAD
    if begin not in whole:
        whole = f"{whole.rstrip()}\n\n{begin}\n{end}\n"
    before, rest = whole.split(begin, 1)
    after = rest.split(end, 1)[1]
    document.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}")
