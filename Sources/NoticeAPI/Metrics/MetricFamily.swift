/// A measured thing and its values, as Prometheus knows them.
package struct MetricFamily: Sendable {
    /// How the values are to be understood.
    package enum Form: String, Sendable {
        /// They only grow while the server runs.
        case counter
        /// They go up and down.
        case gauge
        /// They count what lay below each of several bounds.
        case histogram
    }

    /// One value among those of its family.
    package struct Sample: Sendable {
        /// What tells it from the family's others: names and values.
        let labels: [(name: String, value: String)]
        /// What comes behind the family's name: `_sum`, `_count`, or nothing.
        let suffix: String
        let value: Number
    }

    /// A value: a count is written without a point, however large.
    enum Number: Sendable {
        case count(UInt64)
        case measure(Double)
    }

    /// What has been sorted into buckets.
    package struct Histogram: Sendable {
        /// What tells it from the family's others.
        let labels: [(name: String, value: String)]
        let bounds: [Double]
        let counts: [UInt64]
        let sum: Double

        /// States a histogram.
        ///
        /// - Parameters:
        ///   - labels: what tells it from the family's others.
        ///   - bounds: the buckets' upper bounds, rising, in the family's unit.
        ///   - counts: how many lay in each bucket, not below it; one more at the end for the rest.
        ///   - sum: of all that was measured.
        package init(
            labels: [(name: String, value: String)] = [],
            bounds: [Double],
            counts: [UInt64],
            sum: Double
        ) {
            precondition(counts.count == bounds.count + 1, "each bucket has a count, and the rest")
            self.labels = labels
            self.bounds = bounds
            self.counts = counts
            self.sum = sum
        }
    }

    /// The name, with its unit last: `noticed_request_seconds`.
    let name: String
    let help: String
    let form: Form
    let samples: [Sample]

    /// Counts or measures with labels.
    package init(
        _ name: String,
        _ help: String,
        _ form: Form,
        _ values: [(labels: [(name: String, value: String)], value: UInt64)]
    ) {
        self.init(
            name,
            help,
            form,
            samples: values.map { Sample(labels: $0.labels, suffix: "", value: .count($0.value)) }
        )
    }

    /// One count or measure without labels.
    package init(_ name: String, _ help: String, _ form: Form, _ value: UInt64) {
        self.init(name, help, form, [([], value)])
    }

    /// Histograms with labels.
    package init(_ name: String, _ help: String, _ histograms: [Histogram]) {
        self.init(name, help, .histogram, samples: histograms.flatMap(\.samples))
    }

    private init(_ name: String, _ help: String, _ form: Form, samples: [Sample]) {
        self.name = name
        self.help = help
        self.form = form
        self.samples = samples
    }
}

extension MetricFamily.Histogram {
    /// Buckets as Prometheus wants them: each counts all that lay below its bound.
    fileprivate var samples: [MetricFamily.Sample] {
        var samples: [MetricFamily.Sample] = []
        var total: UInt64 = 0
        for (place, count) in counts.enumerated() {
            total += count
            let bound = place < bounds.count ? MetricText.number(bounds[place]) : "+Inf"
            let labels = labels + [("le", bound)]
            samples.append(.init(labels: labels, suffix: "_bucket", value: .count(total)))
        }
        samples.append(.init(labels: labels, suffix: "_sum", value: .measure(sum)))
        samples.append(.init(labels: labels, suffix: "_count", value: .count(total)))
        return samples
    }
}
