import HTTPWire

/// The fields that answers have in common, as bytes that are made once.
enum ResponseFields {
    /// What every answer says against guessing types, leaking addresses and running anything.
    private static let security: FieldLines = [
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Content-Security-Policy": "default-src 'none'",
    ]

    /// Of a record or a list: may be kept by the client, if it asks again before each use.
    static let json = lines("application/json", cache: "private, no-cache")
    /// Of a problem.
    static let problem = lines("application/problem+json", cache: "no-store")
    /// Of a text that changes with the server's version only.
    static let text = lines("text/plain; charset=utf-8", cache: "no-cache")
    /// Of a note that is made of records.
    static let markdown = lines("text/markdown; charset=utf-8", cache: "private, no-cache")
    /// Of an answer without content.
    static let empty: FieldLines = {
        var lines = security
        lines.append("Cache-Control", "private, no-cache")
        return lines
    }()

    /// The fields of content of a type.
    static func lines(_ type: String, cache: String) -> FieldLines {
        var lines: FieldLines = ["Content-Type": type]
        lines.append("Cache-Control", cache)
        lines.append(security)
        return lines
    }
}
