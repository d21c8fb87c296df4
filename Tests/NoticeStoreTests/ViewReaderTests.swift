import Dispatch
import NoticeRegister
import NoticeStore
import Shapes
import StrictJSON
import Testing

@Suite("Readers of the view while it grows")
struct ViewReaderTests {
    private static let rounds = 400
    /// Records that each commit writes anew, all with its number.
    private static let records = 4

    /// The facts of a record of a commit.
    private static func facts(_ round: Int, _ number: Int) throws -> PackedFacts {
        let members = "\"names\":[{\"full\":\"Round \(round)\"}],\"labels\":[\"all\",\"\(round)\"]"
        let parent = ",\"type\":\"court\",\"parent\":\"org_\(round)\""
        let kind: Kind = number % 2 == 0 ? .organization : .person
        let own = kind == .organization ? members + parent : members
        let text = RecordText.of(kind, id: "id", version: 1, [own])
        let record = try Record.decode(kind, Document(Array(text.utf8)), origin: .journal)
        return PackedFacts(record)
    }

    private static func write(_ view: View, _ facts: [[PackedFacts]]) throws(ViewFault) {
        for round in 0..<rounds {
            for number in 0..<records {
                let seq = round * records + number + 1
                try view.append(
                    ViewRow(
                        seq: seq,
                        at: Instant(milliseconds: round),
                        kind: number % 2 == 0 ? .organization : .person,
                        id: "id-\(number)",
                        version: round + 1,
                        operation: round == 0 ? .create : .replace,
                        previous: max(seq - records, 0),
                        facts: facts[round][number]
                    )
                )
            }
            view.publish()
        }
    }

    /// Reads until the writer is done; returns what did not fit.
    private static func read(_ view: View) -> [String] {
        var faults: [String] = []
        var seq = 0
        while seq < rounds * records {
            seq = view.head
            guard seq > 0 else { continue }
            let round = seq / records - 1
            for kind in [Kind.organization, .person] {
                let label = Filter("label", .word(fact: "labels", words: []))
                var query = Query(kind: kind, by: Query.Key(kind.listing.sorts[0]), seq: seq)
                query.facets = [label]
                let all = view.find(query)
                let expected = [
                    Found.Bucket(value: String(round), count: records / 2),
                    Found.Bucket(value: "all", count: records / 2),
                ]
                if all.facets.first?.buckets != expected { faults.append("facets at \(seq)") }
                for word in ["all", String(round)] {
                    query.conditions = [Query.Condition(label.rule, [.word(word)])]
                    let found = view.find(query)
                    if found.rows != all.rows || found.total != 2 {
                        faults.append("rows at \(seq)")
                    }
                }
                if all.rows.contains(where: { $0.version != round + 1 }) {
                    faults.append("versions at \(seq)")
                }
            }
            if view.entry("id-0", at: seq)?.version != round + 1 {
                faults.append("entry at \(seq)")
            }
            let links = view.links(of: "org_\(round)", at: seq).from.map(\.id)
            if links != ["id-0", "id-2"] { faults.append("links at \(seq)") }
        }
        return faults
    }

    @Test("every reader sees whole commits, and each of them as it was, while a writer appends")
    func wholeCommits() throws {
        // Looking up meets rows that are being written; a scan does not go so far.
        let view = View(costs: SearchCosts(lookUp: 0))
        let facts = try (0..<Self.rounds).map { round in
            try (0..<Self.records).map { try Self.facts(round, $0) }
        }
        DispatchQueue.concurrentPerform(iterations: 3) { worker in
            if worker == 0 {
                #expect(throws: Never.self) { try Self.write(view, facts) }
            } else {
                #expect(Self.read(view) == [])
            }
        }
        #expect(view.head == Self.rounds * Self.records)
    }
}
