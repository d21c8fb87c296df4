import Shapes
import StrictJSON

/// What a statement comes to, for finding out whether another can be true beside it.
enum Claim: Equatable {
    /// There is no value.
    case none
    /// There is one, and it is not told.
    case some
    /// This is the value.
    case holds(Content)
    /// This is not the value.
    case fails(Content)

    /// A value in a form that can be compared.
    enum Content: Equatable {
        case number(Int)
        case flag(Bool)
        case days(earliest: Int32, latest: Int32)
        case outcome(String)
        /// A text or a reference: there can be several, so that only the same one can be denied.
        case other([UInt8])
    }

    /// Reads a statement; whoever denies yes says no.
    init?(_ statement: Statement) {
        let isDenied = statement.stance == .denies
        switch statement.value.type {
        case .noValue: self = isDenied ? .some : .none
        case .someValue: self = isDenied ? .none : .some
        case .value:
            guard let content = Content(statement) else { return nil }
            if isDenied, case .flag(let flag) = content {
                self = .holds(.flag(!flag))
            } else {
                self = isDenied ? .fails(content) : .holds(content)
            }
        }
    }

    /// Whether both cannot be true.
    func isIncompatible(with other: Claim) -> Bool {
        switch (self, other) {
        case (.none, .some), (.some, .none), (.none, .holds), (.holds, .none): true
        case (.holds(let one), .holds(let other)): one.excludes(other)
        case (.holds(let told), .fails(let denied)), (.fails(let denied), .holds(let told)):
            told.isOf(denied)
        case (.none, _), (.some, _), (.fails, _), (_, .some): false
        }
    }
}

extension Claim.Content {
    fileprivate init?(_ statement: Statement) {
        guard let content = statement.value.value else { return nil }
        switch (statement.property.form, content) {
        case (_, .integer(let number)): self = .number(number)
        case (_, .flag(let flag)): self = .flag(flag)
        case (.date, .text(.plain(let text))):
            guard let date = try? PartialDate(text) else { return nil }
            self = .days(earliest: date.earliest, latest: date.latest)
        case (.outcome, .text(.plain(let text))): self = .outcome(text)
        case (_, .text), (_, .reference):
            var writer = JSONWriter()
            content.write(into: &writer)
            self = .other(writer.bytes)
        }
    }

    /// Whether a property that has this value cannot have the other.
    fileprivate func excludes(_ other: Self) -> Bool {
        switch (self, other) {
        case (.days(let earliest, let latest), .days(let start, let end)):
            latest < start || end < earliest
        case (.other, _), (_, .other): false
        default: self != other
        }
    }

    /// Whether this is the denied value, or a day within it.
    fileprivate func isOf(_ denied: Self) -> Bool {
        switch (self, denied) {
        case (.days(let earliest, let latest), .days(let start, let end)):
            start <= earliest && latest <= end
        default: self == denied
        }
    }
}
