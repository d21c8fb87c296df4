"""The servers of `./dev bench http`: how each is built, and how it is started."""

import os
import shutil
import subprocess
import sys
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

import servers

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ECHO_MODULE = Path("/usr/lib/nginx/modules/ngx_http_echo_module.so")
RECORD = "/record"


@dataclass
class Rival:
    """A server that is measured; every start is a process of its own."""

    name: str
    title: str
    start: Callable[[], servers.Server]
    path: str = RECORD
    #: Where it echoes a body; None: it cannot.
    echo: str | None = "/echo"
    #: The same with TLS, where it has that.
    start_tls: Callable[[], servers.Server] | None = None
    #: Why it, or one of its kinds, is left out.
    notes: list[str] = field(default_factory=list)


class Rivals:
    """Builds them below `folder` and knows how to start them in `run`; `among`: these alone."""

    def __init__(self, folder: Path, run: Path, binary: Path, record: bytes, among: list[str]):
        self.folder, self.run, self.binary, self.body = folder, run, binary, record
        self.record = run / "record"
        self.record.write_bytes(record)
        self.certificate = certificate(run)
        self.started = 0
        self.left_out: list[str] = []
        makers = {
            "c": self.limit, "engine": self.engine, "product": self.product, "nginx": self.nginx,
            "go": self.go, "hummingbird": self.hummingbird, "flyingfox": self.flying_fox,
        }
        made = (make() for name, make in makers.items() if not among or name in among)
        self.all = [rival for rival in made if rival]

    def limit(self) -> Rival:
        return Rival("c", "C, epoll", self.starter(compiled(self.folder, "epoll")))

    def engine(self) -> Rival:
        program = self.swift("Engine", "bare", "--static-swift-stdlib")
        return Rival(
            "engine", "our engine alone", self.starter(program),
            start_tls=self.starter(program, *self.certificate),
        )

    def product(self) -> Rival:
        return Rival(
            "product", "noticed, SQLite store",
            self.start_product,
            path="/v1/persons/benchmark", echo=None,
        )

    def start_product(self) -> servers.Server:
        """With a copy of the register: a server locks its own."""
        name = self.log_name("register")
        for file in self.run.glob("get.db*"):
            shutil.copy(file, self.run / file.name.replace("get", name, 1))
        return servers.noticed(self.binary, f"sqlite:{name}.db", self.run)

    def nginx(self) -> Rival:
        cached = "open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s;"
        echo = "location /echo { echo_read_request_body; echo_request_body; }"
        has_echo = ECHO_MODULE.exists()
        if not has_echo:
            self.left_out.append("nginx has no echo module: it is left out of the POSTs")
        common = {
            "cache": cached,
            "more": echo if has_echo else "",
            "modules": f"load_module {ECHO_MODULE};" if has_echo else "",
        }
        file, key = self.certificate
        tls = {
            **common, "tls": " ssl",
            "more": f"ssl_certificate {file}; ssl_certificate_key {key};"
            " ssl_protocols TLSv1.2 TLSv1.3; ssl_session_cache shared:all:10m;",
        }
        return Rival(
            "nginx", "nginx, a file with `open_file_cache`",
            lambda: servers.nginx(self.run, self.log_name("nginx"), self.body, **common),
            echo="/echo" if has_echo else None,
            start_tls=lambda: servers.nginx(self.run, self.log_name("nginx"), self.body, **tls),
        )

    def go(self) -> Rival | None:
        if not shutil.which("go"):
            self.left_out.append("there is no Go here: it is left out")
            return None
        program = self.folder / "go-peer"
        subprocess.run(["go", "build", "-o", program, HERE / "peer.go"], check=True)
        return Rival(
            "go", "Go, net/http", self.starter(program),
            start_tls=self.starter(program, *self.certificate),
        )

    def hummingbird(self) -> Rival | None:
        return self.swift_peer("Hummingbird")

    def flying_fox(self) -> Rival | None:
        return self.swift_peer("FlyingFox")

    def swift_peer(self, name: str) -> Rival | None:
        try:
            program = self.swift("Peers", f"{name}Peer")
        except subprocess.CalledProcessError as fault:
            words = (fault.stdout or "").strip().split("\n")[-1]
            self.left_out.append(f"{name} cannot be built here and is left out: {words}")
            return None
        return Rival(name.lower(), name, self.starter(program))

    def swift(self, package: str, product: str, *options: str) -> Path:
        """A product of a package of this folder, built as it would be shipped."""
        command = [
            "swift", "build", "-c", "release", "--package-path", HERE / package,
            "--scratch-path", self.folder / package.lower(), "--product", product, *options,
        ]
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, "NOTICED_WARNINGS": "keep"},
        )
        if done.returncode != 0:
            print(done.stdout, file=sys.stderr)
            done.check_returncode()
        return self.folder / package.lower() / "release" / product

    def starter(self, program: Path, *more: Path) -> Callable[[], servers.Server]:
        """For programs that take a port, the record's file, and perhaps certificate and key."""

        def start() -> servers.Server:
            port = servers.free_port()
            log = self.run / f"{self.log_name(program.name)}.log"
            command = [str(program), str(port), str(self.record), *map(str, more)]
            server = servers.Server(command, self.run, log)
            server.wait_for_port(port)
            return server

        return start

    def log_name(self, name: str) -> str:
        self.started += 1
        return f"{name}-{self.started}"


def compiled(folder: Path, name: str, *libraries: str) -> Path:
    """A C program of this folder, compiled."""
    source, program = HERE / f"{name}.c", folder / name
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        program.parent.mkdir(parents=True, exist_ok=True)
        command = ["cc", "-O2", "-pthread", "-o", program, source, *libraries]
        subprocess.run(command, check=True)
    return program


def certificate(folder: Path) -> tuple[Path, Path]:
    """A self-signed P-256 certificate and its key, for all alike."""
    file, key = folder / "certificate.pem", folder / "key.pem"
    command = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
        "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
        "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", file,
    ]
    subprocess.run(command, check=True, capture_output=True)
    return file, key


def stored_person(port: int, body: bytes) -> bytes:
    """Stores one person and gives the bytes that a GET of it sends."""
    url = f"http://127.0.0.1:{port}/v1/persons/benchmark"
    head = {"Content-Type": "application/json"}
    request = urllib.request.Request(url, data=body, headers=head, method="PUT")
    urllib.request.urlopen(request).read()
    return urllib.request.urlopen(url).read()
