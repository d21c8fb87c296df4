/// The facts that one predicate has found, by the side they speak for.
///
/// Only the lack of a fact makes a finding unknown. A fact that is taken away can therefore never
/// turn an unknown into `no_concern_on_record`: it leaves one more fact lacking.
struct Weighing {
    /// What a fact speaks for.
    enum Side {
        /// For the concern.
        case concern
        /// Against the concern.
        case relief
        /// For the concern, but not enough for one; beside a relief it makes one.
        case doubt
        /// For neither; it belongs to the picture.
        case note
    }

    /// What the rule asks for, by the fact's name: the sentence that names it to a reader.
    private let needs: [String: String]
    private(set) var found: [(side: Side, basis: Finding.Basis)] = []
    /// What is lacking, by the fact's name, in the order of being missed.
    private var lacking: [(fact: String, places: [String])] = []

    init(needs: [ReviewRule.Need]) {
        self.needs = Dictionary(needs.map { ($0.fact, $0.settledBy) }) { first, _ in first }
    }

    /// Takes a fact of a record.
    mutating func put(
        _ side: Side,
        _ record: some RecordShape,
        _ pointer: String,
        _ says: String
    ) {
        put(
            side,
            Finding.Basis(
                record: record.common.id,
                version: record.common.version,
                pointer: pointer,
                says: says
            )
        )
    }

    /// Takes a fact.
    mutating func put(_ side: Side, _ basis: Finding.Basis) {
        if !found.contains(where: { $0 == (side, basis) }) { found.append((side, basis)) }
    }

    /// Notes that a fact is not on record, and where it would stand.
    mutating func lack(_ fact: String, _ record: some RecordShape, _ pointer: String) {
        let place = record.common.id + (pointer.isEmpty ? "" : " " + pointer)
        guard let index = lacking.firstIndex(where: { $0.fact == fact }) else {
            lacking.append((fact, [place]))
            return
        }
        if !lacking[index].places.contains(place) { lacking[index].places.append(place) }
    }

    /// Whether a fact speaks for a side.
    func has(_ side: Side) -> Bool { found.contains { $0.side == side } }

    /// What the facts come to.
    var outcome: Finding.Outcome {
        if has(.concern) { return .concern }
        guard has(.relief), lacking.isEmpty else { return .unknown }
        return has(.doubt) ? .concern : .noConcernOnRecord
    }

    /// The facts that the outcome rests on.
    var because: [Finding.Basis] {
        let sides: [Side] =
            switch outcome {
            case .concern: [.concern, .doubt]
            case .noConcernOnRecord: [.relief, .note]
            case .unknown: [.doubt, .relief, .note]
            }
        return sides.flatMap { side in found.filter { $0.side == side }.map(\.basis) }
    }

    /// What would decide an unknown: the sentence of each fact that is lacking, and its places.
    var settledBy: [String] {
        guard outcome == .unknown else { return [] }
        return lacking.map { fact, places in
            let shown = places.prefix(Self.placesMax).joined(separator: ", ")
            let more = places.count > Self.placesMax ? ", …" : ""
            return "\(needs[fact] ?? fact) (\(shown)\(more))"
        }
    }

    /// The places of one lacking fact that are named.
    private static var placesMax: Int { 10 }
}
