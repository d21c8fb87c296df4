import HTTPWire
import NoticeRegister
import Seals
import Shapes

/// Where a page begins, and which register it shows: every page of one listing shows the same.
struct PagePlace {
    /// The register as it was recorded at this sequence.
    let seq: Int
    /// The day of asking, in days since 1970; in the past that of the last change by then.
    let today: Int32
    /// After this place; nil: from the first.
    let position: Query.Position?

    /// After so many, where places are counted.
    var count: Int {
        if case .number(let count)? = position?.value(0) { count } else { 0 }
    }
}

extension Call {
    /// Where the page begins that a cursor leads to; without one, the first page as of a point.
    ///
    /// - Parameters:
    ///   - text: the cursor as the client sent it.
    ///   - asOf: the point in the past, which counts for a first page; a cursor has its own.
    ///   - digest: of all that says what is listed.
    /// - Returns: the place.
    /// - Throws: `invalid-parameter`; `gone` for a cursor of another store.
    func place(_ text: String?, asOf: AsOf?, digest: [UInt8]) throws(Problem) -> PagePlace {
        guard let text else {
            let seq = try sequence(asOf)
            return PagePlace(seq: seq, today: try today(asOf, at: seq), position: nil)
        }
        let head = repository.head
        do throws(Cursor.Fault) {
            let cursor = try Cursor(text, store: head.store, digest: digest)
            guard cursor.seq <= head.seq else { throw .malformed }
            return PagePlace(seq: cursor.seq, today: cursor.today, position: cursor.position)
        } catch {
            throw Problem(error)
        }
    }

    /// The day that is today in an answer as of a point: there, that of the last change.
    func today(_ asOf: AsOf?, at seq: Int) throws(Problem) -> Int32 {
        guard asOf != nil, seq > 0 else { return context.today }
        let last = try reading { reader throws(StoreFault) in try reader.change(seq) }
        return last.map { $0.at.daysSince1970 } ?? context.today
    }

    /// The URL of the page that follows a position, relative to the server.
    func nextPage(
        after position: Query.Position,
        of place: PagePlace,
        _ words: [(name: String, value: String)],
        digest: [UInt8]
    ) -> String {
        let cursor = Cursor(seq: place.seq, today: place.today, position: position)
        let text = cursor.text(store: repository.head.store, digest: digest)
        return path(words, with: "cursor", text)
    }

    /// The request's own path and query, but for one parameter.
    func path(
        _ words: [(name: String, value: String)],
        with name: String,
        _ value: String
    ) -> String {
        let kept = words.filter { $0.name != name } + [(name, value)]
        let query = kept.map { Target.encoded($0.name) + "=" + Target.encoded($0.value) }
        return (request.text(request.path) ?? "") + "?" + query.joined(separator: "&")
    }

    /// The tag of what this request shows of the register at a sequence.
    ///
    /// The same store at the same sequence answers the same target with the same bytes; the day
    /// counts for what the clock decides.
    func tag(at seq: Int, today: Int32 = 0) -> EntityTag {
        let asked = Array(repository.head.store.utf8) + Array(" \(today) ".utf8)
        let digest = SHA256.digest(asked + request.bytes[request.target])
        return EntityTag("\(seq)-" + Array(digest.prefix(8)).hexadecimal)
    }
}

extension Problem {
    fileprivate init(_ fault: Cursor.Fault) {
        switch fault {
        case .malformed:
            self.init(parameter: "cursor", .badFormat, "a cursor is due, as `next` gave it")
        case .ofAnotherListing:
            self.init(
                parameter: "cursor",
                .badFormat,
                "the cursor is of another listing: filters and order stay the same from page to page"
            )
        case .ofAnotherStore:
            self.init(.gone, "The cursor is of another store: start anew without it.")
        }
    }
}
