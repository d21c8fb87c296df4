import Shapes

/// The order in which a case note tells a case, and the numbers that its sources get by it: a
/// source is numbered where it is first cited.
///
/// Apart from the note's words, so that the JSON form has the same numbers without them.
struct NoteOrder {
    /// What is said about one thing.
    struct Topic {
        let thing: String
        let statements: [Statement]
    }

    /// Events and dated steps, as they happened.
    let course: [Timeline.Entry]
    /// The decisions, as they were made.
    let decisions: [Decision]
    /// What is said, first about the request, then its subjects, the events and the rest.
    let topics: [Topic]
    /// The sources in the order of their numbers, which begin with 1.
    private(set) var sources: [Source] = []
    private var numbers: [String: Int] = [:]
    private let dossier: Dossier
    private var file: CaseFile { dossier.file }

    init(_ dossier: Dossier) {
        self.dossier = dossier
        let file = dossier.file
        course = Self.course(of: file)
        decisions = file.decisions.sorted(byKey: Self.place)
        topics = Self.topics(of: dossier)
        if dossier.isTold { numberParties() }
        numberCourse()
        for decision in decisions { number(decision.common) }
        for topic in topics {
            for statement in topic.statements { number(statement.source) }
        }
        for request in file.earlier + file.later { number(request.common) }
        numberRest()
    }

    /// The number of a source; nil where the case does not have it.
    func number(of source: String) -> Int? { numbers[source] }

    // MARK: Numbers

    private mutating func number(_ source: Reference) {
        guard numbers[source.id] == nil, let record = file.source(source.id) else { return }
        sources.append(record)
        numbers[source.id] = sources.count
    }

    private mutating func number(_ citations: [Citation]) {
        for citation in citations { number(citation.source) }
    }

    private mutating func number(_ common: Common) { number(common.sources) }

    /// The request and its events, the subjects and whom their groups name, notices and challenges.
    private mutating func numberParties() {
        let request = file.request
        number(request.common)
        for event in request.events {
            if case .event(let event)? = file.record(event.id) { number(event.common) }
        }
        for subject in request.subjects {
            switch file.record(subject.ref.id) {
            case .person(let person)?: number(person.common)
            case .group(let group)?:
                number(group.common)
                for named in group.named.compactMap({ file.person($0.id) }) { number(named.common) }
            default: continue
            }
        }
        for notice in file.notices { number(notice.common) }
        for challenge in file.challenges { number(challenge.common) }
    }

    private mutating func numberCourse() {
        for entry in course {
            if case .event(let event)? = file.record(entry.id) {
                number(event.common)
            } else if let of = entry.of, let step = dossier.step(entry.id, of: of) {
                number(step.sources)
            }
        }
        for (_, step) in dossier.undatedSteps { number(step.sources) }
    }

    /// What a source repeats, then whatever else the case has.
    private mutating func numberRest() {
        var place = 0
        while place < sources.count {
            for origin in sources[place].derivedFrom { number(origin) }
            place += 1
        }
        for case .source(let source) in file.inOrder { number(Reference(source.common.id)) }
    }

    // MARK: Order

    private static func course(of file: CaseFile) -> [Timeline.Entry] {
        var timeline = Timeline(saidBy: nil)
        timeline.addCourse(of: file)
        timeline.sort()
        return timeline.entries
    }

    private static func topics(of dossier: Dossier) -> [Topic] {
        let (file, request) = (dossier.file, dossier.file.request)
        var said = Dictionary(grouping: file.statements, by: \.about.id)
        let things =
            [request.common.id] + request.subjects.map(\.ref.id)
            + dossier.events.map(\.common.id) + file.statements.map(\.about.id)
        return things.compactMap { thing in
            guard let statements = said.removeValue(forKey: thing) else { return nil }
            return Topic(
                thing: thing,
                statements: statements.sorted(byKey: { place(of: $0, in: file) })
            )
        }
    }

    /// A statement without a day of its own stands by that of its source.
    private static func place(of statement: Statement, in file: CaseFile) -> Place {
        let date = statement.saidOn ?? file.source(statement.source.id)?.published
        return Place(date, statement.common.id)
    }

    private static func place(of decision: Decision) -> Place {
        Place(decision.date, decision.common.id)
    }

    /// Where something stands among others: by its day, then by its id; without a day, last.
    private struct Place: Comparable {
        let earliest: Int32
        let latest: Int32
        let id: String

        init(_ date: PartialDate?, _ id: String) {
            (earliest, latest) = (date?.earliest ?? .max, date?.latest ?? .max)
            self.id = id
        }

        static func < (one: Place, other: Place) -> Bool {
            (one.earliest, one.latest, one.id) < (other.earliest, other.latest, other.id)
        }
    }
}

extension Dossier {
    /// What goes through steps.
    private var stepped: [(id: String, steps: [StepRecord])] {
        (isTold ? [file.request] : []).map { ($0.common.id, $0.steps) }
            + (file.earlier + file.later).map { ($0.common.id, $0.steps) }
            + file.notices.map { ($0.common.id, $0.steps) }
            + file.challenges.map { ($0.common.id, $0.steps) }
    }

    /// The steps without a day.
    var undatedSteps: [(of: String, step: StepRecord)] {
        stepped.flatMap { id, steps in
            StepRecord.standing(among: steps)
                .filter { $0.on == nil && $0.step != .annul && $0.step != .report }
                .map { (id, $0) }
        }
    }

    /// A step of a record that goes through steps.
    func step(_ id: String, of record: String) -> StepRecord? {
        stepped.first { $0.id == record }?.steps.first { $0.id == id }
    }
}
