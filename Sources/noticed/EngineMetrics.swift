import HTTPServer
import HTTPWire
import NoticeAPI

/// What the engine has counted, as `/metrics` gives it.
extension ServerCounters {
    /// The families, one for each thing that is counted.
    var metricFamilies: [MetricFamily] {
        [
            MetricFamily(
                "noticed_connections_open",
                "Connections open now.",
                .gauge,
                connectionsOpen
            ),
            MetricFamily(
                "noticed_connections_accepted_total",
                "Connections accepted.",
                .counter,
                connectionsAccepted
            ),
            MetricFamily(
                "noticed_connections_turned_away_total",
                "Connections closed at once: a cap was reached, or descriptors had run out.",
                .counter,
                connectionsTurnedAway
            ),
            MetricFamily(
                "noticed_slow_readers_cut_total",
                "Clients cut off because they read slowest while too much output waited.",
                .counter,
                readersCut
            ),
            handshakeFamily,
            MetricFamily(
                "noticed_requests_total",
                "Requests given to the application.",
                .counter,
                requests
            ),
            MetricFamily(
                "noticed_received_bytes_total",
                "Bytes read from clients.",
                .counter,
                bytesReceived
            ),
            MetricFamily(
                "noticed_sent_bytes_total",
                "Bytes taken by the kernel for clients.",
                .counter,
                bytesSent
            ),
            refusalFamily,
            latencyFamily,
        ]
    }

    private var handshakeFamily: MetricFamily {
        MetricFamily(
            "noticed_tls_handshakes_total",
            "TLS handshakes: whole ones, those of resumed sessions, those that failed.",
            .counter,
            [
                ([("outcome", "whole")], handshakes - min(handshakes, handshakesResumed)),
                ([("outcome", "resumed")], handshakesResumed),
                ([("outcome", "failed")], handshakesFailed),
            ]
        )
    }

    private var refusalFamily: MetricFamily {
        var bySlug: [String: UInt64] = [:]
        for (reason, count) in refusals { bySlug[Refusal(reason).slug, default: 0] += count }
        return MetricFamily(
            "noticed_refusals_total",
            "Requests that the engine itself refused.",
            .counter,
            bySlug.sorted { $0.key < $1.key }.map { ([("problem", $0.key)], $0.value) }
        )
    }

    private var latencyFamily: MetricFamily {
        let bounds = Self.latencyBounds.map { Double($0) / 1e9 }
        return MetricFamily(
            "noticed_request_seconds",
            "Time from a whole request to its answer, by class of status.",
            answers.enumerated().map { place, latencies in
                MetricFamily.Histogram(
                    labels: [("status", "\(place + 1)xx")],
                    bounds: bounds,
                    counts: latencies.buckets,
                    sum: Double(latencies.nanoseconds) / 1e9
                )
            }
        )
    }
}
