import HTTPWire
import Shapes

/// What a request's head has to be for its route, before anything is read or done.
enum HeadRules {
    /// Refuses what the route cannot give or take.
    static func check(
        _ request: borrowing Request,
        _ route: Route,
        bodyBytesMax: Int
    ) throws(Problem) {
        if let range = request.field(.accept) {
            try checkAccept(request, range, route.endpoint)
        }
        if request.query != nil, case .shape(let shape) = route.endpoint.parameters,
            shape == NoParameters.self
        {
            try checkNoParameters(request)
        }
        guard request.method.takesContent else { return }
        guard let content = route.endpoint.content else {
            guard request.body.isEmpty, !request.head.announcesBody else {
                throw Problem(.misplacedBody, "This request may not have a body.")
            }
            return
        }
        try checkContent(request, content)
        if case .pieces = route.endpoint.run { return }
        if case .length(let length) = request.head.framing, length > bodyBytesMax {
            throw Problem(
                .contentTooLarge,
                "The body may have \(bodyBytesMax) bytes.",
                limit: bodyBytesMax
            )
        }
    }

    private static func checkAccept(
        _ request: borrowing Request,
        _ range: Range<Int>,
        _ endpoint: Endpoint
    ) throws(Problem) {
        let bytes = request.bytes.span
        // What curl, wrk and most libraries send.
        if range.count == 3, bytes[range.lowerBound] == UInt8(ascii: "*"),
            bytes[range.lowerBound + 2] == UInt8(ascii: "*")
        {
            return
        }
        // An answer without content cannot be unacceptable.
        guard endpoint.answers.contains(where: { $0.type != nil }),
            let value = request.fieldText(.accept)
        else { return }
        guard MediaType.isAny(of: endpoint.gives, acceptedBy: value) else {
            let types = endpoint.gives.map(\.rawValue).joined(separator: ", ")
            throw Problem(.notAcceptable, "This resource has \(types).")
        }
    }

    private static func checkNoParameters(_ request: borrowing Request) throws(Problem) {
        let words: [(name: String, value: String)]
        do throws(Refusal) {
            words = try request.queryParameters()
        } catch {
            throw Problem(.malformedRequest, "The query is not validly percent-encoded UTF-8.")
        }
        do throws(Faults) {
            _ = try WordReader.read(words, as: NoParameters.self)
        } catch {
            throw Problem(parameters: error)
        }
    }

    private static func checkContent(
        _ request: borrowing Request,
        _ content: Endpoint.Content
    ) throws(Problem) {
        guard request.head.framing != .none else {
            throw Problem(.lengthRequired, "A body is needed: Content-Length or chunks.")
        }
        let type = request.fieldText(.contentType)
        guard let type, content.type.isNamed(by: type) else {
            let found = type.map { "not \($0)" } ?? "and none is named"
            let field = request.method == .patch ? "Accept-Patch" : "Accept-Post"
            throw Problem(
                .unsupportedMediaType,
                "Content-Type \(content.type.rawValue) is taken here, \(found)."
            ).with(field, content.type.rawValue)
        }
    }
}

extension String {
    /// The text with ASCII capitals made small.
    var lowercasedASCII: String {
        String(decoding: utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
