/// Crimes for which resolutions of the General Assembly set conditions.
extension ReviewedCase {
    /// Nothing but what others decided or said.
    func weighOthersOnly(_ code: String, _ weighing: inout Weighing) {
        if !weighing.has(.relief) { weighing.lack("word", request, "") }
    }

    /// Terrorism.
    func weighTerrorism(_ code: String, _ weighing: inout Weighing) {
        noteCharges(naming: ["terror"], &weighing)
        weighOthersOnly(code, &weighing)
    }

    /// Serious violations of humanitarian law.
    func weighHumanitarianLaw(_ code: String, _ weighing: inout Weighing) {
        noteCharges(naming: ["war crime", "humanitarian law", "geneva convention"], &weighing)
        weighOthersOnly(code, &weighing)
    }

    /// Genocide, crimes against humanity, war crimes: not against another member's nationals over
    /// that member's protest.
    func weighGenocide(_ code: String, _ weighing: inout Weighing) {
        let stems = ["genocid", "crimes against humanity", "crime against humanity", "war crime"]
        let charges = noteCharges(naming: stems, &weighing)
        if country == nil { weighing.lack("country", request, "/requester") }
        weighPeople(&weighing) { person, weighing in
            if person.nationalities.isEmpty {
                weighing.lack("nationalities", person, "/nationalities")
            }
            for (place, nationality) in person.nationalities.enumerated() {
                let pointer = "/nationalities/\(place)"
                let says = "\(person.common.id) is a national of \(nationality.text)"
                switch isRequesters(nationality) {
                case true?: weighing.put(.relief, person, pointer, says + ", as the requester is")
                case false?:
                    let protests = protests(of: nationality)
                    let isConcern = !charges.isEmpty && !protests.isEmpty
                    weighing.put(isConcern ? .concern : .note, person, pointer, says)
                    for protest in protests {
                        let says = "\(protest.speaker?.id ?? ""), of \(nationality.text), protests"
                        weighing.put(isConcern ? .concern : .doubt, protest, "/value", says)
                    }
                    for charge in charges where isConcern { weighing.put(.concern, charge) }
                    weighing.lack("protest", request, "")
                case nil: weighing.lack("nationalities", person, pointer)
                }
            }
        }
    }

    /// The statements by which a country's bodies deny what a request says.
    private func protests(of nationality: Country) -> [Statement] {
        statementsOnRequest.filter { statement in
            guard let speaker = statement.speaker, file.person(speaker.id) == nil,
                country(of: speaker.id) == nationality
            else { return false }
            let isDenial = statement.property == .denial && statement.value.value == .flag(true)
            return isDenial || statement.stance == .denies
        }
    }

    /// Notes the charges whose words name a crime.
    ///
    /// The stems are those of English, which other languages share. That none is found says nothing.
    @discardableResult
    private func noteCharges(
        naming stems: [String],
        _ weighing: inout Weighing
    ) -> [Finding.Basis] {
        let charges: [Finding.Basis] = request.charges.enumerated().compactMap { place, charge in
            let words = charge.text.texts.map { $0.lowercased() }
            guard words.contains(where: { text in stems.contains { text.contains($0) } })
            else { return nil }
            return Finding.Basis(
                record: request.common.id,
                version: request.common.version,
                pointer: "/charges/\(place)/text",
                says: "the charge's own words name the crime"
            )
        }
        for charge in charges { weighing.put(.note, charge) }
        return charges
    }
}
