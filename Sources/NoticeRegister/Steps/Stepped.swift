import Shapes

/// A record that goes through steps, and what its kind has to say for itself; all else is in
/// ``StepTaking``.
protocol Stepped: RecordShape {
    /// What can happen to records of the kind.
    static var table: StepTable { get }
    /// What happened, in order; annulled steps among them.
    var steps: [StepRecord] { get set }
    /// Where the steps have led, in the table's words.
    var statusNow: String { get }
    /// Whether the record cannot take a step of its table, whatever its status.
    func isClosed(to step: Step) -> Bool
    /// Those whose a step is, and whoever is on their side; none: anybody's.
    func parties(_ actor: StepTable.Actor, _ overlay: Overlay) -> [Reference]
    /// Notes what is wrong with a step beyond what its row tells.
    func judge(_ body: StepBody, _ overlay: Overlay, _ faults: inout Faults)
    /// What a step makes; ids that its sender left open are blank.
    func making(_ body: StepBody, _ overlay: Overlay) -> StepMaking
    /// The requests and notices that a step closes, should it not say why they stay open.
    func filesClosed(by step: StepRecord, _ making: StepMaking, _ overlay: Overlay) -> [Reference]
    /// The record with everything in it that follows from its steps.
    ///
    /// A new step stands among them already, but what it makes does not stand among the records.
    /// - Throws: the first step that is not possible.
    func replayed(with new: NewStep?, _ overlay: Overlay) throws(StepObstacle) -> Self
}

extension Stepped {
    func isClosed(to step: Step) -> Bool { false }

    func judge(_ body: StepBody, _ overlay: Overlay, _ faults: inout Faults) {}

    func making(_ body: StepBody, _ overlay: Overlay) -> StepMaking {
        StepMaking(decision: body.decision.map { Decision($0, body, on: self) })
    }

    func filesClosed(
        by step: StepRecord,
        _ making: StepMaking,
        _ overlay: Overlay
    ) -> [Reference] { [] }

    /// The steps that are possible from a status.
    func allowed(from status: String) -> [InvalidTransition.Allowed] {
        Self.table.allowed(
            from: status,
            hasSteps: StepRecord.standing(among: steps).contains { $0.step != .annul },
            isClosed: isClosed
        )
    }
}

/// A step that is about to be taken.
struct NewStep {
    /// The step, as its record will keep it.
    let record: StepRecord
    /// What it makes, ids and all.
    let making: StepMaking
}

/// Why steps cannot follow each other as they stand.
struct StepObstacle: Error {
    /// The step that is not possible.
    let step: StepRecord
    /// The status that it met.
    let status: String
    /// What is wrong with it, if it is more than its status: told when it is the new one's own.
    var faults: Faults?
}

extension NewStep? {
    /// The decision under an id, be it that the new step is only about to make it.
    func decision(_ id: String, _ overlay: Overlay) -> Decision? {
        if let made = self?.making.decision, made.common.id == id { return made }
        guard case .decision(let standing)? = overlay.record(id) else { return nil }
        return standing
    }
}

/// What routes tell of a record's life.
extension Record {
    /// The record as one that goes through steps; nil for kinds that do not.
    var stepped: (any Stepped)? {
        switch self {
        case .noticeRequest(let request): request
        case .notice(let notice): notice
        case .challenge(let challenge): challenge
        case .group(let group): group
        default: nil
        }
    }

    /// What happened to it, in order; nothing for kinds that take no steps.
    package var steps: [StepRecord] { stepped?.steps ?? [] }

    /// Where its steps have led, in the word that the record itself holds.
    package var statusWord: String? {
        switch self {
        case .noticeRequest(let request): request.status.rawValue
        case .notice(let notice): notice.status.rawValue
        case .challenge(let challenge): challenge.status.rawValue
        default: nil
        }
    }

    /// The steps that are possible now.
    package var allowedSteps: [InvalidTransition.Allowed] {
        stepped.map { $0.allowed(from: $0.statusNow) } ?? []
    }
}
