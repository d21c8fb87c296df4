"""A client that sends bytes as they are and tells answers apart."""

import re
import socket
import time
from dataclasses import dataclass

# How long an attacker's connection may be silent before it is let be; nothing fails by it.
SILENCE = 0.4
PATIENCE = 20.0


@dataclass
class Answer:
    """An answer as a client reads it."""

    status: int
    id: str
    body: bytes


class Client:
    """One connection."""

    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.received = b""
        self.is_over = False

    def close(self) -> None:
        self.socket.close()

    def send(self, data: bytes) -> None:
        """Sends; a peer that has closed already is no fault."""
        try:
            self.socket.sendall(data)
        except OSError:
            pass

    def take(self, seconds: float) -> bool:
        """One receive; false when nothing came in time, or nothing will."""
        self.socket.settimeout(seconds)
        try:
            piece = self.socket.recv(1 << 16)
        except TimeoutError:
            return False
        except OSError:
            piece = b""
        self.received += piece
        self.is_over = not piece
        return bool(piece)

    def answers(self) -> list[Answer]:
        """The whole answers so far, of requests whose answers have bodies."""
        found, rest = [], self.received
        while True:
            one = parsed(rest)
            if one is None:
                return found
            answer, used = one
            rest = rest[used:]
            if answer.status >= 200:
                found.append(answer)

    def probe(self, mark: str) -> None:
        """Asks for the record `mark`, under its name as the request's id."""
        head = f"GET /v1/events/{mark} HTTP/1.1\r\nHost: a\r\nX-Request-Id: {mark}\r\n\r\n"
        self.send(head.encode())

    def first_answer(self) -> Answer | None:
        """Waits for one whole answer."""
        deadline = time.monotonic() + PATIENCE
        while not (found := self.answers()):
            if self.is_over or time.monotonic() > deadline or not self.take(PATIENCE):
                return None
        return found[0]

    def listen(self, mark: str | None) -> None:
        """Takes what comes until the probe (or anything) is answered, or all is silent."""
        while not self.is_over:
            if any(mark is None or answer.id == mark for answer in self.answers()):
                return
            if not self.take(SILENCE):
                return


def parsed(data: bytes) -> tuple[Answer, int] | None:
    head, end, rest = data.partition(b"\r\n\r\n")
    if not end:
        return None
    status = re.match(rb"HTTP/1\.[01] (\d{3})", head)
    # What is no answer at all (HTTP/0.9, a body where none was due) is one answer to the end.
    if status is None:
        return Answer(599, "", data), len(data)
    code = int(status[1])
    told = re.search(rb"(?i)\r\nx-request-id: *([^\r]*)", head)
    name = told[1].decode() if told else ""
    length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    size = int(length[1]) if length and code not in (204, 304) and code >= 200 else 0
    # After HEAD a length tells of no body: then the next answer begins at once.
    if rest.startswith(b"HTTP/1."):
        size = 0
    if len(rest) < size:
        return None
    return Answer(code, name, rest[:size]), len(head) + 4 + size
