import HTTPWire
import NoticeRegister
import Shapes
import StrictJSON

/// One request on its way through a route, wherever that runs.
struct Call: Sendable {
    let context: APIContext
    let request: Request
    let match: Match

    var repository: any Repository { context.repository }
    var kind: Kind { match.kind }
    /// By whom changes are made: the subject of the client's certificate, where it showed one.
    var actor: String { request.clientName ?? context.settings.actor }
    /// The record's id in the path.
    var id: String { match.capture }

    /// The parameters that the query names.
    func parameters<Read: Shape>(as type: Read.Type) throws(Problem) -> Read {
        let words = try words()
        do throws(Faults) {
            return try WordReader.read(words, as: type)
        } catch {
            throw Problem(parameters: error)
        }
    }

    /// The query's parameters in order, decoded.
    func words() throws(Problem) -> [(name: String, value: String)] {
        do throws(Refusal) {
            return try request.queryParameters()
        } catch {
            throw Problem(.malformedRequest, "The query is not validly percent-encoded UTF-8.")
        }
    }

    /// The body as JSON.
    func document() throws(Problem) -> Document {
        do throws(JSONFault) {
            return try Document(request.bodyBytes)
        } catch {
            throw Problem(error)
        }
    }

    /// Lends a reader of the journal.
    func reading<Result>(
        _ work: (any JournalReader) throws(StoreFault) -> Result
    ) throws(Problem) -> Result {
        do throws(StoreFault) {
            return try repository.withReader(work)
        } catch {
            throw Problem(error)
        }
    }

    /// The answer, with what every answer of this request carries.
    func finished(_ response: Response) -> Response {
        CommonFields.add(to: response, of: request, context)
    }

    /// The answer that tells a problem.
    func finished(_ problem: Problem) -> Response {
        CommonFields.add(to: problem.response(instance: request.id), of: request, context)
    }
}

/// The fields that depend on the request and on nothing else.
enum CommonFields {
    /// The answer with `X-Request-Id`, where the request has one, and with what CORS asks for.
    static func add(
        to response: consuming Response,
        of request: borrowing Request,
        _ context: APIContext
    ) -> Response {
        let hasID = request.field(.xRequestID) != nil && response.status.rawValue < 400
        guard hasID || !context.settings.corsOrigins.isEmpty else { return response }
        if hasID { response.fields.append("X-Request-Id", request.id) }
        addAllowance(to: &response.fields, request, context.settings.corsOrigins)
        return response
    }

    /// The same fields for an answer that goes out in pieces.
    static func lines(of request: borrowing Request, _ context: APIContext) -> FieldLines {
        add(to: Response(.ok), of: request, context).fields
    }

    /// What the Fetch standard (§3.2) asks of an answer to another origin's script.
    ///
    /// `Vary` stands on every answer, also on that to a request without `Origin`: a cache would
    /// otherwise give it to a script, which then may not read it.
    private static func addAllowance(
        to fields: inout FieldLines,
        _ request: borrowing Request,
        _ origins: [String]
    ) {
        guard !origins.isEmpty else { return }
        fields.append("Vary", "Origin")
        guard let origin = request.fieldText(.origin),
            origins.contains("*") || origins.contains(origin)
        else { return }
        fields.append("Access-Control-Allow-Origin", origin)
        guard request.method == .options else {
            fields.append("Access-Control-Expose-Headers", exposed)
            return
        }
        guard request.field(.accessControlRequestMethod) != nil else { return }
        fields.append("Access-Control-Allow-Methods", Method.allNames)
        fields.append("Access-Control-Allow-Headers", allowed)
        fields.append("Access-Control-Max-Age", 600)
    }

    private static let exposed =
        "ETag, Link, Location, Preference-Applied, Retry-After, X-Request-Id"
    private static let allowed =
        "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Prefer, X-Request-Id"
}
