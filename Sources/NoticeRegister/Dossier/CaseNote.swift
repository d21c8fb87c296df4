import Shapes

/// A dossier written as a case note: Markdown with numbered sources.
///
/// Sections are written in order, and a source gets its number where it is first cited.
struct CaseNote {
    let dossier: Dossier
    /// The sources cited so far, in the order of their numbers.
    private(set) var sources: [Source] = []
    var text = ""
    private var numbers: [String: Int] = [:]
    /// Places and words that citations name, by the source's id.
    private var places: [String: [MarkdownText]] = [:]

    init(_ dossier: Dossier) {
        self.dossier = dossier
    }

    var file: CaseFile { dossier.file }
    var request: NoticeRequest { dossier.file.request }

    /// Writes the whole note.
    mutating func writeAll() {
        writeTitle()
        if dossier.isTold {
            writeParties()
            writeSubjects()
            writeStanding()
        }
        writeCourse()
        writeDecisions()
        writeStatements()
        writeConflicts()
        writeOpen()
        writeLineage()
        writeSources()
        writeProvenance()
    }

    // MARK: Lines

    /// A heading with an empty line on both sides.
    mutating func heading(_ level: Int, _ words: MarkdownText) {
        if !text.isEmpty { text += "\n" }
        text += String(repeating: "#", count: level) + " " + words.text + "\n\n"
    }

    mutating func paragraph(_ words: MarkdownText) { text += words.text + "\n" }

    mutating func item(_ words: MarkdownText, level: Int = 0) {
        text += String(repeating: "  ", count: level) + "- " + words.text + "\n"
    }

    // MARK: Names

    /// What a record is called, or its id in code where it is not at hand or has no name.
    func name(_ id: String) -> MarkdownText {
        switch file.record(id) {
        case .noticeRequest?, .decision?, .notice?, .challenge?, .statement?, .verdict?, nil:
            return "\(id: id)"
        case let record?: return record.caption.isEmpty ? "\(id: id)" : "\(record.caption)"
        }
    }

    func names(_ references: [Reference]) -> MarkdownText {
        MarkdownText(references.map { name($0.id) }, separator: ", ")
    }

    func ids(_ references: [Reference]) -> MarkdownText {
        MarkdownText(references.map { "\(id: $0.id)" }, separator: ", ")
    }

    func date(_ date: PartialDate) -> MarkdownText { "\(date.words)" }

    // MARK: Sources

    /// The marks of citations: ` [1] [2]`, or nothing.
    mutating func cite(_ citations: [Citation]) -> MarkdownText {
        var marks: [MarkdownText] = []
        for citation in citations {
            let mark = cite(citation.source.id)
            guard !mark.isEmpty, !marks.contains(where: { $0.text == mark.text }) else { continue }
            marks.append(mark)
        }
        for citation in citations where citation.locator != nil || citation.quote != nil {
            let parts = [
                citation.locator.map { "\($0)" as MarkdownText },
                citation.quote.map { "“\($0)”" as MarkdownText },
            ].compactMap(\.self)
            let place = MarkdownText(parts, separator: ": ")
            let known = places[citation.source.id] ?? []
            guard !known.contains(where: { $0.text == place.text }) else { continue }
            places[citation.source.id] = known + [place]
        }
        return MarkdownText(marks, separator: "")
    }

    /// The mark of a source that the case has: ` [1]`, or nothing.
    mutating func cite(_ id: String) -> MarkdownText {
        guard let source = file.source(id) else { return .none }
        return " [\(number(of: source))]"
    }

    private mutating func number(of source: Source) -> Int {
        if let number = numbers[source.common.id] { return number }
        sources.append(source)
        numbers[source.common.id] = sources.count
        return sources.count
    }

    private mutating func writeSources() {
        // What a source repeats, then whatever else the case has.
        var place = 0
        while place < sources.count {
            for origin in sources[place].derivedFrom.compactMap({ file.source($0.id) }) {
                _ = number(of: origin)
            }
            place += 1
        }
        for case .source(let source) in file.records.values.sorted(by: {
            $0.common.id < $1.common.id
        }) {
            _ = number(of: source)
        }
        guard !sources.isEmpty else { return }
        heading(2, "Sources")
        for (place, source) in sources.enumerated() {
            text += "\(place + 1). " + line(of: source).text + "\n"
            for words in places[source.common.id] ?? [] { text += "   - " + words.text + "\n" }
        }
    }

    private func line(of source: Source) -> MarkdownText {
        var line: MarkdownText = "\(source.title) (\(source.type)"
        if let publisher = source.publisher { line = line + ", \(publisher)" }
        if let published = source.published { line = line + ", \(date(published))" }
        line = line + ")"
        if let url = source.url { line = line + ", \(link: url)" }
        if let copy = source.archiveURL { line = line + ", copy \(link: copy)" }
        if let read = source.retrievedAt { line = line + ", read \(date(read))" }
        let repeated = source.derivedFrom.compactMap { numbers[$0.id] }
        if !repeated.isEmpty {
            let marks = repeated.map { "[\($0)]" as MarkdownText }
            line = line + ", repeats \(MarkdownText(marks, separator: ", "))"
        }
        if let reliability = source.reliability { line = line + "; reliability \(reliability)" }
        if let note = source.common.note { line = line + ". \(note)" }
        return line
    }

    private mutating func writeProvenance() {
        let provenance = dossier.provenance
        text += "\n---\n\n"
        var line: MarkdownText =
            "Register \(provenance.store), sequence \(provenance.seq), recorded \(provenance.at.text)."
        if let saidBy = dossier.saidBy {
            line = line + " Only what had certainly been said by the end of \(date(saidBy))."
        }
        let closed = file.records.values.count { $0.common.access ?? .public != .public }
        if closed > 0 { line = line + " Records in this note that are not public: \(closed)." }
        if file.isTruncated {
            line = line + " The case is larger than a dossier holds: some is missing."
        }
        paragraph(line)
    }
}
