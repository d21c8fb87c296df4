import Shapes

extension CaseFile {
    /// Gathers all that belongs to the request.
    mutating func gather(from past: some Past) throws(StoreFault) {
        try take(.noticeRequest(request))
        try follow(request, past)
        try takeLineage(past)
        for request in earlier + later { try follow(request, past) }
        for subject in request.subjects {
            guard case .group(let group)? = records[subject.ref.id] else { continue }
            for named in group.named { try take(named.id, past) }
        }
        notices = try referring(request.common.id, "request", .notice, past)
            .compactMap { if case .notice(let notice) = $0 { notice } else { nil } }
        try takeDecisions(past)
        try takeChallenges(past)
        try takeStatements(past)
        for case .event(let event) in inOrder { try follow(event, past) }
        try takeOrganizations(past)
        try takeSources(past)
        (decisions, statements) = (decisions.byID, statements.byID)
        links = [:]
    }

    private mutating func take(_ record: Record) throws(StoreFault) {
        guard records.count < Self.recordsMax else {
            isTruncated = true
            return
        }
        let id = record.common.id
        records[id] = record
        links[id] = record.facts.filter(\.isLink)
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
        for fact in links[record.common.id] ?? [] {
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
            for decision in before.decisions { try take(decision.id, past) }
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
        let persons = request.subjects.map(\.ref.id).filter { person($0) != nil }
        let targets = [request.common.id] + notices.map(\.common.id) + persons
        for target in targets {
            for case .challenge(let challenge) in try referring(target, "target", .challenge, past)
            where !challenges.contains(where: { $0.common.id == challenge.common.id }) {
                challenges.append(challenge)
                try follow(challenge, past)
            }
        }
        challenges = challenges.byID
        for challenge in challenges {
            try add(try referring(challenge.common.id, "challenge", .decision, past), past)
        }
    }

    private mutating func takeStatements(_ past: some Past) throws(StoreFault) {
        let kinds: [Kind] = [.noticeRequest, .person, .group, .event, .decision, .notice]
        let things = inOrder.filter { kinds.contains($0.kind) }.map(\.common.id)
        var found: [Record] = []
        for thing in things { found += try referring(thing, "about", .statement, past) }
        found += inOrder.filter { $0.kind == .statement }
        var known: Set<String> = []
        for case .statement(let statement) in found
        where known.insert(statement.common.id).inserted {
            statements.append(statement)
            try follow(statement, past)
        }
        // Those that only others named, as what a statement contradicts.
        for case .statement(let statement) in inOrder
        where known.insert(statement.common.id).inserted {
            statements.append(statement)
            try follow(statement, past)
        }
    }

    private mutating func takeOrganizations(_ past: some Past) throws(StoreFault) {
        var waiting = inOrder.compactMap { record in
            if case .organization(let organization) = record {
                organization.parent?.id
            } else {
                nil
            }
        }
        for case .person(let person) in inOrder {
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
        for (_, facts) in links.sorted(by: { $0.key < $1.key }) {
            for fact in facts where fact.name.hasSuffix("source") {
                guard case .reference(let id) = fact.content else { continue }
                waiting.append(id)
            }
        }
        var seen: Set<String> = []
        while let id = waiting.popLast() {
            guard seen.insert(id).inserted, case .source(let source)? = try take(id, past) else {
                continue
            }
            waiting += source.derivedFrom.map(\.id)
        }
    }
}
