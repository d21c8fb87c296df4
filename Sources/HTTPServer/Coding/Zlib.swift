internal import CZlib

/// Puts bytes into gzip (RFC 1952), all at once or piece by piece.
///
/// About 260 KiB while it lives; not for two threads at a time.
@safe final class Deflater {
    /// What a call ends.
    enum End {
        /// A piece: all that was given can be read by the client from what comes out.
        case piece
        /// The content.
        case content
    }

    private let stream: UnsafeMutablePointer<z_stream>

    /// Nil when there is no memory.
    init?(level: Int) {
        // SAFETY: zero is what zlib asks of a new stream; it keeps this address until deflateEnd.
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        guard unsafe noticed_begin_gzip(stream, Int32(level)) == Z_OK else {
            unsafe stream.deallocate()
            return nil
        }
    }

    deinit {
        // SAFETY: begun in init, ended here only.
        unsafe deflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Makes ready for another content.
    func reset() {
        // SAFETY: a stream that was begun.
        unsafe _ = deflateReset(stream)
    }

    /// What comes of these bytes, as far as to the end stated.
    func deflate(_ bytes: [UInt8], to end: End) -> [UInt8] {
        var output: [UInt8] = []
        var taken = 0
        var isDone = false
        while !isDone {
            // One step goes as far as zlib's counters do.
            let step = min(bytes.count - taken, 1 << 30)
            let isLast = taken + step == bytes.count
            let flush = isLast ? (end == .content ? Z_FINISH : Z_SYNC_FLUSH) : Z_NO_FLUSH
            // SAFETY: only the stream's own bound is asked for.
            let room = unsafe Int(deflateBound(stream, UInt(step))) + 32
            var left = 0
            // SAFETY: input and output outlive the call, with the lengths that zlib is told; it
            // writes `room - avail_out` bytes from the start of the output.
            let part = unsafe [UInt8](unsafeUninitializedCapacity: room) { target, count in
                unsafe bytes.withUnsafeBufferPointer { source in
                    unsafe stream.pointee.next_in = UnsafeMutablePointer(
                        mutating: source.baseAddress?.advanced(by: taken)
                    )
                    unsafe stream.pointee.avail_in = UInt32(step)
                    unsafe stream.pointee.next_out = target.baseAddress
                    unsafe stream.pointee.avail_out = UInt32(room)
                    unsafe _ = CZlib.deflate(stream, flush)
                    unsafe left = Int(stream.pointee.avail_in)
                    unsafe count = room - Int(stream.pointee.avail_out)
                }
            }
            taken += step - left
            // Room that was not used up says that nothing waits inside.
            isDone = taken == bytes.count && part.count < room
            if output.isEmpty { output = part } else { output += part }
        }
        return output
    }
}

/// Takes gzip off bytes (RFC 1952), as they come; about 40 KiB while it lives.
@safe final class Inflater {
    /// The bytes are not gzip, or were damaged on their way.
    struct Damage: Error {}

    private let stream: UnsafeMutablePointer<z_stream>
    /// Whether a member ended with the last byte taken, and at least one did.
    private(set) var isWhole = false

    /// Nil when there is no memory.
    init?() {
        // SAFETY: zero is what zlib asks of a new stream; it keeps this address until inflateEnd.
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        guard unsafe noticed_begin_gunzip(stream) == Z_OK else {
            unsafe stream.deallocate()
            return nil
        }
    }

    deinit {
        // SAFETY: begun in init, ended here only.
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Inflates on from `start`, which moves; fewer than `room` bytes say that more input is due.
    ///
    /// Members may follow each other (RFC 1952 §2.2); anything else behind one is damage.
    func inflate(
        _ input: [UInt8],
        _ start: inout Int,
        room: Int
    ) throws(Damage) -> [UInt8] {
        precondition(start >= 0 && start <= input.count && room > 0, "a place in the input")
        var result = Z_OK
        var at = start
        var hasEnded = isWhole
        // SAFETY: input and output outlive the calls, with the lengths that zlib is told; it writes
        // `room - avail_out` bytes from the start of the output.
        let output = unsafe [UInt8](unsafeUninitializedCapacity: room) { target, count in
            unsafe input.withUnsafeBufferPointer { source in
                unsafe stream.pointee.next_out = target.baseAddress
                unsafe stream.pointee.avail_out = UInt32(room)
                repeat {
                    if hasEnded {
                        guard at < input.count else { break }
                        unsafe _ = inflateReset(stream)
                        hasEnded = false
                    }
                    let step = min(input.count - at, 1 << 30)
                    unsafe stream.pointee.next_in = UnsafeMutablePointer(
                        mutating: source.baseAddress?.advanced(by: at)
                    )
                    unsafe stream.pointee.avail_in = UInt32(step)
                    unsafe result = CZlib.inflate(stream, Z_NO_FLUSH)
                    unsafe at += step - Int(stream.pointee.avail_in)
                    hasEnded = result == Z_STREAM_END
                } while unsafe hasEnded && stream.pointee.avail_out > 0
                unsafe count = room - Int(stream.pointee.avail_out)
            }
        }
        // Z_BUF_ERROR: nothing could be done with what there is, which is no fault.
        guard [Z_OK, Z_BUF_ERROR, Z_STREAM_END].contains(result) else { throw Damage() }
        start = at
        isWhole = hasEnded
        return output
    }
}
