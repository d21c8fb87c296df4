"""The servers under measurement: started, watched in /proc, stopped."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """A server's processes: the first one and its children."""

    def __init__(self, command: list[str], folder: Path, log: Path):
        self.log = log
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log.open("w"),
            stderr=subprocess.STDOUT,
        )
        self.port = 0
        self.is_tls = False

    def pids(self) -> list[int]:
        first = self.process.pid
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [first, *map(int, children)]

    def cpu(self) -> float:
        """User and system seconds of all its processes so far."""
        total = 0
        for pid in self.pids():
            # The name in parentheses may hold spaces: fields are counted after it.
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            total += int(fields[11]) + int(fields[12])
        return total / TICKS

    def memory(self) -> int:
        """Resident bytes; pages that its processes share count once."""
        kib = 0
        for pid in self.pids():
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    kib += int(line.split()[1])
        return kib * 1024

    def wait_for_port(self, port: int) -> None:
        self.port = port
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError(f"no server came up: {self.log.read_text()[-2000:]}")

    def stop(self) -> None:
        self.process.terminate()
        try:
            code = self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        if code not in (0, -15):
            raise RuntimeError(f"ended with {code}: {self.log.read_text()[-2000:]}")


def noticed(binary: Path, store: str, folder: Path) -> Server:
    """A `noticed` on a free port."""
    port = free_port()
    server = Server(
        [
            str(binary), "serve", "--listen", f"127.0.0.1:{port}", "--store", store,
            "--log-level", "warning", "--requests-per-connection-max", "1000000000",
            "--connections-max", "20000",
        ],
        folder, folder / "noticed.log",
    )
    server.wait_for_port(port)
    return server


NGINX = """
{modules}
daemon off; worker_processes auto; pid {folder}/nginx.pid; error_log {folder}/error.log;
{user}
events {{ worker_connections 16384; }}
http {{
    sendfile on; tcp_nodelay on; access_log off; keepalive_requests 1000000000;
    default_type application/json; {cache}
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    server {{ listen 127.0.0.1:{port} reuseport{tls}; root {folder}/www; {more} }}
}}
"""


def nginx(
    folder: Path, name: str, body: bytes, cache: str = "", more: str = "", tls: str = "",
    modules: str = "",
) -> Server:
    """An nginx that serves `body` from a file, at the path /record."""
    home = folder / name
    (home / "www").mkdir(parents=True, exist_ok=True)
    (home / "www" / "record").write_bytes(body)
    port = free_port()
    # Workers of a server started by root would be nobody, who may not look into our folder.
    user = "user root;" if os.geteuid() == 0 else ""
    text = NGINX.format(
        folder=home, port=port, cache=cache, user=user, more=more, tls=tls, modules=modules
    )
    (home / "nginx.conf").write_text(text)
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    command = [program, "-c", str(home / "nginx.conf"), "-p", str(home)]
    server = Server(command, home, home / "log")
    server.wait_for_port(port)
    return server


def synced(tool: Path, folder: Path, length: int) -> Server:
    """The bare loop of write and fdatasync, behind a socket."""
    log = folder / "synced.log"
    server = Server([str(tool), "serve", str(folder / "synced"), str(length)], folder, log)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and not log.read_text().strip():
        time.sleep(0.01)
    server.port = int(log.read_text())
    return server


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def busy_seconds() -> float:
    """CPU seconds that all cores have spent on anything so far."""
    fields = list(map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]))
    idle = fields[3] + fields[4]
    return (sum(fields) - idle) / TICKS
