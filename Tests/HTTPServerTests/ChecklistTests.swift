import HTTPServer
import HTTPWire
import Testing

private let end = "Host: a\r\n\r\n"

@Suite("The engine's checklist")
struct ChecklistTests {
    @Test("holds", arguments: Checklist.all)
    func holds(_ row: ChecklistRow) throws {
        let last = "GET /last HTTP/1.1\r\nConnection: close\r\n\(end)"
        let answers = HeardAnswer.all(in: try answer(to: row.bytes + last))
        #expect(answers.map(\.status) == row.statuses + (row.after == .goesOn ? [200] : []))
        for answer in answers { answer.expectItsForm() }
        #expect(answers.last?.values(of: "Connection") == ["close"])
    }

    @Test("50. 9110 9.3.2: HEAD has GET's head, and no body")
    func head() throws {
        let bytes = "HEAD / HTTP/1.1\r\n\(end)HEAD /big HTTP/1.1\r\nConnection: close\r\n\(end)"
        let text = try answer(to: bytes)
        let heads = text.split(separator: "\r\n\r\n").map { HeardAnswer(head: String($0)) }
        #expect(heads.map { $0.values(of: "Content-Length") } == [["5"], ["3000000"]])
        #expect(text.hasSuffix("\r\n\r\n"))
        for head in heads { head.expectItsForm() }
    }

    @Test("80. 9110 10.2.4: nothing tells which server this is")
    func server() throws {
        let text = try answer(to: "GET / HTTP/1.1\r\n\(end)GET / HTTP/3\r\n\(end)")
        #expect(text.statusLines.count == 2)
        #expect(!text.contains("Server:"))
    }
}

/// One of the answers that a client heard.
struct HeardAnswer {
    let status: Int
    private let lines: [String]

    init(head: String) {
        var lines = head.split(separator: "\r\n").map(String.init)
        let first = lines.isEmpty ? "" : lines.removeFirst()
        status = first.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        self.lines = lines
    }

    /// The answers of a connection, none of them to HEAD or in chunks.
    static func all(in text: String) -> [HeardAnswer] {
        var answers: [HeardAnswer] = []
        var rest = text[...]
        while let end = rest.firstRange(of: "\r\n\r\n") {
            let answer = HeardAnswer(head: String(rest[..<end.lowerBound]))
            answers.append(answer)
            let length = answer.values(of: "Content-Length").first.flatMap { Int($0) } ?? 0
            rest = rest[end.upperBound...].dropFirst(length)
        }
        return answers
    }

    func values(of name: String) -> [String] {
        lines.filter { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
    }

    /// 65. 9110 6.6.1: one Date. 66. 9110 8.6: one framing, none on 204.
    func expectItsForm() {
        let date = /[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/
        let dates = values(of: "Date")
        #expect(dates.count == 1)
        #expect(dates.allSatisfy { $0.wholeMatch(of: date) != nil })
        let framings = values(of: "Content-Length").count + values(of: "Transfer-Encoding").count
        #expect(framings == (status == 204 ? 0 : 1))
    }
}
