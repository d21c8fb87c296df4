/// Cuts a stream of bytes into lines at LF; a line too long is cut short, and so refused.
package struct LineSplitter: Sendable {
    private var rest: [UInt8] = []

    /// Starts with nothing.
    package init() {}

    /// The lines that these bytes complete.
    package mutating func take(_ bytes: some Sequence<UInt8>) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        for byte in bytes {
            if byte == 0x0A {
                lines.append(rest)
                rest = []
            } else if rest.count <= ImportRun.lineBytesMax {
                rest.append(byte)
            }
        }
        return lines
    }

    /// The last line, if the stream ended without LF.
    package mutating func finish() -> [UInt8]? {
        defer { rest = [] }
        return rest.isEmpty ? nil : rest
    }
}
