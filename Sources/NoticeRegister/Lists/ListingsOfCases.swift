/// The listings of requests and what comes of them.
extension Listing {
    /// How notice requests are listed.
    static let noticeRequest = Listing(
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

    /// How decisions are listed.
    static let decision = Listing(
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

    /// How notices are listed.
    static let notice = Listing(
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

    /// How challenges are listed.
    static let challenge = Listing(
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

    /// How verdicts are listed.
    static let verdict = Listing(
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
