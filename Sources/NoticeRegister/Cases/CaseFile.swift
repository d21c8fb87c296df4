internal import Shapes

/// One notice request with all that belongs to it, as the register then stood.
package struct CaseFile {
    /// How many records of one kind are gathered around another.
    static let referrersMax = 500
    /// How many records a case has at most; one with more is cut off.
    static let recordsMax = 4_000
    /// How many requests before or after are looked at.
    static let lineageMax = 20

    /// The request.
    package let request: NoticeRequest
    /// Every record of the case, by its id; the request too.
    package private(set) var records: [String: Record] = [:]
    /// The decisions on the request, its notices and its challenges, by id.
    private(set) var decisions: [Decision] = []
    /// The notices made of it, by id.
    private(set) var notices: [Notice] = []
    /// The challenges to it, its decisions and its notices, by id.
    private(set) var challenges: [Challenge] = []
    /// What is said about the request, its subjects, events, groups, decisions and notices, and
    /// what its steps and decisions rest on.
    private(set) var statements: [Statement] = []
    /// The requests that it follows, nearest first.
    private(set) var earlier: [NoticeRequest] = []
    /// The requests that follow it, nearest first.
    private(set) var later: [NoticeRequest] = []
    /// Whether some of the case was left out.
    package private(set) var isTruncated = false

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

extension CaseFile {
    private mutating func gather(from past: some Past) throws(StoreFault) {
        try take(.noticeRequest(request))
        try follow(request, past)
        try takeLineage(past)
        for subject in request.subjects {
            guard case .group(let group)? = records[subject.ref.id] else { continue }
            for named in group.named { try take(named.id, past) }
        }
        notices = try referring(request.common.id, "request", .notice, past)
            .compactMap { if case .notice(let notice) = $0 { notice } else { nil } }
        try takeDecisions(past)
        try takeChallenges(past)
        try takeStatements(past)
        try takeOrganizations(past)
        try takeSources(past)
        decisions.sort { $0.common.id < $1.common.id }
        statements.sort { $0.common.id < $1.common.id }
    }

    private mutating func take(_ record: Record) throws(StoreFault) {
        guard records.count < Self.recordsMax else {
            isTruncated = true
            return
        }
        records[record.common.id] = record
    }

    @discardableResult
    private mutating func take(
        _ id: String,
        _ past: some Past
    ) throws(StoreFault) -> Record? {
        if let record = records[id] { return record }
        guard let record = try past.record(id) else { return nil }
        try take(record)
        return records[id]
    }

    /// Takes all that a record refers to, itself but one step far.
    private mutating func follow(
        _ record: some RecordShape,
        _ past: some Past
    ) throws(StoreFault) {
        for fact in record.allFacts where fact.isLink {
            guard case .reference(let id) = fact.content else { continue }
            // Other requests come by lineage, sources last.
            guard !["prior.request", "later", "sources.source"].contains(fact.name) else {
                continue
            }
            try take(id, past)
        }
    }

    private mutating func referring(
        _ id: String,
        _ role: String,
        _ kind: Kind,
        _ past: some Past
    ) throws(StoreFault) -> [Record] {
        let referrers = try past.referrers(of: id, role: role, limit: Self.referrersMax + 1)
        if referrers.count > Self.referrersMax { isTruncated = true }
        var found: [Record] = []
        for referrer in referrers.prefix(Self.referrersMax) where referrer.kind == kind {
            if let record = try take(referrer.id, past) { found.append(record) }
        }
        return found
    }

    private mutating func takeLineage(_ past: some Past) throws(StoreFault) {
        var next = request.prior?.request.id
        while let id = next, earlier.count < Self.lineageMax, records[id] == nil,
            case .noticeRequest(let before)? = try take(id, past)
        {
            earlier.append(before)
            next = before.prior?.request.id
        }
        if let next, records[next] == nil { isTruncated = true }
        var waiting = request.later.map(\.id)
        while !waiting.isEmpty {
            let id = waiting.removeFirst()
            guard records[id] == nil else { continue }
            guard later.count < Self.lineageMax else {
                isTruncated = true
                return
            }
            guard case .noticeRequest(let after)? = try take(id, past) else { continue }
            later.append(after)
            waiting += after.later.map(\.id)
        }
    }

    private mutating func takeDecisions(_ past: some Past) throws(StoreFault) {
        var found = try referring(request.common.id, "request", .decision, past)
        for notice in notices {
            try follow(notice, past)
            found += try referring(notice.common.id, "notice", .decision, past)
        }
        try add(found, past)
    }

    private mutating func add(_ found: [Record], _ past: some Past) throws(StoreFault) {
        for case .decision(let decision) in found
        where !decisions.contains(where: { $0.common.id == decision.common.id }) {
            decisions.append(decision)
            try follow(decision, past)
        }
    }

    private mutating func takeChallenges(_ past: some Past) throws(StoreFault) {
        let targets = [request.common.id] + notices.map(\.common.id) + decisions.map(\.common.id)
        for target in targets {
            for case .challenge(let challenge) in try referring(target, "target", .challenge, past)
            where !challenges.contains(where: { $0.common.id == challenge.common.id }) {
                challenges.append(challenge)
                try follow(challenge, past)
            }
        }
        challenges.sort { $0.common.id < $1.common.id }
        for challenge in challenges {
            try add(try referring(challenge.common.id, "challenge", .decision, past), past)
        }
    }

    private mutating func takeStatements(_ past: some Past) throws(StoreFault) {
        let kinds: [Kind] = [.noticeRequest, .person, .group, .event, .decision, .notice]
        let things = records.values.filter { kinds.contains($0.kind) }.map(\.common.id).sorted()
        var found: [Record] = []
        for thing in things { found += try referring(thing, "about", .statement, past) }
        found += records.values.filter { $0.kind == .statement }
        for case .statement(let statement) in found
        where !statements.contains(where: { $0.common.id == statement.common.id }) {
            statements.append(statement)
            try follow(statement, past)
        }
        // Those that only others named, as what a statement contradicts.
        let known = Set(statements.map(\.common.id))
        for case .statement(let statement) in records.values
        where !known.contains(statement.common.id) {
            statements.append(statement)
            try follow(statement, past)
        }
    }

    private mutating func takeOrganizations(_ past: some Past) throws(StoreFault) {
        var waiting = records.values.compactMap { record in
            if case .organization(let organization) = record {
                organization.parent?.id
            } else {
                nil
            }
        }
        for case .person(let person) in records.values {
            waiting += person.offices.compactMap(\.organization?.id)
            waiting += person.refugee.compactMap(\.by?.id)
        }
        while let id = waiting.popLast() {
            guard records[id] == nil,
                case .organization(let organization)? = try take(id, past)
            else { continue }
            if let parent = organization.parent { waiting.append(parent.id) }
        }
    }

    /// The sources of everything in the case, and those that they derive from.
    private mutating func takeSources(_ past: some Past) throws(StoreFault) {
        var waiting: [String] = []
        for record in records.values {
            for fact in record.facts where fact.isLink {
                guard case .reference(let id) = fact.content, records[id] == nil else { continue }
                if fact.name.hasSuffix("source") { waiting.append(id) }
            }
        }
        while let id = waiting.popLast() {
            guard records[id] == nil, let record = try take(id, past) else { continue }
            for fact in record.facts where fact.isLink && fact.name.hasPrefix("derived_from") {
                if case .reference(let id) = fact.content { waiting.append(id) }
            }
        }
    }
}
