package import HTTPWire
package import NoticeRegister
package import Shapes
package import StrictJSON

// The only place where what goes wrong elsewhere is put into words for clients. No `default`: a new
// case must be told.

extension Problem {
    /// Why a command was turned down.
    package init(_ rejection: Rejection) {
        switch rejection {
        case .invalid(let faults): self.init(faults)
        case .absent(let id): self.init(.notFound, "There is no record \(id).")
        case .gone(let id): self.init(.gone, "The record \(id) has been deleted.")
        case .versionMismatch(let current): self.init(versionMismatch: current)
        case .conflict(let detail): self.init(.conflict, detail)
        case .duplicate(let other, let detail):
            self = Problem(.duplicate, detail).with(member: "duplicate_of") { $0.string(other) }
        case .inUse(let referrers): self.init(inUseBy: referrers)
        case .invalidTransition(let transition): self.init(transition)
        case .othersRejected:
            self.init(.conflict, "Nothing is wrong with this one; others with it were turned down.")
        case .tooManyChanges(let most):
            self.init(
                .invalidRecord,
                "The write would change more records than one commit may hold: \(most)."
            )
        }
    }

    /// What stands in a store's way.
    package init(_ fault: StoreFault) {
        switch fault {
        case .noRoom:
            self = Problem(.storageUnavailable, "The disk is full: only reads until there is room.")
                .retry(after: 10)
        case .unavailable:
            self = Problem(
                .storageUnavailable,
                "The store is checking itself after a failed write."
            )
            .retry(after: 5)
        case .outcomeUnknown:
            self = Problem(.outcomeUnknown, "The commit failed under way; it may stand after all.")
                .retry(after: 1)
        case .overloaded: self = .overloaded
        case .notReady:
            self = Problem(.notReady, "The store is still loading, or closing.").retry(after: 2)
        case .damaged:
            self.init(.internalError, "What the store holds is not what was written.")
        }
    }

    /// Why a body is no JSON.
    package init(_ fault: JSONFault) {
        self = Problem(.malformedJSON, "\(fault.reason.rawValue), at byte \(fault.offset)")
            .with(member: "offset") { $0.integer(fault.offset) }
    }

    /// Why a body is no record.
    package init(_ faults: Faults) {
        let count = faults.all.count
        self.init(
            .invalidRecord,
            count == 1 ? "One thing is wrong with it." : "\(count) things are wrong with it.",
            pointers: faults
        )
    }

    /// Why the wire refused a request.
    package init(_ refusal: Refusal) {
        self.init(Self.type(of: refusal.reason), refusal.detail)
        if let limit = refusal.limit { self = with(member: "limit") { $0.integer(limit) } }
        if let seconds = refusal.retryAfterSeconds { self = retry(after: seconds) }
    }

    /// More work waits than there may.
    static let overloaded = Problem(.overloaded, "Too much work waits already.").retry(after: 1)

    private static func type(of reason: Refusal.Reason) -> ProblemType {
        switch reason {
        case .badRequestLine, .badTarget, .badVersion, .bareLineEnd, .badFieldName,
            .badFieldValue, .foldedField, .repeatedField, .missingHost, .badHost,
            .badContentLength, .conflictingLength, .badTransferEncoding, .badChunk, .badTrailer,
            .truncated, .plainOverTLS, .damagedContent, .badPreamble:
            .malformedRequest
        case .requestLineTooLong: .uriTooLong
        case .unknownMethod, .unknownTransferCoding: .notImplemented
        case .unsupportedVersion: .versionNotSupported
        case .tooManyFields, .headTooLong: .headerTooLarge
        case .misdirected: .misdirectedRequest
        case .bodyTooLong: .contentTooLarge
        case .misplacedBody: .misplacedBody
        case .unknownContentCoding: .unsupportedMediaType
        case .unknownExpectation: .expectationFailed
        case .headTimeout, .bodyTimeout: .requestTimeout
        case .overloaded: .overloaded
        case .draining: .notReady
        case .handlerTimeout: .timeout
        case .outcomeUnknown: .outcomeUnknown
        }
    }

    /// The problem with the time after which trying again may help.
    consuming func retry(after seconds: Int) -> Problem {
        with("Retry-After", String(seconds))
    }

    private init(versionMismatch current: Int?) {
        guard let current else {
            self.init(.versionMismatch, "The condition asks for a record, and there is none.")
            return
        }
        self = Problem(.versionMismatch, "The condition does not hold: version \(current) stands.")
            .with("ETag", "\"\(current)\"")
            .with(member: "current") { $0.integer(current) }
    }

    private init(inUseBy referrers: [Referrer]) {
        self = Problem(.inUse, "Other records refer to it.")
            .with(member: "referred_to_by") { writer in
                writer.beginArray()
                for referrer in referrers {
                    writer.beginObject()
                    writer.member("role", referrer.role)
                    writer.member("kind", referrer.kind.name)
                    writer.member("id", referrer.id)
                    writer.endObject()
                }
                writer.endArray()
            }
    }

    private init(_ transition: InvalidTransition) {
        let words = "The step \(transition.step) is not possible from \(transition.from)."
        let problem = Problem(.invalidTransition, words)
            .with(member: "from") { $0.string(transition.from) }
            .with(member: "step") { $0.string(transition.step) }
            .with(member: "allowed") { transition.allowed.write(into: &$0) }
        let breaks = transition.breaks
        self = breaks.map { id in problem.with(member: "breaks") { $0.string(id) } } ?? problem
    }
}

extension [InvalidTransition.Allowed] {
    /// Writes steps that are possible, and what each needs.
    func write(into writer: inout JSONWriter) {
        writer.beginArray()
        for step in self {
            writer.beginObject()
            writer.member("step", step.step)
            writer.name("needs")
            writer.beginArray()
            for need in step.needs { writer.string(need) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
    }
}
