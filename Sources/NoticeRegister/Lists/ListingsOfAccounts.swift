/// The listings of those who act, of what happened and of what is said.
extension Listing {
    /// How events are listed.
    static let event = Listing(
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

    /// How persons are listed.
    static let person = Listing(
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

    /// How groups are listed.
    static let group = Listing(
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

    /// How organizations are listed.
    static let organization = Listing(
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

    /// How sources are listed.
    static let source = Listing(
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

    /// How statements are listed.
    static let statement = Listing(
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
}
