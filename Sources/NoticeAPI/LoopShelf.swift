import HTTPWire
import NoticeRegister

/// What one loop keeps at hand: its reader of the journal, and answers that are asked for often.
///
/// An answer belongs to one change of the journal, which never changes: nothing goes stale.
struct LoopShelf {
    /// Answers larger than this are read anew: they cost more to keep than to read.
    private static let bodyBytesMax = 16 * 1024
    /// Places; a change's sequence picks one, and a later one pushes out an earlier one.
    private static let placesMax = 8_192

    let context: APIContext
    private var reader: (any JournalReader)?
    /// Whether it has read in this turn.
    private var hasRead = false
    private var places: [Place?] = []
    private var bytes = 0
    /// Where the next search for something to throw away begins.
    private var hand = 0

    private struct Place {
        let seq: Int
        let response: Response
    }

    init(_ context: APIContext) {
        self.context = context
    }

    /// The answer to GET of the version that a change made; nil when it left no body.
    mutating func response(for entry: Entry) throws(Problem) -> Response? {
        let place = entry.seq & (Self.placesMax - 1)
        if place < places.count, let kept = places[place], kept.seq == entry.seq {
            return kept.response
        }
        guard let body = try read(entry.seq) else { return nil }
        let response = RecordForm.response(body: body, tag: RecordForm.tag(entry.version))
        keep(response, of: entry.seq, at: place)
        return response
    }

    /// Ends what a turn of the loop has read.
    mutating func endTurn() {
        guard hasRead else { return }
        hasRead = false
        reader?.endTurn()
    }

    private mutating func read(_ seq: Int) throws(Problem) -> [UInt8]? {
        hasRead = true
        do throws(StoreFault) {
            if let reader { return try reader.body(seq) }
            let reader = try context.repository.reader()
            self.reader = reader
            return try reader.body(seq)
        } catch {
            throw Problem(error)
        }
    }

    private mutating func keep(_ response: Response, of seq: Int, at place: Int) {
        let size = response.body.count
        guard size <= min(Self.bodyBytesMax, context.settings.loopCacheBytes) else { return }
        if places.isEmpty { places = Array(repeating: nil, count: Self.placesMax) }
        remove(at: place)
        while bytes + size > context.settings.loopCacheBytes {
            remove(at: hand)
            hand = (hand + 1) & (Self.placesMax - 1)
        }
        places[place] = Place(seq: seq, response: response)
        bytes += size
    }

    private mutating func remove(at place: Int) {
        guard let old = places[place] else { return }
        bytes -= old.response.body.count
        places[place] = nil
    }
}
