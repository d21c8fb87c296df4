/// One thing that is wrong with an input: where, by which rule, and what to change.
public struct Fault: Error, Sendable, Equatable {
    /// A JSON pointer (RFC 6901) into the input; for a parameter, its name.
    public var pointer: String
    /// The rule that is broken.
    public var code: FaultCode
    /// What to change, in one sentence for whoever sent it.
    public var detail: String

    /// Names a fault.
    public init(_ pointer: String, _ code: FaultCode, _ detail: String) {
        self.pointer = pointer
        self.code = code
        self.detail = detail
    }
}

/// The rules that an input can break, as clients know them; modules that add rules extend it.
public struct FaultCode: RawRepresentable, Sendable, Hashable {
    /// The code as it is sent.
    public let rawValue: String

    /// Takes the code as it is sent.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A required member is absent.
    public static let required = Self(rawValue: "required")
    /// No such member is declared.
    public static let unknownMember = Self(rawValue: "unknown-member")
    /// Another JSON type is due.
    public static let wrongType = Self(rawValue: "wrong-type")
    /// A number, a length or a count beyond its bounds.
    public static let outOfRange = Self(rawValue: "out-of-range")
    /// A text that lacks the form it must have.
    public static let badFormat = Self(rawValue: "bad-format")
    /// A date that EDTF does not know.
    public static let badDate = Self(rawValue: "bad-date")
    /// A word that is not in the vocabulary.
    public static let unknownValue = Self(rawValue: "unknown-value")
}

/// Everything that is wrong with one input.
public struct Faults: Error, Sendable, Equatable {
    /// The faults in the order in which they were met.
    public private(set) var all: [Fault] = []

    /// No input is answered with more faults than this; a hostile one could have a million.
    public static var countMax: Int { 100 }

    /// Starts without a fault, or with those given.
    public init(_ all: [Fault] = []) {
        self.all = Array(all.prefix(Self.countMax))
    }

    /// Whether nothing is wrong.
    public var isEmpty: Bool { all.isEmpty }
    /// Whether no further fault is taken.
    public var isFull: Bool { all.count >= Self.countMax }

    /// Adds a fault, unless there are too many already.
    public mutating func note(_ fault: Fault) {
        if !isFull { all.append(fault) }
    }
}
