// The rows on where a message ends, in every spelling.
extension Checklist {
    static let lengthSpellings = Array(
        [
            closing(
                400,
                29,
                "9112 6.3: no length",
                [
                    "", "-1", "+1", "0x5", "5;", "5,", ",5", "5, 5", "5 5", "5.0", "5e0", "5\u{B}",
                    "٥",
                    "'5'",
                    "9223372036854775808", "18446744073709551621", "99999999999999999999999999",
                ]
            ) { Sent.post("Content-Length: \($0)\r\n", "12345") },
            goingOn(200, 29, "9112 6.3: a length", ["5", "005", " \t5\t "]) {
                Sent.post("Content-Length: \($0)\r\n", "12345")
            },
            closing(
                400,
                30,
                "9112 6.3: two lengths",
                [
                    "Content-Length: 5\r\nContent-Length: 6",
                    "Content-Length: 0\r\ncontent-length: 5",
                    "Content-Length: 5\r\nA: b\r\nCONTENT-LENGTH: 5",
                    "Content-Length:\r\nContent-Length: 5",
                ]
            ) { Sent.post("\($0)\r\n", "12345") },
            closing(
                400,
                31,
                "9112 6.1: both framings",
                [
                    "Content-Length: 5\r\nTransfer-Encoding: chunked",
                    "Transfer-Encoding: chunked\r\nContent-Length: 5",
                    "Transfer-Encoding: chunked\r\nContent-Length: 0",
                    "Content-Length: 0\r\ntransfer-encoding: Chunked",
                ]
            ) { Sent.post("\($0)\r\n", "0\r\n\r\n") },
            closing(
                400,
                33,
                "9112 6.1: chunked twice, not last, or among nothing",
                [
                    "chunked, chunked", "chunked\r\nTransfer-Encoding: chunked",
                    "chunked, identity",
                    "", ",",
                    "chunked,", ",chunked", "chunked\0",
                    "\u{B}chunked",
                ]
            ) { Sent.post("Transfer-Encoding: \($0)\r\n", "0\r\n\r\n") },
            closing(
                501,
                33,
                "9112 6.1: another coding",
                [
                    "xchunked", "chunkedx", "identity", "identity\r\nTransfer-Encoding: chunked",
                    "gzip, chunked", "chunked;a=b",
                    "\"chunked\"",
                    "chunked chunked", "deflate", "x",
                ]
            ) { Sent.post("Transfer-Encoding: \($0)\r\n", "0\r\n\r\n") },
            goingOn(200, 33, "9112 7: in any case", ["Chunked", "CHUNKED", " \tchunked\t "]) {
                Sent.post("Transfer-Encoding: \($0)\r\n", "1\r\na\r\n0\r\n\r\n")
            },
        ].joined()
    )

    static let chunkSpellings = Array(
        [
            closing(
                400,
                35,
                "9112 7.1: no size",
                [
                    "", "+1", "-1", " 1", "1 ", "\t1", "1\t", "_1", "1_0", "0x1", "0X1", "1h", "g",
                    "1.", "1,1",
                    "１", "FFFFFFFFFFFFFFFF", "8000000000000000", "00000000000000001", ";a", "1\0",
                ]
            ) { Sent.chunked("\($0)\r\na\r\n0\r\n\r\n") },
            goingOn(200, 35, "9112 7.1: a size", ["1", "01", "0000000000000001"]) {
                Sent.chunked("\($0)\r\na\r\n0\r\n\r\n")
            },
            closing(413, 36, "9110 15.5.14: the sum is over the cap", ["2"]) {
                Sent.chunked("FFFFF\r\n\(Sent.long(1_048_575))\r\n\($0)\r\n")
            },
            closing(413, 36, "9110 15.5.14: one size is", ["7FFFFFFFFFFFFFF", "100001"]) {
                Sent.chunked("\($0)\r\n")
            },
            closing(
                400,
                37,
                "9112 7.1.1: no extension",
                [
                    ";a=\u{1}", ";a\0", ";a b", "; a", " ;a", ";a=\"b\r\"", ";a=\"b", ";a=é",
                    ";a=b\nc",
                    ";\r",
                ]
            ) { Sent.chunked("1\($0)\r\nx\r\n0\r\n\r\n") },
            closing(400, 37, "9112 7.1.1: over 4 KiB of them", [String(repeating: "a", count: 250)])
            {
                Sent.chunked(String(repeating: "1;\($0)\r\nx\r\n", count: 20) + "0\r\n\r\n")
            },
            closing(
                400,
                38,
                "9112 7.1: line ends",
                [
                    "1\nx\r\n0\r\n\r\n", "1\rx\r\n0\r\n\r\n", "1\r\nx\n0\r\n\r\n",
                    "1\r\nx\r0\r\n\r\n",
                    "1\r\nx0\r\n\r\n", "1\r\nx\r\n\r\n0\r\n\r\n", "1\r\nx\r\n0\n\r\n",
                    "1\r\nx\r\n0\r\n\n",
                    "1\r\nx\r\n0\r\n\rX", "1\r\nx\r\n0\r\rX",
                ]
            ) { Sent.chunked($0) },
            closing(
                400,
                39,
                "9112 7.1.2: no trailer",
                [
                    "A", "A : b", ": b", " A: b", "A: b\r\n c", "A: \0", "A: b\nB: c", "A: b\rB: c",
                ]
            ) { Sent.chunked("0\r\n\($0)\r\n\r\n") },
            closing(
                400,
                53,
                "9110 9.3.1: a body where none belongs",
                ["GET", "HEAD", "DELETE"]
            ) {
                "\($0) / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\(Sent.end)1\r\na\r\n0\r\n\r\n"
            },
        ].joined()
    )
}
