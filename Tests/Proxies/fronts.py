"""nginx and haproxy before a server, each strict as it comes and as lenient as it can be set."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

NGINX = """
daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;
{user}
events {{ worker_connections 256; }}
http {{
    access_log off; client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2;
    fastcgi_temp_path {folder}/t3; uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    client_max_body_size 0; keepalive_requests 1000000;
    upstream engine {{ server 127.0.0.1:{upstream}; keepalive 2; keepalive_requests 1000000; }}
    server {{
        listen 127.0.0.1:{port};
        {more}
        location / {{
            proxy_pass http://engine; proxy_http_version 1.1;
            proxy_set_header Connection ""; proxy_set_header Host $host;
            # A second try would hide what the first one broke.
            proxy_next_upstream off;
        }}
    }}
}}
"""
LENIENT_NGINX = """
ignore_invalid_headers off; underscores_in_headers on; merge_slashes off;
proxy_request_buffering off; proxy_buffering off;
"""

HAPROXY = """
global
    nbthread 1
    maxconn 256
defaults
    mode http
    timeout connect 10s
    timeout client 30s
    timeout server 30s
    retries 0
    http-reuse always
frontend front
    bind 127.0.0.1:{port}
    {more}
    default_backend engine
backend engine
    server engine 127.0.0.1:{upstream} pool-max-conn 2
"""
LENIENT_HAPROXY = "option accept-invalid-http-request"


class Front:
    """A proxy on a port of its own."""

    def __init__(self, name: str, upstream: int, folder: Path):
        self.name = name
        self.port = free_port()
        home = folder / name.replace(" ", "-").replace(",", "")
        home.mkdir()
        is_lenient = name.endswith("lenient")
        config = home / "config"
        if name.startswith("nginx"):
            text = NGINX.format(
                folder=home, port=self.port, upstream=upstream,
                more=LENIENT_NGINX if is_lenient else "",
                # Started by root it would be nobody, who may not look into our folder.
                user="user root;" if os.geteuid() == 0 else "",
            )
            command = [program("nginx"), "-c", str(config), "-p", str(home)]
        else:
            more = LENIENT_HAPROXY if is_lenient else ""
            text = HAPROXY.format(port=self.port, upstream=upstream, more=more)
            command = [program("haproxy"), "-db", "-f", str(config)]
        config.write_text(text)
        self.process = started(command, home, self.port)

    def stop(self) -> None:
        stop(self.process)


def program(name: str) -> str | None:
    path = shutil.which(name) or f"/usr/sbin/{name}"
    return path if os.access(path, os.X_OK) else None


def started(command: list[str], folder: Path, port: int) -> subprocess.Popen:
    log = (folder / "log").open("w")
    process = subprocess.Popen(
        command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log
    )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return process
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"{command[0]} did not come up: {(folder / 'log').read_text()[-2000:]}")


def stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
