import NoticeRegister
import Shapes
import StrictJSON

/// Commands as clients might send them, mostly sensible, out of small stocks of ids and words.
struct RandomCommands {
    var numbers: SeededNumbers
    /// The register that references and steps choose from.
    var register = NaiveStanding()

    init(seed: UInt64) {
        numbers = SeededNumbers(seed: seed)
    }

    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &numbers) < percent
    }

    mutating func one<Element>(of elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &numbers)]
    }

    /// The next command.
    mutating func command() throws -> Command {
        var kind = one(of: Self.kinds)
        // Only steps make notices.
        if kind == .notice, standing(.notice).isEmpty { kind = .noticeRequest }
        let standing = standing(kind)
        let id = chance(60) && !standing.isEmpty ? one(of: standing) : newID(kind)
        let roll = Int.random(in: 0..<100, using: &numbers)
        let act: Command.Act =
            switch roll {
            case ..<10: .delete(id: id)
            case ..<25: try .patch(id, one(of: patches(kind)))
            case ..<75 where kind == .noticeRequest && !standing.isEmpty: try requestStep()
            case ..<60 where kind == .challenge && !standing.isEmpty: try challengeStep()
            case ..<60 where kind == .group && !standing.isEmpty: try groupStep()
            case _ where kind == .notice: try noticeStep(id)
            case ..<60: try .create(kind, record(kind))
            default: try .put(kind, id, record(kind))
            }
        let precondition: Precondition =
            chance(85)
            ? .none
            : one(of: [.exists, .absent, .versions([1, 2]), .versions([1]), .versions([3])])
        let isOfPath = chance(90)
        return Command(
            kind: isOfPath ? kind : nil,
            act: act,
            precondition: precondition,
            reason: chance(20) ? one(of: ["a slip", "é \"quoted\""]) : nil
        )
    }

    /// A condition that some records are likely to meet.
    mutating func query() -> Query {
        let naive = register.naive
        let kind = one(of: Kind.allCases)
        let keys = kind.listing.sorts.shuffled(using: &numbers).map { sorting in
            Query.Key(sorting, isDescending: chance(50))
        }
        var query = Query(
            kind: kind,
            by: keys[0],
            then: chance(50) ? Array(keys.dropFirst()) : [],
            seq: chance(60) ? naive.head : Int.random(in: 0...naive.head, using: &numbers)
        )
        query.limit = one(of: [1, 3, 50])
        query.facets = kind.listing.filters.filter { _ in chance(20) }
        for filter in kind.listing.filters where chance(8) {
            let known = naive.versions.last { $0.kind == kind && $0.record != nil }?.facts ?? []
            guard let value = comparand(filter.rule, known) else { continue }
            query.conditions.append(
                Query.Condition(filter.rule, [value], isNegated: chance(30))
            )
        }
        return query
    }

    private mutating func comparand(_ rule: Filter.Rule, _ known: [Fact]) -> Query.Comparand? {
        switch rule {
        case .word(let fact, _), .reference(let fact), .family(let fact, _):
            for case .word(let word) in known.filter({ $0.name == fact }).map(\.content) {
                return .word(word)
            }
            return .word(one(of: Kind.allCases.flatMap { standing($0) } + ["none"]))
        case .id, .refersTo, .under, .isUnder:
            return .word(one(of: Kind.allCases.flatMap { standing($0) } + ["none"]))
        case .flag, .present: return .flag(chance(50))
        case .country, .isOfCountry: return .word(one(of: ["IR", "US"]))
        case .text: return .word(one(of: ["e", "number", "Ada"]))
        default: return nil
        }
    }

    // MARK: Ids

    private static let kinds: [Kind] = [
        .organization, .person, .person, .group, .group, .source, .source, .event, .event,
        .statement, .statement, .noticeRequest, .noticeRequest, .noticeRequest, .notice, .notice,
        .challenge, .challenge, .challenge, .verdict,
    ]

    func standing(_ kind: Kind) -> [String] { register.ids(kind) }

    private mutating func newID(_ kind: Kind) -> String {
        kind.name + "-" + String(Int.random(in: 0..<6, using: &numbers))
    }

    mutating func reference(_ kinds: Kind...) -> String {
        let kind = one(of: kinds)
        let ids = standing(kind)
        return "\"" + (chance(3) || ids.isEmpty ? newID(kind) : one(of: ids)) + "\""
    }

    // MARK: Records

    private mutating func record(_ kind: Kind) -> String {
        let members = [
            some("access", word("public", "public", "restricted"), 30),
            some("labels", "[" + word("one", "two") + "]", 30),
            some("identifiers", #"[{"scheme":"x","value":"\#(number(0...40))"}]"#, 20),
            some("sources", #"[{"source":\#(reference(.source))}]"#, 10),
        ]
        return RecordText.object(members + own(kind))
    }

    private mutating func own(_ kind: Kind) -> [String] {
        switch kind {
        case .organization:
            [
                #""names":[{"full":"O \#(number(0...9))"}]"#,
                member("type", word("state", "court", "ncb")),
                some("country", word("IR", "US"), 50),
                some("parent", reference(.organization), 50),
            ]
        case .person:
            [
                #""names":[{"full":"Ada \#(number(0...9))"}]"#, some("sex", word("F", "M"), 50),
                some("birth", #"{"date":"19\#(number(50...99))"}"#, 50),
                some(
                    "offices",
                    #"[{"title":"t","organization":\#(reference(.organization))}]"#,
                    30
                ),
            ]
        case .group:
            [
                #""title":"G \#(number(0...9))""#,
                #""size":{"count":\#(number(1...4)),"basis":"exact"}"#,
                some("named", "[" + reference(.person) + "]", 60),
            ]
        case .source:
            [
                #""title":"S \#(number(0...9))""#, member("type", word("report", "article")),
                some("text", word("some words of it", "other words"), 50),
                some("derived_from", "[" + reference(.source) + "]", 20),
            ]
        case .event:
            [
                #""title":"E number \#(number(0...9))""#, member("type", word("trial", "other")),
                member("when", word("2020", "2021-01-05", "2020-06~")),
                some(
                    "participants",
                    #"[{"ref":\#(reference(.person, .group)),"role":"victim"}]"#,
                    40
                ),
                some("part_of", reference(.event), 30),
            ]
        case .statement: statement()
        case .noticeRequest: request()
        case .challenge:
            [
                member("before", chance(50) ? "\"register\"" : reference(.organization)),
                member("target", reference(.noticeRequest, .notice, .person)),
                member("type", word("access", "deletion")), member("filed", word("2021-02-01")),
            ]
        default:
            [
                member("a", reference(.person)), member("b", reference(.person)),
                member("same", word("yes", "no")), member("reason", word("a reason")),
            ]
        }
    }

    private mutating func statement() -> [String] {
        [
            member("about", reference(.event, .person, .noticeRequest)),
            member("property", word("charge", "other")),
            #""value":{"type":"value","value":"v\#(number(0...3))"}"#,
            member("source", reference(.source)), some("speaker", reference(.person), 70),
            some("said_on", word("2020-06-29", "2021-01"), 50),
            some("quote", #"{"exact":"words"}"#, 50),
            some("contradicts", "[" + reference(.statement) + "]", 30),
            some("supersedes", reference(.statement), 10),
        ]
    }

    private mutating func request() -> [String] {
        [
            member("colour", word("red", "blue")), member("requester", reference(.organization)),
            member("addressee", reference(.organization)),
            #""subjects":[{"ref":\#(reference(.person, .group)),"status":"charged"}]"#,
            some("channel", word("notice", "diffusion"), 40),
            some("events", "[" + reference(.event) + "]", 40),
            some(
                "prior",
                #"{"request":\#(reference(.noticeRequest)),"relation":"renewal"}"#,
                20
            ),
        ]
    }

    private mutating func patches(_ kind: Kind) -> [String] {
        [
            #"{"labels":["\#(number(0...2))"]}"#, #"{"labels":null}"#, #"{"note":"n"}"#,
            kind == .source ? #"{"text":null}"# : #"{"access":"internal"}"#,
            kind == .source ? #"{"text":"some words"}"# : #"{"note":null}"#, #"{"nonsense":1}"#,
        ]
    }

    // MARK: Values

    func member(_ name: String, _ value: String) -> String { "\"\(name)\":\(value)" }
    mutating func some(_ name: String, _ value: String, _ percent: Int) -> String {
        chance(percent) ? member(name, value) : ""
    }
    mutating func word(_ words: String...) -> String { "\"" + one(of: words) + "\"" }
    mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &numbers)
    }
}
