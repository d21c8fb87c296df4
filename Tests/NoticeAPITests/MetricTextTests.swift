import NoticeAPI
import Testing

@Suite("Metrics")
struct MetricsTests {
    /// Every line is a comment, or a name, labels and a number.
    private func isWellFormed(_ line: Substring) -> Bool {
        let sample =
            #/[a-z_]+(\{[a-z_]+="([^"\\\n]|\\.)*"(,[a-z_]+="([^"\\\n]|\\.)*")*\})? (\d+(\.\d+)?(e-?\d+)?|[+-]Inf|NaN)/#
        return line.wholeMatch(of: sample) != nil
            || line.wholeMatch(of: #/# (HELP|TYPE) [a-z_]+ .+/#) != nil
    }

    @Test("tell what the store counts, in Prometheus' format")
    func store() throws {
        var api = TestAPI()
        for number in 1...5 { try api.put("persons/per-\(number)", Case.person) }
        _ = try api.send("DELETE", "/v1/events/evt-9")
        let answer = try api.get("/metrics", ["Accept": "text/plain;version=0.0.4;q=0.3,*/*;q=0.2"])
        #expect(answer.status == 200)
        #expect(answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(answer["Cache-Control"] == "no-store")
        let lines = answer.text.split(separator: "\n")
        #expect(lines.allSatisfy(isWellFormed), "\(lines.filter { !isWellFormed($0) })")
        #expect(lines.contains("noticed_journal_head \(api.head)"))
        #expect(lines.contains("noticed_records{kind=\"person\"} 5"))
        #expect(lines.contains("noticed_ready 1"))
        #expect(lines.contains("noticed_changes_total \(api.head)"))
        #expect(lines.contains("noticed_rejections_total 1"))
        #expect(lines.contains("# TYPE noticed_commits_total counter"))
    }

    @Test("tell what the engine counts: labels escaped, buckets added up")
    func engine() throws {
        let histogram = MetricFamily.Histogram(
            labels: [("class", "2xx")],
            bounds: [0.00005, 0.001, 10],
            counts: [3, 0, 2, 1],
            sum: 12.5
        )
        var api = TestAPI(engineMetrics: [
            MetricFamily("noticed_requests_total", "Requests\nof all sorts \\.", .counter, 6),
            MetricFamily(
                "noticed_refusals_total",
                "Refusals.",
                .counter,
                [([("reason", "a \"b\"\\\n")], .max)]
            ),
            MetricFamily("noticed_request_seconds", "Latencies.", [histogram]),
        ])
        let text = try api.get("/metrics").text
        #expect(
            text.hasSuffix(
                #"""
                # HELP noticed_requests_total Requests\nof all sorts \\.
                # TYPE noticed_requests_total counter
                noticed_requests_total 6
                # HELP noticed_refusals_total Refusals.
                # TYPE noticed_refusals_total counter
                noticed_refusals_total{reason="a \"b\"\\\n"} 18446744073709551615
                # HELP noticed_request_seconds Latencies.
                # TYPE noticed_request_seconds histogram
                noticed_request_seconds_bucket{class="2xx",le="5e-05"} 3
                noticed_request_seconds_bucket{class="2xx",le="0.001"} 3
                noticed_request_seconds_bucket{class="2xx",le="10"} 5
                noticed_request_seconds_bucket{class="2xx",le="+Inf"} 6
                noticed_request_seconds_sum{class="2xx"} 12.5
                noticed_request_seconds_count{class="2xx"} 6

                """#
            )
        )
    }
}
