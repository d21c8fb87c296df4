public import StrictJSON

/// Reads a shape from a JSON document and notes every fault on the way.
public struct Reader {
    /// Where the text comes from, which decides whose members count.
    public enum Origin: Sendable {
        /// A client: what the server writes is ignored.
        case client
        /// The journal: everything counts.
        case journal
    }

    /// The text.
    public let document: Document
    /// Where it comes from.
    public let origin: Origin
    /// What is wrong so far.
    public private(set) var faults = Faults()

    /// Reads `document`.
    @inlinable
    public init(_ document: Document, origin: Origin) {
        self.document = document
        self.origin = origin
    }

    /// Notes a fault of the value at `node`.
    public mutating func note(_ node: Int, _ code: FaultCode, _ detail: String) {
        note(node, "", code, detail)
    }

    /// Notes a fault of a member that the object at `node` lacks.
    public mutating func note(
        _ node: Int,
        _ missing: String,
        _ code: FaultCode,
        _ detail: String
    ) {
        guard !faults.isFull else { return }
        let token = missing.isEmpty ? "" : "/" + Pointer.escaped(missing)
        let pointer = document.pointer(to: node) + token
        faults.note(Fault(pointer, code, detail))
    }

    /// Reads the object at `node` as a shape.
    @inlinable
    public mutating func shape<Read: Shape>(_ node: Int, as type: Read.Type) -> Read {
        var read = Read()
        guard document.kind(node) == .object else {
            note(node, .wrongType, "an object is due")
            return read
        }
        var members = MemberReader(reader: self, object: node)
        read.describe(&members)
        members.noteUnknown(Read.self)
        self = members.reader
        return read
    }
}

extension Shape {
    /// Reads a text as this shape.
    ///
    /// - Throws: every fault; a half-read value never leaves.
    @inlinable
    public static func decode(
        _ document: Document,
        origin: Reader.Origin
    ) throws(Faults) -> Self {
        var reader = Reader(document, origin: origin)
        let read = reader.shape(0, as: Self.self)
        guard reader.faults.isEmpty else { throw reader.faults }
        return read
    }
}

/// Finds the members of one object, which mostly stand in declared order.
@usableFromInline
struct MemberReader: Visitor {
    @usableFromInline var reader: Reader
    @usableFromInline let object: Int
    /// The name that is looked at first: the one after the last that was found.
    @usableFromInline var next: Int
    @usableFromInline var found = 0
    /// What the names look like: most members that are declared are not there.
    @usableFromInline let names: NameSieve

    @inlinable
    init(reader: Reader, object: Int) {
        self.reader = reader
        self.object = object
        self.next = object + 1
        names = reader.document.nameSieve(of: object)
    }

    @inlinable
    mutating func member<Member: Value>(
        _ name: String,
        _ value: inout Member,
        _ limit: Member.Limit,
        _ role: Role,
        _ meaning: String
    ) {
        guard let node = find(name) else {
            if !Member.isOptional, !(role.contains(.written) && reader.origin == .client) {
                reader.note(object, name, .required, "this member is required")
            }
            return
        }
        found += 1
        next = reader.document.nodes[node].nextIndex
        if role.contains(.written), reader.origin == .client { return }
        guard reader.document.kind(node) != .null else {
            // API.md: in what a client sends, null means absent.
            if !Member.isOptional { reader.note(node, .required, "this member is required") }
            return
        }
        value = Member.read(node, limit, from: &reader)
    }

    @usableFromInline
    func find(_ name: String) -> Int? {
        let end = reader.document.nodes[object].nextIndex
        if next < end, reader.document.isName(next, name) { return next + 1 }
        // What has all been found need not be searched again.
        guard found < names.count, names.mayHold(name) else { return nil }
        return reader.document.member(name, of: object)
    }

    /// Notes each member that no declaration names.
    @usableFromInline
    mutating func noteUnknown<Read: Shape>(_ type: Read.Type) {
        guard names.count > found, !reader.faults.isFull else { return }
        let known = MemberNames.of(type)
        for member in reader.document.members(of: object) {
            guard !reader.faults.isFull else { return }
            let name = reader.document.string(member.name) ?? ""
            guard !known.contains(name) else { continue }
            let hint = NearestWord.hint(to: name, among: known)
            reader.note(member.name, .unknownMember, "no such member" + hint)
        }
    }
}

/// Collects the names of a shape's members.
public struct MemberNames: Visitor {
    private let omitted: Role
    private var names: [String] = []

    private init(without omitted: Role) {
        self.omitted = omitted
    }

    /// The names that a shape declares, in order, those of the roles in `omitted` left out.
    public static func of<Named: Shape>(
        _ type: Named.Type,
        without omitted: Role = []
    ) -> [String] {
        var (blank, names) = (Named(), MemberNames(without: omitted))
        blank.describe(&names)
        return names.names
    }

    /// Notes the name.
    public mutating func member<Member: Value>(
        _ name: String,
        _ value: inout Member,
        _ limit: Member.Limit,
        _ role: Role,
        _ meaning: String
    ) {
        if role.isDisjoint(with: omitted) { names.append(name) }
    }
}
