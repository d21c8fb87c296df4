import NoticeRegister
import Shapes
import StrictJSON

/// The same numbers again for the same seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// Makes records of all kinds out of small stocks of ids and words.
///
/// So they have much to do with each other. Sense is no object: organizations may stand below
/// themselves.
struct RandomRecords {
    var numbers: SeededNumbers
    /// Ids of each kind from which references choose.
    let idsPerKind: Int

    init(seed: UInt64, idsPerKind: Int = 6) {
        numbers = SeededNumbers(seed: seed)
        self.idsPerKind = idsPerKind
    }

    mutating func id(_ kind: Kind) -> String {
        kind.idPrefix + String(Int.random(in: 0..<idsPerKind, using: &numbers))
    }

    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &numbers) < percent
    }

    mutating func one<Element>(of elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &numbers)]
    }

    /// A record as the journal holds it.
    mutating func record(_ kind: Kind, id: String, version: Int) throws -> Record {
        let members = common() + own(kind)
        let text = RecordText.of(kind, id: id, version: version, members)
        return try Record.decode(kind, Document(Array(text.utf8)), origin: .journal)
    }

    // MARK: Members

    private static let dates = [
        "2020-01-03", "2020-01", "2020", "2019/..", "../2021-03", "2020-06-29/2020-06-30",
        "2021-01-XX", "2020-06~",
    ]
    static let texts = [
        "Ada Example", "Élan", "elan", "MÜLLER", "Muller", "قاسم سلیمانی", "Ангелина", "АНГЕЛ",
        "ÅNGSTRÖM", "e\u{301}lan vital", "Ada", "Ad",
        "Ada Example the Elder", "Ada Example the Younger",
    ]

    private mutating func common() -> [String] {
        [
            member("access", word(["public", "internal", "restricted"])),
            some("labels", list { $0.word(["one", "two", "three"]) }),
            some(
                "identifiers",
                list { "{\"scheme\":\"imo\",\"value\":" + $0.word(["1", "2", "3"]) + "}" }
            ),
            some("sources", list { "{\"source\":" + $0.reference(.source) + "}" }),
        ]
    }

    private mutating func own(_ kind: Kind) -> [String] {
        switch kind {
        case .event: event()
        case .person: person()
        case .group: group()
        case .organization: organization()
        case .source: source()
        case .statement: statement()
        case .noticeRequest: request()
        case .decision: decision()
        case .notice: notice()
        case .challenge: challenge()
        case .verdict:
            [
                member("a", reference(.person)), member("b", reference(.person)),
                member("same", word(["yes", "no", "undecided"])), member("reason", text()),
            ]
        }
    }

    private mutating func event() -> [String] {
        [
            member("title", chance(30) ? "{\"en\":\(text()),\"fa\":\(text())}" : text()),
            member("type", word(["attack", "strike", "other"])), member("when", date()),
            some("place", "{\"country\":" + country() + "}"),
            some(
                "participants",
                list {
                    "{\"ref\":" + $0.party() + ",\"role\":" + $0.word(["victim", "witness"]) + "}"
                }
            ),
            some("part_of", reference(.event)),
        ]
    }

    private mutating func person() -> [String] {
        [
            some(
                "names",
                list {
                    "{\"full\":" + $0.text() + ",\"type\":" + $0.word(["primary", "alias"]) + "}"
                }
            ),
            some("birth", "{\"date\":" + date() + "}"), some("death", "{\"date\":" + date() + "}"),
            some("sex", word(["F", "M"])), some("nationalities", list { $0.country() }),
            some("offices", list { $0.office() }),
            some("refugee", "[{\"by\":" + reference(.organization) + "}]", percent: 30),
            some("merged_into", reference(.person), percent: 20),
        ]
    }

    private mutating func office() -> String {
        let members = [
            member("title", text()), some("organization", reference(.organization)),
            some("country", country()), some("rank", word(["judge", "minister", "military"])),
        ]
        return RecordText.object(members)
    }

    private mutating func group() -> [String] {
        [
            member("title", text()),
            member(
                "size",
                "{\"count\":\(Int.random(in: 0...5, using: &numbers)),\"basis\":"
                    + word(["exact", "about"]) + "}"
            ),
            some("named", list { $0.reference(.person) }),
        ]
    }

    private mutating func organization() -> [String] {
        [
            member("names", "[{\"full\":" + text() + "}]"),
            member("type", word(["state", "court", "other"])),
            some("country", country(), percent: 40),
            some("parent", reference(.organization), percent: 70),
        ]
    }

    private mutating func source() -> [String] {
        [
            member("title", text()), member("type", word(["article", "report"])),
            some("publisher", text()), some("published", date()),
            some("language", word(["en", "fa"])), some("reliability", word(["A", "B"])),
            some("derived_from", list { $0.reference(.source) }),
        ]
    }

    private mutating func statement() -> [String] {
        [
            member("about", reference(one(of: [Kind.event, .person, .noticeRequest]))),
            member("property", word(["charge", "office", "other"])),
            member(
                "value",
                "{\"type\":\"value\",\"value\":"
                    + (chance(50) ? text() : "{\"ref\":" + reference(.person) + "}") + "}"
            ),
            some("stance", word(["asserts", "denies"])), some("speaker", reference(.person)),
            some("said_on", date()), member("source", reference(.source)),
            some("quote", "{\"exact\":" + text() + "}"),
            some("quote_check", word(["near", "absent"])), some("rank", word(["normal"])),
            some("contradicts", list { $0.reference(.statement) }),
            some("contradicted_by", list { $0.reference(.statement) }),
        ]
    }

    private mutating func request() -> [String] {
        [
            member("colour", word(["red", "blue"])),
            some("channel", word(["notice", "diffusion"])),
            member("requester", reference(.organization)), some("via", reference(.organization)),
            member("addressee", reference(.organization)),
            some(
                "subjects",
                list {
                    "{\"ref\":" + $0.party() + ",\"status\":" + $0.word(["charged", "suspect"])
                        + "}"
                },
                percent: 90
            ),
            some("events", list { $0.reference(.event) }),
            some(
                "charges",
                list {
                    "{\"text\":" + $0.text() + ",\"offence\":" + $0.word(["ordinary", "political"])
                        + "}"
                }
            ),
            some("prior", "{\"request\":" + reference(.noticeRequest) + "}"),
            member("status", word(["draft", "claimed", "granted"])), some("steps", steps()),
            some(
                "subject_count",
                "{\"count\":3,\"basis\":\"exact\",\"named\":1,\"unnamed\":" + word(numbers: [0, 2])
                    + "}"
            ),
            some("decisions", list { $0.reference(.decision) }),
        ]
    }

    private mutating func steps() -> String {
        let (first, second) = (date(), date())
        let by = reference(.organization)
        let decision = reference(.decision)
        return "[{\"id\":\"s1\",\"step\":\"claim\",\"seq\":1,\"on\":\(first),\"by\":\(by)},"
            + "{\"id\":\"s2\",\"step\":\"refuse\",\"seq\":2,\"on\":\(second),"
            + "\"decision\":\(decision)}]"
    }

    private mutating func decision() -> [String] {
        [
            some("request", reference(.noticeRequest), percent: 70),
            some("notice", reference(.notice), percent: 40), member("by", reference(.organization)),
            member("date", date()), member("outcome", word(["granted", "refused"])),
            some(
                "grounds",
                list {
                    "{\"code\":" + $0.word(["ARTICLE_3", "POLITICAL", "RACIAL", "OFFICE"]) + "}"
                }
            ),
            some("prospective", word(flags: [true, false])),
            some("reversed_by", reference(.decision)),
        ]
    }

    private mutating func notice() -> [String] {
        [
            member("request", reference(.noticeRequest)), member("subject", party()),
            member("colour", word(["red", "blue"])),
            some("entity_id", word(["2021/1", "2021/2", "2021/3"])), member("issued", date()),
            some("expires", date(), percent: 80), some("public", word(flags: [true, false])),
            member("status", word(["active", "cancelled"])),
        ]
    }

    private mutating func challenge() -> [String] {
        [
            member("before", chance(50) ? "\"register\"" : reference(.organization)),
            member("target", reference(one(of: [Kind.noticeRequest, .notice, .person]))),
            member("type", word(["access", "deletion"])), member("filed", date()),
            some("due_on", date()), member("status", word(["received", "decided"])),
            some("outcome", word(["compliant"])),
            some("tags", list { $0.text(["law", "Lawful"]) }),
        ]
    }

    // MARK: Values

    private func member(_ name: String, _ value: String) -> String { "\"\(name)\":\(value)" }

    /// A member that may be absent.
    private mutating func some(_ name: String, _ value: String, percent: Int = 60) -> String {
        chance(percent) ? member(name, value) : ""
    }

    private mutating func list(_ element: (inout RandomRecords) -> String) -> String {
        var elements: [String] = []
        for _ in 0...Int.random(in: 0...2, using: &numbers) { elements.append(element(&self)) }
        return "[" + elements.joined(separator: ",") + "]"
    }

    private mutating func word(_ words: [String]) -> String { "\"" + one(of: words) + "\"" }
    private mutating func word(numbers: [Int]) -> String { String(one(of: numbers)) }
    private mutating func word(flags: [Bool]) -> String { String(one(of: flags)) }
    private mutating func country() -> String { word(["IR", "US", "IQ"]) }
    private mutating func date() -> String { word(Self.dates) }
    private mutating func text(_ texts: [String] = Self.texts) -> String { word(texts) }
    private mutating func reference(_ kind: Kind) -> String { "\"" + id(kind) + "\"" }
    private mutating func party() -> String {
        reference(one(of: [Kind.person, .group, .organization]))
    }
}

/// Writes records as JSON.
enum RecordText {
    /// A record's text.
    static func of(_ kind: Kind, id: String, version: Int, _ members: [String]) -> String {
        let written = [
            "\"id\":\"\(id)\"", "\"kind\":\"\(kind.name)\"", "\"version\":\(version)",
            "\"recorded_at\":\"2026-11-23T10:00:00.000Z\"", "\"recorded_by\":\"desk\"",
        ]
        return object(written + members)
    }

    /// An object of those members that are there.
    static func object(_ members: [String]) -> String {
        "{" + members.filter { !$0.isEmpty }.joined(separator: ",") + "}"
    }
}
