import Shapes
import StrictJSON

/// Writes the settings as a user reads them: as a file, as a table, as help.
///
/// All three come from the declaration, so that none can drift from what the program takes.
struct SettingsManual: Visitor {
    /// One key.
    private struct Row {
        let key: String
        let value: String
        let bounds: String
        let meaning: String
    }

    private var rows: [Row] = []

    init() {
        var settings = Settings()
        settings.describe(&self)
    }

    mutating func member<Member: Value>(
        _ name: String,
        _ value: inout Member,
        _ limit: Member.Limit,
        _ role: Role,
        _ meaning: String
    ) {
        rows.append(
            Row(
                key: name,
                value: Self.text(value),
                bounds: Self.bounds(Member.self, limit),
                meaning: meaning
            )
        )
    }

    /// `Config/noticed.conf`: every key with its default, commented out.
    var file: String {
        let head = """
            # Settings of noticed: one `key = value` a line; what is commented out is the default.
            # NOTICED_LOG_LEVEL in the environment beats log_level here; --log-level beats both.
            # A key that takes several values may stand several times.

            """
        return rows.reduce(head) { text, row in
            let value = row.value.isEmpty ? "" : " " + row.value
            return text + "\n# \(row.meaning)\n# \(row.bounds)\n# \(row.key) =\(value)\n"
        }
    }

    /// The table in `Docs/Configuration.md`.
    var table: String {
        rows.reduce("| key | default | values | meaning |\n|---|---|---|---|\n") { text, row in
            let value = row.value.isEmpty ? "–" : "`\(row.value)`"
            return text + "| `\(row.key)` | \(value) | \(row.bounds) | \(row.meaning) |\n"
        }
    }

    /// The options, for `--help`.
    var help: String {
        rows.reduce("") { text, row in
            let flag = "--" + row.key.replacing("_", with: "-")
            let shown = row.value.isEmpty ? "" : " (default: \(row.value))"
            return text + "  \(flag)\n      \(row.meaning)\(shown)\n"
        }
    }

    private static func text(_ value: some Value) -> String {
        if let list = value as? [String] { return list.joined(separator: ", ") }
        var writer = JSONWriter()
        value.write(into: &writer)
        let json = String(decoding: writer.bytes, as: UTF8.self)
        return json.hasPrefix("\"") ? String(json.dropFirst().dropLast()) : json
    }

    private static func words(of type: Any.Type) -> String {
        guard let vocabulary = type as? any Vocabulary.Type else { return "a word" }
        return "one of " + words(in: vocabulary)
    }

    private static func words<Words: Vocabulary>(in vocabulary: Words.Type) -> String {
        vocabulary.allCases.map(\.rawValue).joined(separator: ", ")
    }

    private static func bounds<Member: Value>(_ type: Member.Type, _ limit: Member.Limit) -> String
    {
        switch limit {
        case let range as ClosedRange<Int>: "\(range.lowerBound) to \(range.upperBound)"
        case is AnyOf: words(of: Member.self)
        case is Plain: "true or false"
        case is Length: "text"
        default: "may stand several times"
        }
    }
}
