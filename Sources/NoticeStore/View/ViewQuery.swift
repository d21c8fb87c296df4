package import NoticeRegister

extension View {
    /// Answers a question: a page of records, how many there are in all, and how their values spread.
    ///
    /// All is judged at the query's sequence (beyond the head, at the head), what other records say
    /// too. It costs what the most selective value leads to, or a scan of the kind's versions.
    package func find(_ query: Query) -> Found {
        let snapshot = ViewSnapshot(self, at: query.seq)
        var selection = PageSelection(query, snapshot)
        var facets = query.facets.map { FacetCount($0, query.kind, snapshot) }
        // Later versions mostly tell of later days: what comes first in the order is found first.
        RowSearch(snapshot, today: query.today).forEachBlock(
            of: query.kind,
            meeting: query.conditions,
            isBackwards: query.first.isDescending
        ) { rows in
            selection.add(rows)
            for place in facets.indices { facets[place].add(rows) }
        }
        let page = selection.page()
        let table = snapshot.table(query.kind)
        let rows = page.rows.map { row in
            Found.Row(
                id: records.id(table.record(of: row)),
                seq: Int(table.seq(of: row)),
                version: table.version(of: row)
            )
        }
        return Found(
            rows: rows,
            total: selection.total,
            next: page.next,
            facets: facets.map(\.result)
        )
    }
}
