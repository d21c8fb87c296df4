/// What a request has to bring: purpose, weight, papers; and what has come of it.
extension ReviewedCase {
    /// Location and arrest with a view to extradition.
    func weighPurpose(_ code: String, _ weighing: inout Weighing) {
        let pointer = "/assurances/extradition_sought"
        switch request.assurances?.extraditionSought {
        case .yes?:
            let says = "the requester says that it will ask for extradition"
            weighing.put(.relief, request, pointer, says)
        case .no?:
            let says = "the requester says that it will not ask for extradition"
            weighing.put(.concern, request, pointer, says)
        case .unknown?, nil: weighing.lack("extradition", request, pointer)
        }
    }

    /// The threshold: a charge of at least two years, or a sentence of at least six months.
    func weighSeriousness(_ code: String, _ weighing: inout Weighing) {
        switch request.judicial?.stage {
        case nil: weighing.lack("stage", request, "/judicial/stage")
        case .prosecution?: weighPenalties(&weighing)
        case .sentence?:
            let pointer = "/judicial/sentence_months"
            guard let months = request.judicial?.sentenceMonths else {
                return weighing.lack("sentence", request, pointer)
            }
            let says = "a sentence of \(months) months"
            let side: Weighing.Side = months < Self.sentenceMonthsMin ? .concern : .relief
            weighing.put(side, request, pointer, says)
        }
    }

    private func weighPenalties(_ weighing: inout Weighing) {
        if request.charges.isEmpty { weighing.lack("charges", request, "/charges") }
        let known = request.charges.compactMap(\.maxPenaltyMonths)
        let isMet = known.contains { $0 >= Self.penaltyMonthsMin }
        let isWhole = known.count == request.charges.count
        for (place, charge) in request.charges.enumerated() {
            let pointer = "/charges/\(place)/max_penalty_months"
            guard let months = charge.maxPenaltyMonths else {
                // One charge of enough weight carries the rest.
                if !isMet { weighing.lack("penalty", request, pointer) }
                continue
            }
            let isEnough = months >= Self.penaltyMonthsMin
            let side: Weighing.Side = isEnough ? .relief : isMet || !isWhole ? .note : .concern
            weighing.put(side, request, pointer, "a penalty of at most \(months) months")
        }
    }

    /// Facts, charge, law, penalty and a warrant that stands.
    func weighJudicialData(_ code: String, _ weighing: inout Weighing) {
        if let event = request.events.first {
            weighing.put(.relief, request, "/events/0", "it arises from \(event.id)")
        } else {
            weighing.lack("events", request, "/events")
        }
        if request.charges.isEmpty { weighing.lack("charges", request, "/charges") }
        for (place, charge) in request.charges.enumerated() {
            let pointer = "/charges/\(place)"
            weighing.put(.relief, request, pointer + "/text", "a charge is stated")
            if charge.law != nil {
                weighing.put(.relief, request, pointer + "/law", "its law is named")
            } else {
                weighing.lack("law", request, pointer + "/law")
            }
            if let months = charge.maxPenaltyMonths {
                let says = "a penalty of at most \(months) months"
                weighing.put(.relief, request, pointer + "/max_penalty_months", says)
            } else {
                weighing.lack("penalty", request, pointer + "/max_penalty_months")
            }
        }
        if let document = request.judicial?.document {
            let says = "a \(document.rawValue) is on record"
            weighing.put(.relief, request, "/judicial/document", says)
        } else {
            weighing.lack("document", request, "/judicial/document")
        }
        weighValidity(&weighing)
    }

    private func weighValidity(_ weighing: inout Weighing) {
        let pointer = "/judicial/validity"
        switch request.judicial?.validity {
        case .valid?: weighing.put(.relief, request, pointer, "the document is stated to stand")
        case .annulled?:
            weighing.put(.concern, request, pointer, "the document is stated to be annulled")
        case .claimed?:
            weighing.put(.note, request, pointer, "that the document stands is only claimed")
            weighing.lack("validity", request, pointer)
        case .unknown?, nil: weighing.lack("validity", request, pointer)
        }
    }

    /// A warrant from an authority, and the word that extradition will be asked for.
    func weighAssurance(_ code: String, _ weighing: inout Weighing) {
        if let court = request.judicial?.court {
            weighing.put(.relief, request, "/judicial/court", "issued by \(court.line)")
        } else {
            weighing.lack("court", request, "/judicial/court")
        }
        weighValidity(&weighing)
        weighPurpose(code, &weighing)
    }

