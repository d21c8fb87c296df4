import HTTPWire
import NoticeRegister
import Shapes
import StrictJSON

extension Endpoint {
    /// GET of the records around one, and the references between them.
    static let readGraph = Endpoint(
        name: "graph",
        parameters: .shape(GraphParameters.self),
        heeds: [.ifNoneMatch],
        answers: [
            AnswerForm(.ok, "The graph.", .json, .component("graph")),
            AnswerForm(.notModified, "The client has this."),
        ],
        run: .pooled { call throws(Problem) in
            let parameters = try call.parameters(as: GraphParameters.self)
            let seq = try call.sequence(parameters.asOf)
            try call.checkRoot(parameters.root, at: seq, among: Kind.allCases)
            let tag = call.tag(at: seq)
            if let answer = try RecordForm.notModified(tag: tag, to: call.request) { return answer }
            let graph = try call.reading { reader throws(StoreFault) in
                // Nothing in a graph depends on the day.
                let past = RegisterPast(call.repository, reader, at: seq, today: 0)
                let (root, depth) = (parameters.root, parameters.depth)
                guard let graph = try RecordGraph.around(root, depth: depth, from: past) else {
                    throw .damaged("\(root) stands and has no record")
                }
                return graph
            }
            var writer = JSONWriter()
            writer.beginObject()
            writer.member("root", parameters.root)
            writer.member("seq", seq)
            graph.write(into: &writer)
            writer.endObject()
            return RecordForm.response(
                json: writer.bytes,
                tag: tag,
                isPretty: parameters.pretty
            )
        }
    )
}

/// The query of a graph.
struct GraphParameters: Shape {
    var root = ""
    var depth = 1
    var asOf: AsOf?
    var pretty = false

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member(
            "root",
            &root,
            Length(1, RecordLimits.idLength),
            .given,
            "The id of the record in the middle; it has to be given."
        )
        visitor.member(
            "depth",
            &depth,
            RecordGraph.depths,
            .given,
            "How many references from it one goes, in either direction."
        )
        visitor.member("as_of", &asOf, Plain(), .given, Meaning.asOf)
        visitor.member("pretty", &pretty, Plain(), .given, Meaning.pretty)
    }
}
