public import StrictJSON

/// A value whose members are declared once, in ``describe(_:)``.
///
/// Reading, validation with all faults, canonical writing, schema, facts and parameters follow from
/// that one declaration.
public protocol Shape: Value where Limit == Whole {
    /// The value before anything is read into it.
    init()
    /// Shows each member to the visitor, in the order in which it is written.
    mutating func describe(_ visitor: inout some Visitor)
}

/// The limit of a shape: its own members have theirs.
public struct Whole: Sendable {
    /// A shape, as it declares itself.
    @inlinable
    public init() {}
}

/// Who sets a member, and what else is known of it.
public struct Role: OptionSet, Sendable {
    /// The bits.
    public let rawValue: UInt8

    /// Takes the bits.
    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Set by the client.
    public static let given: Self = []
    /// Set by the client, and a fact that lists are filtered or sorted by.
    public static let filtered = Self(rawValue: 1)
    /// Set by the server; ignored in what a client sends.
    public static let written = Self(rawValue: 2)
    /// Set by the server, and a fact that lists are filtered or sorted by.
    public static let writtenFiltered: Self = [.written, .filtered]
    /// Set by the client and kept apart from the record: read, but never in its bytes.
    public static let apart = Self(rawValue: 4)
}

/// What goes over a shape's members: the reader, the writer, the schema, the facts.
public protocol Visitor {
    /// Is shown one member.
    ///
    /// - Parameters:
    ///   - name: the JSON name.
    ///   - value: the member itself.
    ///   - limit: what its values must keep to.
    ///   - role: who sets it.
    ///   - meaning: one sentence for the schema.
    mutating func member<Member: Value>(
        _ name: String,
        _ value: inout Member,
        _ limit: Member.Limit,
        _ role: Role,
        _ meaning: String
    )
}

/// A type that can be a member's: it reads, writes and describes itself.
public protocol Value: Sendable {
    /// What bounds its values.
    associatedtype Limit: Sendable

    /// Whether a shape may stand without it.
    static var isOptional: Bool { get }
    /// What stands in its place when it is absent, or could not be read.
    static var blank: Self { get }
    /// Whether it is left out of the written form.
    var isBlank: Bool { get }

    /// Reads the value at `node`; notes every fault and then returns `blank`.
    static func read(_ node: Int, _ limit: Limit, from reader: inout Reader) -> Self
    /// Reads the value of a parameter from its words, at least one.
    static func read(_ words: [String], _ limit: Limit, from reader: inout WordReader) -> Self
    /// Writes the value.
    func write(into writer: inout JSONWriter)
    /// Writes the value under its name, unless it is blank.
    func writeMember(_ name: String, into writer: inout JSONWriter)
    /// Writes the JSON schema's members (2020-12) for values within `limit`, without the braces.
    static func schema(_ limit: Limit, into writer: inout JSONWriter)
    /// Writes the same for a value within a form, which may take more or ask for less.
    ///
    /// In a merge-patch, objects merge member by member; everything else is replaced (RFC 7396 §2).
    static func schema(
        _ limit: Limit,
        form: SchemaWriter.Form,
        into writer: inout JSONWriter
    )
    /// Tells the facts that it holds, under the name of its member.
    func facts(_ name: String, into facts: inout some FactSink)
}

extension Value {
    /// Most values have to be there.
    @inlinable
    public static var isOptional: Bool { false }
    /// Most values are always written.
    @inlinable
    public var isBlank: Bool { false }

    /// Most values are written as they are.
    @inlinable
    public func writeMember(_ name: String, into writer: inout JSONWriter) {
        guard !isBlank else { return }
        writer.name(name)
        write(into: &writer)
    }

    /// Most values are no parameter's.
    public static func read(
        _ words: [String],
        _ limit: Limit,
        from reader: inout WordReader
    ) -> Self {
        reader.note(.badFormat, "cannot be given as a parameter")
        return blank
    }

    /// Most values are the same in every form.
    public static func schema(
        _ limit: Limit,
        form: SchemaWriter.Form,
        into writer: inout JSONWriter
    ) {
        schema(limit, into: &writer)
    }

    /// Most values hold no fact.
    @inlinable
    public func facts(_ name: String, into facts: inout some FactSink) {}
}

/// Takes the facts of a record: what filters, sorts and links are answered from.
public protocol FactSink {
    /// A word, compared by its bytes.
    mutating func word(_ name: String, _ value: String)
    /// The id of a record.
    mutating func reference(_ name: String, _ id: String)
    /// A number, or a yes or no as 1 or 0.
    mutating func number(_ name: String, _ value: Int)
    /// A span of days since 1970-01-01, both ends included; `Int32.min` and `.max`: open.
    mutating func days(_ name: String, _ earliest: Int32, _ latest: Int32)
    /// The facts of a shape's members, under its name joined to theirs by a dot.
    mutating func shape(_ name: String, _ shape: some Shape)
}
