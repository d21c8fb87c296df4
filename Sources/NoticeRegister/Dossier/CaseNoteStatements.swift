import Shapes

/// Who says what, where that conflicts, and what nobody says.
extension CaseNote {
    mutating func writeStatements() {
        guard !file.statements.isEmpty else { return }
        heading(2, "Who says what")
        for (place, topic) in order.topics.enumerated() {
            if place > 0 { text += "\n" }
            paragraph("On \(heading(of: topic.thing)):\n")
            for statement in topic.statements { item(line(of: statement)) }
        }
    }

    private func heading(of id: String) -> MarkdownText {
        switch file.record(id) {
        case .event?, .person?, .group?, .organization?, .source?: "\(name(id)) (\(id: id))"
        case .noticeRequest?: "request \(id: id)"
        case .decision?: "decision \(id: id)"
        case .notice?: "notice \(id: id)"
        default: "\(id: id)"
        }
    }

    private mutating func line(of statement: Statement) -> MarkdownText {
        var line: MarkdownText = "\(speaker(of: statement))"
        if let said = statement.saidOn {
            line = line + ", \(date(said))"
        } else if let published = file.source(statement.source.id)?.published {
            line = line + ", published \(date(published))"
        }
        line = line + ": \(claim(of: statement))"
        if let quote = statement.quote { line = line + ", “\(quote.exact)”" }
        line = line + cite(statement.source.id) + " (\(id: statement.common.id))"
        if let check = statement.quoteCheck, check != .textNotHeld {
            line = line + ", quote \(check)"
        }
        if statement.rank == .deprecated {
            line = line + ". **Deprecated**"
            if let cause = statement.deprecatedBecause { line = line + ": \(cause)" }
        }
        if let original = statement.misattributes {
            line = line + ". \(misattribution(of: original.id))"
        }
        for other in statement.misattributedIn {
            line = line + ". Given to another speaker in \(id: other.id)"
        }
        if let note = statement.common.note { line = line + ". \(note)" }
        return line
    }

    private func misattribution(of id: String) -> MarkdownText {
        guard case .statement(let statement)? = file.record(id) else {
            return "The words are those of \(id: id)"
        }
        return "The words are those of \(speaker(of: statement)) (\(id: id))"
    }

    private func speaker(of statement: Statement) -> MarkdownText {
        statement.speaker.map { name($0.id) } ?? "Speaker not known"
    }

    private func claim(of statement: Statement) -> MarkdownText {
        let stance: MarkdownText = statement.stance.map { "\($0) " } ?? .none
        // Outcomes are words of a vocabulary, although statements hold them as texts.
        if statement.property.form == .outcome, case .text(let text)? = statement.value.value {
            return "\(stance)\(statement.property): \(text.line.withSpaces)"
        }
        return "\(stance)\(statement.property): \(value(of: statement.value))"
    }

    private func value(of value: StatementValue) -> MarkdownText {
        switch (value.type, value.value) {
        case (.noValue, _): "none"
        case (.someValue, _): "something that is not told"
        case (.value, .text(let text)?): "\(text)"
        case (.value, .reference(let reference)?): name(reference.id)
        case (.value, .integer(let number)?): "\(number)"
        case (.value, .flag(let flag)?): flag ? "yes" : "no"
        case (.value, nil): "not told"
        }
    }

    mutating func writeConflicts() {
        guard !dossier.conflicts.isEmpty else { return }
        heading(2, "Where accounts conflict")
        for conflict in dossier.conflicts.prefix(Self.conflictsMax) {
            item("\(side(conflict.one)), against \(side(conflict.other)): \(conflict.how)")
        }
        let rest = dossier.conflicts.count - Self.conflictsMax
        if rest > 0 { item("\(rest) more, which the JSON form tells") }
    }

    /// More are no reading.
    private static var conflictsMax: Int { 200 }

    private func side(_ id: String) -> MarkdownText {
        guard case .statement(let statement)? = file.record(id) else { return "\(id: id)" }
        return "\(speaker(of: statement)), \(claim(of: statement)) (\(id: id))"
    }

    mutating func writeOpen() {
        var open: [MarkdownText] = []
        if dossier.isTold { open += openOfRequest }
        for decision in file.decisions where mayBeProspective(decision) {
            open.append(
                "Whether decision \(id: decision.common.id) was made before anything was received"
            )
        }
        for challenge in file.challenges where challenge.isOpen {
            open.append("What comes of challenge \(id: challenge.common.id)")
        }
        let speakerless = file.statements.count { $0.speaker == nil }
        if speakerless > 0 { open.append("Who speaks in \(speakerless) of the statements") }
        let unchecked = file.statements.count { $0.quoteCheck == .textNotHeld }
        if unchecked > 0 {
            let what: MarkdownText = "the words quoted in \(unchecked) of the statements"
            open.append("Whether \(what) stand in their sources: no text is held")
        }
        let absent = file.statements.count { $0.quoteCheck == .absent }
        if absent > 0 {
            let what: MarkdownText = "the words quoted in \(absent) of the statements"
            open.append("Where \(what) are from: their sources lack them")
        }
        if let undated = dossier.undated, undated > 0 {
            let what: MarkdownText = "\(undated) of the steps and statements"
            open.append("When what nobody dates was said: \(what), left out here")
        }
        guard !open.isEmpty else { return }
        heading(2, "What is open")
        for line in open { item(line) }
    }

    /// Whether a decision may have been made beforehand, and nobody says if: what turns a request away
    /// that is not known to have been handed over.
    private func mayBeProspective(_ decision: Decision) -> Bool {
        guard decision.prospective == nil, decision.request?.id == request.common.id,
            [.refused, .notConsidered].contains(decision.outcome)
        else { return false }
        let received: Set<Step> = [.submit, .acknowledge, .ask, .answer]
        return !StepRecord.standing(among: request.steps).contains { received.contains($0.step) }
    }

    private var openOfRequest: [MarkdownText] {
        var open: [MarkdownText] = []
        for person in file.people where person.unidentified == true {
            open.append("Who \(id: person.common.id) is: the person is not identified")
        }
        if request.status == .awaitingInformation {
            let asked = StepRecord.standing(among: request.steps).last { $0.step == .ask }
            for question in asked?.questions ?? [] {
                open.append("What the requester answers to: “\(question)”")
            }
        }
        if let count = request.subjectCount, count.unnamed > 0 {
            open.append("Who \(count.unnamed) of the \(count.count) people are")
        }
        if request.subjects.contains(where: { $0.status == nil }) {
            open.append("The status of some subjects in this file")
        }
        if request.judicial == nil {
            open.append("What warrant or judgment the request rests on")
        } else if request.judicial?.validity != .valid, request.judicial?.validity != .annulled {
            open.append("Whether the warrant or judgment is valid")
        }
        if request.assurances?.extraditionSought != .yes,
            request.assurances?.extraditionSought != .no
        {
            open.append("Whether extradition will be sought")
        }
        if request.charges.contains(where: { $0.offence == nil || $0.offence == .unstated }) {
            open.append("The character of some offences, which the request does not state")
        }
        return open
    }
}
