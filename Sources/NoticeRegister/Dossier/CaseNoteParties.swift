import Shapes

/// Who asks whom about whom, and how it stands.
extension CaseNote {
    mutating func writeTitle() {
        guard dossier.isTold else {
            heading(1, "Notice request \(id: request.common.id)")
            paragraph("Nothing had been said of this request by the end of \(saidBy).")
            return
        }
        let parties: MarkdownText =
            "\(name(request.requester.id)) to \(name(request.addressee.id))"
        heading(1, "Request for \(asked(request)): \(parties)")
        var line: MarkdownText =
            "File \(id: request.common.id), version \(request.common.version). Status: **\(request.status)**"
        if request.partial == true { line = line + ", decided for some of the subjects only" }
        if !file.notices.isEmpty, file.notices.allSatisfy(\.hasEnded) {
            line = line + "; what was issued on it is at an end"
        }
        paragraph(line + ".")
        if let note = request.common.note { paragraph("\n\(note)") }
    }

    private var saidBy: MarkdownText { dossier.saidBy.map(date) ?? .none }

    /// `a red notice`, `an orange diffusion`.
    func asked(_ request: NoticeRequest) -> MarkdownText {
        let article = request.colour == .orange ? "an" : "a"
        let channel = request.channel == .diffusion ? "diffusion" : "notice"
        return "\(article) \(request.colour) \(channel)"
    }

    mutating func writeParties() {
        heading(2, "Who asks whom, and for what")
        item("Requester: \(line(of: request.requester))")
        if let via = request.via { item("Passed on by: \(line(of: via))") }
        item("Addressee: \(line(of: request.addressee))")
        item("Asked for: \(asked(request))\(cite(request.common.sources))")
        if let reference = request.reference { item("The requester's number: \(reference)") }
        for charge in request.charges { item(line(of: charge)) }
        for object in request.objects { item(line(of: object)) }
        if let judicial = request.judicial { item(line(of: judicial)) }
        if let sought = request.assurances?.extraditionSought {
            item("Extradition will be sought: \(sought)")
        }
        for event in request.events {
            guard case .event(let event)? = file.record(event.id) else { continue }
            let marks = cite(event.common.sources)
            item("Arises from: \(event.title), \(date(event.when))\(marks)")
        }
    }

    /// An organization and all above it.
    private func line(of reference: Reference) -> MarkdownText {
        let line = file.line(of: reference.id).map { organization -> MarkdownText in
            var words: MarkdownText = "\(name(organization.common.id)) (\(organization.type)"
            if let country = organization.country { words = words + ", \(country.text)" }
            return words + ")"
        }
        guard !line.isEmpty else { return "\(id: reference.id)" }
        return MarkdownText(line, separator: ", part of ")
    }

    private func line(of charge: Charge) -> MarkdownText {
        var line: MarkdownText = "Charge: “\(charge.text)”"
        if let offence = charge.offence { line = line + ", offence \(offence)" }
        if let law = charge.law { line = line + ", \(law)" }
        if let code = charge.code { line = line + ", code \(code)" }
        if let months = charge.maxPenaltyMonths { line = line + ", at most \(months) months" }
        return line
    }

    private func line(of object: SoughtObject) -> MarkdownText {
        var line: MarkdownText = "About: \(object.title) (\(object.type)"
        if let country = object.country { line = line + ", \(country.text)" }
        line = line + ")"
        for identifier in object.identifiers { line = line + ", \(identifier.word)" }
        return line
    }

    private func line(of judicial: JudicialBasis) -> MarkdownText {
        var line: MarkdownText = "Document: "
        line = line + (judicial.document.map { "\($0)" } ?? "not told")
        if let reference = judicial.reference { line = line + " \(reference)" }
        if let court = judicial.court { line = line + ", \(court)" }
        if let issued = judicial.date { line = line + ", \(date(issued))" }
        if let validity = judicial.validity { line = line + ", validity \(validity)" }
        if let stage = judicial.stage { line = line + ", stage \(stage)" }
        if let months = judicial.sentenceMonths { line = line + ", sentence of \(months) months" }
        return line
    }

    mutating func writeSubjects() {
        guard !request.subjects.isEmpty else { return }
        heading(2, "Whom it is about")
        for subject in request.subjects {
            let id = subject.ref.id
            var line: MarkdownText = "\(name(id)) (\(id: id))"
            if let status = subject.status { line = line + ", \(status)" }
            if let role = subject.role { line = line + ", \(role)" }
            switch file.record(id) {
            case .person(let person)?:
                item(line + details(of: person) + cite(person.common.sources))
            case .group(let group)?:
                item(line + count(of: group) + cite(group.common.sources))
                for named in group.named.compactMap({ file.person($0.id) }) {
                    let words: MarkdownText =
                        "\(name(named.common.id)) (\(id: named.common.id))\(details(of: named))"
                    item(words + cite(named.common.sources), level: 1)
                }
            default: item(line)
            }
        }
    }

    private func count(of group: Group) -> MarkdownText {
        let basis: MarkdownText = group.size.basis == .exact ? "" : "\(group.size.basis) "
        let named = Set(group.named).count
        let unnamed = group.unnamed ?? 0
        return ": \(basis)\(group.size.count) people, \(named) named, \(unnamed) not named"
    }

    private func details(of person: Person) -> MarkdownText {
        var parts: [MarkdownText] = []
        if !person.nationalities.isEmpty {
            let countries = person.nationalities.map { "\($0.text)" as MarkdownText }
            parts.append(MarkdownText(countries, separator: ", "))
        }
        if let born = person.birth?.date { parts.append("born \(date(born))") }
        if let died = person.death?.date { parts.append("died \(date(died))") }
        for office in person.offices {
            var words: MarkdownText = "\(office.title)"
            if let from = office.from { words = words + " from \(date(from))" }
            if let to = office.to { words = words + " until \(date(to))" }
            parts.append(words)
        }
        guard !parts.isEmpty else { return .none }
        return ": " + MarkdownText(parts, separator: "; ")
    }
}
