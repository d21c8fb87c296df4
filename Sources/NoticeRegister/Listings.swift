/// The table "Filters" of the API, as data.
extension Kind {
    /// How the records of this kind are listed.
    package var listing: Listing {
        switch self {
        case .event: .event
        case .person: .person
        case .group: .group
        case .organization: .organization
        case .source: .source
        case .statement: .statement
        case .noticeRequest: .noticeRequest
        case .decision: .decision
        case .notice: .notice
        case .challenge: .challenge
        case .verdict: .verdict
        }
    }
}

extension Listing {
    /// The facts to follow, one after the other, from a record to those that `include` names.
    package func path(ofInclude name: String) -> [String]? {
        guard includes.contains(name) else { return nil }
        return Self.paths[name] ?? [name]
    }

    /// Where the references of an include are not facts of its own name.
    private static let paths: [String: [String]] = [
        "participants": ["participants.ref"],
        "subjects": ["subjects.ref"],
        "subjects.named": ["subjects.ref", "named"],
        "prior": ["prior.request"],
        "notices": ["steps.notices"],
        "request.requester": ["request", "requester"],
    ]

    /// The filters that all kinds share.
    private static let shared: [Filter] = [
        Filter("id", .id),
        Filter("label", .word(fact: "labels", words: [])),
        Filter("identifier", .word(fact: "identifiers", words: [])),
        Filter("refers_to", .refersTo),
        Filter("recorded_since", .recordedSince),
        Filter("recorded_until", .recordedUntil),
        Filter("access", .word(fact: "access", words: words(Access.self))),
    ]

    /// A listing that can also be ordered by the time of recording.
    private init(
        _ filters: [Filter],
        text facts: [String],
        orders: [Sorting],
        by standard: (name: String, isDescending: Bool),
        include includes: [String]
    ) {
        self.init(
            filters: Self.shared + [Filter("q", .text(facts: ["caption"] + facts))] + filters,
            sorts: orders + [Sorting("recorded_at", .recorded)],
            defaultSort: standard,
            includes: includes
        )
    }

    private static func words<Words: CaseIterable & RawRepresentable<String>>(
        _ type: Words.Type
    ) -> [String] {
        type.allCases.map(\.rawValue)
    }

    fileprivate static let event = Listing(
        [
            Filter("type", .word(fact: "type", words: words(EventType.self))),
            Filter("country", .word(fact: "place.country", words: [])),
            Filter("participant", .reference(fact: "participants.ref")),
            Filter(
                "role",
                .word(fact: "participants.role", words: words(Event.Participation.self))
            ),
            Filter("part_of", .reference(fact: "part_of")),
            Filter("when", .days(fact: "when")),
        ],
        text: ["title"],
        orders: [Sorting("when", .days(fact: "when")), Sorting("title", .word(fact: "caption"))],
        by: ("when", true),
        include: ["participants", "part_of"]
    )

    fileprivate static let person = Listing(
        [
            Filter("nationality", .word(fact: "nationalities", words: [])),
            Filter("sex", .word(fact: "sex", words: words(Person.Sex.self))),
            Filter("office_rank", .word(fact: "offices.rank", words: words(OfficeRank.self))),
            Filter(
                "office_country",
                .any([
                    .word(fact: "offices.country", words: []),
                    .country(fact: "offices.organization"),
                ])
            ),
            Filter(
                "subject_status",
                .backAs(.noticeRequest, fact: "subjects", words: words(SubjectStatus.self))
            ),
            Filter("refugee", .present(fact: "refugee")),
            Filter("birth", .days(fact: "birth.date")),
            Filter("death", .days(fact: "death.date")),
        ],
        text: ["names.full"],
        orders: [
            Sorting("caption", .word(fact: "caption")),
            Sorting("birth", .days(fact: "birth.date")),
        ],
        by: ("caption", false),
        include: ["offices.organization"]
    )

    fileprivate static let group = Listing(
        [
            Filter("named", .reference(fact: "named")),
            Filter("basis", .word(fact: "size.basis", words: words(CountBasis.self))),
        ],
        text: ["title"],
        orders: [
            Sorting("title", .word(fact: "caption")), Sorting("size", .number(fact: "size.count")),
        ],
        by: ("title", false),
        include: ["named"]
    )

    fileprivate static let organization = Listing(
        [
            Filter("type", .word(fact: "type", words: words(OrganizationType.self))),
            Filter("country", .isOfCountry),
            Filter("parent", .reference(fact: "parent")),
            Filter("under", .isUnder),
        ],
        text: ["names.full"],
        orders: [Sorting("caption", .word(fact: "caption"))],
        by: ("caption", false),
        include: ["parent"]
    )

    fileprivate static let source = Listing(
        [
            Filter("type", .word(fact: "type", words: words(SourceType.self))),
            Filter("publisher", .word(fact: "publisher", words: [])),
            Filter("language", .word(fact: "language", words: [])),
            Filter("reliability", .word(fact: "reliability", words: words(Reliability.self))),
            Filter("derived_from", .reference(fact: "derived_from")),
            Filter("published", .days(fact: "published")),
        ],
        text: ["title", "publisher"],
        orders: [
            Sorting("published", .days(fact: "published")),
            Sorting("title", .word(fact: "caption")),
        ],
        by: ("published", true),
        include: ["derived_from"]
    )

