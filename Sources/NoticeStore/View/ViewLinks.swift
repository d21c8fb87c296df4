package import NoticeRegister

extension View {
    /// What a record referred to at a sequence, and what then stood and referred to it: by role, then
    /// by id, each once.
    ///
    /// References to what the register did not know at the sequence are left out: nobody can say of
    /// which kind it is.
    package func links(of id: String, at seq: Int) -> (to: [Referrer], from: [Referrer]) {
        guard let record = records.find(id) else { return ([], []) }
        let snapshot = ViewSnapshot(self, at: seq)
        var from: [Referrer] = []
        snapshot.forEachReferrer(of: record) { referrer in
            from.append(referrer)
            return .proceed
        }
        let to = snapshot.standing(record).map(snapshot.references) ?? []
        return (Self.ordered(to), Self.ordered(from))
    }

    /// The standing records that refer to `id`, by the names of their facts; at most `limit`.
    package func referrers(of id: String, limit: Int) -> [Referrer] {
        guard limit > 0, let record = records.find(id) else { return [] }
        var referrers: [Referrer] = []
        ViewSnapshot(self, at: head).forEachReferrer(of: record) { referrer in
            referrers.append(referrer)
            return referrers.count < limit ? .proceed : .stop
        }
        return referrers
    }

    /// The standing record of the kind that has this word among the fact's.
    ///
    /// For facts that records are looked up by; the words of a vocabulary, which many records
    /// share, are none.
    package func holder(of fact: String, _ word: String, kind: Kind) -> String? {
        let snapshot = ViewSnapshot(self, at: head)
        let table = snapshot.table(kind)
        guard let number = table.layout.word(of: fact),
            let value = table.keyed.words.find(word.utf8.span),
            let key = table.keyed.key(fact: number, value: value)
        else { return nil }
        var holder: String?
        table.keyed.forEachRow(having: key) { row in
            guard table.stands(row, at: snapshot.seq) else { return .proceed }
            holder = records.id(table.record(of: row))
            return .stop
        }
        return holder
    }

    private static func ordered(_ referrers: [Referrer]) -> [Referrer] {
        referrers.sorted { one, other in
            one.role == other.role
                ? one.id.utf8.lexicographicallyPrecedes(other.id.utf8)
                : one.role.utf8.lexicographicallyPrecedes(other.role.utf8)
        }
    }
}

extension ViewSnapshot {
    /// The links of a row, in the order of its facts.
    fileprivate func references(_ place: RowPlace) -> [Referrer] {
        let table = table(place.kind)
        var references: [Referrer] = []
        table.keyed.forEachKey(of: place.row) { key in
            let fact = table.layout.keyed[table.keyed.fact(of: key)]
            let target = table.keyed.value(of: key)
            guard fact.isLink, let kind = self.place(of: target)?.kind else { return }
            let id = view.records.id(target)
            references.append(Referrer(role: fact.name, kind: kind, id: id))
        }
        return references
    }

    /// Goes over the standing records that link to a record, until the body says stop.
    fileprivate func forEachReferrer(of record: UInt32, _ body: (Referrer) -> Flow) {
        for kind in Kind.allCases {
            let table = table(kind)
            for (number, fact) in table.layout.keyed.enumerated() where fact.isLink {
                guard let key = table.keyed.key(fact: number, value: record) else { continue }
                var flow = Flow.proceed
                table.keyed.forEachRow(having: key) { row in
                    guard table.stands(row, at: seq) else { return .proceed }
                    let id = view.records.id(table.record(of: row))
                    flow = body(Referrer(role: fact.name, kind: kind, id: id))
                    return flow
                }
                if flow == .stop { return }
            }
        }
    }
}
