"""Datasette over the requests' rows: installed below .build, started, asked."""

import shutil
import subprocess
import sys
from pathlib import Path

import servers

HERE = Path(__file__).resolve().parent
REQUIREMENTS = HERE / "requirements.txt"


class Unavailable(Exception):
    """It cannot be had here."""


def installed(folder: Path) -> Path:
    """The program; its packages are installed once for each version of the list."""
    venv = folder / "datasette"
    mark = venv / "installed.txt"
    if not mark.exists() or mark.read_bytes() != REQUIREMENTS.read_bytes():
        commands = [
            [sys.executable, "-m", "venv", venv],
            [
                venv / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check",
                "--retries", "2", "-r", REQUIREMENTS,
            ],
        ]
        for command in commands:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, text=True,
            )
            if done.returncode != 0:
                raise Unavailable(done.stdout.strip().split("\n")[-1])
        shutil.copy(REQUIREMENTS, mark)
    return venv / "bin" / "datasette"


def started(program: Path, rows: Path, run: Path) -> servers.Server:
    """As one would run it for rows that do not change; what it only suggests is switched off."""
    port = servers.free_port()
    limits = {
        "sql_time_limit_ms": 10_000, "facet_time_limit_ms": 10_000, "max_returned_rows": 1_000,
        "suggest_facets": "off",
    }
    command = [str(program), "serve", "--immutable", str(rows), "--port", str(port)]
    for name, value in limits.items():
        command += ["--setting", name, str(value)]
    server = servers.Server(command, run, run / "datasette.log")
    server.wait_for_port(port)
    return server


def path(filters: dict, sort: str, limit: int, facets: tuple = ()) -> str:
    """The list that has these filters; it counts what was found, as ours does."""
    column = sort.lstrip("-")
    way = "_sort_desc" if sort.startswith("-") else "_sort"
    words = [f"{name}={value}" for name, value in filters.items()]
    words += [f"{way}={column}", f"_size={limit}", "_shape=objects"]
    words += [f"_facet={name}" for name in facets]
    return "/rows/notice_requests.json?" + "&".join(words)
