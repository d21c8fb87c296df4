import Shapes

/// One notice request with all that belongs to it, as the register then stood.
package struct CaseFile {
    /// How many records of one kind are gathered around another.
    static let referrersMax = 500
    /// How many records a case has at most; one with more is cut off.
    static let recordsMax = 4_000
    /// How many requests before or after are looked at.
    static let lineageMax = 20

    /// The request.
    package internal(set) var request: NoticeRequest
    /// Every record of the case, by its id; the request too.
    package internal(set) var records: [String: Record] = [:]
    /// The decisions on the request, its notices and its challenges, by id.
    var decisions: [Decision] = []
    /// The notices made of it, by id.
    var notices: [Notice] = []
    /// The challenges to it, its notices and the persons that it names, by id.
    var challenges: [Challenge] = []
    /// What is said about the request, its subjects, events, groups, decisions and notices, and
    /// what its steps and decisions rest on.
    var statements: [Statement] = []
    /// The requests that it follows, nearest first.
    var earlier: [NoticeRequest] = []
    /// The requests that follow it, nearest first.
    var later: [NoticeRequest] = []
    /// Whether some of the case was left out.
    package internal(set) var isTruncated = false
    /// The facts by which each record refers to others, by its id; only while it is gathered.
    var links: [String: [Fact]] = [:]

    /// Gathers a case; nil when there is no such request.
    package static func gather(
        _ id: String,
        from past: some Past
    ) throws(StoreFault) -> CaseFile? {
        guard case .noticeRequest(let request)? = try past.record(id) else { return nil }
        var file = CaseFile(request: request)
        try file.gather(from: past)
        return file
    }

    private init(request: NoticeRequest) {
        self.request = request
    }

    /// The records by id, an order that is the same each time: where a bound cuts a case off, it
    /// cuts off the same.
    var inOrder: [Record] { records.sorted { $0.key < $1.key }.map(\.value) }

    /// The record of an id, if it belongs to the case.
    func record(_ id: String) -> Record? { records[id] }

    /// The person of an id, if the case has one.
    func person(_ id: String) -> Person? {
        if case .person(let person)? = records[id] { person } else { nil }
    }

    /// The organization of an id, if the case has one.
    func organization(_ id: String) -> Organization? {
        if case .organization(let organization)? = records[id] { organization } else { nil }
    }

    /// The source of an id, if the case has one.
    func source(_ id: String) -> Source? {
        if case .source(let source)? = records[id] { source } else { nil }
    }

    /// The decision of an id, if the case has one.
    func decision(_ id: String) -> Decision? {
        if case .decision(let decision)? = records[id] { decision } else { nil }
    }

    /// The subjects that are persons, and those whom its groups name, each once, in order.
    var people: [Person] {
        var ids: [String] = []
        for subject in request.subjects {
            if case .group(let group)? = records[subject.ref.id] {
                ids += group.named.map(\.id)
            } else {
                ids.append(subject.ref.id)
            }
        }
        var seen: Set<String> = []
        return ids.filter { seen.insert($0).inserted }.compactMap(person)
    }

    /// An organization and all above it that the case has, itself first.
    func line(of id: String) -> [Organization] {
        var line: [Organization] = []
        var next: String? = id
        while let id = next, line.count < 64, !line.contains(where: { $0.common.id == id }),
            let organization = organization(id)
        {
            line.append(organization)
            next = organization.parent?.id
        }
        return line
    }
}