    fileprivate static let statement = Listing(
        [
            Filter("about", .reference(fact: "about")),
            Filter("property", .word(fact: "property", words: words(StatementProperty.self))),
            Filter("speaker", .reference(fact: "speaker")),
            Filter("stance", .word(fact: "stance", words: words(Stance.self))),
            Filter("rank", .word(fact: "rank", words: words(StatementRank.self))),
            Filter("source", .reference(fact: "source")),
            Filter("quote_check", .word(fact: "quote_check", words: words(QuoteCheck.self))),
            Filter("contradicted", .present(fact: "contradicted_by")),
            Filter("said_on", .days(fact: "said_on")),
        ],
        text: ["value.value", "quote.exact"],
        orders: [Sorting("said_on", .days(fact: "said_on"))],
        by: ("said_on", true),
        include: ["about", "speaker", "source", "contradicts"]
    )

    fileprivate static let noticeRequest = Listing(
        [
            Filter("status", .word(fact: "status", words: words(RequestStatus.self))),
            Filter("colour", .word(fact: "colour", words: words(Colour.self))),
            Filter("channel", .word(fact: "channel", words: words(Channel.self))),
            Filter("requester", .reference(fact: "requester")),
            Filter("requester_under", .under(fact: "requester")),
            Filter("requester_country", .country(fact: "requester")),
            Filter("via", .reference(fact: "via")),
            Filter("addressee", .reference(fact: "addressee")),
            Filter(
                "subject",
                .any([
                    .reference(fact: "subjects.ref"),
                    .through(fact: "subjects.ref", .group, .reference(fact: "named")),
                ])
            ),
            Filter("event", .reference(fact: "events")),
            Filter("ground", .back(.decision, fact: "request", grounds)),
            Filter(
                "outcome",
                .back(
                    .decision,
                    fact: "request",
                    .word(fact: "outcome", words: words(DecisionOutcome.self))
                )
            ),
            Filter("offence", .word(fact: "charges.offence", words: words(Offence.self))),
            Filter("prior", .reference(fact: "prior.request")),
            Filter("unnamed", .present(fact: "subject_count.unnamed")),
            Filter("claimed", .days(fact: "claimed")),
            Filter("decided", .days(fact: "decided")),
        ],
        text: ["charges.text"],
        orders: [
            Sorting("claimed", .days(fact: "claimed")), Sorting("decided", .days(fact: "decided")),
        ],
        by: ("claimed", true),
        include: [
            "requester", "addressee", "subjects", "subjects.named", "events", "decisions", "prior",
            "notices",
        ]
    )

    fileprivate static let decision = Listing(
        [
            Filter("outcome", .word(fact: "outcome", words: words(DecisionOutcome.self))),
            Filter("ground", grounds),
            Filter("by", .reference(fact: "by")),
            Filter("request", .reference(fact: "request")),
            Filter("notice", .reference(fact: "notice")),
            Filter("challenge", .reference(fact: "challenge")),
            Filter("requester", ofRequest(.reference(fact: "requester"))),
            Filter("colour", ofRequest(.word(fact: "colour", words: words(Colour.self)))),
            Filter("requester_country", ofRequest(.country(fact: "requester"))),
            Filter("prospective", .flag(fact: "prospective")),
            Filter("reversed", .present(fact: "reversed_by")),
            Filter("date", .days(fact: "date")),
        ],
        text: [],
        orders: [Sorting("date", .days(fact: "date"))],
        by: ("date", true),
        include: ["request", "request.requester", "by", "statements"]
    )

    fileprivate static let notice = Listing(
        [
            Filter("status", .word(fact: "status", words: words(NoticeStatus.self))),
            Filter("colour", .word(fact: "colour", words: words(Colour.self))),
            Filter("subject", .reference(fact: "subject")),
            Filter("request", .reference(fact: "request")),
            Filter("entity_id", .word(fact: "entity_id", words: [])),
            Filter(
                "country",
                .through(fact: "request", .noticeRequest, .country(fact: "requester"))
            ),
            Filter("public", .flag(fact: "public")),
            Filter("in_force", .inForce),
            Filter("issued", .days(fact: "issued")),
            Filter("expires", .days(fact: "expires")),
        ],
        text: [],
        orders: [
            Sorting("issued", .days(fact: "issued")), Sorting("expires", .days(fact: "expires")),
        ],
        by: ("issued", true),
        include: ["request", "subject"]
    )

    fileprivate static let challenge = Listing(
        [
            Filter("type", .word(fact: "type", words: words(ChallengeType.self))),
            Filter(
                "before",
                .any([.reference(fact: "before"), .word(fact: "before.keeper", words: [])])
            ),
            Filter("status", .word(fact: "status", words: words(ChallengeStatus.self))),
            Filter("outcome", .word(fact: "outcome", words: words(DecisionOutcome.self))),
            Filter("target", .reference(fact: "target")),
            Filter("tag", .word(fact: "tags", words: [])),
            Filter("filed", .days(fact: "filed")),
            Filter("due_on", .days(fact: "due_on")),
        ],
        text: ["tags"],
        orders: [
            Sorting("due_on", .days(fact: "due_on")), Sorting("filed", .days(fact: "filed")),
        ],
        by: ("due_on", false),
        include: ["target"]
    )

    fileprivate static let verdict = Listing(
        [
            Filter("a", .reference(fact: "a")),
            Filter("same", .word(fact: "same", words: words(Sameness.self))),
        ],
        text: [],
        orders: [],
        by: ("recorded_at", true),
        include: ["a"]
    )

    /// A decision's ground; Article 3 as a whole is the parent of its four characters.
    private static let grounds = Filter.Rule.family(
        fact: "grounds.code",
        families: ["ARTICLE_3": GroundCode.article3]
    )

    /// What is true of the request that a decision, or the notice it is on, belongs to.
    private static func ofRequest(_ rule: Filter.Rule) -> Filter.Rule {
        .any([
            .through(fact: "request", .noticeRequest, rule),
            .through(fact: "notice", .notice, .through(fact: "request", .noticeRequest, rule)),
        ])
    }
}
