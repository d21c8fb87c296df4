import HTTPWire
import NoticeRegister

extension Endpoint {
    /// GET of the counters, for Prometheus.
    static let readMetrics = Endpoint(
        name: "metrics",
        gives: [.text],
        answers: [AnswerForm(.ok, "The counters.", .text, .text)],
        run: .pooled { call in
            let families = call.repository.metrics + call.context.engineMetrics()
            let fields = ResponseFields.lines(MetricText.type, cache: "no-store")
            return Response(.ok, fields: fields, body: Array(MetricText.text(of: families).utf8))
        }
    )
}

extension Repository {
    /// What the store has counted.
    fileprivate var metrics: [MetricFamily] {
        let counters = counters
        let counts: [(name: String, help: String, value: Int)] = [
            ("noticed_commits_total", "Commits that are durable.", counters.commits),
            ("noticed_changes_total", "Changes in them.", counters.changes),
            ("noticed_rejections_total", "Commands turned down.", counters.rejections),
            ("noticed_commit_failures_total", "Commits that failed.", counters.failures),
        ]
        let records = Kind.allCases.map { kind in
            ([("kind", kind.name)], UInt64(clamping: counters.records[kind] ?? 0))
        }
        let now: [(name: String, help: String, value: Int)] = [
            ("noticed_queue_commands", "Commands waiting for the writer.", counters.queued),
            ("noticed_journal_head", "The sequence of the last change.", head.seq),
            ("noticed_ready", "Whether the store can work.", unreadiness == nil ? 1 : 0),
        ]
        return counts.map { MetricFamily($0.name, $0.help, .counter, UInt64(clamping: $0.value)) }
            + now.map { MetricFamily($0.name, $0.help, .gauge, UInt64(clamping: $0.value)) }
            + [MetricFamily("noticed_records", "Standing records.", .gauge, records)]
    }
}
