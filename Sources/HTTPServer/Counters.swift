public import HTTPWire
internal import Synchronization

/// A number that one loop writes and anyone may read.
struct Tally: ~Copyable {
    private let value = Atomic<UInt64>(0)

    /// Adds; by the owner only, so that no bus lock is needed.
    func add(_ amount: UInt64) {
        value.store(value.load(ordering: .relaxed) &+ amount, ordering: .relaxed)
    }

    var count: UInt64 { value.load(ordering: .relaxed) }
}

/// Answers of one class to requests of this turn, until they are sent.
///
/// Their time is taken then, once for all: a client that pipelines gets them together.
struct FreshAnswers {
    var kind = 0
    var count: UInt64 = 0
}

extension StatusCode {
    /// The class: 2 for 200 to 299.
    var kind: Int { Int(rawValue) / 100 }
}

/// What one loop has counted.
final class LoopCounters: Sendable {
    let accepted = Tally()
    let closed = Tally()
    let turnedAway = Tally()
    let readersCut = Tally()
    let handshakes = Tally()
    let handshakesResumed = Tally()
    let handshakesFailed = Tally()
    let requests = Tally()
    let bytesReceived = Tally()
    let bytesSent = Tally()
    private let refusals = InlineArray<64, Tally> { _ in Tally() }
    private let answers = InlineArray<96, Tally> { _ in Tally() }
    private let nanoseconds = InlineArray<6, Tally> { _ in Tally() }

    /// Counts a refusal by the engine.
    func countRefusal(_ reason: Refusal.Reason) { refusals[Int(reason.rawValue)].add(1) }

    /// Counts an answer by class of status and time from whole request to answer.
    func countAnswer(_ status: StatusCode, nanoseconds elapsed: Int64) {
        countAnswers(FreshAnswers(kind: status.kind, count: 1), nanoseconds: elapsed)
    }

    /// Counts answers that took equally long.
    func countAnswers(_ fresh: FreshAnswers, nanoseconds elapsed: Int64) {
        let bounds = ServerCounters.latencyBounds
        var bucket = 0
        while bucket < bounds.count, elapsed > bounds[bucket] { bucket += 1 }
        answers[fresh.kind * 16 + bucket].add(fresh.count)
        nanoseconds[fresh.kind].add(UInt64(max(0, elapsed)) &* fresh.count)
    }

    /// Adds what was counted to a sum.
    func add(to sum: inout ServerCounters) {
        sum.connectionsAccepted += accepted.count
        // Closed first, for the other grows meanwhile; and never below 0, however they are seen.
        let gone = closed.count
        sum.connectionsOpen += max(accepted.count, gone) - gone
        sum.connectionsTurnedAway += turnedAway.count
        sum.readersCut += readersCut.count
        sum.handshakes += handshakes.count
        sum.handshakesResumed += handshakesResumed.count
        sum.handshakesFailed += handshakesFailed.count
        sum.requests += requests.count
        sum.bytesReceived += bytesReceived.count
        sum.bytesSent += bytesSent.count
        for reason in Refusal.Reason.allCases {
            sum.refusals[reason, default: 0] += refusals[Int(reason.rawValue)].count
        }
        for kind in 1...5 {
            var latencies = sum.answers[kind - 1]
            for bucket in 0..<latencies.buckets.count {
                latencies.buckets[bucket] += answers[kind * 16 + bucket].count
            }
            latencies.nanoseconds += nanoseconds[kind].count
            sum.answers[kind - 1] = latencies
        }
    }
}

/// What a server has counted since it started, summed over its loops when asked.
public struct ServerCounters: Sendable {
    /// Answers of one class of status by their latency.
    public struct Latencies: Sendable {
        /// How many took up to the bound of the same place in `latencyBounds`; the last: longer.
        public internal(set) var buckets = [UInt64](repeating: 0, count: latencyBounds.count + 1)
        /// The sum of all latencies.
        public internal(set) var nanoseconds: UInt64 = 0
        /// How many there were.
        public var count: UInt64 { buckets.reduce(0, +) }
    }

    /// Upper bounds of the latency buckets in nanoseconds: 50 µs to 10 s.
    public static let latencyBounds: [Int64] = [
        50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000,
        25_000_000, 50_000_000, 100_000_000, 250_000_000, 1_000_000_000, 2_500_000_000,
        10_000_000_000,
    ]

    /// Connections accepted.
    public internal(set) var connectionsAccepted: UInt64 = 0
    /// Connections open now.
    public internal(set) var connectionsOpen: UInt64 = 0
    /// Connections closed at once, for a cap or for want of descriptors.
    public internal(set) var connectionsTurnedAway: UInt64 = 0
    /// Clients cut off because they read slowest while too much output waited for all.
    public internal(set) var readersCut: UInt64 = 0
    /// TLS handshakes that were completed.
    public internal(set) var handshakes: UInt64 = 0
    /// Those of them that went on with an earlier session.
    public internal(set) var handshakesResumed: UInt64 = 0
    /// TLS handshakes that failed, or did not end in time.
    public internal(set) var handshakesFailed: UInt64 = 0
    /// Requests that were given to the application.
    public internal(set) var requests: UInt64 = 0
    /// Bytes read from clients.
    public internal(set) var bytesReceived: UInt64 = 0
    /// Bytes taken by the kernel for clients.
    public internal(set) var bytesSent: UInt64 = 0
    /// Refusals by the engine itself.
    public internal(set) var refusals: [Refusal.Reason: UInt64] = [:]
    /// Answers by class of status, from 1xx to 5xx.
    public internal(set) var answers = [Latencies](repeating: Latencies(), count: 5)
}
