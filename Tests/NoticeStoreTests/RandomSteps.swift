import NoticeRegister
import Shapes
import StrictJSON

/// Steps at random, most of them possible.
extension RandomCommands {
    /// A step of a request, mostly one that may come next, by one whose step it is.
    mutating func requestStep() throws -> Command.Act {
        let id = one(of: standing(.noticeRequest))
        guard let record = register.record(id) else { return try .step(id, #"{"step":"lapse"}"#) }
        let request = try Document(record.canonicalBytes)
        let (requester, addressee) = (words("requester", request), words("addressee", request))
        let made = record.steps.flatMap(\.made).last ?? "nothing"
        let last = record.steps.last?.id ?? "nothing"
        let evidence = chance(70)
        switch words("status", request) {
        case _ where chance(15), "\"withdrawn\"", "\"lapsed\"":
            return try .step(id, step("annul", addressee, #""annuls":"\#(last)","reason":"error""#))
        case "\"refused\"", "\"not_considered\"":
            let decision = #""decision":{"grounds":[{"code":"OTHER"}],"reverses":"\#(made)"}"#
            return try .step(id, step("reopen", addressee, decision))
        case _ where chance(40):
            return try .step(id, step("grant", addressee, try notices(request)))
        case "\"in_review\"":
            return try .step(id, step("refuse", addressee, evidence ? Self.decision : ""))
        default:
            let name = one(of: ["claim", "submit", "acknowledge", "withdraw", "decline"])
            let by = name == "acknowledge" || name == "decline" ? addressee : requester
            return try .step(id, step(name, by, name == "decline" ? Self.decision : ""))
        }
    }

    /// A step of a notice; where there is none, of a request.
    mutating func noticeStep(_ id: String) throws -> Command.Act {
        guard case let notices = standing(.notice), !notices.isEmpty else {
            let isNone = standing(.noticeRequest).isEmpty
            return isNone ? try .step(id, #"{"step":"suspend"}"#) : try requestStep()
        }
        let id = one(of: notices)
        let last = register.record(id)?.steps.last?.id ?? "nothing"
        let (name, more) = one(of: [
            ("extend", #""expires":"2030-01-31""#), ("suspend", ""), ("restore", ""),
            ("cancel", Self.decision), ("withdraw", ""), ("satisfy", ""),
            ("located", #""country":"FR""#), ("annul", #""annuls":"\#(last)","reason":"error""#),
            ("cancel", Self.decision + #","keep_public":"of public interest""#),
        ])
        return try .step(id, step(name, reference(.organization), more))
    }

    /// A step of a challenge.
    mutating func challengeStep(_ id: String) throws -> Command.Act {
        let last = register.record(id)?.steps.last?.id ?? "nothing"
        let (name, more) = one(of: [
            ("admit", ""), ("admit", ""), ("reject", ""), ("study", ""),
            ("decide", #""decision":{"outcome":"not_compliant"}"#), ("implement", ""),
            ("withdraw", ""), ("moot", ""), ("annul", #""annuls":"\#(last)","reason":"error""#),
        ])
        return try .step(id, step(name, reference(.organization), more))
    }

    private static let decision =
        #""decision":{"grounds":[{"code":"ARTICLE_3","basis":"stated"}]}"#

    /// A notice for the first subject, mostly under an id of a few.
    private mutating func notices(_ request: Document) throws -> String {
        let subject =
            request.member("subjects", of: 0)
            .flatMap { request.elements(of: $0).first }
            .flatMap { request.member("ref", of: $0) }.flatMap(request.string) ?? "nobody"
        let notice = RecordText.object([
            member("subject", "\"\(subject)\""), member("issued", "\"2021-02-01\""),
            some("id", "\"notice-\(number(0...3))\"", 40),
            some("entity_id", "\"2021/\(number(0...3))\"", 30),
            some("expires", "\"2024\"", 30),
        ])
        return #""notices":[\#(notice)]"#
    }

    private func words(_ name: String, _ record: Document) -> String {
        record.member(name, of: 0).map { String(decoding: record.text($0), as: UTF8.self) }
            ?? "\"nobody\""
    }

    private mutating func step(_ step: String, _ by: String, _ more: String) -> String {
        RecordText.object([
            member("step", "\"\(step)\""), some("id", "\"step-\(number(0...9))\"", 20),
            some("on", word("2020-06", "2021-01-05", "2021-01-06"), 80),
            some("by", by, 95),
            some("statements", "[" + reference(.statement) + "]", 80),
            some("sources", #"[{"source":\#(reference(.source))}]"#, 80), more,
        ])
    }
}
