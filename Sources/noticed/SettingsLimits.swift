import Shapes

// How much of everything there may be, and for how long.
extension Settings {
    mutating func describeLimits(_ visitor: inout some Visitor) {
        visitor.member(
            "loops",
            &loops,
            0...64,
            .given,
            "Event loops, one thread each; 0: one a core, up to 8."
        )
        visitor.member(
            "workers",
            &workers,
            0...256,
            .given,
            "Threads for lists, imports and long bodies; 0: one a core, at least 2."
        )
        visitor.member(
            "work_queue_max",
            &workQueueMax,
            1...1_000_000,
            .given,
            "Pieces of work that may wait for a worker; beyond it the answer is 503."
        )
        visitor.member(
            "write_queue_max",
            &writeQueueMax,
            1...1_000_000,
            .given,
            "Commands that may wait for the writer; beyond it the answer is 503."
        )
        visitor.member(
            "connections_max",
            &connectionsMax,
            1...1_000_000,
            .given,
            "Open connections in all; beyond it new ones wait to be accepted."
        )
        visitor.member(
            "connections_per_address_max",
            &connectionsPerAddressMax,
            1...1_000_000,
            .given,
            "Open connections of one client address; loopback and Unix sockets are exempt."
        )
        visitor.member(
            "requests_per_connection_max",
            &requestsPerConnectionMax,
            1...1_000_000_000,
            .given,
            "Requests on one connection before it is closed."
        )
        visitor.member(
            "body_bytes_max",
            &bodyBytesMax,
            1_024...67_108_864,
            .given,
            "Bytes of a request's body; imports are streamed and have no such bound."
        )
        describeWire(&visitor)
    }

    /// What one request may bring, and what all of them may hold.
    private mutating func describeWire(_ visitor: inout some Visitor) {
        visitor.member(
            "request_line_bytes_max",
            &requestLineBytesMax,
            256...1_048_576,
            .given,
            "Bytes of a request line, its target in it; RFC 9112 asks for 8,000; beyond it 414."
        )
        visitor.member(
            "head_bytes_max",
            &headBytesMax,
            256...1_048_576,
            .given,
            "Bytes of a request's head with all its fields; beyond it 431."
        )
        visitor.member(
            "fields_max",
            &fieldsMax,
            4...10_000,
            .given,
            "Fields in a request's head; browsers send about twenty; beyond it 431."
        )
        visitor.member(
            "chunk_extension_bytes_max",
            &chunkExtensionBytesMax,
            0...65_536,
            .given,
            "Bytes of one chunk's extensions, which nobody sends; beyond it 400."
        )
        visitor.member(
            "chunk_extensions_bytes_max",
            &chunkExtensionsBytesMax,
            0...1_048_576,
            .given,
            "Bytes of all chunk extensions of a message; beyond it 400."
        )
        visitor.member(
            "trailer_bytes_max",
            &trailerBytesMax,
            2...1_048_576,
            .given,
            "Bytes of trailers behind a chunked body, their empty line with them; beyond it 400."
        )
        visitor.member(
            "output_kibibytes_max",
            &outputKibibytesMax,
            4...1_048_576,
            .given,
            "Output in KiB that may wait for one client before its pipelined requests are left unread."
        )
        visitor.member(
            "output_memory_mebibytes_max",
            &outputMemoryMebibytesMax,
            1...1_048_576,
            .given,
            "Output in MiB that may wait for all clients; beyond it those that read slowest are cut off."
        )
        visitor.member(
            "body_memory_mebibytes_max",
            &bodyMemoryMebibytesMax,
            1...1_048_576,
            .given,
            "Memory in MiB for all bodies that are gathered; beyond it the answer is 503."
        )
    }

    mutating func describeDeadlines(_ visitor: inout some Visitor) {
        visitor.member(
            "preamble_seconds",
            &preambleSeconds,
            1...3_600,
            .given,
            "Time for a PROXY header, from the connection's beginning."
        )
        visitor.member(
            "head_seconds",
            &headSeconds,
            1...3_600,
            .given,
            "Time for a request's head, from its first byte."
        )
        visitor.member(
            "body_seconds",
            &bodySeconds,
            1...86_400,
            .given,
            "Time for a request's whole body; an import's has only the rate below."
        )
        visitor.member(
            "body_bytes_per_second_min",
            &bodyBytesPerSecondMin,
            0...1_000_000_000,
            .given,
            "The slowest rate at which a body may come, after its first 30 seconds."
        )
        visitor.member(
            "write_stall_seconds",
            &writeStallSeconds,
            1...3_600,
            .given,
            "Time that a client may take no byte of its answer before it is cut off."
        )
        visitor.member(
            "idle_seconds",
            &idleSeconds,
            1...3_600,
            .given,
            "Time that a kept connection may be idle; above the 60 s of most load balancers."
        )
        visitor.member(
            "handler_seconds",
            &handlerSeconds,
            1...3_600,
            .given,
            "Time for an answer to be found; then 504, or 503 for a write in doubt."
        )
        visitor.member(
            "drain_delay_seconds",
            &drainDelaySeconds,
            0...600,
            .given,
            "Time between /readyz turning 503 and the listeners closing, on SIGTERM."
        )
        visitor.member(
            "drain_seconds",
            &drainSeconds,
            1...3_600,
            .given,
            "Time for requests in flight to end, on SIGTERM; below the 30 s of orchestrators."
        )
    }
}
