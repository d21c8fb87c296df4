package import NoticeRegister

/// The view as it was recorded at one sequence.
struct ViewSnapshot {
    /// The view.
    let view: View
    /// The sequence: not beyond what was published when the snapshot was taken.
    let seq: UInt32

    /// Pins a sequence; beyond the head, the head.
    init(_ view: View, at seq: Int) {
        self.view = view
        self.seq = UInt32(clamping: min(seq, view.head))
    }

    /// The table of a kind.
    func table(_ kind: Kind) -> KindTable { view.kinds[Int(kind.rawValue)] }

    /// The row of a record's last change, a deletion too.
    func place(of record: UInt32) -> RowPlace? {
        var place = view.records.last(of: record)
        while let at = place, table(at.kind).seq(of: at.row) > seq { place = previous(at) }
        return place
    }

    /// The row of a record that stands.
    func standing(_ record: UInt32) -> RowPlace? {
        guard let place = place(of: record),
            table(place.kind).operation(of: place.row).leavesStanding
        else { return nil }
        return place
    }

    /// The row of a record that stands and is of a kind.
    func standing(_ record: UInt32, as kind: Kind) -> Int? {
        guard let place = standing(record), place.kind == kind else { return nil }
        return place.row
    }

    /// What a row says of its record.
    func entry(_ place: RowPlace) -> Entry {
        let table = table(place.kind)
        return Entry(
            kind: place.kind,
            seq: Int(table.seq(of: place.row)),
            version: table.version(of: place.row),
            isDeleted: !table.operation(of: place.row).leavesStanding
        )
    }

    /// The row before one in its record's history.
    func previous(_ place: RowPlace) -> RowPlace? {
        table(place.kind).previous(of: place.row)
    }
}

extension View {
    /// Where an id stood at a sequence; nil where no record had it yet.
    package func entry(_ id: String, at seq: Int) -> Entry? {
        let snapshot = ViewSnapshot(self, at: seq)
        guard let record = records.find(id), let place = snapshot.place(of: record) else {
            return nil
        }
        return snapshot.entry(place)
    }

    /// A version of a record, as it was when it was the last; nil where there is none.
    package func version(_ id: String, _ version: Int) -> Entry? {
        history(of: id, at: head).first { $0.version == version }
    }

    /// A record's versions up to a sequence, the last one first.
    package func history(of id: String, at seq: Int) -> [Entry] {
        let snapshot = ViewSnapshot(self, at: seq)
        var place = records.find(id).flatMap(snapshot.place)
        var history: [Entry] = []
        while let at = place {
            history.append(snapshot.entry(at))
            place = snapshot.previous(at)
        }
        return history
    }

    /// Whether the record has this version at a sequence, and every one since was made by `derive`.
    package func isOnlyDerived(
        _ id: String,
        since version: Int,
        at seq: Int = .max
    ) -> Bool {
        let snapshot = ViewSnapshot(self, at: seq)
        var place = records.find(id).flatMap(snapshot.place)
        while let at = place {
            let table = snapshot.table(at.kind)
            if table.version(of: at.row) == version { return true }
            guard table.operation(of: at.row) == .derive else { return false }
            place = snapshot.previous(at)
        }
        return false
    }
}
