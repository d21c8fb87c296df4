import Foundation
import Harness
import Testing

@Suite("The checklist, by the shipped program")
struct ChecklistTests {
    @Test("holds row for row, over a socket")
    func rows() throws {
        let folder = try TemporaryFolder()
        let server = try NoticedProcess.serve(
            [
                "--store", "memory:", "--example", "--security-contact",
                "mailto:security@example.org",
            ],
            in: folder.url
        )
        for row in ProductChecklist.all {
            let client = try HTTPConnection(port: server.port)
            let answer = try client.answer(to: row)
            let told = "\(row.number). \(row.rule): \(row.head.prefix(200)): \(answer)"
            #expect(answer.status == row.status, "\(told)")
            for field in row.fields { expect(field, in: answer, told) }
            #expect(row.words.isEmpty || answer.text.contains(row.words), "\(told)")
            expectItsForm(answer, told)
        }
        #expect(server.terminate() == 0)
    }

    @Test("50. 9110 9.3.2: HEAD has GET's head, on every path that GET has")
    func head() throws {
        let folder = try TemporaryFolder()
        let server = try NoticedProcess.serve(["--store", "memory:", "--example"], in: folder.url)
        for path in [
            "/v1/persons", "/v1/persons/per-trump", "/v1/persons/per-trump/history",
            "/v1/persons/per-trump/links", "/v1/notice-requests/req-2020/steps", "/v1/changes",
            "/v1/records/per-trump", "/openapi.json", "/problems/gone", "/healthz", "/readyz",
            "/.well-known/security.txt",
            "/nothing",
        ] {
            let client = try HTTPConnection(port: server.port)
            let get = try client.send("GET", path, fields: ["X-Request-Id": "a"])
            let head = try client.send("HEAD", path, fields: ["X-Request-Id": "a"])
            #expect(head.status == get.status, "\(path)")
            #expect(
                head.fields.filter { $0.key != "date" } == get.fields.filter { $0.key != "date" },
                "\(path)"
            )
        }
        #expect(server.terminate() == 0)
    }

    /// `Name: value` as it has to stand; `-Name`: there is none.
    private func expect(_ field: String, in answer: HTTPConnection.Answer, _ told: String) {
        if field.hasPrefix("-") {
            #expect(answer.fields[field.dropFirst().lowercased()] == nil, "\(told)")
        } else {
            let parts = field.split(separator: ": ", maxSplits: 1).map(String.init)
            #expect(answer.fields[parts[0].lowercased()] == parts[1], "\(told)")
        }
    }

    /// What every answer has: 65 (9110 6.6.1), 80 (10.2.4), 83 (9111 4.2.2), 84 and 86 (9457), 100.
    private func expectItsForm(_ answer: HTTPConnection.Answer, _ told: String) {
        #expect(answer.fields["date"]?.hasSuffix(" GMT") == true, "\(told)")
        #expect(answer.fields["server"] == nil, "\(told)")
        #expect(answer.fields["x-content-type-options"] == "nosniff", "\(told)")
        #expect(answer.fields["referrer-policy"] == "no-referrer", "\(told)")
        #expect(answer.fields["content-security-policy"] == "default-src 'none'", "\(told)")
        #expect(answer.fields["strict-transport-security"] == nil, "\(told)")
        let hasContent = answer.status != 204 && answer.status != 308
        #expect(!hasContent || answer.fields["cache-control"] != nil, "\(told)")
        guard answer.status >= 400 else { return }
        #expect(answer.fields["content-type"] == "application/problem+json", "\(told)")
        #expect(answer.fields["cache-control"] == "no-store", "\(told)")
        let id = answer.fields["x-request-id"] ?? "none"
        #expect(answer.text.contains(#""instance":"\#(id)""#), "\(told)")
        #expect(answer.text.contains(#""status":\#(answer.status)"#), "\(told)")
        #expect(answer.text.contains(#"{"type":"/problems/"#), "\(told)")
    }
}

extension HTTPConnection {
    /// Sends a row's bytes, and waits for the answer.
    fileprivate func answer(to row: ProductRow) throws -> Answer {
        let lines = row.head.components(separatedBy: "\r\n")
        let rest = lines.dropFirst().map { $0 + "\r\n" }.joined()
        var head = "\(lines[0]) HTTP/1.1\r\nHost: localhost\r\n\(rest)"
        if let body = row.body { head += "Content-Length: \(body.count)\r\n" }
        // What is refused is not taken to the end.
        try? write(Data((head + "\r\n").utf8) + Data(row.body ?? []))
        return try read(hasBody: !row.head.hasPrefix("HEAD "))
    }
}
