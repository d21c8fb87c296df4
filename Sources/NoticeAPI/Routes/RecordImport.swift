import HTTPWire
import NoticeRegister
import Shapes

extension Endpoint {
    /// POST of many records and steps, a line each: read, carried out and reported as they come.
    static let importRecords = Endpoint(
        name: "import",
        parameters: .shape(ImportParameters.self),
        content: Content(type: .lines, schema: .lines),
        gives: [.lines],
        answers: [
            AnswerForm(.ok, "A report for each line, and one at the end.", .lines, .reports),
            AnswerForm(
                .unprocessableContent,
                "Of an atomic import: the reports of the lines for which nothing went in.",
                .lines,
                .reports
            ),
            AnswerForm(
                .serviceUnavailable,
                "The reports of the lines up to which the server came.",
                .lines,
                .reports
            ),
        ],
        run: .pieces { call throws(Problem) in
            let parameters = try call.parameters(as: ImportParameters.self)
            var order = ImportRun.Order(actor: call.actor)
            order.isAtomic = parameters.atomic
            order.isDryRun = parameters.dryRun
            // The request itself is not held: its bytes are the connection's buffer.
            let (context, writer) = (call.context, ImportReportWriter(instance: call.request.id))
            let fields = CommonFields.lines(of: call.request, context)
            return { [order] exchange in
                ImportReceiver(
                    order,
                    exchange: exchange,
                    context: context,
                    writer: writer,
                    fields: fields
                )
            }
        }
    )
}

/// The query of an import.
struct ImportParameters: Shape {
    var atomic = false
    var dryRun = false

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member(
            "atomic",
            &atomic,
            Plain(),
            .given,
            "All lines go in as one, or none: at most \(ImportRun.atomicMax) lines."
        )
        visitor.member(
            "dry_run",
            &dryRun,
            Plain(),
            .given,
            """
            Tells what would become of each line, and writes nothing: tries at most \
            \(ImportRehearsal.changesMax) changes.
            """
        )
    }
}
