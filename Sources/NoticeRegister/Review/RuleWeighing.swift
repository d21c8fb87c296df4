extension ReviewRule {
    /// What the rule has to say about a case.
    func finding(on reviewed: ReviewedCase) -> Finding {
        guard appliesTo.isEmpty || appliesTo.contains(reviewed.request.colour) else {
            return finding(of: [outside(reviewed.request)], factors: [], on: reviewed)
        }
        var weighing = Weighing(needs: needs)
        reviewed.weighWords(on: code.text, &weighing)
        Predicate.named[predicate]?.weigh(reviewed, code.text, &weighing)
        let factors = factors.map { $0.weighed(for: code.text, on: reviewed) }
        guard !factors.isEmpty else { return finding(of: [weighing], factors: [], on: reviewed) }
        // Words on the rule as a whole can only speak for the concern: no factor is cleared by them.
        let parts = (weighing.has(.concern) ? [weighing] : []) + factors.map(\.weighing)
        return finding(of: parts, factors: factors, on: reviewed)
    }

    private func outside(_ request: NoticeRequest) -> Weighing {
        var weighing = Weighing(needs: [])
        let due = appliesTo.map(\.rawValue).joined(separator: ", ")
        let says = "the request is \(request.colour.rawValue), and the rule is for \(due)"
        weighing.put(.relief, request, "/colour", says)
        return weighing
    }

    /// A concern of one part is one of the whole; the whole is clear only where every part is.
    private func finding(
        of parts: [Weighing],
        factors: [Finding.Factor],
        on reviewed: ReviewedCase
    ) -> Finding {
        let outcomes = parts.map(\.outcome)
        let outcome: Finding.Outcome =
            outcomes.contains(.concern)
            ? .concern : outcomes.contains(.unknown) ? .unknown : .noConcernOnRecord
        var because: [Finding.Basis] = []
        var settledBy: [String] = []
        for part in parts where part.outcome == outcome {
            because += part.because.filter { !because.contains($0) }
            settledBy += part.settledBy.filter { !settledBy.contains($0) }
        }
        // What was left out may speak for the concern.
        let isCutOff = outcome == .noConcernOnRecord && reviewed.file.isTruncated
        if isCutOff { settledBy.append("The rest of the case, which has too many records") }
        return Finding(
            rule: self,
            outcome: isCutOff ? .unknown : outcome,
            because: because,
            settledBy: settledBy,
            factors: factors
        )
    }
}

extension ReviewRule.Factor {
    fileprivate func weighed(for code: String, on reviewed: ReviewedCase) -> Finding.Factor {
        var weighing = Weighing(needs: needs)
        Predicate.factors[predicate]?.weigh(reviewed, code, &weighing)
        return Finding.Factor(
            factor: factor,
            title: title,
            weighing: weighing,
            readIn: readIn
        )
    }
}
