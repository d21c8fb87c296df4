/// Read buffers of one size that a loop lends to connections with something to read.
///
/// An idle connection holds none, so memory follows the requests in work, not the connections.
struct BufferPool {
    /// One read: most requests with their bodies fit, many times over.
    static let bufferSize = 16 * 1024
    /// What is kept for reuse; the rest goes back to the system.
    private static let keptMax = 64

    private var free: [[UInt8]] = []

    mutating func take() -> [UInt8] {
        free.popLast() ?? [UInt8](repeating: 0, count: Self.bufferSize)
    }

    /// Takes a buffer back: whether it is kept.
    mutating func give(_ buffer: consuming [UInt8]) -> Bool {
        guard buffer.count == Self.bufferSize, free.count < Self.keptMax else { return false }
        free.append(buffer)
        return true
    }
}
