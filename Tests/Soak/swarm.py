"""Clients that do everything as slowly as they may."""

import socket

BODY = b'{"title":"slow","type":"other","when":"2021-01-05","description":"%s"}' % (b"x" * 500)
HEAD = b"GET /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\nX-One: %s\r\n\r\n" % (b"y" * 500)
PIPELINE = b"GET /v1/events/long HTTP/1.1\r\nHost: a\r\n\r\n" * 40


class Slow:
    """One connection that sends what is left of its request a byte at a time."""

    def __init__(self, port: int, at_once: bytes, trickled: bytes):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if at_once:
            self.socket.sendall(at_once)
        self.rest = trickled
        self.position = 0

    def trickle(self) -> None:
        self.socket.send(self.rest[self.position : self.position + 1])
        self.position += 1

    def finish(self) -> bool:
        """Sends the rest at once: whether the answer is that of a request in good order."""
        self.socket.sendall(self.rest[self.position :])
        status = self.socket.recv(4096)[:12]
        return status in (b"HTTP/1.1 200", b"HTTP/1.1 201")


def slow_head(port: int, _: int) -> Slow:
    return Slow(port, b"", HEAD)


def slow_body(port: int, number: int) -> Slow:
    head = b"PUT /v1/events/slow-%d HTTP/1.1\r\nHost: a\r\n" % number
    head += b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(BODY)
    return Slow(port, head, BODY)


def deaf(port: int) -> socket.socket:
    """A client that asks for a megabyte of answers and reads none of it."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(30)
    client.connect(("127.0.0.1", port))
    client.sendall(PIPELINE)
    return client


class Swarm:
    """Half of the clients send heads, four in ten bodies, and one in ten reads nothing."""

    def __init__(self, port: int, count: int):
        self.deaf = [deaf(port) for _ in range(count // 10)]
        self.bodies = [slow_body(port, number) for number in range(count * 4 // 10)]
        self.heads = [slow_head(port, number) for number in range(count // 2)]
        self.slow = [*self.bodies, *self.heads]
        self.next = 0

    def trickle(self, count: int) -> None:
        """Lets the next so many send a byte."""
        for _ in range(count):
            self.slow[self.next].trickle()
            self.next = (self.next + 1) % len(self.slow)

    def finish(self, count: int) -> int:
        """How many of so many, evenly taken from both kinds, get their answer in the end."""
        step = max(1, len(self.slow) // count)
        return sum(one.finish() for one in self.slow[::step][:count])

    def leave(self) -> None:
        for one in self.slow:
            one.socket.close()
        for one in self.deaf:
            one.close()
