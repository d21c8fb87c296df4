import Shapes
import StrictJSON

/// The rules of what a shape's references may point at.
struct ReferenceRules {
    let overlay: Overlay

    /// Notes each reference to what does not stand, or is of a kind that may not stand there.
    ///
    /// The shape's text, from which pointers are made, is asked for only when a fault is told.
    func check(
        _ facts: [Fact],
        _ roles: ReferenceRoles,
        _ faults: inout Faults,
        in document: () -> Document?
    ) {
        var told: Set<String> = []
        for fact in facts where fact.isLink {
            guard case .reference(let id) = fact.content, let due = roles.kinds[fact.name],
                let (code, detail) = fault(id, due), told.insert(fact.name + " " + id).inserted
            else { continue }
            let places = document().map {
                ReferenceRoles.pointers(to: id, role: fact.name, in: $0)
            }
            for place in places ?? [""] { faults.note(Fault(place, code, detail)) }
        }
    }

    private func fault(_ id: String, _ due: Referring) -> (FaultCode, String)? {
        guard let kind = overlay.kind(of: id) else {
            let isDeleted = overlay.entry(id)?.isDeleted ?? false
            return (
                .unknownReference,
                isDeleted ? "\(id) has been deleted" : "there is no record \(id)"
            )
        }
        guard due.allows(kind) else {
            return (.wrongKind, "\(id) is a \(kind.name), and \(due.detail) is due")
        }
        return nil
    }

    /// Whether the references of a role lead from these records to `id`, step by step.
    ///
    /// What has been visited is remembered, so that no knot of references keeps it going.
    func leads(from starts: [String], by role: String, to id: String) -> Bool {
        var (open, visited) = (starts, Set<String>())
        while let next = open.popLast(), visited.count < Self.visitsMax {
            if next == id { return true }
            guard visited.insert(next).inserted else { continue }
            open += overlay.record(next)?.references(role) ?? []
        }
        return false
    }

    /// Records looked at before a chain is taken to be endless; real ones have a handful.
    private static var visitsMax: Int { 10_000 }
}

extension Record {
    /// The ids that the record refers to in a role.
    func references(_ role: String) -> [String] { facts.references(role) }
}

extension [Fact] {
    /// The ids referred to in a role.
    func references(_ role: String) -> [String] {
        compactMap { fact in
            guard fact.name == role, case .reference(let id) = fact.content else { return nil }
            return id
        }
    }
}
