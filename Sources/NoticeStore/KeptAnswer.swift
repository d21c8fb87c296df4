internal import NoticeRegister

/// A client's key for repeating a request safely; each actor has keys of its own.
struct AnswerKey: Hashable, Sendable {
    let actor: String
    let key: String
}

/// What was answered to a request that bore a key; only successes are kept.
struct KeptAnswer: Sendable {
    /// How long an answer is kept (API.md, "Idempotency-Key").
    static let keptMilliseconds = 24 * 3_600_000

    /// The key.
    let key: AnswerKey
    /// The digest of the request.
    let request: [UInt8]
    /// What happened.
    let result: Decided.Result
    /// The change that was made, or stood.
    let seq: Int
    /// When.
    let at: Instant
}

extension Decided.Result {
    /// The result as journals keep it; a number is never reused.
    var code: Int {
        switch self {
        case .created: 1
        case .updated: 2
        case .unchanged: 3
        case .deleted: 4
        }
    }

    /// The result that a journal keeps as this number.
    init?(code: Int) {
        switch code {
        case 1: self = .created
        case 2: self = .updated
        case 3: self = .unchanged
        case 4: self = .deleted
        default: return nil
        }
    }
}
