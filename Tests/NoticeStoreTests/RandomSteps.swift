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
        switch words("status", request) {
        case _ where chance(15), "\"withdrawn\"":
            return try .step(id, onStep(of: record, addressee))
        case "\"lapsed\"":
            let decision = #""decision":{"grounds":[{"code":"OTHER"}]}"#
            return try .step(id, step("reopen", addressee, decision))
        case "\"refused\"", "\"not_considered\"":
            let decision = #""decision":{"grounds":[{"code":"OTHER"}],"reverses":"\#(made)"}"#
            return try .step(id, step("reopen", addressee, decision))
        case _ where chance(40):
            let isDiffusion = words("channel", request) == "\"diffusion\""
            let (name, by) = isDiffusion ? ("circulate", requester) : ("grant", addressee)
            return try .step(id, step(name, by, try notices(request, isNumbered: !isDiffusion)))
        case "\"in_review\"" where chance(50):
            return try .step(id, step("ask", addressee, #""questions":["Who?"]"#))
        case "\"in_review\"":
            return try .step(id, step("refuse", addressee, chance(70) ? Self.decision : ""))
        case "\"awaiting_information\"" where chance(70):
            return try .step(id, step("answer", requester, #""answers":["Nobody."]"#))
        default:
            let name = one(of: ["claim", "submit", "acknowledge", "withdraw", "decline", "lapse"])
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
        guard !chance(15) else {
            return try .step(id, onStep(of: register.record(id), reference(.organization)))
        }
        let happening = one(of: [
            "located", "arrested", "extradited", "extradition_refused", "not_executed",
            "refugee_recognized",
        ])
        if register.record(id)?.statusWord == "suspended", chance(50) {
            return try .step(id, step("restore", reference(.organization), ""))
        }
        let ruling = one(of: standing(.decision) + ["nothing"])
        let (name, more) = one(of: [
            ("extend", #""expires":"2030-01-31""#), ("suspend", ""), ("restore", ""),
            ("cancel", Self.decision), ("withdraw", ""), ("satisfy", ""),
            (happening, #""country":"FR""#), (happening, #""country":"FR""#),
            ("cancel", #""decision":{"id":"\#(ruling)"}"#),
            ("cancel", Self.decision + #","keep_public":"of public interest""#),
        ])
        return try .step(id, step(name, reference(.organization), more))
    }

    /// A step of a challenge that stands.
    mutating func challengeStep() throws -> Command.Act {
        let id = one(of: standing(.challenge))
        guard !chance(15) else {
            return try .step(id, onStep(of: register.record(id), reference(.organization)))
        }
        let outcome = one(of: ["not_compliant", "not_compliant", "compliant", "moot"])
        let (name, more) = one(of: [
            ("admit", ""), ("admit", ""), ("reject", ""), ("study", ""),
            ("decide", #""decision":{"outcome":"\#(outcome)"}"#),
            (
                "decide",
                #""decision":{"outcome":"not_compliant"},"keep_public":"of public interest""#
            ),
            ("implement", ""), ("withdraw", ""), ("moot", ""),
        ])
        return try .step(id, step(name, reference(.organization), more))
    }

    /// A step of a group that stands.
    mutating func groupStep() throws -> Command.Act {
        let id = one(of: standing(.group))
        guard !chance(15) else {
            return try .step(id, onStep(of: register.record(id), reference(.organization)))
        }
        let person = #""ref":\#(reference(.person))"#
        let (name, more) = one(of: [
            ("name", person), ("name", person), ("unname", person + #","reason":"a slip""#),
            ("recount", #""count":\#(number(0...4)),"basis":\#(word("exact", "at_least"))"#),
        ])
        return try .step(id, step(name, reference(.organization), more))
    }

    /// A step that annuls the last one, or tells of it again.
    private mutating func onStep(of record: Record?, _ by: String) -> String {
        let last = record?.steps.last?.id ?? "nothing"
        return chance(70)
            ? step("annul", by, #""annuls":"\#(last)","reason":"error""#)
            : step("report", by, #""reports":"\#(last)""#)
    }

    private static let decision =
        #""decision":{"grounds":[{"code":"ARTICLE_3","basis":"stated"}]}"#

    /// A notice for the first subject, mostly under an id of a few.
    private mutating func notices(_ request: Document, isNumbered: Bool) throws -> String {
        let subject =
            request.member("subjects", of: 0)
            .flatMap { request.elements(of: $0).first }
            .flatMap { request.member("ref", of: $0) }.flatMap(request.string) ?? "nobody"
        let notice = RecordText.object([
            member("subject", "\"\(subject)\""), member("issued", "\"2021-02-01\""),
            some("id", "\"notice-\(number(0...3))\"", 40),
            some("entity_id", "\"2021/\(number(0...3))\"", isNumbered ? 30 : 3),
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
