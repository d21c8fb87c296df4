import Shapes

/// What can happen to a group: it is counted anew, and people in it are named, or no longer.
extension Group: Stepped {
    static let table = StepTable([
        row(.name, [.ref, .evidence]), row(.unname, [.ref, .reason, .evidence]),
        row(.recount, [.count, .basis, .evidence]),
    ])

    /// A group has no status; this word stands where one has to be told.
    static let status = "counted"

    private static func row(_ step: Step, _ needs: [StepTable.Need]) -> StepTable.Row {
        StepTable.Row(step: step, from: nil, to: nil, actor: .anyone, needs: needs)
    }

    var statusNow: String { Self.status }

    func parties(_ actor: StepTable.Actor, _ overlay: Overlay) -> [Reference] { [] }

    /// With the first step, what the group was founded as is written down (Decision 19).
    func replayed(with new: NewStep?, _ overlay: Overlay) throws(StepObstacle) -> Group {
        guard !steps.isEmpty else { return self }
        let founding = founded ?? Founding(count: size.count, basis: size.basis, named: named)
        let replay = try GroupReplay(founded: founding, steps)
        var next = self
        next.founded = founding
        next.size = replay.size
        next.named = replay.named
        next.ledger = replay.ledger
        return next
    }
}
