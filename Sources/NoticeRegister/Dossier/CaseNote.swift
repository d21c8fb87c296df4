import Shapes

/// A dossier written as a case note: Markdown with numbered sources.
///
/// What comes in which order, and the numbers of the sources, is said by ``NoteOrder``.
struct CaseNote {
    let dossier: Dossier
    let order: NoteOrder
    var text = ""
    /// Places and words that citations name, by the source's id.
    private var places: [String: [MarkdownText]] = [:]

    init(_ dossier: Dossier) {
        self.dossier = dossier
        order = NoteOrder(dossier)
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

    mutating func paragraph(_ words: MarkdownText) {
        text += words.text
        text += "\n"
    }

    mutating func item(_ words: MarkdownText, level: Int = 0) {
        for _ in 0..<level { text += "  " }
        text += "- "
        paragraph(words)
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
    func cite(_ id: String) -> MarkdownText { order.number(of: id).map { " [\($0)]" } ?? .none }

    private mutating func writeSources() {
        guard !order.sources.isEmpty else { return }
        heading(2, "Sources")
        for (place, source) in order.sources.enumerated() {
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
        let repeated = source.derivedFrom.compactMap { order.number(of: $0.id) }
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