    /// Five years, then to be examined again.
    func weighRetention(_ code: String, _ weighing: inout Weighing) {
        for notice in file.notices { weighRetention(of: notice, &weighing) }
        guard file.notices.isEmpty else { return }
        guard let making = Self.making(of: request), let on = making.step.on, on.latest != .max
        else {
            return weighing.lack("claim", request, "/steps")
        }
        let end = CivilDay(daysSince1970: Int(on.latest)).adding(months: Self.retentionMonths)
        let isOver = end.daysSince1970 <= Int(today)
        let span = isOver ? "more than five years ago" : "less than five years ago"
        let says = "\(making.step.step.rawValue) on \(on.text), \(span)"
        weighing.put(isOver ? .concern : .relief, request, "/steps/\(making.place)/on", says)
    }

    private func weighRetention(of notice: Notice, _ weighing: inout Weighing) {
        let id = notice.common.id
        guard !notice.hasEnded else {
            let says = "\(id) is at an end: \(notice.status.rawValue)"
            return weighing.put(.relief, notice, "/status", says)
        }
        guard let end = notice.expires, end.latest != .max else {
            return weighing.lack("expires", notice, "/expires")
        }
        guard end.latest >= today else {
            return weighing.put(.concern, notice, "/expires", "\(id) ended on \(end.text)")
        }
        let (pointer, examined) = notice.lastExamined
        let review = examined.latest == .max ? nil : CivilDay(daysSince1970: Int(examined.latest))
        if let review, review.adding(months: Self.retentionMonths).daysSince1970 < Int(today) {
            let says = "\(id) was last examined on \(examined.text), more than five years ago"
            return weighing.put(.concern, notice, pointer, says)
        }
        weighing.put(.relief, notice, "/expires", "\(id) ends on \(end.text)")
    }

    /// Whether there is an interest of international police cooperation.
    func weighInterest(_ code: String, _ weighing: inout Weighing) {
        noteReactions([.located, .arrested, .extradited], as: .relief, &weighing)
        weighOthersOnly(code, &weighing)
    }

    /// Tried already for the same: a judgment elsewhere among the events.
    func weighNeBisInIdem(_ code: String, _ weighing: inout Weighing) {
        for event in events where event.type == .judgment || event.type == .trial {
            guard isRequesters(event.place?.country) == false else { continue }
            for (place, participant) in event.participants.enumerated()
            where people.contains(where: { $0.common.id == participant.ref.id }) {
                let says = "\(participant.ref.id): a \(event.type.rawValue) in another country"
                weighing.put(.concern, event, "/participants/\(place)/ref", says)
            }
        }
        weighOthersOnly(code, &weighing)
    }

    /// Extradition refused where the person was found, or not asked for.
    func weighNoAction(_ code: String, _ weighing: inout Weighing) {
        noteReactions([.extraditionRefused], as: .concern, &weighing)
        noteReactions([.extradited], as: .relief, &weighing)
        let others: Set<Step> = [.arrested, .located, .notExecuted, .refugeeRecognized]
        noteReactions(others, as: .note, &weighing)
        let pointer = "/assurances/extradition_sought"
        switch request.assurances?.extraditionSought {
        case .no?:
            let says = "the requester says that it will not ask for extradition"
            weighing.put(.concern, request, pointer, says)
        case .yes?:
            let says = "the requester says that it will ask for extradition"
            weighing.put(.note, request, pointer, says)
        case .unknown?, nil: break
        }
        if !weighing.has(.relief) { weighing.lack("action", request, "") }
    }

    private func noteReactions(
        _ steps: Set<Step>,
        as side: Weighing.Side,
        _ weighing: inout Weighing
    ) {
        for notice in file.notices {
            for (place, step) in StepRecord.placed(among: notice.steps)
            where steps.contains(step.step) {
                let country = step.country.map { " by \($0.text)" } ?? ""
                let words = step.step.rawValue.withSpaces
                weighing.put(side, notice, "/steps/\(place)/step", words + country)
            }
        }
    }

    /// The least maximum penalty of a charge (RPD 83(1)).
    private static var penaltyMonthsMin: Int { 24 }
    /// The least sentence (RPD 83(1)).
    private static var sentenceMonthsMin: Int { 6 }
    /// After so long data are examined again (RPD 49).
    private static var retentionMonths: Int { 60 }
}

extension Notice {
    /// The day on which the need for it was last examined, and where that stands: an extension is an
    /// examination, and so is the issue.
    fileprivate var lastExamined: (pointer: String, day: PartialDate) {
        let extensions = StepRecord.placed(among: steps).filter { $0.step.step == .extend }
        guard let last = extensions.last, let day = last.step.on else { return ("/issued", issued) }
        return ("/steps/\(last.place)/on", day)
    }
}

extension StepRecord {
    /// The steps that no later one annuls, with their places among all.
    static func placed(among steps: [StepRecord]) -> [(place: Int, step: StepRecord)] {
        let standing = Set(standing(among: steps).map(\.id))
        return steps.enumerated().filter { standing.contains($0.element.id) }
            .map { (place: $0.offset, step: $0.element) }
    }
}
