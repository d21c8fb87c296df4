package import HTTPWire
import NoticeRegister

/// The register over HTTP: what each request means, and how it is answered.
///
/// The table below is the whole of it. A line says the method, the path, the scope that a caller
/// needs, what it does, and the endpoint that does it (in `Routes/`). Routing, `Allow`, HEAD and
/// OPTIONS, the OpenAPI description and the guide's table follow from it.
package struct API: Application {
    /// Every route.
    package static let routes: [Route] = [
        .get("/v1/{kind}", .read, "Lists records.", .listRecords),
        .post("/v1/{kind}", .write, "Makes a record.", .createRecord, kinds: Kind.writable),
        .get("/v1/{kind}/{id}", .read, "Gives a record.", .readRecord),
        .put("/v1/{kind}/{id}", .write, "Writes a record.", .putRecord, kinds: Kind.writable),
        .patch("/v1/{kind}/{id}", .write, "Changes members of a record.", .patchRecord),
        .delete("/v1/{kind}/{id}", .write, "Ends a record.", .deleteRecord, kinds: Kind.writable),
        .get("/v1/{kind}/{id}/history", .read, "Tells a record's versions.", .readHistory),
        .get("/v1/{kind}/{id}/links", .read, "Tells a record's references, both ways.", .readLinks),
        .get("/v1/{kind}/{id}/steps", .read, "Tells a record's steps.", .readSteps, kinds: stepped),
        .post("/v1/{kind}/{id}/steps", .review, "Takes a step.", .takeStep, kinds: stepped),
        .get(
            "/v1/{kind}/{id}/accounts",
            .read,
            "Tells who says what about an event.",
            .readAccounts,
            kinds: [.event]
        ),
        .get(
            "/v1/{kind}/{id}/assessment",
            .read,
            "Holds a request against INTERPOL's rules.",
            .assessRequest,
            kinds: [.noticeRequest]
        ),
        .get("/v1/{kind}/{id}/dossier", .read, "Gives a whole case.", .readDossier, kinds: cases),
        .get("/v1/timeline", .read, "Tells what happened and was said, in time.", .readTimeline),
        .get("/v1/graph", .read, "Gives the records around one, and their links.", .readGraph),
        .get("/v1/records/{id}", .read, "Leads to a record of any kind.", .findRecord),
        .get("/v1/deadlines", .read, "Tells what falls due.", .readDeadlines),
        .get("/v1/changes", .read, "Tells what changed, in order.", .readChanges),
        .post("/v1/import", .write, "Takes records and steps, a line each.", .importRecords),
        .post(
            "/v1/verify-quote",
            .restricted,
            "Says whether a quote stands in a source's text.",
            .verifyQuote
        ),
        .get("/v1/stats", .read, "Counts records by what they say.", .readStats),
        .get("/openapi.json", .read, "Describes this API.", .describeAPI),
        .get("/problems/{slug}", .read, "Explains a problem.", .explainProblem),
        .get("/.well-known/security.txt", .read, "Says whom to tell of flaws.", .tellContact),
        .get("/healthz", .read, "Says whether the server lives.", .checkHealth),
        .get("/readyz", .read, "Says whether the server can work.", .checkReadiness),
        .get("/metrics", .internal, "Gives counters for Prometheus.", .readMetrics),
    ]

    /// The kinds whose records go through steps.
    private static let stepped: [Kind] = [.noticeRequest, .notice, .challenge, .group]

    /// The kinds whose records are a case.
    private static let cases: [Kind] = [.noticeRequest]

    /// Longer bodies are read on the pool: a loop spends at most 100 µs on one request.
    private static let bodyBytesOnLoopMax = 16 * 1024

    private let context: APIContext
    private var shelf: LoopShelf
    /// Writes what waits, once the right to do so was claimed.
    private let writing: Errand
    /// How many writes this turn has brought so far.
    private var writes = 0

    /// Makes the API of one loop.
    package init(_ context: APIContext) {
        self.context = context
        writing = Errand { comesBack in context.repository.write(until: comesBack) }
        shelf = LoopShelf(context)
    }

    /// Answers at once what needs no body, and says how the body is taken.
    package mutating func admit(_ request: borrowing Request) -> Admission {
        guard request.method.takesContent, request.method != .options else { return .whole }
        do throws(Problem) {
            let (match, route) = try route(of: request)
            guard case .pieces(let receiver) = route.endpoint.run else { return .whole }
            let call = self.call(request, match)
            return .pieces(try receiver(call))
        } catch {
            return .refused(response(error, to: request))
        }
    }

    /// Answers a request, or says who will.
    package mutating func answer(_ request: borrowing Request) -> Reply {
        do throws(Problem) {
            if request.method == .options { return .ready(try allowed(request)) }
            let (match, route) = try route(of: request)
            return try reply(to: request, match, route)
        } catch {
            return .ready(response(error, to: request))
        }
    }

    /// Tells a refusal by the wire as a problem.
    package mutating func refuse(_ refusal: Refusal) -> Response {
        Problem(refusal).response(instance: refusal.requestID ?? "unknown")
    }

    /// Ends what the turn has read, and has the loop's thread carry out the turn's only write.
    package mutating func endTurn() -> Errand? {
        shelf.endTurn()
        defer { writes = 0 }
        return writes == 1 && context.repository.claimWriting() ? writing : nil
    }

    private mutating func reply(
        to request: borrowing Request,
        _ match: Match,
        _ route: Route
    ) throws(Problem) -> Reply {
        switch route.endpoint.run {
        case .now(let answer): return .ready(finished(try answer(&shelf, request, match), request))
        case .quick(let answer, let otherwise):
            if let response = try answer(&shelf, request, match) {
                return .ready(finished(response, request))
            }
            return later(call(request, match), otherwise)
        case .pooled(let work):
            return later(call(request, match), work)
        case .write(let prepare):
            let call = self.call(request, match)
            return try write(call, prepare)
        case .pieces(let receiver):
            // Its body is empty: `admit` hands every other to its receiver.
            let call = self.call(request, match)
            let take = try receiver(call)
            return .streamed { exchange in take(exchange).end(whole: true) }
        }
    }

    /// The request with what it needs where it runs later: a copy.
    private func call(_ request: borrowing Request, _ match: Match) -> Call {
        Call(context: context, request: copy request, match: match)
    }

    private func later(
        _ call: Call,
        _ work: @escaping @Sendable (Call) throws(Problem) -> Response
    ) -> Reply {
        .later { [workers = context.workers] answer in
            let isTaken = workers.submit { answer.answer(call.outcome(of: work)) }
            if !isTaken { answer.answer(call.finished(.overloaded)) }
        }
    }

    private mutating func write(
        _ call: Call,
        _ prepare: @escaping @Sendable (Call) throws(Problem) -> Write
    ) throws(Problem) -> Reply {
        guard call.request.body.count > Self.bodyBytesOnLoopMax else {
            let write = try prepare(call)
            writes += 1
            // Where there are two, the writer's thread begins while the loop reads the second.
            guard writes == 1 else { return .later { answer in call.submit(write, answer) } }
            return .later { answer in call.leave(write, answer) }
        }
        return .later { [workers = context.workers] answer in
            let isTaken = workers.submit {
                do throws(Problem) {
                    call.submit(try prepare(call), answer)
                } catch {
                    answer.answer(call.finished(error))
                }
            }
            if !isTaken { answer.answer(call.finished(.overloaded)) }
        }
    }

    /// The resource and route of a request, once its head has been found in order.
    private func route(
        of request: borrowing Request
    ) throws(Problem) -> (match: Match, route: Route) {
        guard let match = try context.router.match(request.bytes.span, request.path) else {
            throw Problem(.notFound, "Nothing has this path.")
        }
        guard let route = match.resource.route(request.method) else {
            let allow = match.resource.allow
            throw Problem(.methodNotAllowed, "The resource takes \(allow).").with("Allow", allow)
        }
        try HeadRules.check(request, route, bodyBytesMax: context.settings.bodyBytesMax)
        return (match, route)
    }

    private func allowed(_ request: borrowing Request) throws(Problem) -> Response {
        guard let match = try context.router.match(request.bytes.span, request.path) else {
            throw Problem(.notFound, "Nothing has this path.")
        }
        var response = Response(.noContent, fields: ResponseFields.empty)
        response.fields.append("Allow", match.resource.allow)
        return finished(response, request)
    }

    private func response(_ problem: Problem, to request: borrowing Request) -> Response {
        finished(problem.response(instance: request.id), request)
    }

    private func finished(_ response: consuming Response, _ request: borrowing Request) -> Response
    {
        CommonFields.add(to: response, of: request, context)
    }
}

extension Call {
    fileprivate func outcome(
        of work: (Call) throws(Problem) -> Response
    ) -> Response {
        do throws(Problem) {
            return finished(try work(self))
        } catch {
            return finished(error)
        }
    }

    /// Hands a write to the writer, which answers once it is durable.
    fileprivate func submit(_ write: Write, _ answer: Answer) {
        let isTaken = repository.submit(write.submission) { tell($0, of: write, answer) }
        if !isTaken { answer.answer(finished(.overloaded)) }
    }

    /// Leaves a write for the end of the loop's turn.
    fileprivate func leave(_ write: Write, _ answer: Answer) {
        let isTaken = repository.leave(write.submission) { tell($0, of: write, answer) }
        if !isTaken { answer.answer(finished(.overloaded)) }
    }

    private func tell(_ outcomes: [Outcome], of write: Write, _ answer: Answer) {
        answer.answer(making: {
            outcome { _ throws(Problem) in try write.response(to: outcomes) }
        })
    }
}
