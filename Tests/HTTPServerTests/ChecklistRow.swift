import Testing

/// A row of the engine's checklist: what a client sends, and what it is told.
struct ChecklistRow: CustomTestStringConvertible, Sendable {
    enum After: Sendable {
        case goesOn, closes
    }

    let number: Int
    let rule: String
    let bytes: String
    let statuses: [Int]
    let after: After

    init(_ number: Int, _ rule: String, _ bytes: String, _ statuses: Int..., then after: After) {
        self.number = number
        self.rule = rule
        self.bytes = bytes
        self.statuses = statuses
        self.after = after
    }

    var testDescription: String { "\(number). \(rule)" }
}

/// Requests that differ in one line or another.
enum Sent {
    static let end = "Host: a\r\n\r\n"

    static func get(_ fields: String = "") -> String { "GET / HTTP/1.1\r\n\(fields)\(end)" }

    static func post(_ fields: String, _ body: String = "") -> String {
        "POST /echo HTTP/1.1\r\n\(fields)\(end)\(body)"
    }

    static func chunked(_ body: String) -> String {
        post("Transfer-Encoding: chunked\r\n", body)
    }

    static func long(_ count: Int) -> String { String(repeating: "a", count: count) }
}
