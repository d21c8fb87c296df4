"""Plain requests at a steady pace, and how long each took."""

import multiprocessing
import socket
import time

REQUEST = b"GET /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\n\r\n"
PACE = 0.004


def ask(client: socket.socket) -> bool:
    """One request on an open connection: whether its answer is as it should be."""
    client.sendall(REQUEST)
    received = b""
    while b'"title":"mark-0"' not in received or not received.endswith(b"}\n"):
        piece = client.recv(1 << 16)
        if not piece:
            return False
        received += piece
    return received.startswith(b"HTTP/1.1 200")


def dial(port: int) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=30)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def window(port: int, seconds: float) -> list[float]:
    """The seconds that requests took: three of four on kept connections, one on a new one."""
    kept = [dial(port) for _ in range(3)]
    took, turn = [], 0
    end = time.perf_counter() + seconds
    while (began := time.perf_counter()) < end:
        if turn % 4 == 3:
            with dial(port) as client:
                held = ask(client)
        else:
            held = ask(kept[turn % 4])
        if not held:
            raise RuntimeError("a plain request was not answered as it should be")
        took.append(time.perf_counter() - began)
        turn += 1
        time.sleep(max(0.0, began + PACE - time.perf_counter()))
    for client in kept:
        client.close()
    return took


class Probe:
    """A window in a process of its own, so that the swarm's work is not its wait."""

    def __init__(self, port: int, seconds: float):
        self.results, theirs = multiprocessing.Pipe(duplex=False)
        self.process = multiprocessing.Process(target=tell, args=(theirs, port, seconds))
        self.process.start()
        theirs.close()

    def is_over(self) -> bool:
        return self.results.poll()

    def percentile(self, share: float) -> float:
        took = sorted(self.results.recv())
        self.process.join()
        return took[min(len(took) - 1, int(len(took) * share))]


def tell(results, port: int, seconds: float) -> None:
    results.send(window(port, seconds))
