import NoticeAPI
import StrictJSON

/// Reads an import's reports, from a store of this process or from a server, and counts.
struct ImportReport {
    private(set) var created = 0
    private(set) var updated = 0
    private(set) var unchanged = 0
    private(set) var errors = 0
    /// Whether the closing line has come, which says that nothing was broken off.
    private(set) var isWhole = false
    private var splitter = LineSplitter()

    /// Takes reports, and tells a line of words for each that says what went wrong.
    mutating func take(_ bytes: [UInt8], _ tell: (String) -> Void = { _ in }) {
        for line in splitter.take(bytes) {
            guard let document = try? Document(line), document.kind(0) == .object else { continue }
            count(document)
            if let words = Self.words(document) { tell(words) }
        }
    }

    private mutating func count(_ document: Document) {
        if let done = document.member("done", of: 0) {
            isWhole = document.bool(done) == true
            return
        }
        switch document.member("result", of: 0).flatMap(document.string) {
        case "created": created += 1
        case "updated": updated += 1
        case "unchanged": unchanged += 1
        case "error": errors += 1
        default: return
        }
    }

    /// What a report says went wrong: the line, the problem, and where in the line.
    private static func words(_ document: Document) -> String? {
        guard let problem = document.member("problem", of: 0) else { return nil }
        let line = document.member("line", of: 0).flatMap(document.integer)
        let detail = document.member("detail", of: problem).flatMap(document.string) ?? ""
        let items = document.member("errors", of: problem).map(document.elements) ?? []
        let places = items.map { item in
            let pointer = document.member("pointer", of: item).flatMap(document.string) ?? ""
            let what = document.member("detail", of: item).flatMap(document.string) ?? ""
            return pointer.isEmpty ? what : pointer + ": " + what
        }
        let said = places.isEmpty ? detail : places.joined(separator: "; ")
        return (line.map { "line \($0): " } ?? "") + said
    }
}
