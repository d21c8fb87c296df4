/// What a person is protected by: office, age, refuge; and who the person is.
extension ReviewedCase {
    /// Offices of state on the day of the request, and acts of office.
    func weighOffice(_ code: String, _ weighing: inout Weighing) {
        weighPeople(&weighing) { person, weighing in
            if person.offices.isEmpty { weighing.lack("offices", person, "/offices") }
            for (place, office) in person.offices.enumerated() {
                weigh(office, "/offices/\(place)", of: person, &weighing)
            }
        }
    }

    private func weigh(
        _ office: Office,
        _ pointer: String,
        of person: Person,
        _ weighing: inout Weighing
    ) {
        let rank = pointer + "/rank"
        guard let held = office.rank else { return weighing.lack("rank", person, rank) }
        let says = "\(person.common.id) is on record with the rank \(held.rawValue)"
        if held.isOther { return weighing.put(.relief, person, rank, says) }
        if office.isOfState, office.mayBeHeld(on: day) {
            return weighing.put(.concern, person, rank, says + ", held on the day of the request")
        }
        if events.isEmpty { weighing.lack("events", request, "/events") }
        for event in events {
            if office.mayBeHeld(on: event.when) {
                let says = says + ", held when \(event.common.id) happened"
                weighing.put(.concern, person, rank, says)
            } else {
                let says = says + ", not held when \(event.common.id) happened"
                weighing.put(.relief, person, office.bound(excluding: event.when, pointer), says)
            }
        }
    }

    /// Whether a person may be, or at the events may have been, under 18.
    func weighMinor(_ code: String, _ weighing: inout Weighing) {
        let days = [("the day of the request", day)] + events.map { ($0.common.id, $0.when) }
        weighPeople(&weighing) { person, weighing in
            if person.minor == true {
                let says = "\(person.common.id) is to be treated as a minor"
                weighing.put(.concern, person, "/minor", says)
            }
            guard let birth = person.birth?.date, birth.latest != .max else {
                return weighing.lack("birth", person, "/birth/date")
            }
            let earliest = days.min { $0.1.earliest < $1.1.earliest }
            let ofAge = CivilDay(daysSince1970: Int(birth.latest)).adding(months: 12 * 18)
            guard let earliest, Int(earliest.1.earliest) < ofAge.daysSince1970 else {
                let says = "\(person.common.id) was born on \(birth.text)"
                return weighing.put(.relief, person, "/birth/date", says)
            }
            let says = "\(person.common.id), born on \(birth.text), may be under 18 at "
            weighing.put(.concern, person, "/birth/date", says + earliest.0)
        }
    }

    /// Particularly sensitive data: what a charge tells of opinion, belief or descent.
    func weighSensitive(_ code: String, _ weighing: inout Weighing) {
        for (place, charge) in request.charges.enumerated() {
            guard let offence = charge.offence, [.political, .religious, .racial].contains(offence)
            else { continue }
            let says = "the requester calls the offence \(offence.rawValue)"
            weighing.put(.concern, request, "/charges/\(place)/offence", says)
        }
        weighOthersOnly(code, &weighing)
    }

    /// Refuge from the country that asks.
    func weighRefuge(_ code: String, _ weighing: inout Weighing) {
        if country == nil { weighing.lack("country", request, "/requester") }
        weighPeople(&weighing) { person, weighing in
            if person.refugee.isEmpty { weighing.lack("refugee", person, "/refugee") }
            for (place, refuge) in person.refugee.enumerated() {
                weigh(refuge, "/refugee/\(place)", of: person, &weighing)
            }
        }
        for notice in file.notices {
            for (place, step) in StepRecord.placed(among: notice.steps)
            where step.step == .refugeeRecognized {
                let country = step.country.map { " by \($0.text)" } ?? ""
                let says = "\(notice.subject.id) was recognized as a refugee\(country)"
                // Whoever the requester's own country takes in fears another.
                let side: Weighing.Side = isRequesters(step.country) == true ? .note : .concern
                weighing.put(side, notice, "/steps/\(place)/step", says)
            }
        }
    }

