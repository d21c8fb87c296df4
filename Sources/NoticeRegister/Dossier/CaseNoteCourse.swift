import Shapes

/// What happened, what was decided, what came before and after.
extension CaseNote {
    mutating func writeCourse() {
        let undated = dossier.undatedSteps
        guard !order.course.isEmpty || !undated.isEmpty else { return }
        heading(2, "Course of events")
        for entry in order.course {
            if case .event(let event)? = file.record(entry.id) {
                let marks = cite(event.common.sources)
                item("\(date(entry.date)): \(event.title) (\(id: entry.id))\(marks)")
            } else if let of = entry.of, let step = dossier.step(entry.id, of: of) {
                item("\(date(entry.date)): \(line(of: step, of))")
            }
        }
        for (of, step) in undated { item("Day not known: \(line(of: step, of))") }
    }

    private mutating func line(of step: StepRecord, _ record: String) -> MarkdownText {
        // What a state tells happens to a person, not to the notice.
        let isHappening = step.country != nil && file.notices.contains { $0.common.id == record }
        var line: MarkdownText = "**\(step.step)**"
        if !isHappening { line = line + " of \(id: record)" }
        if let by = step.by { line = line + " by \(name(by.id))" }
        if let country = step.country { line = line + " in \(country.text)" }
        if isHappening { line = line + ", on \(id: record)" }
        if let expires = step.expires { line = line + ", until \(date(expires))" }
        if !step.subjects.isEmpty { line = line + ", for \(names(step.subjects))" }
        if let decision = step.decision { line = line + ", decision \(id: decision.id)" }
        for notice in step.notices { line = line + ", notice \(id: notice.id)" }
        if !step.statements.isEmpty { line = line + ", told by \(ids(step.statements))" }
        for question in step.questions { line = line + ", asked: “\(question)”" }
        for answer in step.answers { line = line + ", answered: “\(answer)”" }
        if let reason = step.reason { line = line + ", because: \(reason)" }
        if let kept = step.keepPublic { line = line + ", kept public because: \(kept)" }
        if let note = step.note { line = line + ". \(note)" }
        return line + cite(step.sources)
    }

    mutating func writeDecisions() {
        guard !file.decisions.isEmpty else { return }
        heading(2, "Decisions")
        for decision in order.decisions { write(decision) }
    }

    private mutating func write(_ decision: Decision) {
        let who: MarkdownText = "\(date(decision.date)), \(name(decision.by.id))"
        let what: MarkdownText = "**\(outcome(of: decision))** (\(id: decision.common.id))"
        item("\(who): \(what)\(cite(decision.common.sources))")
        if let notice = decision.notice { item("On notice \(id: notice.id)", level: 1) }
        if let challenge = decision.challenge {
            let target = file.challenges.first { $0.common.id == challenge.id }?.target.id
            let against: MarkdownText = target.map { " to \(id: $0)" } ?? .none
            item("On challenge \(id: challenge.id)\(against)", level: 1)
        }
        for ground in decision.grounds { item("Ground: \(line(of: ground))", level: 1) }
        // What is granted needs none.
        if decision.grounds.isEmpty, decision.outcome != .granted {
            item("Ground: none is told", level: 1)
        }
        if !decision.subjects.isEmpty { item("For: \(names(decision.subjects))", level: 1) }
        if let prospective = decision.prospective {
            item(
                prospective
                    ? "Said before anything was received" : "Said of what had been received",
                level: 1
            )
        }
        if let reason = decision.reason { item("Reasons: \(reason)", level: 1) }
        if !decision.statements.isEmpty {
            item("Told by: \(ids(decision.statements))", level: 1)
        }
        if let reverses = decision.reverses { item("Reverses \(id: reverses.id)", level: 1) }
        if let reversal = decision.reversedBy { item("Reversed by \(id: reversal.id)", level: 1) }
    }

    private func outcome(of decision: Decision) -> MarkdownText {
        decision.outcome.map { "\($0)" } ?? "reopened"
    }

    private func line(of ground: Ground) -> MarkdownText {
        var line: MarkdownText = "\(ground.code.text)"
        if let reference = ground.reference { line = line + " (\(reference))" }
        if let basis = ground.basis { line = line + ", \(basis)" }
        return line
    }

    mutating func writeLineage() {
        guard !file.earlier.isEmpty || !file.later.isEmpty else { return }
        heading(2, "Earlier and later requests")
        let relation = dossier.isTold ? request.prior?.relation : nil
        for (place, earlier) in file.earlier.enumerated() {
            let how: MarkdownText =
                place == 0 ? relation.map { ", of which this is a \($0)" } ?? .none : .none
            item("Earlier: \(line(of: earlier, how))")
        }
        for later in file.later {
            let how: MarkdownText = later.prior?.relation.map { ", a \($0)" } ?? .none
            item("Later: \(line(of: later, how))")
        }
    }

    private mutating func line(
        of request: NoticeRequest,
        _ relation: MarkdownText
    ) -> MarkdownText {
        var line: MarkdownText = "\(id: request.common.id)\(relation): \(asked(request))"
        line = line + ", \(name(request.requester.id)) to \(name(request.addressee.id))"
        if !request.subjects.isEmpty {
            line = line + ", about \(names(request.subjects.map(\.ref)))"
        }
        line = line + ": **\(request.status)**"
        for decision in request.decisions.compactMap({ file.decision($0.id) }) {
            let grounds = decision.grounds.map { self.line(of: $0) }
            line = line + "; \(date(decision.date)), \(name(decision.by.id))"
            line = line + ": \(outcome(of: decision))"
            if !grounds.isEmpty {
                line = line + ", \(MarkdownText(grounds, separator: "; "))"
            }
        }
        return line + cite(request.common.sources)
    }
}
