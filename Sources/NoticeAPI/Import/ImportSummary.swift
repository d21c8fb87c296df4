import NoticeRegister

/// What has become of an import's lines so far.
package struct ImportSummary: Sendable {
    /// Records that are new.
    package private(set) var created = 0
    /// Records that have a new version.
    package private(set) var updated = 0
    /// Lines that said nothing new.
    package private(set) var unchanged = 0
    /// Lines that were turned down.
    package private(set) var errors = 0
    /// Whether the store failed, and not only lines.
    private(set) var hasStoreFailed = false
    /// Reports that are written and not yet taken.
    private(set) var pending: [UInt8] = []

    /// Starts with no line.
    package init() {}

    /// Counts a line.
    package mutating func count(_ report: ImportRun.Report) {
        switch report.result {
        case .refused(let refusal):
            errors += 1
            if case .store = refusal { hasStoreFailed = true }
        case .done(let decided):
            switch decided.result {
            case .created: created += 1
            case .updated, .deleted: updated += 1
            case .unchanged: unchanged += 1
            }
        }
    }

    /// Counts a line and writes its report.
    mutating func count(_ report: ImportRun.Report, by writer: ImportReportWriter) {
        count(report)
        pending += writer.line(report)
    }

    /// The reports since the last call.
    mutating func takePending() -> [UInt8] {
        defer { pending = [] }
        return pending
    }
}
