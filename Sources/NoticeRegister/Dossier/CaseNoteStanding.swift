import Shapes

/// How the case stands: for whom what was decided, the notices, the challenges.
extension CaseNote {
    mutating func writeStanding() {
        let outcomes = request.subjectOutcomes
        guard !outcomes.isEmpty || !file.notices.isEmpty || !file.challenges.isEmpty else { return }
        heading(2, "How it stands")
        for outcome in outcomes { item(line(of: outcome)) }
        if !outcomes.isEmpty {
            let decided = Set(outcomes.map(\.ref))
            for subject in request.subjects where !decided.contains(subject.ref) {
                item("\(name(subject.ref.id)): **open**")
            }
        }
        for notice in file.notices { item(line(of: notice) + cite(notice.common.sources)) }
        for challenge in file.challenges {
            item(line(of: challenge) + cite(challenge.common.sources))
        }
    }

    /// What was decided for one subject; a diffusion goes out without a decision.
    private func line(of outcome: SubjectOutcome) -> MarkdownText {
        var line: MarkdownText = "\(name(outcome.ref.id)): "
        line = line + (outcome.outcome.map { "**\($0)**" } ?? "**circulated**")
        if let decision = outcome.decision { line = line + " (\(id: decision.id))" }
        return line
    }

    private func line(of notice: Notice) -> MarkdownText {
        var line: MarkdownText = notice.channel == .diffusion ? "Diffusion " : "Notice "
        line = line + "\(id: notice.common.id)"
        if let number = notice.entityID { line = line + ", number \(number.text)" }
        line = line + ", \(notice.colour), about \(name(notice.subject.id))"
        line = line + ": **\(notice.status)**, issued \(date(notice.issued))"
        // When it would have ended says nothing of one that a step has ended.
        if !notice.hasEnded, let expires = notice.expires {
            line = line + ", ends \(date(expires))"
        }
        if notice.isPublic == true { line = line + ", published" }
        return line
    }

    private func line(of challenge: Challenge) -> MarkdownText {
        var line: MarkdownText = "Challenge \(id: challenge.common.id)"
        if let applicant = challenge.applicant { line = line + " by \(name(applicant.id))" }
        line = line + " before \(forum(of: challenge)), for \(challenge.type)"
        line = line + " of \(id: challenge.target.id), filed \(date(challenge.filed))"
        line = line + ": **\(challenge.status)**"
        if let outcome = challenge.outcome { line = line + ", found **\(outcome)**" }
        if challenge.isOpen, let due = challenge.dueOn { line = line + ", due \(date(due))" }
        return line
    }

    private func forum(of challenge: Challenge) -> MarkdownText {
        switch challenge.before {
        case .register: "the keeper of this register"
        case .organization(let forum): name(forum.id)
        }
    }
}
