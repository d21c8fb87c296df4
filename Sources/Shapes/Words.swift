/// Reads a shape from named words: query parameters, settings from flags, environment and file.
public struct WordReader {
    /// What is wrong so far; a fault's pointer is the parameter's name.
    public private(set) var faults = Faults()
    private var current = ""

    /// Starts without a fault.
    public init() {}

    /// Notes a fault of the parameter that is being read.
    public mutating func note(_ code: FaultCode, _ detail: String) {
        faults.note(Fault(current, code, detail))
    }

    /// Reads the one word of a parameter that may stand once.
    public mutating func single(_ words: [String]) -> String? {
        guard words.count <= 1 else {
            note(.outOfRange, "this parameter may stand only once")
            return nil
        }
        return words.first
    }

    /// Reads a shape's members from words; a member without words keeps its first value.
    ///
    /// - Throws: every fault, among them unknown names, each with the nearest known one.
    public static func read<Read: Shape>(
        _ words: [(name: String, value: String)],
        as type: Read.Type
    ) throws(Faults) -> Read {
        guard !words.isEmpty else { return Read() }
        var (read, visitor) = (Read(), WordVisitor(words: words))
        read.describe(&visitor)
        visitor.noteUnknown(Read.self)
        guard visitor.reader.faults.isEmpty else { throw visitor.reader.faults }
        return read
    }

    fileprivate mutating func begin(_ name: String) {
        current = name
    }
}

private struct WordVisitor: Visitor {
    let words: [(name: String, value: String)]
    var reader = WordReader()

    mutating func member<Member: Value>(
        _ name: String,
        _ value: inout Member,
        _ limit: Member.Limit,
        _ role: Role,
        _ meaning: String
    ) {
        let own = words.filter { $0.name == name }.map(\.value)
        reader.begin(name)
        guard !own.isEmpty else { return }
        value = Member.read(own, limit, from: &reader)
    }

    mutating func noteUnknown<Read: Shape>(_ type: Read.Type) {
        let known = MemberNames.of(type)
        var told: Set<String> = []
        for word in words where !known.contains(word.name) && told.insert(word.name).inserted {
            guard !reader.faults.isFull else { return }
            reader.begin(word.name)
            reader.note(
                .unknownMember,
                "no such parameter" + NearestWord.hint(to: word.name, among: known)
            )
        }
    }
}
