import Shapes

/// The life of a group, replayed step by step: who was counted and who was named, and when.
///
/// A group's size, its names and its ledger are always what comes out of a replay; nothing else sets
/// them once a step was taken.
struct GroupReplay {
    /// How many they are.
    private(set) var size: Group.Size
    /// Those named, in the order of naming.
    private(set) var named: [Reference]
    /// An entry for each standing step that changed something.
    private(set) var ledger: [LedgerEntry] = []

    /// Replays steps.
    ///
    /// - Parameters:
    ///   - founded: the group as it was made.
    ///   - steps: all of them, in their order, annulled ones among them.
    /// - Throws: the first step that is not possible.
    init(founded: Group.Founding, _ steps: [StepRecord]) throws(StepObstacle) {
        size = Group.Size()
        (size.count, size.basis, named) = (founded.count, founded.basis, founded.named)
        for step in StepRecord.standing(among: steps) { try take(step) }
    }

    private mutating func take(_ step: StepRecord) throws(StepObstacle) {
        switch step.step {
        case .name: try name(step)
        case .unname: try unname(step)
        case .recount: try recount(step)
        default: return
        }
    }

    private mutating func name(_ step: StepRecord) throws(StepObstacle) {
        guard let person = step.ref else { return }
        guard !named.contains(person) else {
            throw Self.obstacle(step, "/ref", "\(person.id) is named already")
        }
        guard size.holds(named.count + 1) else {
            throw Self.obstacle(
                step,
                "/ref",
                "all are named: the group has \(size.basis.words) \(size.count)"
            )
        }
        guard named.count < RecordLimits.many else {
            let detail = "at most \(RecordLimits.many) can be named"
            throw Self.obstacle(step, "/ref", detail, .outOfRange)
        }
        enter(step, .name, named.count, named.count + 1)
        named.append(person)
    }

    private mutating func unname(_ step: StepRecord) throws(StepObstacle) {
        guard let person = step.ref else { return }
        guard let place = named.firstIndex(of: person) else {
            throw Self.obstacle(step, "/ref", "\(person.id) is not named")
        }
        enter(step, .unname, named.count, named.count - 1)
        named.remove(at: place)
    }

    private mutating func recount(_ step: StepRecord) throws(StepObstacle) {
        var next = size
        next.count = step.count ?? size.count
        next.basis = step.basis ?? size.basis
        guard next.holds(named.count) else {
            throw Self.obstacle(
                step,
                "/count",
                "\(named.count) are named, and the group would have \(next.basis.words) \(next.count)"
            )
        }
        enter(step, .recount, size.count, next.count)
        size = next
    }

    private mutating func enter(_ step: StepRecord, _ act: LedgerAct, _ before: Int, _ after: Int) {
        var entry = LedgerEntry()
        entry.on = step.on
        entry.act = act
        entry.ref = step.ref
        entry.before = before
        entry.after = after
        entry.sources = step.sources
        ledger.append(entry)
    }

    private static func obstacle(
        _ step: StepRecord,
        _ pointer: String,
        _ detail: String,
        _ code: FaultCode = .subjectCountMismatch
    ) -> StepObstacle {
        StepObstacle(
            step: step,
            status: Group.status,
            faults: Faults([Fault(pointer, code, detail)])
        )
    }
}

extension Group.Size {
    /// Whether a group of this size can have so many named.
    ///
    /// What is said to be "at least" or "about" so many is not contradicted by more.
    func holds(_ named: Int) -> Bool {
        switch basis {
        case .exact, .atMost: named <= count
        case .atLeast, .about: true
        }
    }
}

extension CountBasis {
    /// The basis as it stands before a number.
    var words: String {
        switch self {
        case .exact: "exactly"
        case .atLeast: "at least"
        case .atMost: "at most"
        case .about: "about"
        }
    }
}
