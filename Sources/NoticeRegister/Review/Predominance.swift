/// The factors by which Article 3's predominance test goes (AGN/20/RES/11; RPD 34).
extension ReviewedCase {
    /// The status of the persons: who holds or held an office of state, or sits in a parliament.
    func weighPersons(_ code: String, _ weighing: inout Weighing) {
        weighPeople(&weighing) { person, weighing in
            if person.offices.isEmpty { weighing.lack("offices", person, "/offices") }
            for (place, office) in person.offices.enumerated() {
                let pointer = "/offices/\(place)/rank"
                guard let rank = office.rank else {
                    weighing.lack("rank", person, pointer)
                    continue
                }
                let says = "\(person.common.id) is on record with the rank \(rank.rawValue)"
                weighing.put(rank == .other ? .relief : .concern, person, pointer, says)
            }
        }
    }

    /// The identity of the source: which sort of body asks.
    func weighSource(_ code: String, _ weighing: inout Weighing) {
        guard let requester = requesters.first else { return }
        let says = "the requester is of the type \(requester.type.rawValue)"
        switch requester.type {
        case .state, .ministry, .armedForce: weighing.put(.concern, requester, "/type", says)
        case .court, .prosecutor, .ncb: weighing.put(.relief, requester, "/type", says)
        default:
            weighing.put(.note, requester, "/type", says)
            weighing.lack("requester", requester, "/type")
        }
    }

    /// The position of other members or bodies: what they decided, said and did.
    func weighPosition(_ code: String, _ weighing: inout Weighing) {
        weighDecisions(&weighing)
        for statement in statementsOnRequest {
            guard let speaker = statement.speaker, isIndependent(speaker.id),
                Self.tellsPosition.contains(statement.property)
            else { continue }
            let word = statement.property.rawValue
            let says = "\(speaker.id) \(Self.verb(statement.stance)) a \(word)"
            weighing.put(.note, statement, "/property", says)
        }
        for notice in file.notices {
            for (place, step) in StepRecord.placed(among: notice.steps) {
                let country = step.country.map { " by \($0.text)" } ?? ""
                let says = step.step.rawValue.replacing("_", with: " ") + country
                let pointer = "/steps/\(place)/step"
                switch step.step {
                case .extraditionRefused, .notExecuted, .refugeeRecognized:
                    weighing.put(.concern, notice, pointer, says)
                case .arrested, .extradited: weighing.put(.relief, notice, pointer, says)
                default: break
                }
            }
        }
        if !weighing.has(.relief) { weighing.lack("position", request, "") }
    }

    private func weighDecisions(_ weighing: inout Weighing) {
        for decision in standingDecisions {
            let says = outcome(decision)
            switch decision.outcome {
            case .refused, .notConsidered, .cancelled, .notCompliant, .sourceDeleted:
                // For want of papers a request fails whatever its character.
                let isOfNote = isOnEarlier(decision) || !decision.mayRestOnCharacter
                let side: Weighing.Side =
                    isOfNote ? .note : isOnPerson(decision) ? .doubt : .concern
                weighing.put(side, decision, "/outcome", says)
            case .granted, .compliant, .compliantWithUpdate:
                let isOfNote = isOnEarlier(decision) || isOnPerson(decision)
                let side: Weighing.Side = isOfNote ? .note : .relief
                weighing.put(side, decision, "/outcome", says)
            case .moot, nil: break
            }
        }
    }

    /// The obligations under international law: refuge, immunity, what others hold of them.
    func weighObligations(_ code: String, _ weighing: inout Weighing) {
        weighWords(on: "UDHR", &weighing)
        weighWords(on: "REFUGEE", &weighing)
        for person in people {
            for (place, refuge) in person.refugee.enumerated() where refuge.status == .recognized {
                // Refuge from a third country binds the requester to nothing.
                let isFromOther = isRequesters(refuge.from) == false
                let says =
                    "\(person.common.id) is a recognized refugee"
                    + (isFromOther ? ", from another country than the requester's" : "")
                let side: Weighing.Side = isFromOther ? .note : .concern
                weighing.put(side, person, "/refugee/\(place)/status", says)
            }
            for (place, office) in person.offices.enumerated() where office.isOfState {
                guard office.mayBeHeld(on: day) else { continue }
                let says = "\(person.common.id) held the office on the day of the request"
                weighing.put(.concern, person, "/offices/\(place)/rank", says)
            }
        }
        if !weighing.has(.relief) { weighing.lack("word", request, "") }
    }

    /// Neutrality: whether the request sets one member against another.
    func weighNeutrality(_ code: String, _ weighing: inout Weighing) {
        if country == nil { weighing.lack("country", request, "/requester") }
        weighPeople(&weighing) { person, weighing in
            for (place, office) in person.offices.enumerated() where office.rank?.isOther == false {
                guard isRequesters(office.country) == false else { continue }
                let says = "\(person.common.id) holds or held an office of another country"
                weighing.put(.concern, person, "/offices/\(place)/country", says)
            }
            if person.nationalities.isEmpty {
                weighing.lack("nationalities", person, "/nationalities")
            }
            for (place, nationality) in person.nationalities.enumerated() {
                let pointer = "/nationalities/\(place)"
                let says = "\(person.common.id) is a national of \(nationality.text)"
                switch isRequesters(nationality) {
                case true?: weighing.put(.relief, person, pointer, says + ", as the requester is")
                // A foreigner is nothing out of the ordinary, but leaves the question open.
                case false?:
                    weighing.put(.note, person, pointer, says)
                    weighing.lack("nationalities", person, pointer)
                case nil: weighing.lack("nationalities", person, pointer)
                }
            }
        }
    }

    /// The general context: what came before, and what is in dispute about the events.
    func weighContext(_ code: String, _ weighing: inout Weighing) {
        weighWords(on: "PREDOMINANCE", &weighing)
        for (place, ground) in earlierGrounds {
            weighing.put(.concern, place.decision, "/grounds/\(place.index)/code", ground)
        }
        let events = Set(request.events.map(\.id))
        for statement in standingStatements where events.contains(statement.about.id) {
            guard let place = statement.contradicts.indices.first else { continue }
            let says = "accounts of \(statement.about.id) contradict each other"
            weighing.put(.concern, statement, "/contradicts/\(place)", says)
        }
        if !weighing.has(.relief) { weighing.lack("word", request, "") }
    }

    /// The grounds of Article 3 on which earlier requests were turned down.
    private var earlierGrounds: [(place: (decision: Decision, index: Int), says: String)] {
        standingDecisions.filter(isOnEarlier).flatMap { decision in
            decision.grounds.enumerated().compactMap { index, ground in
                guard GroundCode.article3.contains(ground.code.text) else { return nil }
                return ((decision, index), "earlier, " + says(decision, ground))
            }
        }
    }

    private static var tellsPosition: Set<StatementProperty> {
        [.characterization, .legality, .justification, .decision, .denial]
    }
}

extension Decision {
    /// Whether its grounds, as far as they are stated, touch on the character of a request.
    fileprivate var mayRestOnCharacter: Bool {
        grounds.isEmpty || grounds.contains { Self.onCharacter.contains($0.code.text) }
    }

    private static let onCharacter = Set(
        GroundCode.article3 + [
            "UDHR", "PREDOMINANCE", "TERRORISM", "HUMANITARIAN_LAW", "GENOCIDE_CAH_WAR_CRIMES",
            "OFFICE", "REFUGEE", "GROUND_UNSTATED", "OUT_OF_MANDATE", "OTHER",
        ]
    )
}
