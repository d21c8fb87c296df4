package import Shapes
package import StrictJSON

/// One write that somebody asks for: its shape has been checked, its sense has not.
package struct Command: Sendable {
    /// What is asked.
    package enum Act: Sendable {
        /// A new record; the server makes an id unless the draft brings one.
        case create(Record)
        /// The record under this id, new or in place of what stands there.
        case put(id: String, Record)
        /// A merge-patch (RFC 7396) of the record under this id.
        case patch(id: String, Document)
        /// The end of the record under this id.
        case delete(id: String)
        /// A step in the life of the record under this id.
        case step(of: String, StepBody)
    }

    /// The kind of record that the path named; an import's step takes its record's.
    package var kind: Kind?
    /// What is asked.
    package var act: Act
    /// What the record's version has to be.
    package var precondition: Precondition
    /// Why, in the client's words; kept in the journal.
    package var reason: String?

    /// Asks for an act.
    package init(
        kind: Kind?,
        act: Act,
        precondition: Precondition = .none,
        reason: String? = nil
    ) {
        self.kind = kind
        self.act = act
        self.precondition = precondition
        self.reason = reason
    }
}

/// What a write asks of the record as it stands (RFC 9110 §13.1.1, §13.1.2).
package enum Precondition: Sendable, Equatable {
    /// Nothing.
    case none
    /// `If-Match: *`: that it exists.
    case exists
    /// `If-Match: "3", "4"`: one of these versions, or one since which only `derive` changed it.
    case versions([Int])
    /// `If-None-Match: *`: that it does not exist.
    case absent
}

/// What a change does; the raw values are written into journals and never reused.
package enum Operation: UInt8, CaseIterable, Sendable {
    case create = 1
    case replace = 2
    case patch = 3
    case step = 4
    case derive = 5
    case delete = 6
    case redact = 7

    /// The operation as clients see it.
    package var name: String {
        switch self {
        case .create: "create"
        case .replace: "replace"
        case .patch: "patch"
        case .step: "step"
        case .derive: "derive"
        case .delete: "delete"
        case .redact: "redact"
        }
    }
}

/// One change of one record, decided and not yet written.
package struct Change: Sendable {
    /// Its place in the journal, should the commit succeed.
    package let seq: Int
    /// The record's change before this one; 0: none.
    package let previous: Int
    /// The record's id.
    package let id: String
    /// The record's kind.
    package let kind: Kind
    /// What is done.
    package let operation: Operation
    /// The version that it makes.
    package let version: Int
    /// The record as it then stands; nil once it is deleted.
    package let record: Record?
    /// The facts of that record.
    package let facts: [Fact]
    /// Why, in the client's words.
    package let reason: String?
    /// What becomes of a source's text, which is kept apart: nil leaves it as it is.
    package let text: TextChange?

    /// Decides a change.
    package init(
        seq: Int,
        previous: Int,
        id: String,
        kind: Kind,
        operation: Operation,
        version: Int,
        record: Record?,
        reason: String? = nil,
        text: TextChange? = nil
    ) {
        self.seq = seq
        self.previous = previous
        self.id = id
        self.kind = kind
        self.operation = operation
        self.version = version
        self.record = record
        facts = record?.facts ?? []
        self.reason = reason
        self.text = text
    }
}

/// What a write does to a source's text.
package enum TextChange: Sendable, Equatable {
    /// It is now this.
    case set(String)
    /// It is gone.
    case removed
}

/// What a command comes to.
package struct Decided: Sendable {
    /// What happened to the record that was named.
    package enum Result: String, Sendable {
        case created, updated, unchanged, deleted
    }

    /// What happened.
    package let result: Result
    /// The record that was named, or made.
    package let id: String
    /// Its kind.
    package let kind: Kind
    /// The version that the command made, or that stands unchanged; a deletion's counts too.
    package let version: Int
    /// The change that made that version.
    package let seq: Int
    /// For a step: its id, as it stands in the record.
    package let step: String?
    /// What a step made besides: decisions, notices.
    package let made: [Made]

    /// Names an outcome.
    package init(
        result: Result,
        id: String,
        kind: Kind,
        version: Int,
        seq: Int,
        step: String? = nil,
        made: [Made] = []
    ) {
        self.result = result
        self.id = id
        self.kind = kind
        self.version = version
        self.seq = seq
        self.step = step
        self.made = made
    }
}

/// A record that a step made.
package struct Made: Sendable, Equatable {
    /// Its kind.
    package let kind: Kind
    /// Its id.
    package let id: String
    /// Its version.
    package let version: Int

    /// Names a record.
    package init(kind: Kind, id: String, version: Int) {
        self.kind = kind
        self.id = id
        self.version = version
    }
}
