extension Timeline {
    /// How many records of one kind are looked at around another.
    private static let referrersMax = 500
    /// How many requests, and how many events, are looked at around a person or an event.
    private static let rootsMax = 200

    /// The kinds of record around which there is a timeline.
    package static let roots: [Kind] = [.noticeRequest, .event, .person, .group]

    /// Gathers the timeline around a record that stands.
    ///
    /// - Parameters:
    ///   - root: the record, of one of ``roots``; of another kind it has no entries.
    ///   - past: the register.
    ///   - saidBy: a day since 1970-01-01; only what had happened or been said by then for certain.
    /// - Returns: the timeline.
    /// - Throws: what goes wrong in the store.
    package static func around(
        _ root: Record,
        from past: some Past,
        saidBy: Int32?
    ) throws(StoreFault) -> Timeline {
        var timeline = Timeline(saidBy: saidBy)
        switch root {
        case .noticeRequest(let request):
            if let file = try CaseFile.gather(request.common.id, from: past) {
                timeline.add(file)
            }
        case .event(let event): try timeline.gather(event, past)
        case .group(let group):
            try timeline.gatherStatements(about: group.common.id, past)
            try timeline.gatherRequests([group.common.id], "subjects.ref", past)
        case .person(let person): try timeline.gather(person, past)
        default: break
        }
        timeline.sort()
        return timeline
    }

    /// Adds all that a case holds.
    mutating func add(_ file: CaseFile) {
        addCourse(of: file)
        for statement in file.statements { add(statement, file.source(statement.source.id)) }
    }

    /// Adds the events and steps of a case.
    mutating func addCourse(of file: CaseFile) {
        if file.isTruncated { isTruncated = true }
        for case .event(let event) in file.inOrder { add(event) }
        for request in [file.request] + file.earlier + file.later {
            add(request.steps, of: request.common.id)
        }
        for notice in file.notices { add(notice.steps, of: notice.common.id) }
        for challenge in file.challenges { add(challenge.steps, of: challenge.common.id) }
    }

    /// An event and its parts, what is said of them, and the requests that arise from them.
    private mutating func gather(_ event: Event, _ past: some Past) throws(StoreFault) {
        var events = [event.common.id]
        var place = 0
        while place < events.count {
            let id = events[place]
            if case .event(let event)? = try past.record(id) { add(event) }
            try gatherStatements(about: id, past)
            for part in try referrers(of: id, "part_of", past)
            where !events.contains(part) {
                guard events.count < Self.rootsMax else {
                    isTruncated = true
                    break
                }
                events.append(part)
            }
            place += 1
        }
        try gatherRequests(events, "events", past)
    }

    /// What a person took part in, what is said of and by them, and the requests about them.
    private mutating func gather(_ person: Person, _ past: some Past) throws(StoreFault) {
        let id = person.common.id
        for event in try referrers(of: id, "participants.ref", past) {
            if case .event(let event)? = try past.record(event) { add(event) }
        }
        try gatherStatements(about: id, past)
        for statement in try referrers(of: id, "speaker", past) { try add(statement, past) }
        let groups = try referrers(of: id, "named", past)
        try gatherRequests([id] + groups.prefix(Self.rootsMax), "subjects.ref", past)
    }

    private mutating func gatherRequests(
        _ ids: [String],
        _ role: String,
        _ past: some Past
    ) throws(StoreFault) {
        var requests: [String] = []
        for id in ids {
            for request in try referrers(of: id, role, past) where !requests.contains(request) {
                guard requests.count < Self.rootsMax else {
                    isTruncated = true
                    break
                }
                requests.append(request)
            }
        }
        for id in requests {
            guard case .noticeRequest(let request)? = try past.record(id) else { continue }
            add(request.steps, of: id)
            try gatherStatements(about: id, past)
            for notice in try referrers(of: id, "request", past) {
                guard case .notice(let notice)? = try past.record(notice) else { continue }
                add(notice.steps, of: notice.common.id)
            }
        }
    }

    private mutating func gatherStatements(
        about id: String,
        _ past: some Past
    ) throws(StoreFault) {
        for statement in try referrers(of: id, "about", past) { try add(statement, past) }
    }

    private mutating func add(_ id: String, _ past: some Past) throws(StoreFault) {
        guard case .statement(let statement)? = try past.record(id) else { return }
        guard case .source(let source)? = try past.record(statement.source.id) else {
            add(statement, nil)
            return
        }
        add(statement, source)
    }

    private mutating func referrers(
        of id: String,
        _ role: String,
        _ past: some Past
    ) throws(StoreFault) -> [String] {
        let found = try past.referrers(of: id, role: role, limit: Self.referrersMax + 1)
        if found.count > Self.referrersMax { isTruncated = true }
        return found.prefix(Self.referrersMax).map(\.id)
    }
}
