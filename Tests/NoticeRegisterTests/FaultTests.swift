import NoticeRegister
import Shapes
import StrictJSON
import Testing

@Suite("Faults of a record's shape")
struct FaultTests {
    @Test("all faults of a record are told at once, each at its place")
    func allAtOnce() {
        let sent = """
            {"names":[{"full":"","type":"nick"},{"given":["A"]}],"birth":{"date":"1957-02-30"},
            "sex":"male","nationalities":["IR","UK"],"offices":[{"title":7,"rank":"general"}],
            "labels":"x","identifiers":[{"scheme":"W","value":"1"}],"hair":"grey",
            "features":{"height_cm":1700,"languages":["persian!"]}}
            """
        let found = faults(in: sent, kind: .person).map { "\($0.pointer) \($0.code.rawValue)" }
        #expect(
            Set(found) == [
                "/names/0/full out-of-range", "/names/0/type unknown-value",
                "/names/1/full required", "/birth/date bad-date", "/sex unknown-value",
                "/nationalities/1 bad-format", "/offices/0/title wrong-type",
                "/offices/0/rank unknown-value", "/labels wrong-type",
                "/identifiers/0/scheme bad-format", "/hair unknown-member",
                "/features/height_cm out-of-range", "/features/languages/0 bad-format",
            ]
        )
        #expect(found.count == 13)
    }

    @Test(
        "each fault is told at its place, by its rule",
        arguments: [
            (.event, "{\"when\":\"soon\"}", "/when", .badDate),
            (.event, "{\"place\":{\"lat\":91}}", "/place/lat", .outOfRange),
            (
                .event, "{\"participants\":[{\"ref\":\"a b\",\"role\":\"victim\"}]}",
                "/participants/0/ref", .badFormat
            ),
            (.event, "{\"part_of\":7}", "/part_of", .wrongType),
            (.event, "{\"title\":{}}", "/title", .outOfRange),
            (.event, "{\"title\":{\"no tag\":\"x\"}}", "/title/no tag", .unknownMember),
            (.event, "{\"title\":{\"en\":7}}", "/title/en", .wrongType),
            (.event, "{\"title\":[]}", "/title", .wrongType),
            (.group, "{\"size\":{\"count\":-1,\"basis\":\"exact\"}}", "/size/count", .outOfRange),
            (.group, "{\"size\":{\"count\":1.5,\"basis\":\"exact\"}}", "/size/count", .outOfRange),
            (.organization, "{\"names\":[]}", "/names", .outOfRange),
            (.organization, "{\"type\":\"court_\"}", "/type", .unknownValue),
            (.source, "{\"url\":\"example.org\"}", "/url", .badFormat),
            (.source, "{\"reliability\":\"G\"}", "/reliability", .unknownValue),
            (.statement, "{\"value\":{\"value\":[]}}", "/value/value", .wrongType),
            (.statement, "{\"value\":{\"value\":{\"ref\":\"\"}}}", "/value/value/ref", .badFormat),
            (.statement, "{\"pointer\":\"size\"}", "/pointer", .badFormat),
            (.statement, "{\"quote\":{}}", "/quote/exact", .required),
            (.noticeRequest, "{\"colour\":\"pink\"}", "/colour", .unknownValue),
            (.noticeRequest, "{\"subjects\":[{}]}", "/subjects/0/ref", .required),
            (
                .noticeRequest, "{\"charges\":[{\"text\":\"x\",\"max_penalty_months\":1201}]}",
                "/charges/0/max_penalty_months", .outOfRange
            ),
            (
                .noticeRequest,
                "{\"objects\":[{\"title\":\"x\",\"value\":{\"amount\":-1,\"currency\":\"USD\"}}]}",
                "/objects/0/value/amount", .outOfRange
            ),
            (.decision, "{\"grounds\":[{\"code\":\"article 3\"}]}", "/grounds/0/code", .badFormat),
            (.notice, "{\"entity_id\":\"12345\"}", "/entity_id", .badFormat),
            (.challenge, "{\"before\":true}", "/before", .wrongType),
            (.challenge, "{\"applicant\":\"no id\"}", "/applicant", .badFormat),
            (.verdict, "{\"b\":{\"names\":[]}}", "/b/names", .outOfRange),
            (.verdict, "{\"same\":true}", "/same", .wrongType),
        ] as [(Kind, String, String, FaultCode)]
    )
    func single(kind: Kind, sent: String, pointer: String, code: FaultCode) {
        let found = faults(in: sent, kind: kind)
        #expect(found.contains { $0.pointer == pointer && $0.code == code }, "\(found)")
    }

    @Test("a fault of a date says what is wrong with it")
    func dateReason() {
        let found = faults(in: "{\"when\":\"Y17E7\"}", kind: .event)
        #expect(
            found.contains { $0.pointer == "/when" && $0.detail == DateFault.longYear.rawValue }
        )
    }

    @Test("what is no object is no record", arguments: Kind.allCases)
    func notAnObject(kind: Kind) {
        #expect(faults(in: "[]", kind: kind).map(\.code) == [.wrongType])
    }

    @Test("a list of more elements than a record holds is refused")
    func tooMany() {
        let labels = Array(repeating: "\"x\"", count: 101).joined(separator: ",")
        let found = faults(in: "{\"labels\":[\(labels)]}", kind: .person)
        #expect(found.map(\.pointer) == ["/labels"])
        #expect(found.map(\.code) == [.outOfRange])
    }

    @Test("a step body with every member is read, its faults are told")
    func stepBodies() throws {
        let whole = """
            {"step":"decline","id":"stp_1","on":"2021-01-05/2021-01-06","by":"org_1","country":"FR",
            "subjects":["grp_1"],"statements":["stm_1"],"sources":[{"source":"src_1"}],
            "reason":"r","note":"n","decision":{"id":"dec_1","by":"org_1","date":"2021-01-05",
            "grounds":[{"code":"ARTICLE_3","basis":"stated"}],"subjects":["grp_1"],
            "prospective":true,"reason":"r","statements":["stm_2"],"reverses":"dec_0"},
            "notices":[{"subject":"per_1","id":"ntc_1","entity_id":"2021/1","issued":"2021-01-06",
            "expires":"2026","public":false}],"questions":["q"],"answers":["a"],"expires":"2026",
            "keep_public":"k","annuls":"stp_0","reports":"stp_0","ref":"per_1","count":3,
            "basis":"about"}
            """
        let document = try Document(Array(whole.utf8))
        let body = try StepBody.decode(document, origin: .client)
        #expect(body.step == .decline)
        #expect(body.canonicalBytes == Array(whole.utf8.filter { $0 != UInt8(ascii: "\n") }))
        #expect(document.members(of: 0).count == MemberNames.of(StepBody.self).count)
        let bad = try Document(Array("{\"step\":\"accept\",\"notices\":[{}],\"on\":\"x\"}".utf8))
        #expect {
            try StepBody.decode(bad, origin: .client)
        } throws: { error in
            let found = (error as? Faults)?.all.map { "\($0.pointer) \($0.code.rawValue)" } ?? []
            return Set(found) == [
                "/step unknown-value", "/notices/0/subject required", "/notices/0/issued required",
                "/on bad-date",
            ]
        }
    }
}
