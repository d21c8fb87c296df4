package import Shapes

/// Why a command is not carried out; each case is something that its sender can mend.
package enum Rejection: Error, Sendable {
    /// The record would break rules: all of them, with pointers into what was sent.
    case invalid(Faults)
    /// There is no such record.
    case absent(id: String)
    /// There was such a record; it has been deleted.
    case gone(id: String)
    /// Another version stands than the one that was asked for.
    case versionMismatch(current: Int?)
    /// The id, or a step's id, is taken by something else.
    case conflict(String)
    /// A record of the kind already carries this identifier, or this number.
    case duplicate(of: String, String)
    /// Others refer to the record that was to be deleted.
    case inUse(by: [Referrer])
    /// The step is not possible as things stand.
    case invalidTransition(InvalidTransition)
    /// Nothing is wrong with it, but it was handed in as one with commands that were turned down.
    case othersRejected
    /// One command would change more records than a commit may hold.
    case tooManyChanges(Int)
}

/// A record that refers to another, and by which member.
package struct Referrer: Sendable, Equatable {
    /// The member that holds the reference: the name of its fact.
    package let role: String
    /// The kind of the record that refers.
    package let kind: Kind
    /// Its id.
    package let id: String

    /// Names a referrer.
    package init(role: String, kind: Kind, id: String) {
        self.role = role
        self.kind = kind
        self.id = id
    }
}

/// Why a step is not possible, and which ones are.
package struct InvalidTransition: Error, Sendable, Equatable {
    /// A step that is possible, and what it needs.
    package struct Allowed: Sendable, Equatable {
        /// The step.
        package let step: String
        /// What it needs, in words.
        package let needs: [String]

        /// Names a possible step.
        package init(step: String, needs: [String]) {
            self.step = step
            self.needs = needs
        }
    }

    /// The status from which the step was tried.
    package let from: String
    /// The step.
    package let step: String
    /// What is possible from there.
    package let allowed: [Allowed]
    /// The id of a standing step that would no longer be possible, if that is the reason.
    package let breaks: String?

    /// Names an impossible step.
    package init(from: String, step: String, allowed: [Allowed], breaks: String? = nil) {
        self.from = from
        self.step = step
        self.allowed = allowed
        self.breaks = breaks
    }
}