    private func weigh(
        _ refuge: Person.Refuge,
        _ pointer: String,
        of person: Person,
        _ weighing: inout Weighing
    ) {
        guard let isFromRequester = isRequesters(refuge.from) else {
            return weighing.lack("feared", person, pointer + "/from")
        }
        guard let status = refuge.status else {
            return weighing.lack("refuge_status", person, pointer + "/status")
        }
        let says = "\(person.common.id): refuge from \(refuge.from?.text ?? "") \(status.rawValue)"
        switch (isFromRequester, status) {
        case (true, .recognized): weighing.put(.concern, person, pointer + "/from", says)
        case (true, .claimed):
            weighing.put(.doubt, person, pointer + "/status", says)
            weighing.lack("refuge_status", person, pointer + "/status")
        case (true, .refused), (true, .ended):
            weighing.put(.relief, person, pointer + "/status", says)
        case (false, _): weighing.put(.relief, person, pointer + "/from", says)
        }
    }

    /// The least by which a person can be told from others.
    func weighIdentity(_ code: String, _ weighing: inout Weighing) {
        weighPeople(&weighing) { person, weighing in
            if person.unidentified == true {
                let says = "\(person.common.id) is not identified"
                weighing.put(.concern, person, "/unidentified", says)
            }
            if let name = person.names.first {
                weighing.put(.relief, person, "/names/0/full", "the name \(name.full)")
            } else {
                weighing.lack("names", person, "/names")
            }
            if let birth = person.birth?.date {
                weighing.put(.relief, person, "/birth/date", "born on \(birth.text)")
            } else {
                weighing.lack("birth", person, "/birth/date")
            }
            if let sex = person.sex, sex != .unknown {
                weighing.put(.relief, person, "/sex", "the sex \(sex.rawValue)")
            } else {
                weighing.lack("sex", person, "/sex")
            }
            if let identifier = person.common.identifiers.first {
                let says = "the number \(identifier.word)"
                weighing.put(.relief, person, "/identifiers/0/value", says)
            } else if person.features != nil {
                weighing.put(.relief, person, "/features", "what the person looks like")
            } else {
                weighing.lack("marks", person, "/features")
            }
        }
    }

    /// The status of each subject in this file (RPD 44); a red notice is for those sought.
    func weighStatus(_ code: String, _ weighing: inout Weighing) {
        if request.subjects.isEmpty { weighing.lack("subjects", request, "/subjects") }
        for (place, subject) in request.subjects.enumerated() {
            let pointer = "/subjects/\(place)/status"
            guard let status = subject.status, status != .other else {
                weighing.lack("status", request, pointer)
                continue
            }
            let says = "\(subject.ref.id) is stated to be \(status.words)"
            let isSought = [.charged, .suspect, .convicted].contains(status)
            let side: Weighing.Side = request.colour == .red && !isSought ? .concern : .relief
            weighing.put(side, request, pointer, says)
        }
    }
}

extension OfficeRank {
    /// Whether it is no office of state.
    var isOther: Bool { self == .other }
}

extension Office {
    /// Whether it is one of those who stand for a state among states.
    var isOfState: Bool {
        [.headOfState, .headOfGovernment, .minister].contains(rank)
    }

    /// Whether it may have been held on a day, as far as its term is known.
    func mayBeHeld(on day: PartialDate) -> Bool {
        if let to, to.isCertainlyBefore(day) { return false }
        if let from, day.isCertainlyBefore(from) { return false }
        return true
    }

    /// The member that shows that it was not held on a day.
    func bound(excluding day: PartialDate, _ pointer: String) -> String {
        if let to, to.isCertainlyBefore(day) { pointer + "/to" } else { pointer + "/from" }
    }
}

extension SubjectStatus {
    /// The status in words.
    fileprivate var words: String { rawValue.withSpaces }
}
