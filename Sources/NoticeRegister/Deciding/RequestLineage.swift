/// Who belongs to whose side, and whether one request can follow another.
struct RequestLineage {
    let overlay: Overlay

    /// Organizations above one another that are looked at; none has so many levels.
    private static var levelsMax: Int { 64 }

    /// An organization and all above it, itself first.
    func line(of id: String) -> [(id: String, organization: Organization)] {
        var line: [(id: String, organization: Organization)] = []
        var next: String? = id
        while let id = next, line.count < Self.levelsMax, !line.contains(where: { $0.id == id }),
            case .organization(let organization)? = overlay.record(id)
        {
            line.append((id, organization))
            next = organization.parent?.id
        }
        return line
    }

    /// Whether one is the other, or above or below it (DOMAIN.md: a requester's or addressee's side).
    func isSameSide(_ one: Reference, _ other: Reference) -> Bool {
        one == other || line(of: one.id).contains { $0.id == other.id }
            || line(of: other.id).contains { $0.id == one.id }
    }

    /// Whether both belong to one state; where no state is told of, to one country.
    func isSameState(_ one: Reference, _ other: Reference) -> Bool {
        let (mine, theirs) = (line(of: one.id), line(of: other.id))
        if let state = mine.first(where: { $0.organization.type == .state }),
            let otherState = theirs.first(where: { $0.organization.type == .state })
        {
            return state.id == otherState.id
        }
        guard let country = mine.compactMap(\.organization.country).first else { return false }
        return theirs.compactMap(\.organization.country).first == country
    }

    /// Why a request cannot follow an earlier one; nil when it can.
    func gap(between request: NoticeRequest, and earlier: NoticeRequest) -> String? {
        guard
            isSameSide(request.requester, earlier.requester)
                || isSameState(request.requester, earlier.requester)
        else { return "the earlier request is of another requester's side and state" }
        let shares =
            !Set(request.events).isDisjoint(with: earlier.events)
            || !people(of: request).isDisjoint(with: people(of: earlier))
        return shares ? nil : "the two requests share no subject and no event"
    }

    /// The subjects of a request, and those whom its groups name.
    private func people(of request: NoticeRequest) -> Set<Reference> {
        var people = Set(request.subjects.map(\.ref))
        for subject in request.subjects {
            guard case .group(let group)? = overlay.record(subject.ref.id) else { continue }
            people.formUnion(group.named)
        }
        return people
    }
}
