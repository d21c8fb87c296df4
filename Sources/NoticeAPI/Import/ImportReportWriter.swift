import HTTPWire
import NoticeRegister
import Shapes
import StrictJSON

/// Writes what became of an import's lines: a JSON object and a line feed for each, and one at the
/// end.
package struct ImportReportWriter: Sendable {
    /// The fields of an answer that consists of reports.
    static let fields = ResponseFields.lines(MediaType.lines.rawValue, cache: "no-store")

    /// What tells the request from others, for its problems; none on the command line.
    private let instance: String?

    /// Writes reports for a request, or for the command line.
    package init(instance: String? = nil) {
        self.instance = instance
    }

    /// A line's report: `{"line", "id", "result", "version"}`, or with a problem.
    package func line(_ report: ImportRun.Report) -> [UInt8] {
        var writer = JSONWriter(capacity: 128)
        writer.beginObject()
        writer.member("line", report.line)
        if let id = report.id { writer.member("id", id) }
        switch report.result {
        case .done(let decided):
            writer.member("result", decided.result.rawValue)
            writer.member("version", decided.version)
        case .refused(let refusal):
            writer.member("result", "error")
            writer.name("problem")
            Problem(refusal).write(into: &writer, instance: instance)
        }
        writer.endObject()
        return writer.bytes + [0x0A]
    }

    /// The last line: `{"done": true, …}` with the sums and the journal's head.
    package func end(_ summary: ImportSummary, head: Int) -> [UInt8] {
        end(summary, isDone: true) { $0.member("head", head) }
    }

    /// The last line of an import that was broken off: what was reported stands, the rest was not
    /// carried out.
    func brokenOff(_ summary: ImportSummary) -> [UInt8] {
        end(summary, isDone: false) { writer in
            writer.name("problem")
            Problem.overloaded.write(into: &writer, instance: instance)
        }
    }

    private func end(
        _ summary: ImportSummary,
        isDone: Bool,
        _ rest: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var writer = JSONWriter(capacity: 128)
        writer.beginObject()
        writer.member("done", isDone)
        writer.member("created", summary.created)
        writer.member("updated", summary.updated)
        writer.member("unchanged", summary.unchanged)
        writer.member("errors", summary.errors)
        rest(&writer)
        writer.endObject()
        return writer.bytes + [0x0A]
    }
}

extension ImportRun.Report {
    /// Why the line was not carried out; nil when it was.
    package var problem: Problem? {
        guard case .refused(let refusal) = result else { return nil }
        return Problem(refusal)
    }
}

extension Problem {
    /// Why a line was not carried out.
    fileprivate init(_ refusal: ImportRefusal) {
        switch refusal {
        case .line(.malformed(let fault)): self.init(fault)
        case .line(.invalid(let faults)): self.init(faults)
        case .line(.tooLong(let max)):
            self.init(.contentTooLarge, "A line may have \(max) bytes.", limit: max)
        case .rejection(let rejection): self.init(rejection)
        case .store(let fault): self.init(fault)
        case .tooMany(let max, .together):
            self.init(.contentTooLarge, "At most \(max) lines go in as one.", limit: max)
        case .tooLarge(let max, .together):
            self.init(.contentTooLarge, "At most \(max) bytes go in as one.", limit: max)
        case .tooMany(let max, .tried):
            self.init(.contentTooLarge, "A dry run tries at most \(max) changes.", limit: max)
        case .tooLarge(let max, .tried):
            self.init(.contentTooLarge, "A dry run tries at most \(max) bytes.", limit: max)
        }
    }
}
