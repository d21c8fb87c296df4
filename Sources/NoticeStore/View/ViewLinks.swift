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
        snapshot.forEachReferrer(of: record) { from.append($0) }
        let to = snapshot.standing(record).map(snapshot.references) ?? []
        return (Self.ordered(to), Self.ordered(from))
    }

    /// The records that stood at a sequence and referred to `id` by the fact `role`, or by any where
    /// that is nil: the first `limit` by role, then by id, each once.
    ///
    /// Costs what the roles that it looks at have to tell, and no more of them than fill the limit.
    package func referrers(
        of id: String,
        role: String?,
        limit: Int,
        at seq: Int = .max
    ) -> [Referrer] {
        guard limit > 0, let record = records.find(id) else { return [] }
        let snapshot = ViewSnapshot(self, at: seq)
        var referrers: [Referrer] = []
        for role in role.map({ [$0] }) ?? Self.linkRoles where referrers.count < limit {
            var found: [Referrer] = []
            snapshot.forEachReferrer(of: record, by: role) { found.append($0) }
            referrers += Self.ordered(found).prefix(limit - referrers.count)
        }
        return referrers
    }

    /// The names of all facts that link records, in order.
    private static let linkRoles = Set(
        FactLayout.all.flatMap { layout in layout.links.map { layout.keyed[$0].name } }
    ).sorted()

    /// The record of the kind that stood at a sequence and had this word among the fact's.
    ///
    /// For facts that records are looked up by; the words of a vocabulary, which many records
    /// share, are none.
    package func holder(
        of fact: String,
        _ word: String,
        kind: Kind,
        at seq: Int = .max
    ) -> String? {
        let snapshot = ViewSnapshot(self, at: seq)
        let table = snapshot.table(kind)
        guard let number = table.layout.word(of: fact),
            let handle = table.keyed.words.find(word.utf8.span),
            let key = table.keyed.first(Key(fact: number, value: handle))
        else { return nil }
        var holder: String?
        table.forEachRow(having: key, at: snapshot.seq) { row in
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
    /// The links of a row.
    fileprivate func references(_ place: RowPlace) -> [Referrer] {
        let table = table(place.kind)
        var references: [Referrer] = []
        table.keyed.forEachKey(of: place.row) { number, record in
            let fact = table.layout.keyed[number]
            guard fact.isLink, let kind = self.place(of: record)?.kind else { return }
            let id = view.records.id(record)
            references.append(Referrer(role: fact.name, kind: kind, id: id))
        }
        return references
    }

    /// Goes over the standing records that link to a record, by one fact where it is named.
    fileprivate func forEachReferrer(
        of record: UInt32,
        by role: String? = nil,
        _ body: (Referrer) -> Void
    ) {
        for kind in Kind.allCases {
            let table = table(kind)
            let links = role.map { table.layout.link(of: $0).map { [$0] } ?? [] }
            for fact in links ?? table.layout.links {
                let key = table.keyed.first(Key(fact: fact, value: record))
                guard let key else { continue }
                let role = table.layout.keyed[fact].name
                table.forEachRow(having: key, at: seq) { row in
                    let id = view.records.id(table.record(of: row))
                    body(Referrer(role: role, kind: kind, id: id))
                    return .proceed
                }
            }
        }
    }
}
