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
    init(
        _ filters: [Filter],
        text facts: [String],
        orders: [Sorting],
        by standard: (name: String, isDescending: Bool),
        include includes: [String]
    ) {
        let recorded = Sorting("recorded_at", .recorded)
        self.init(
            filters: Self.shared + [Filter("q", .text(facts: ["caption"] + facts))] + filters,
            sorts: orders + [recorded],
            defaultKey: Query.Key(
                orders.first { $0.name == standard.name } ?? recorded,
                isDescending: standard.isDescending
            ),
            includes: includes
        )
    }

    /// The words of a vocabulary.
    static func words<Words: CaseIterable & RawRepresentable<String>>(
        _ type: Words.Type
    ) -> [String] {
        type.allCases.map(\.rawValue)
    }
}
