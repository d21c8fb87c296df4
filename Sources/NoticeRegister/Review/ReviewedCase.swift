/// A case as the predicates ask about it.
struct ReviewedCase {
    let file: CaseFile
    /// The day on which the request was made, or claimed to be; where that is not told, today.
    let day: PartialDate
    /// Today, since 1970-01-01.
    let today: Int32
    /// The subjects that are persons, and those whom its groups name.
    let people: [Person]
    /// The requester's country; nil where it is not known.
    let country: Country?
    /// The requester and all above it.
    let requesters: [Organization]
    /// The decisions on the request, its notices and its challenges, and those on the requests that
    /// it follows, which no later one reverses.
    let standingDecisions: [Decision]
    /// The statements that the keepers hold to, about the request, its subjects, decisions, notices.
    let standingStatements: [Statement]
    /// Those of them about the request itself.
    let statementsOnRequest: [Statement]
    /// Those that say of the request or one of its subjects what it is.
    let characterizations: [Statement]

    var request: NoticeRequest { file.request }

    init(_ file: CaseFile, today: Int32) {
        self.file = file
        self.today = today
        day =
            Self.making(of: file.request)?.step.on
            ?? PartialDate(CivilDay(daysSince1970: Int(today)))
        people = file.people
        requesters = file.line(of: file.request.requester.id)
        country = requesters.compactMap { Self.known($0.country) }.first
        // Every rule asks for these.
        standingDecisions = Self.standingDecisions(of: file)
        standingStatements = Self.standingStatements(of: file)
        statementsOnRequest = standingStatements.filter { $0.about.id == file.request.common.id }
        let concerned = Set(
            [file.request.common.id] + file.request.subjects.map(\.ref.id) + people.map(\.common.id)
        )
        characterizations = standingStatements.filter {
            $0.property == .characterization && concerned.contains($0.about.id)
        }
    }

    private static func standingDecisions(of file: CaseFile) -> [Decision] {
        let earlier = file.earlier.flatMap(\.decisions).compactMap { file.decision($0.id) }
        return (file.decisions + earlier).filter { $0.reversedBy == nil }
    }

    private static func standingStatements(of file: CaseFile) -> [Statement] {
        let superseded = Set(file.statements.compactMap(\.supersedes?.id))
        return file.statements.filter { statement in
            statement.rank != .deprecated && statement.deprecatedBecause == nil
                && statement.misattributes == nil && !superseded.contains(statement.common.id)
        }
    }

    /// The first step by which a request was made, or claimed to be, and its place among all.
    static func making(of request: NoticeRequest) -> (place: Int, step: StepRecord)? {
        StepRecord.placed(among: request.steps).first { _, step in
            [.claim, .submit, .circulate].contains(step.step)
        }
    }

    /// A country that says something: `ZZ` does not.
    static func known(_ country: Country?) -> Country? {
        country?.text == "ZZ" ? nil : country
    }

    /// Whether a country is the requester's; nil where one of the two is not known.
    func isRequesters(_ other: Country?) -> Bool? {
        guard let country, let other = Self.known(other) else { return nil }
        return country == other
    }

    /// Weighs what must be known of each person, and misses those of whom nothing can be.
    func weighPeople(
        _ weighing: inout Weighing,
        _ body: (Person, inout Weighing) -> Void
    ) {
        if request.subjects.isEmpty { weighing.lack("people", request, "/subjects") }
        for subject in request.subjects {
            guard case .group(let group)? = file.record(subject.ref.id) else { continue }
            let isWhole = group.size.basis == .exact || group.size.basis == .atMost
            if !isWhole || group.unnamed != 0 { weighing.lack("people", group, "/named") }
        }
        for person in people { body(person, &weighing) }
    }

    /// The events of the request, in its order.
    var events: [Event] {
        request.events.compactMap { reference in
            if case .event(let event)? = file.record(reference.id) { event } else { nil }
        }
    }
}

extension ReviewedCase {
    /// The country for which an organization stands; nil where it is not known.
    func country(of organization: String) -> Country? {
        file.line(of: organization).compactMap { Self.known($0.country) }.first
    }

    /// Whether somebody is known to stand apart from the requester: an international organization,
    /// one of another country, or a person who holds offices of such only.
    func isIndependent(_ id: String) -> Bool {
        guard let person = file.person(id) else { return isApart(id) }
        return !person.offices.isEmpty
            && person.offices.allSatisfy { office in
                isRequesters(office.country) == false
                    || office.country == nil && office.organization.map { isApart($0.id) } ?? false
            }
    }

    /// Whether an organization is known to stand apart from the requester.
    private func isApart(_ organization: String) -> Bool {
        let line = file.line(of: organization)
        let own = Set(requesters.map(\.common.id))
        guard !line.contains(where: { own.contains($0.common.id) }) else { return false }
        return line.contains { $0.type == .internationalOrganization }
            || isRequesters(country(of: organization)) == false
    }
}
