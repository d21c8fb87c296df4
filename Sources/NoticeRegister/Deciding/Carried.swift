import Shapes
import StrictJSON

/// What a record keeps of the version before it, whoever writes the next.
enum Carried {
    /// Who may see the record from now on: what its sender says; where nothing is said, what stood,
    /// as far as the record's nature allows it.
    static func access(of given: Record, _ standing: Record?, _ session: Session) -> Access {
        if case .person(let person) = given, !person.refugee.isEmpty { return .restricted }
        if let access = given.common.access { return access }
        let id = standing?.common.id
        let natural = natural(of: given, id, session)
        guard let standing, let before = standing.common.access else { return natural }
        // Wider than its nature asked for: somebody decided so, and gave a reason.
        let wasNatural = Self.natural(of: standing, id, session)
        let wasWidened = before != wasNatural && before.isAsWide(as: wasNatural)
        return wasWidened ? before : Access.narrower(before, natural)
    }

    /// Who may see such a record where nobody says so.
    private static func natural(of record: Record, _ id: String?, _ session: Session) -> Access {
        guard case .person(let person) = record, isMinor(person, id, session) else {
            return record.defaultAccess
        }
        return .restricted
    }

    /// Whether a person is to be treated as a minor, on the day of the write or on one that names
    /// the person.
    ///
    /// - Parameters:
    ///   - person: the person.
    ///   - id: the id under which the person stands already; nil for a new one, whom nothing names
    ///     yet. What is handed in together is looked at once all of it stands (``Minority``).
    ///   - session: what is being decided.
    /// - Returns: whether it is possible.
    static func isMinor(_ person: Person, _ id: String?, _ session: Session) -> Bool {
        if person.mayBeMinor(on: session.today) { return true }
        return id.map { Minority(session.overlay).includes(person, $0) } ?? false
    }
}

extension Record {
    /// Takes over what the server or steps have written into the version before.
    mutating func keepWritten(of standing: Record) {
        switch (self, standing) {
        case (.group(var record), .group(let before)):
            // DOMAIN.md: after creation these change by steps only.
            record.size = before.size
            record.named = before.named
            record.unnamed = before.unnamed
            record.ledger = before.ledger
            record.steps = before.steps
            record.founded = before.founded
            self = .group(record)
        case (.person(var record), .person(let before)):
            record.mergedInto = before.mergedInto
            self = .person(record)
        case (.source(var record), .source(let before)):
            record.textSHA256 = before.textSHA256
            self = .source(record)
        case (.statement(var record), .statement(let before)):
            record.quoteCheck = before.quoteCheck
            record.quoteAt = before.quoteAt
            record.misattributedIn = before.misattributedIn
            record.contradictedBy = before.contradictedBy
            self = .statement(record)
        case (.noticeRequest(var record), .noticeRequest(let before)):
            record.keepWritten(of: before)
            self = .noticeRequest(record)
        case (.decision(let patched), .decision(let before)):
            // DOMAIN.md: of a decision only these are a client's to change.
            var record = before
            record.reason = patched.reason
            record.statements = patched.statements
            record.common.labels = patched.common.labels
            record.common.note = patched.common.note
            record.common.sources = patched.common.sources
            self = .decision(record)
        case (.notice, .notice): self = standing
        case (.challenge(var record), .challenge(let before)):
            record.admissibleOn = before.admissibleOn
            record.dueOn = before.dueOn
            record.status = before.status
            record.outcome = before.outcome
            record.steps = before.steps
            self = .challenge(record)
        default: break
        }
        common.contested = standing.common.contested
    }
}

extension NoticeRequest {
    fileprivate mutating func keepWritten(of before: NoticeRequest) {
        later = before.later
        status = before.status
        partial = before.partial
        steps = before.steps
        subjectCount = before.subjectCount
        subjectOutcomes = before.subjectOutcomes
        decisions = before.decisions
    }
}

extension Common {
    /// Takes over what every change writes anew, so that two versions can be compared.
    mutating func stamp(as other: Common, _ access: Access) {
        self.access = access
        id = other.id
        kind = other.kind
        version = other.version
        recordedAt = other.recordedAt
        recordedBy = other.recordedBy
    }
}

extension Source {
    /// Takes the text out of the record and leaves its digest; nil where none was sent.
    mutating func takeText(_ sha256: ([UInt8]) -> [UInt8]) -> TextChange? {
        guard let sent = text else { return nil }
        text = nil
        let digits = Array("0123456789abcdef".utf8)
        let hexadecimal = sha256(Array(sent.utf8)).flatMap {
            [digits[Int($0 >> 4)], digits[Int($0 & 15)]]
        }
        textSHA256 = PatternedText(String(decoding: hexadecimal, as: UTF8.self))
        return .set(sent)
    }
}

extension Person {
    /// Whether the day of birth on record leaves it possible that the person is under 18.
    ///
    /// No day of birth is no sign.
    func mayBeMinor(on day: Int32) -> Bool {
        if minor == true { return true }
        guard let born = birth?.date, born.latest != .max else { return false }
        let latest = CivilDay(daysSince1970: Int(born.latest))
        return latest.adding(months: 12 * 18).daysSince1970 > Int(day)
    }
}
