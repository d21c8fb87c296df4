/// Article 3 of the constitution: the character of a request.
extension ReviewedCase {
    /// Article 3 as a whole: any of the four characters, or a mixture with one.
    func weighArticle3(_ code: String, _ weighing: inout Weighing) {
        for character in GroundCode.article3 where character != code {
            weighWords(on: character, &weighing)
        }
        weighNature(code, &weighing)
    }

    /// The nature of the offence, as the requester calls it.
    func weighNature(_ code: String, _ weighing: inout Weighing) {
        weighLabels(&weighing) { offence in
            switch offence {
            case .political, .military, .religious, .racial, .mixed: .concern
            case .ordinary: .relief
            case .unstated: nil
            }
        }
    }

    /// One of the four characters.
    func weighCharacter(_ code: String, _ weighing: inout Weighing) {
        for decision in standingDecisions {
            for (place, ground) in decision.grounds.enumerated()
            where ground.code.text == "ARTICLE_3" {
                let says = self.says(decision, ground) + ", the character not said"
                weighing.put(.doubt, decision, "/grounds/\(place)/code", says)
            }
        }
        weighLabels(&weighing) { offence in
            switch offence {
            case .ordinary: .relief
            case .political, .military, .religious, .racial:
                offence.rawValue == code.lowercased() ? .concern : nil
            // A mixture with which of the four is not told.
            case .mixed, .unstated: nil
            }
        }
    }

    /// What the requester calls the offences, which binds nobody (RPD 34) but is on record.
    ///
    /// - Parameters:
    ///   - weighing: what takes the facts.
    ///   - side: what a label speaks for; nil where it decides nothing.
    private func weighLabels(_ weighing: inout Weighing, _ side: (Offence) -> Weighing.Side?) {
        if request.charges.isEmpty { weighing.lack("offence", request, "/charges") }
        for (place, charge) in request.charges.enumerated() {
            let pointer = "/charges/\(place)/offence"
            guard let offence = charge.offence else {
                weighing.lack("offence", request, pointer)
                continue
            }
            let known = side(offence)
            let says = "the requester calls the offence \(offence.rawValue)"
            weighing.put(known ?? .note, request, pointer, says)
            if known == nil { weighing.lack("offence", request, pointer) }
        }
    }
}
