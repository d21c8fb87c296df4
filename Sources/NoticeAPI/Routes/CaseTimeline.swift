import HTTPWire
import NoticeRegister
import Seals
import Shapes
import StrictJSON

extension Endpoint {
    /// GET of what happened and was said around one record, in time.
    static let readTimeline = Endpoint(
        name: "timeline",
        parameters: .shape(TimelineParameters.self),
        heeds: [.ifNoneMatch],
        answers: [
            AnswerForm(.ok, "A page of the timeline.", .json, .component("timeline")),
            AnswerForm(.notModified, "The client has this page."),
        ],
        run: .pooled { call throws(Problem) in
            let parameters = try call.parameters(as: TimelineParameters.self)
            let saidBy = try parameters.saidBy.map(SaidByDate.checked)
            let digest = parameters.digest
            let place = try call.place(parameters.cursor, asOf: parameters.asOf, digest: digest)
            try call.checkRoot(parameters.root, at: place.seq, among: Timeline.roots)
            let tag = call.tag(at: place.seq)
            if let answer = try RecordForm.notModified(tag: tag, to: call.request) { return answer }
            return try call.timeline(at: place, parameters, saidBy: saidBy, tag)
        }
    )
}

/// The query of a timeline.
struct TimelineParameters: Shape {
    var root = ""
    var kind: [Timeline.What] = []
    var from: PartialDate?
    var to: PartialDate?
    var saidBy: PartialDate?
    var limit = ListLimits.pageDefault
    var cursor: String?
    var asOf: AsOf?
    var pretty = false

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member(
            "root",
            &root,
            Length(1, RecordLimits.idLength),
            .given,
            "The id of a request, an event, a person or a group; it has to be given."
        )
        visitor.member(
            "kind",
            &kind,
            Items(Timeline.What.allCases.count, AnyOf()),
            .given,
            "Only entries of these kinds."
        )
        visitor.member("from", &from, Plain(), .given, "Nothing that certainly ended before.")
        visitor.member("to", &to, Plain(), .given, "Nothing that certainly began after.")
        visitor.member("said_by", &saidBy, Plain(), .given, Meaning.saidBy)
        visitor.member("limit", &limit, ListLimits.page, .given, Meaning.limit)
        visitor.member(
            "cursor",
            &cursor,
            Length(1, ListLimits.cursorLength),
            .given,
            Meaning.cursor
        )
        visitor.member("as_of", &asOf, Plain(), .given, Meaning.asOf)
        visitor.member("pretty", &pretty, Plain(), .given, Meaning.pretty)
    }

    /// Of all that says what is listed.
    fileprivate var digest: [UInt8] {
        let dates = [from, to, saidBy].map { $0?.text ?? "" }
        let words = ["timeline", root] + dates + kind.map(\.rawValue).sorted()
        return Array(SHA256.digest(Array(words.joined(separator: " ").utf8)).prefix(8))
    }
}

extension Call {
    /// Checks that a record stands and is of one of some kinds.
    func checkRoot(_ root: String, at seq: Int, among kinds: [Kind]) throws(Problem) {
        guard !root.isEmpty else {
            throw Problem(parameter: "root", .required, "the id of a record is due")
        }
        guard let entry = repository.entry(root, at: seq) else {
            throw Problem(Rejection.absent(id: root))
        }
        guard !entry.isDeleted else { throw Problem(Rejection.gone(id: root)) }
        guard kinds.contains(entry.kind) else {
            let due = kinds.map(\.name).joined(separator: ", ")
            throw Problem(parameter: "root", .wrongKind, "a record of these kinds is due: " + due)
        }
    }

    /// A page of the timeline, which is gathered whole and counted through.
    fileprivate func timeline(
        at place: PagePlace,
        _ parameters: TimelineParameters,
        saidBy: PartialDate?,
        _ tag: EntityTag
    ) throws(Problem) -> Response {
        var timeline = try reading { reader throws(StoreFault) in
            let past = RegisterPast(repository, reader, at: place.seq, today: place.today)
            guard let root = try past.record(parameters.root) else {
                throw .damaged("\(parameters.root) stands and has no record")
            }
            return try Timeline.around(root, from: past, saidBy: saidBy?.latest)
        }
        timeline.narrow(to: parameters.kind, from: parameters.from, to: parameters.to)
        let start = min(max(0, place.count), timeline.count)
        let end = min(start + parameters.limit, timeline.count)
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("items")
        timeline.write(start..<end, into: &writer)
        writer.member("total", timeline.count)
        writer.member("undated", timeline.undated)
        writer.member("truncated", timeline.isTruncated)
        writer.member("seq", place.seq)
        let position = Query.Position([.number(end)], id: parameters.root)
        let next =
            end < timeline.count
            ? nextPage(after: position, of: place, try words(), digest: parameters.digest) : nil
        return RecordForm.response(
            json: writer.closed(next: next),
            tag: tag,
            next: next,
            isPretty: parameters.pretty
        )
    }
}
