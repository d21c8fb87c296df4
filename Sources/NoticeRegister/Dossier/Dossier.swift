import Shapes
import StrictJSON

/// A whole case in one answer: a request, with every record that it takes to understand it.
package struct Dossier {
    /// Which register it is from, and as of when.
    package struct Provenance: Sendable {
        /// The store's uuid.
        package let store: String
        /// The sequence.
        package let seq: Int
        /// When the change of that sequence was recorded.
        package let at: Instant

        /// Names a register.
        package init(store: String, seq: Int, at: Instant) {
            (self.store, self.seq, self.at) = (store, seq, at)
        }
    }

    let file: CaseFile
    let provenance: Provenance
    let saidBy: PartialDate?
    /// Whether the request itself had been told of by the day asked for.
    let isTold: Bool
    /// Steps and statements left out because nobody says when they were; nil: no day was asked for.
    let undated: Int?
    let conflicts: [Conflict]

    /// Puts together the dossier of a case.
    ///
    /// - Parameters:
    ///   - file: the case.
    ///   - provenance: where it is from.
    ///   - saidBy: leaves only what had certainly been said by the end of this date.
    package init(_ file: CaseFile, _ provenance: Provenance, saidBy: PartialDate?) {
        (self.provenance, self.saidBy) = (provenance, saidBy)
        if let saidBy {
            let said = SaidCase(file, by: saidBy.latest)
            (self.file, isTold, undated) = (said.file, said.isTold, said.undated)
        } else {
            (self.file, isTold, undated) = (file, true, nil)
        }
        conflicts = Conflicts.among(self.file.statements)
    }

    /// The events of the case, by day and then by id.
    var events: [Event] {
        file.records.values.compactMap { if case .event(let event) = $0 { event } else { nil } }
            .sorted { ($0.when.earliest, $0.common.id) < ($1.when.earliest, $1.common.id) }
    }

    /// The dossier as JSON.
    package var json: [UInt8] {
        var writer = JSONWriter(capacity: 32_768)
        write(into: &writer)
        return writer.bytes
    }

    /// The dossier as a case note in Markdown (CommonMark), which ends with a newline.
    package var markdown: [UInt8] {
        var note = CaseNote(self)
        note.writeAll()
        return Array(note.text.utf8)
    }
}

extension Dossier {
    private func write(into writer: inout JSONWriter) {
        var shown: Set<String> = []
        let request = file.request
        writer.beginObject()
        writer.member("id", request.common.id)
        writer.member("seq", provenance.seq)
        writer.name("said_by")
        saidBy.write(into: &writer)
        writer.name("request")
        if isTold { write(request, &shown, into: &writer) } else { writer.null() }
        writeParties(&shown, into: &writer)
        write("events", events, &shown, into: &writer)
        writeSteps(into: &writer)
        write("decisions", file.decisions, &shown, into: &writer)
        write("notices", file.notices, &shown, into: &writer)
        write("challenges", file.challenges, &shown, into: &writer)
        write("statements", file.statements, &shown, into: &writer)
        writer.name("conflicts")
        writer.beginArray()
        for conflict in conflicts { conflict.write(into: &writer) }
        writer.endArray()
        write("earlier", file.earlier, &shown, into: &writer)
        write("later", file.later, &shown, into: &writer)
        writeSources(&shown, into: &writer)
        writeRest(shown, into: &writer)
        if let undated { writer.member("undated", undated) }
        writer.member("truncated", file.isTruncated)
        writer.endObject()
    }

    /// Requester, passer on and addressee, each with all above it; and the subjects.
    private func writeParties(_ shown: inout Set<String>, into writer: inout JSONWriter) {
        let request = file.request
        let parties = [
            ("requester", request.requester), ("via", request.via),
            ("addressee", request.addressee),
        ]
        for (name, party) in parties {
            let line = isTold ? party.map { file.line(of: $0.id) } ?? [] : []
            writer.name(name)
            writer.beginArray()
            for organization in line {
                shown.insert(organization.common.id)
                writer.raw(organization.canonicalBytes)
            }
            writer.endArray()
        }
        writer.name("subjects")
        writer.beginArray()
        for subject in isTold ? request.subjects : [] {
            let record = file.record(subject.ref.id)
            writer.beginObject()
            writer.member("ref", subject.ref.id)
            writer.name("record")
            if let record {
                shown.insert(record.common.id)
                writer.raw(record.canonicalBytes)
            } else {
                writer.null()
            }
            writer.name("named")
            writer.beginArray()
            if case .group(let group)? = record {
                for person in group.named.compactMap({ file.person($0.id) }) {
                    shown.insert(person.common.id)
                    writer.raw(person.canonicalBytes)
                }
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
    }

    /// The steps of the request, its notices and its challenges, annulled ones among them.
    private func writeSteps(into writer: inout JSONWriter) {
        writer.name("steps")
        writer.beginArray()
        var stepped = isTold ? [(file.request.common.id, file.request.steps)] : []
        stepped += file.notices.map { ($0.common.id, $0.steps) }
        stepped += file.challenges.map { ($0.common.id, $0.steps) }
        for (id, steps) in stepped {
            let standing = Set(StepRecord.standing(among: steps).map(\.id))
            for step in steps {
                writer.beginObject()
                writer.member("of", id)
                writer.name("step")
                step.write(into: &writer)
                writer.member("stands", standing.contains(step.id))
                writer.endObject()
            }
        }
        writer.endArray()
    }

    /// The sources with the numbers that they have in the case note.
    private func writeSources(_ shown: inout Set<String>, into writer: inout JSONWriter) {
        writer.name("sources")
        writer.beginArray()
        for (place, source) in NoteOrder(self).sources.enumerated() {
            writer.beginObject()
            writer.member("n", place + 1)
            writer.name("record")
            write(source, &shown, into: &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    /// All other records: speakers, deciders, who took part.
    private func writeRest(_ shown: Set<String>, into writer: inout JSONWriter) {
        writer.name("included")
        writer.beginObject()
        for (id, record) in file.records.sorted(by: { $0.key < $1.key })
        where !shown.contains(id) {
            writer.name(id)
            writer.raw(record.canonicalBytes)
        }
        writer.endObject()
    }

    private func write(
        _ name: String,
        _ records: [some RecordShape],
        _ shown: inout Set<String>,
        into writer: inout JSONWriter
    ) {
        writer.name(name)
        writer.beginArray()
        for record in records { write(record, &shown, into: &writer) }
        writer.endArray()
    }

    private func write(
        _ record: some RecordShape,
        _ shown: inout Set<String>,
        into writer: inout JSONWriter
    ) {
        shown.insert(record.common.id)
        writer.raw(record.canonicalBytes)
    }
}
