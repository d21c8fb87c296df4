import CZlib

/// Gzip by zlib's own calls, to hold the server's against.
enum Gzip {
    static func coded(_ bytes: [UInt8]) -> [UInt8] {
        var stream = unsafe z_stream()
        unsafe _ = noticed_begin_gzip(&stream, 6)
        defer { unsafe _ = deflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 100 + 1_000)
        let size = output.count
        var input = bytes
        let left = unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                unsafe stream.next_in = source.baseAddress
                unsafe stream.avail_in = UInt32(source.count)
                unsafe stream.next_out = target.baseAddress
                unsafe stream.avail_out = UInt32(size)
                unsafe _ = deflate(&stream, Z_FINISH)
                return unsafe Int(stream.avail_out)
            }
        }
        return Array(output[..<(size - left)])
    }

    /// What gzip holds, up to 4 MiB, and whether it is whole; empty for what is none.
    static func plain(_ bytes: [UInt8]) -> (bytes: [UInt8], isWhole: Bool) {
        var stream = unsafe z_stream()
        unsafe _ = noticed_begin_gunzip(&stream)
        defer { unsafe _ = inflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: 4 << 20)
        let size = output.count
        var input = bytes
        let (left, result) = unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                unsafe stream.next_in = source.baseAddress
                unsafe stream.avail_in = UInt32(source.count)
                unsafe stream.next_out = target.baseAddress
                unsafe stream.avail_out = UInt32(size)
                let result = unsafe inflate(&stream, Z_SYNC_FLUSH)
                return unsafe (Int(stream.avail_out), result)
            }
        }
        return (Array(output[..<(size - left)]), result == Z_STREAM_END)
    }
}

/// Texts that gzip makes smaller, though not to nothing.
enum TestText {
    static func of(_ count: Int) -> [UInt8] {
        var text: [UInt8] = []
        var number: UInt64 = 7
        while text.count < count {
            number = number &* 6_364_136_223_846_793_005 &+ 1
            text += "{\"id\":\"\(number >> 40)\"}\n".utf8
        }
        return Array(text[..<count])
    }
}
