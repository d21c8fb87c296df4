import HTTPWire
import NoticeRegister
import Shapes
import StrictJSON

extension Endpoint {
    /// GET of counts: how often values occur together among the records of a kind.
    static let readStats = Endpoint(
        name: "stats",
        parameters: .shape(StatParameters.self),
        heeds: [.ifNoneMatch],
        answers: [
            AnswerForm(.ok, "The counts.", .json, .component("stats")),
            AnswerForm(.notModified, "The client has this answer."),
        ],
        run: .pooled { call throws(Problem) in
            let asked = try StatQuery(try call.words())
            let seq = try call.sequence(asked.parameters.asOf)
            let today = try call.today(asked.parameters.asOf, at: seq)
            let tag = call.tag(at: seq, today: today)
            if let answer = try RecordForm.notModified(tag: tag, to: call.request) { return answer }
            let tallied = call.repository.tally(asked.tally(at: seq, today: today))
            return RecordForm.response(
                json: asked.json(of: tallied, at: seq),
                tag: tag,
                isPretty: asked.parameters.pretty
            )
        }
    )
}

/// The query of GET of counts, besides the filters of the kind that is counted.
struct StatParameters: Shape {
    var of = Kind.decision.path
    var by: String?
    var asOf: AsOf?
    var pretty = false

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member(
            "of",
            &of,
            Length(1, 50),
            .given,
            "The kind that is counted, by its path; its filters are taken as lists take them."
        )
        visitor.member(
            "by",
            &by,
            Length(1, 200),
            .given,
            "What is told apart: filters of the kind, and year, with commas between them."
        )
        visitor.member("as_of", &asOf, Plain(), .given, Meaning.asOf)
        visitor.member("pretty", &pretty, Plain(), .given, Meaning.pretty)
    }
}

/// What a query for counts asks: read whole, with all that is wrong told at once.
struct StatQuery {
    /// How many keys rows are told apart by.
    static let keysMax = 4
    private static let year = "year"

    let parameters: StatParameters
    private let kind: Kind
    private let names: [String]
    private let conditions: [Query.Condition]

    init(_ words: [(name: String, value: String)]) throws(Problem) {
        let own = MemberNames.of(StatParameters.self)
        var faults = Faults()
        var parameters = StatParameters()
        do throws(Faults) {
            let read = words.filter { own.contains($0.name) }
            parameters = try WordReader.read(read, as: StatParameters.self)
        } catch {
            for fault in error.all { faults.note(fault) }
        }
        guard let kind = Kind.allCases.first(where: { $0.path == parameters.of }) else {
            let paths = Kind.allCases.map(\.path)
            let due = "one of " + paths.joined(separator: ", ") + " is due"
            throw Problem(
                parameter: "of",
                .unknownValue,
                due + NearestWord.hint(to: parameters.of, among: paths)
            )
        }
        var reader = ListWordReader(words, kind: kind, besides: own)
        let years = kind.listing.yearFact == nil ? [] : [Self.year]
        names = reader.names("by", among: kind.listing.countable.map(\.name) + years)
        // `by` says what is told apart; who decided is told apart by `by=by`.
        conditions = reader.conditions(but: own)
        for fault in reader.faults.all { faults.note(fault) }
        if names.count > Self.keysMax {
            faults.note(Fault("by", .outOfRange, "at most \(Self.keysMax) names are taken"))
        }
        guard faults.isEmpty else { throw Problem(parameters: faults) }
        (self.parameters, self.kind) = (parameters, kind)
    }

    /// The question to the register.
    func tally(at seq: Int, today: Int32) -> ValueTally {
        var tally = ValueTally(kind: kind, seq: seq)
        (tally.conditions, tally.today) = (conditions, today)
        let listing = kind.listing
        tally.keys = names.compactMap { name in
            if name == Self.year { return listing.yearFact.map(ValueTally.Key.year) }
            return listing.filters.first { $0.name == name }.map { .values($0.rule) }
        }
        return tally
    }

    /// The answer as an object.
    func json(of tallied: Tallied, at seq: Int) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("of", kind.path)
        writer.name("by")
        writer.beginArray()
        for row in tallied.rows {
            writer.beginObject()
            for (name, value) in zip(names, row.values) {
                writer.name(name)
                if let value { writer.string(value) } else { writer.null() }
            }
            writer.member("count", row.count)
            writer.endObject()
        }
        writer.endArray()
        writer.member("total", tallied.total)
        writer.member("head", seq)
        if tallied.isTruncated { writer.member("truncated", true) }
        writer.endObject()
        return writer.bytes
    }
}
