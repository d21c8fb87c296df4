import NoticeRegister
import Shapes

/// What the query of GET of one record asks for: read whole, with all that is wrong told at once.
struct RecordQuery {
    /// Which version, and how it is written.
    let parameters: RecordParameters
    /// The references that are to be resolved.
    let includes: [String]

    private let kind: Kind
    /// The members that are to be shown; nil: all.
    private let fields: Set<String>?

    init(_ words: [(name: String, value: String)], kind: Kind) throws(Problem) {
        self.kind = kind
        let known = ["fields", "include"] + MemberNames.of(RecordParameters.self)
        var reader = ListWordReader(words, kind: kind, filters: false, besides: known)
        includes = reader.names("include", among: kind.listing.includes)
        fields = reader.fields(kind)
        parameters = reader.shape(RecordParameters.self)
        guard reader.faults.isEmpty else { throw Problem(parameters: reader.faults) }
    }

    /// The record as it is asked for: its members, and after them `included`.
    func json(
        of body: [UInt8],
        at seq: Int,
        in repository: any Repository,
        _ reader: any JournalReader
    ) throws(StoreFault) -> [UInt8] {
        guard !includes.isEmpty else { return try MemberSelection.trimmed(body, to: fields) }
        var included = Inclusion(includes, of: kind, at: seq, in: repository)
        try included.take(body, kind, reader)
        return try MemberSelection.trimmed(body, to: fields, with: included)
    }
}

/// The query of GET of one record, besides what is shown of it.
struct RecordParameters: Shape {
    var asOf: AsOf?
    var pretty = false

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("as_of", &asOf, Plain(), .given, Meaning.asOf)
        visitor.member("pretty", &pretty, Plain(), .given, Meaning.pretty)
    }
}
