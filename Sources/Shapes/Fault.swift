/// One thing that is wrong with an input: where, by which rule, and what to change.
package struct Fault: Error, Sendable, Equatable {
    /// A JSON pointer (RFC 6901) into the input; for a parameter, its name.
    package var pointer: String
    /// The rule that is broken.
    package var code: FaultCode
    /// What to change, in one sentence for whoever sent it.
    package var detail: String

    /// Names a fault.
    package init(_ pointer: String, _ code: FaultCode, _ detail: String) {
        self.pointer = pointer
        self.code = code
        self.detail = detail
    }
}

/// The rules that an input can break, as clients know them; modules that add rules extend it.
package struct FaultCode: RawRepresentable, Sendable, Hashable {
    /// The code as it is sent.
    package let rawValue: String

    /// Takes the code as it is sent.
    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A required member is absent.
    package static let required = Self(rawValue: "required")
    /// No such member is declared.
    package static let unknownMember = Self(rawValue: "unknown-member")
    /// Another JSON type is due.
    package static let wrongType = Self(rawValue: "wrong-type")
    /// A number, a length or a count beyond its bounds.
    package static let outOfRange = Self(rawValue: "out-of-range")
    /// A text that lacks the form it must have.
    package static let badFormat = Self(rawValue: "bad-format")
    /// A date that EDTF does not know.
    package static let badDate = Self(rawValue: "bad-date")
    /// A word that is not in the vocabulary.
    package static let unknownValue = Self(rawValue: "unknown-value")
}

/// Everything that is wrong with one input.
package struct Faults: Error, Sendable, Equatable {
    /// The faults in the order in which they were met.
    package private(set) var all: [Fault] = []

    /// No input is answered with more faults than this; a hostile one could have a million.
    package static var countMax: Int { 100 }

    /// Starts without a fault, or with those given.
    package init(_ all: [Fault] = []) {
        self.all = Array(all.prefix(Self.countMax))
    }

    /// Whether nothing is wrong.
    package var isEmpty: Bool { all.isEmpty }
    /// Whether no further fault is taken.
    package var isFull: Bool { all.count >= Self.countMax }

    /// Adds a fault, unless there are too many already.
    package mutating func note(_ fault: Fault) {
        if !isFull { all.append(fault) }
    }
}
