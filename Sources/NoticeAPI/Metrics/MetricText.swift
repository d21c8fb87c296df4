/// Writes metrics in Prometheus' text format, version 0.0.4.
enum MetricText {
    /// The format as `Content-Type` names it.
    static let type = "text/plain; version=0.0.4; charset=utf-8"

    /// The families, one after the other.
    static func text(of families: [MetricFamily]) -> String {
        families.map(text).joined()
    }

    /// A number as Go reads it.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        guard value.isFinite else { return value > 0 ? "+Inf" : "-Inf" }
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static func text(of family: MetricFamily) -> String {
        var text = "# HELP \(family.name) \(escaped(family.help, quotes: false))\n"
        text += "# TYPE \(family.name) \(family.form.rawValue)\n"
        for sample in family.samples {
            text += family.name + sample.suffix
            if !sample.labels.isEmpty {
                let labels = sample.labels.map { label in
                    label.name + "=\"" + escaped(label.value, quotes: true) + "\""
                }
                text += "{" + labels.joined(separator: ",") + "}"
            }
            switch sample.value {
            case .count(let count): text += " \(count)\n"
            case .measure(let value): text += " \(number(value))\n"
            }
        }
        return text
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
