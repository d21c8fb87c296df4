package import NoticeRegister
import Shapes

/// Why a line was not carried out.
package enum ImportRefusal: Sendable {
    /// Something is wrong with the line by itself.
    case line(LineFault)
    /// The register turned it down.
    case rejection(Rejection)
    /// The store could not take it.
    case store(StoreFault)
    /// There are more than are taken.
    case tooMany(max: Int, Bounded)
    /// They have more bytes than are taken.
    case tooLarge(max: Int, Bounded)

    /// What is bounded.
    package enum Bounded: Sendable {
        /// Lines that go in as one.
        case together
        /// Changes that a dry run tries.
        case tried
    }
}

extension Rejection {
    /// Whether only what is not there yet stands in the way, so that a later line may bring it.
    ///
    /// That is a record which is referred to, or a step which comes before.
    var mayPass: Bool {
        switch self {
        case .invalid(let faults):
            !faults.isEmpty && faults.all.allSatisfy { $0.code.rawValue == "unknown-reference" }
        case .absent, .invalidTransition: true
        case .gone, .versionMismatch, .conflict, .duplicate, .inUse, .othersRejected,
            .tooManyChanges:
            false
        }
    }

    /// Whether nothing is wrong with the command itself.
    var isForOthersOnly: Bool {
        if case .othersRejected = self { true } else { false }
    }
}
