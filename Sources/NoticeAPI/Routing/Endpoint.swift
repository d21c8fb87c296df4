import HTTPWire
import NoticeRegister
import Shapes

/// What answers a route's requests: the parameters and bodies it takes, the answers it gives, and
/// the function, which says by its case where it runs.
struct Endpoint: Sendable {
    /// The query parameters that it takes.
    enum Parameters: Sendable {
        /// The members of a shape.
        case shape(any Shape.Type)
        /// Those of lists: a page's, and the filters of the kind.
        case listing
        /// Those of one record: what is shown of it, and with it.
        case record
    }

    /// What stands in the place of its path's `{…}`.
    enum Capture: Sendable {
        /// A record's id.
        case id
        /// The last part of a problem's type.
        case slug
    }

    /// The body that it takes.
    struct Content: Sendable {
        /// The media type.
        let type: MediaType
        /// What it holds, for the description.
        let schema: Schema
    }

    /// A way in which it answers when all is well.
    struct AnswerForm: Sendable {
        let status: StatusCode
        let meaning: String
        let type: MediaType?
        let schema: Schema

        init(
            _ status: StatusCode,
            _ meaning: String,
            _ type: MediaType? = .json,
            _ schema: Schema = .none
        ) {
            self.status = status
            self.meaning = meaning
            self.type = schema == .none ? nil : type
            self.schema = schema
        }
    }

    /// The schemas that the description names; those of records are the route's kind's.
    enum Schema: Sendable, Equatable {
        case none, text, object, lines
        case record, view, input, patch, list, history, links
        case step, steps, stepTaken, changes, reports, health, meaning
        /// One of the description's components.
        case component(String)
    }

    /// The conditional and other request fields that it heeds.
    struct Heeded: OptionSet, Sendable {
        let rawValue: UInt8
        static let ifNoneMatch = Heeded(rawValue: 1)
        static let ifMatch = Heeded(rawValue: 2)
        static let idempotencyKey = Heeded(rawValue: 4)
        static let prefer = Heeded(rawValue: 8)
    }

    /// The function, by where it runs.
    enum Run: Sendable {
        /// On the loop, in a few microseconds.
        case now(@Sendable (inout LoopShelf, borrowing Request, Match) throws(Problem) -> Response)
        /// On the loop when that is quick (else it returns nil), otherwise on the pool.
        case quick(
            @Sendable (inout LoopShelf, borrowing Request, Match) throws(Problem) -> Response?,
            otherwise: @Sendable (Call) throws(Problem) -> Response
        )
        /// On the pool.
        case pooled(@Sendable (Call) throws(Problem) -> Response)
        /// Read where it came, or on the pool when the body is long; then handed to the writer.
        case write(@Sendable (Call) throws(Problem) -> Write)
        /// As the body comes, in pieces.
        case pieces(@Sendable (Call) throws(Problem) -> (Exchange) -> any BodyReceiver)
    }

    /// Its name in the description, before the kind's.
    let name: String
    var capture = Capture.id
    var parameters = Parameters.shape(NoParameters.self)
    var content: Content?
    var heeds: Heeded = []
    /// The media types of its answers; the first is the one it gives.
    var gives: [MediaType] = [.json]
    var answers: [AnswerForm]
    let run: Run
}

/// The query of a route that takes no parameters.
struct NoParameters: Shape {
    mutating func describe(_ visitor: inout some Visitor) {}
}
