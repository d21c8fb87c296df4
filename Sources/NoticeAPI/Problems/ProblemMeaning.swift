extension ProblemType {
    /// When it occurs and what to do, for a person who looks it up.
    package var meaning: String {
        switch self {
        case .malformedRequest:
            """
            The request breaks the rules of HTTP, so that it is not safe to guess what was meant: a \
            bad request line, a bad field, a target with bad percent-encoding, a malformed \
            conditional field. "detail" says which. Mend the client; the same request will be \
            refused again.
            """
        case .malformedJSON:
            """
            The body is not I-JSON (RFC 7493): a syntax error, a member that stands twice, half of \
            a surrogate pair, bytes that are no UTF-8, or nesting beyond 64 levels. "offset" is the \
            byte, counted from 0, at which reading stopped.
            """
        case .invalidParameter:
            """
            A query parameter, an id in the path or a conditional field is unknown, stands twice, or \
            has a value that it cannot have. "errors" names each parameter and what is due; for an \
            unknown one also the nearest known.
            """
        case .misplacedBody:
            """
            GET, HEAD and DELETE take no body (RFC 9110 §9.3). Leave it out; parameters belong into \
            the query.
            """
        case .unauthenticated:
            """
            The request needs a token: "Authorization: Bearer noticed_…". The one that was sent, if \
            any, is unknown, expired or revoked.
            """
        case .forbidden:
            "The token is valid, but lacks the scope that this route asks for."
        case .notFound:
            """
            No route or record has this path. Paths have no trailing slash, and an id belongs to one \
            kind: /v1/records/{id} leads to the right path. A record that the caller may not see \
            answers the same.
            """
        case .methodNotAllowed:
            """
            The resource exists and does not take this method; the field Allow lists those that it \
            takes. Decisions and notices are made by steps only.
            """
        case .notAcceptable:
            """
            The field Accept leaves out every media type that this route has; "detail" names them. \
            Leave Accept out, or add one of them.
            """
        case .requestTimeout:
            "The request did not arrive within the server's deadlines. Send it again on a new connection."
        case .conflict:
            """
            The id, or a step's id, stands for something else already. Choose another, or let the \
            server make one by POST.
            """
        case .duplicate:
            """
            Another record of the kind has the same identifier or number; "duplicate_of" names it. \
            Change that one instead.
            """
        case .inUse:
            """
            The record cannot be deleted while others refer to it; "referred_to_by" lists some of \
            them with the members that refer. Change or delete those first.
            """
        case .invalidTransition:
            """
            The lifecycle does not allow this step. "from" is the status in which it was tried, \
            "allowed" lists the steps that are possible from there and what each needs; "breaks" \
            names a later step that would no longer be possible.
            """
        case .gone:
            """
            The record was deleted; its history still stands. A PUT under the same id brings it back \
            with its next version. For a cursor or store: the store was replaced; start anew \
            without it.
            """
        case .lengthRequired:
            "The method needs a body, and the request has neither Content-Length nor chunks."
        case .versionMismatch:
            """
            The condition in If-Match or If-None-Match does not hold: the record has changed since \
            it was read. "current" and the field ETag give the version that stands. Read it again, \
            merge, and repeat.
            """
        case .contentTooLarge:
            """
            The body is longer than the server takes; "detail" gives the limit. Many records go in \
            by /v1/import, which streams.
            """
        case .uriTooLong:
            "The request line is longer than the server takes."
        case .unsupportedMediaType:
            """
            The body's Content-Type or Content-Encoding is not one that this route takes; the fields \
            Accept-Post, Accept-Patch or Accept-Encoding list those. Records are application/json, \
            patches application/merge-patch+json.
            """
        case .expectationFailed:
            "Only \"Expect: 100-continue\" is known (RFC 9110 §10.1.1)."
        case .misdirectedRequest:
            "The host in the request is not one of those that the server was set up for."
        case .invalidRecord:
            """
            The JSON is well-formed and breaks rules: members unknown, missing, of the wrong type or \
            beyond their limits, references to what does not exist, dates out of order. "errors" \
            lists all of them at once, each with a JSON pointer into what was sent, a code for \
            programs and a sentence for people.
            """
        case .idempotencyKeyReused:
            """
            The Idempotency-Key was used within 24 hours for a request with another path or body. \
            Use a new key for a new request.
            """
        case .preconditionRequired:
            """
            This server takes writes to existing records only with If-Match (RFC 6585 §3): send the \
            ETag of the version that was read.
            """
        case .rateLimited:
            "Too many requests in a short time; wait as long as Retry-After says."
        case .headerTooLarge:
            "The fields of the request are too many or too long."
        case .internalError:
            """
            The server failed in a way that it should not. The request id in "instance" leads the \
            operator to what happened.
            """
        case .notImplemented:
            "The method or transfer coding is not implemented by this server for any resource."
        case .storageUnavailable:
            """
            The disk is full or failing: reads go on, writes do not. Nothing was stored. Try again \
            after the time in Retry-After.
            """
        case .overloaded:
            "More work waits than the server takes. Nothing was done. Try again after Retry-After."
        case .notReady:
            "The server is starting or shutting down. Try again after the time in Retry-After."
        case .outcomeUnknown:
            """
            The write was under way when something failed, and may stand after all. Repeat it with \
            the same Idempotency-Key, or read the record, to find out.
            """
        case .timeout:
            "The answer was not ready within the server's deadline. Ask for less, or again."
        case .versionNotSupported:
            "Only HTTP/1.0 and HTTP/1.1 are spoken."
        }
    }
}
