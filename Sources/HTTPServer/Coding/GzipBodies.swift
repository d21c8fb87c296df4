internal import HTTPWire

/// A request's body in gzip that is gathered whole.
enum GzipBodies {
    /// Bodies up to this size are taken out of gzip on the loop.
    static let bytesOnLoopMax = 16 * 1024

    /// The content of these bytes behind what `prefix` holds; nil when it is longer than `bytesMax`.
    ///
    /// - Throws: `damagedContent` for anything but whole gzip to the last byte.
    static func inflated(
        _ coded: [UInt8],
        from start: Int,
        behind prefix: [UInt8],
        atMost bytesMax: Int
    ) throws(Refusal) -> [UInt8]? {
        guard let inflater = Inflater() else { throw Refusal(.overloaded) }
        var bytes = prefix
        var place = start
        do throws(Inflater.Damage) {
            while true {
                let left = bytesMax - (bytes.count - prefix.count)
                // One byte more than there may be says that it is too long.
                let room = min(left + 1, 64 * 1024)
                let part = try inflater.inflate(coded, &place, room: room)
                guard part.count <= left else { return nil }
                bytes += part
                if part.count < room { break }
            }
        } catch {
            throw Refusal(.damagedContent)
        }
        guard inflater.isWhole, place == coded.count else { throw Refusal(.damagedContent) }
        return bytes
    }
}

/// A request's body in gzip that a receiver takes in pieces.
final class GzipPieces {
    /// A piece: what is taken out of gzip in one go.
    static let pieceBytes = 16 * 1024
    /// What is taken out before the loop's other connections have their turn.
    static let bytesInTurn = 4 * pieceBytes
    /// What one of these holds, to be counted against the memory for bodies.
    static let memory = 48 * 1024

    private let inflater: Inflater
    private let bytesMax: Int
    private var coded: [UInt8] = []
    private var place = 0
    private var total = 0
    /// What was taken out in this turn.
    var turnBytes = 0
    /// Whether more can be taken out of what has come.
    private(set) var hasMore = false
    /// Whether the last coded byte has come.
    private(set) var isLast = false

    /// Nil when there is no memory.
    init?(bytesMax: Int) {
        guard let inflater = Inflater() else { return nil }
        self.inflater = inflater
        self.bytesMax = bytesMax
    }

    /// Takes the next coded bytes, once nothing more can be taken out of the last ones.
    func take(_ bytes: [UInt8], isLast: Bool) {
        coded = bytes
        place = 0
        hasMore = !bytes.isEmpty
        self.isLast = isLast
    }

    /// The next piece; empty when more must come first.
    func next() throws(Refusal) -> [UInt8] {
        do throws(Inflater.Damage) {
            let piece = try inflater.inflate(coded, &place, room: Self.pieceBytes)
            hasMore = piece.count == Self.pieceBytes || place < coded.count
            total += piece.count
            turnBytes += piece.count
            guard total <= bytesMax else { throw Inflater.Damage() }
            return piece
        } catch {
            if total > bytesMax { throw Refusal(.bodyTooLong, limit: bytesMax) }
            throw Refusal(.damagedContent)
        }
    }

    /// Whether what came was whole gzip to its last byte.
    var isWhole: Bool { isLast && !hasMore && inflater.isWhole }
}
