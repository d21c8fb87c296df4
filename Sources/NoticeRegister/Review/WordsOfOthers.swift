import Shapes

/// What others have decided or said on a rule, by its code.
///
/// A statement says it with the property `characterization` and a code as its text: whoever asserts
/// it holds the rule against the request, whoever denies it does not.
extension ReviewedCase {
    /// Weighs what others have decided or said on a rule.
    func weighWords(on code: String, _ weighing: inout Weighing) {
        for decision in standingDecisions {
            for (place, ground) in decision.grounds.enumerated() where ground.code.text == code {
                let pointer = "/grounds/\(place)/code"
                let side = side(of: decision, on: code)
                weighing.put(side, decision, pointer, says(decision, ground))
            }
        }
        for statement in characterizations {
            guard case .text(let text)? = statement.value.value, text.line == code,
                let speaker = statement.speaker
            else { continue }
            let says = "\(speaker.id) \(Self.verb(statement.stance)) \(code)"
            let side = side(of: statement, by: speaker.id)
            weighing.put(side, statement, "/value/value", says)
        }
    }

    /// What a decision on a ground speaks for: one that lets a request pass has weighed the ground.
    ///
    /// What an earlier request lacked, a later one may bring; its character it does not change.
    private func side(of decision: Decision, on code: String) -> Weighing.Side {
        let isOfCharacter = code == "PREDOMINANCE" || GroundCode.article3.contains(code)
        if isOnEarlier(decision), !isOfCharacter { return .note }
        switch decision.outcome {
        case .refused, .notConsidered, .cancelled, .notCompliant, .sourceDeleted:
            return isOnPerson(decision) ? .doubt : .concern
        case .granted, .compliant, .compliantWithUpdate:
            return isOnPerson(decision) ? .note : .relief
        case .moot, nil: return .note
        }
    }

    /// Whether a decision is on what is held about a person, by which of the files is not said.
    func isOnPerson(_ decision: Decision) -> Bool {
        guard let id = decision.challenge?.id, case .challenge(let challenge)? = file.record(id)
        else { return false }
        return file.person(challenge.target.id) != nil
    }

    /// Whether a decision is on a request that this one follows.
    func isOnEarlier(_ decision: Decision) -> Bool {
        file.earlier.contains { $0.common.id == decision.request?.id }
    }

    /// A decision and one of its grounds, in a line.
    func says(_ decision: Decision, _ ground: Ground) -> String {
        let basis = ground.basis.map { ", \($0.rawValue)" } ?? ""
        return "\(outcome(decision)) on the ground \(ground.code.text)\(basis)"
    }

    /// Who decided what when, and for whom where others are concerned too; the outcome's own word
    /// stands in quotes.
    func outcome(_ decision: Decision) -> String {
        let word = decision.outcome?.rawValue ?? "reopened"
        let line = "\(decision.by.id) decided \"\(word)\" on \(decision.date.text)"
        let isForAll = request.subjects.allSatisfy { decision.subjects.contains($0.ref) }
        guard !decision.subjects.isEmpty, !isForAll else { return line }
        let shown = decision.subjects.prefix(Self.namedMax).map(\.id).joined(separator: ", ")
        return line + " for " + shown + (decision.subjects.count > Self.namedMax ? ", …" : "")
    }

    /// How many of those whom a decision is on a line names.
    private static var namedMax: Int { 5 }

    /// How a stance is told.
    static func verb(_ stance: Stance?) -> String {
        switch stance {
        case .asserts, nil: "asserts"
        case .denies: "denies"
        case .reports: "reports"
        case .questions: "questions"
        }
    }

    private func side(of statement: Statement, by speaker: String) -> Weighing.Side {
        switch statement.stance {
        case .asserts, nil: .concern
        case .reports: .doubt
        case .questions: .note
        // The requester is not its own judge.
        case .denies: isIndependent(speaker) ? .relief : .note
        }
    }
}
