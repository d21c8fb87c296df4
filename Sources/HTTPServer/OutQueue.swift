/// Output that a client has not taken yet, in order; made for those that are slow.
final class OutQueue {
    private var segments: [[UInt8]] = []
    private var first = 0
    private var offset = 0
    private(set) var count = 0

    /// Appends bytes from an offset on; a whole array is kept, not copied.
    func append(_ bytes: [UInt8], from start: Int = 0) {
        guard start < bytes.count else { return }
        count += bytes.count - start
        if isEmptyOfSegments {
            offset = start
            segments.append(bytes)
        } else {
            segments.append(start == 0 ? bytes : Array(bytes[start...]))
        }
    }

    /// What to send next.
    var next: (bytes: [UInt8], offset: Int)? {
        first < segments.count ? (segments[first], offset) : nil
    }

    /// Forgets what the kernel has taken.
    func drop(_ sent: Int) {
        count -= sent
        offset += sent
        guard first < segments.count, offset == segments[first].count else { return }
        segments[first] = []
        first += 1
        offset = 0
        if first == segments.count {
            segments.removeAll()
            first = 0
        }
    }

    private var isEmptyOfSegments: Bool { first == segments.count }
}
