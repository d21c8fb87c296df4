/// The kinds of record; the raw values are written into journals and never reused.
package enum Kind: UInt8, CaseIterable, Sendable, Hashable {
    case event = 1
    case person = 2
    case group = 3
    case organization = 4
    case source = 5
    case statement = 6
    case noticeRequest = 7
    case decision = 8
    case notice = 9
    case challenge = 10
    case verdict = 11

    /// The kind as records carry it: singular, `snake_case`.
    package var name: String {
        switch self {
        case .event: "event"
        case .person: "person"
        case .group: "group"
        case .organization: "organization"
        case .source: "source"
        case .statement: "statement"
        case .noticeRequest: "notice_request"
        case .decision: "decision"
        case .notice: "notice"
        case .challenge: "challenge"
        case .verdict: "verdict"
        }
    }

    /// The segment of a path below `/v1/`.
    package var path: String {
        switch self {
        case .event: "events"
        case .person: "persons"
        case .group: "groups"
        case .organization: "organizations"
        case .source: "sources"
        case .statement: "statements"
        case .noticeRequest: "notice-requests"
        case .decision: "decisions"
        case .notice: "notices"
        case .challenge: "challenges"
        case .verdict: "verdicts"
        }
    }

    /// What an id made by the server begins with.
    package var idPrefix: String {
        switch self {
        case .event: "evt_"
        case .person: "per_"
        case .group: "grp_"
        case .organization: "org_"
        case .source: "src_"
        case .statement: "stm_"
        case .noticeRequest: "req_"
        case .decision: "dec_"
        case .notice: "ntc_"
        case .challenge: "chl_"
        case .verdict: "vdt_"
        }
    }

    /// Whether records of this kind are made by steps only.
    package var isMadeBySteps: Bool { self == .decision || self == .notice }

    /// The kind with this singular name.
    package init?(name: String) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}
