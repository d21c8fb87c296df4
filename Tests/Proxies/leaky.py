"""A server with a known fault, to prove that the check would find it: it never reads a body.

What a request carries for a body it takes for the next request, as servers did that are told of
under the name CL.0. Everything else it does as `noticed` does, as far as the probes can tell.
"""

import contextlib
import re
import socket
import threading


def serve(port: int) -> None:
    """Serves in threads that end with the process."""
    listener = socket.create_server(("127.0.0.1", port))

    def accept() -> None:
        while True:
            peer, _ = listener.accept()
            threading.Thread(target=converse, args=(peer,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()


def converse(peer: socket.socket) -> None:
    data = b""
    with peer, contextlib.suppress(OSError):
        while piece := peer.recv(1 << 16):
            data += piece
            while b"\r\n\r\n" in data:
                head, _, data = data.partition(b"\r\n\r\n")
                peer.sendall(answer(head))


def answer(head: bytes) -> bytes:
    name = re.search(rb"/v1/events/([a-z0-9-]*)", head)
    told = re.search(rb"(?i)\r\nx-request-id: *([^\r]*)", head)
    body = b'{"title":"%s"}' % (name[1] if name else b"")
    lines = [b"HTTP/1.1 200 OK", b"Content-Length: %d" % len(body)]
    if told:
        lines.append(b"X-Request-Id: " + told[1])
    return b"\r\n".join(lines) + b"\r\n\r\n" + body
