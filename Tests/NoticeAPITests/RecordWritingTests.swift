import NoticeAPI
import Testing

@Suite("Writing records")
struct RecordWritingTests {
    @Test("POST makes an id, and says where the record is")
    func create() throws {
        var api = TestAPI()
        let answer = try api.send("POST", "/v1/events?reason=a+test", json: Case.event)
        #expect(answer.status == 201)
        #expect(answer["ETag"] == "\"1\"")
        let id = try #require(try answer.json()["id"] as? String)
        #expect(id.wholeMatch(of: /evt_[0-9a-hjkmnp-tv-z]{26}/) != nil)
        let location = try #require(answer["Location"])
        #expect(location == "/v1/events/\(id)")
        #expect(try api.get(location).text == answer.text)
        #expect(try api.get("/v1/changes").text.contains(#""reason":"a test""#))
    }

    @Test("PUT makes, then replaces; the same again makes no version")
    func put() throws {
        var api = TestAPI()
        let first = try api.send("PUT", "/v1/events/evt-1", json: Case.event)
        #expect(first.status == 201 && first["Location"] == "/v1/events/evt-1")
        let same = try api.send("PUT", "/v1/events/evt-1", json: first.text)
        #expect(same.status == 200 && same["ETag"] == "\"1\"" && same.text == first.text)
        let other = Case.event.replacing("A strike", with: "Two")
        let second = try api.send("PUT", "/v1/events/evt-1", json: other)
        #expect(second.status == 200 && second["ETag"] == "\"2\"" && second["Location"] == nil)
        #expect(api.head == 2)
    }

    @Test("PATCH merges, DELETE ends, PUT revives with the next version")
    func life() throws {
        var api = TestAPI()
        try api.put("events/evt-1", Case.event)
        let patched = try api.send("PATCH", "/v1/events/evt-1", json: #"{"note":"seen"}"#)
        #expect(patched.status == 200 && patched["ETag"] == "\"2\"")
        #expect(try patched.json()["note"] as? String == "seen")
        let ended = try api.send("DELETE", "/v1/events/evt-1?reason=wrong")
        #expect(ended.status == 204 && ended.body.isEmpty)
        #expect(try api.send("DELETE", "/v1/events/evt-1").problem() == "gone")
        #expect(try api.send("PATCH", "/v1/events/evt-1", json: "{}").problem() == "gone")
        let revived = try api.send("PUT", "/v1/events/evt-1", json: Case.event)
        #expect(revived.status == 201 && revived["ETag"] == "\"4\"")
    }

    @Test("everything that is wrong with a record is told at once, and nothing is stored")
    func faults() throws {
        var api = TestAPI()
        let answer = try api.send(
            "POST",
            "/v1/events",
            json: #"{"title":"","typ":"trial","when":"2021-02-30","participants":[{"ref":1}]}"#
        )
        #expect(try answer.problem() == "invalid-record")
        #expect(
            try answer.errors() == [
                "/title out-of-range", "/typ unknown-member", "/type required", "/when bad-date",
                "/participants/0/ref wrong-type", "/participants/0/role required",
            ]
        )
        let dangling = try api.send(
            "PUT",
            "/v1/events/evt-1",
            json: #"{"title":"A","type":"other","when":"2021","part_of":"evt-9"}"#
        )
        #expect(try dangling.errors() == ["/part_of unknown-reference"])
        #expect(api.head == 0)
    }

    @Test(
        "a body that is no strict JSON object is told, with the byte",
        arguments: [
            ("{", "malformed-json"), ("", "malformed-json"),
            ("{\"a\":1,\"a\":2}", "malformed-json"),
            ("{\"title\":\"\\ud800\"}", "malformed-json"), ("{} x", "malformed-json"),
            ("\u{FEFF}{}", "malformed-json"), ("[]", "invalid-record"), ("null", "invalid-record"),
            (String(repeating: "[", count: 100), "malformed-json"),
        ]
    )
    func malformed(body: String, slug: String) throws {
        var api = TestAPI()
        for method in ["PUT", "PATCH"] {
            let answer = try api.send(method, "/v1/events/evt-1", json: body)
            #expect(try answer.problem() == slug)
            #expect((try answer.json()["offset"] is Int) == (slug == "malformed-json"))
        }
    }

    @Test("an id in the path has to be one")
    func badID() throws {
        var api = TestAPI()
        let long = String(repeating: "a", count: 129)
        for id in ["a%20b", "a%2Fb", long] {
            let answer = try api.send("PUT", "/v1/events/\(id)", json: Case.event)
            #expect(try answer.errors() == ["id bad-format"])
        }
    }

    @Test("If-Match holds for the version that stands, and is told where it does not")
    func ifMatch() throws {
        var api = TestAPI()
        try api.put("events/evt-1", Case.event)
        let target = "/v1/events/evt-1"
        let good = try api.send("PATCH", target, json: #"{"note":"a"}"#, ["If-Match": "\"1\""])
        #expect(good.status == 200)
        for tags in ["\"1\"", "W/\"2\"", "\"x\"", "\"3\", \"4\""] {
            let lost = try api.send("PATCH", target, json: #"{"note":"b"}"#, ["If-Match": tags])
            #expect(try lost.problem() == "version-mismatch")
            #expect(try lost.json()["current"] as? Int == 2)
            #expect(lost["ETag"] == "\"2\"")
        }
        #expect(try api.send("DELETE", target, ["If-Match": "\"1\""]).status == 412)
        #expect(try api.send("DELETE", target, ["If-Match": "2"]).problem() == "malformed-request")
        #expect(try api.send("DELETE", target, ["If-Match": "\"1\", \"2\""]).status == 204)
    }

    @Test("If-Match: * asks that there is a record, If-None-Match: * that there is none")
    func existence() throws {
        var api = TestAPI()
        let target = "/v1/events/evt-1"
        let absent = try api.send("PUT", target, json: Case.event, ["If-Match": "*"])
        #expect(absent.status == 412)
        let made = try api.send("PUT", target, json: Case.event, ["If-None-Match": "*"])
        #expect(made.status == 201)
        let again = try api.send("PUT", target, json: Case.event, ["If-None-Match": "*"])
        #expect(again.status == 412)
        let tag = try api.send("PUT", target, json: Case.event, ["If-None-Match": "\"1\""])
        #expect(try tag.problem() == "malformed-request")
        #expect(try api.send("PUT", target, json: Case.event, ["If-Match": "*"]).status == 200)
    }

    @Test("where the settings ask for it, a write to a record has to be conditional")
    func required() throws {
        var api = TestAPI { $0.requiresIfMatch = true }
        let target = "/v1/events/evt-1"
        let bare = try api.send("PUT", target, json: Case.event)
        #expect(try bare.problem() == "precondition-required")
        #expect(bare.status == 428)
        let made = try api.send("PUT", target, json: Case.event, ["If-None-Match": "*"])
        #expect(made.status == 201)
        #expect(try api.send("DELETE", target).status == 428)
        #expect(try api.send("POST", "/v1/events", json: Case.event).status == 201)
    }

    @Test("Prefer: return=minimal leaves the content out and says so")
    func minimal() throws {
        var api = TestAPI()
        let made = try api.send(
            "POST",
            "/v1/events",
            json: Case.event,
            ["Prefer": "respond-async, return=minimal; x=1"]
        )
        #expect(made.status == 204 && made.body.isEmpty)
        #expect(made["Preference-Applied"] == "return=minimal")
        #expect(made["Vary"] == "Prefer")
        #expect(made["ETag"] == "\"1\"")
        #expect(try api.get(try #require(made["Location"])).status == 200)
        let full = try api.send(
            "POST",
            "/v1/events",
            json: Case.event,
            ["Prefer": "return=representation"]
        )
        #expect(full.status == 201 && full["Preference-Applied"] == "return=representation")
        let other = try api.send("POST", "/v1/events", json: Case.event, ["Prefer": "return=x"])
        #expect(other.status == 201 && other["Preference-Applied"] == nil)
    }

    @Test("the same key and body are carried out once, and answered the same")
    func idempotency() throws {
        var api = TestAPI()
        let key = ["Idempotency-Key": "k-1"]
        let first = try api.send("POST", "/v1/events", json: Case.event, key)
        let second = try api.send("POST", "/v1/events", json: Case.event, key)
        #expect(first.status == 201 && second.status == 201)
        #expect(first.text == second.text && first["Location"] == second["Location"])
        #expect(api.head == 1)
        let other = Case.event.replacing("A strike", with: "Two")
        #expect(
            try api.send("POST", "/v1/events", json: other, key).problem()
                == "idempotency-key-reused"
        )
        let elsewhere = try api.send("POST", "/v1/events?reason=x", json: Case.event, key)
        #expect(elsewhere.status == 422)
        api.wait(seconds: 86_401)
        #expect(try api.send("POST", "/v1/events", json: other, key).status == 201)
    }

    @Test("what was turned down is not kept under its key")
    func idempotencyOfRefusals() throws {
        var api = TestAPI()
        let key = ["Idempotency-Key": "k-1"]
        #expect(try api.send("POST", "/v1/events", json: "{}", key).status == 422)
        #expect(try api.send("POST", "/v1/events", json: Case.event, key).status == 201)
        for bad in ["", "é", "a b", String(repeating: "k", count: 256)] {
            let answer = try api.send(
                "POST",
                "/v1/events",
                json: Case.event,
                ["Idempotency-Key": bad]
            )
            #expect(try answer.problem() == "malformed-request")
        }
    }

    @Test("what others refer to cannot be deleted, and some of those are named")
    func inUse() throws {
        var api = TestAPI()
        try api.put("events/evt-1", Case.event)
        try api.put(
            "events/evt-2",
            #"{"title":"Two","type":"other","when":"2021","part_of":"evt-1"}"#
        )
        let answer = try api.send("DELETE", "/v1/events/evt-1")
        #expect(try answer.problem() == "in-use")
        let referrers = try #require(try answer.json()["referred_to_by"] as? [[String: String]])
        #expect(referrers == [["role": "part_of", "kind": "event", "id": "evt-2"]])
    }

    @Test("the same identifier on two records of a kind is a duplicate")
    func duplicate() throws {
        var api = TestAPI()
        let person = #"{"names":[{"full":"A"}],"identifiers":[{"scheme":"wikidata","value":"Q1"}]}"#
        try api.put("persons/per-1", person)
        let answer = try api.send("POST", "/v1/persons", json: person)
        #expect(try answer.problem() == "duplicate")
        #expect(try answer.json()["duplicate_of"] as? String == "per-1")
    }

    @Test("an id belongs to one kind")
    func conflict() throws {
        var api = TestAPI()
        try api.put("events/evt-1", Case.event)
        let answer = try api.send("PUT", "/v1/persons/evt-1", json: Case.person)
        #expect(try answer.problem() == "conflict")
    }

    @Test("what follows for other records is written with the record, and told by their tags")
    func derived() throws {
        var api = try TestAPI.withRequest()
        try api.put(
            "statements/stm-2",
            Case.statement.replacing("true", with: #"false,"type":"value""#)
                .replacing(#""type":"value","value":false"#, with: #""value":false"#)
                .replacing("}}", with: "}}").replacing(
                    #""source":"src-1""#,
                    with: #""source":"src-1","contradicts":["stm-1"]"#
                )
        )
        let first = try api.get("/v1/statements/stm-1")
        #expect(first["ETag"] == "\"2\"")
        #expect(try first.json()["contradicted_by"] as? [String] == ["stm-2"])
        // A condition also holds when every version since is derived.
        let patched = try api.send(
            "PATCH",
            "/v1/statements/stm-1",
            json: #"{"note":"seen"}"#,
            ["If-Match": "\"1\""]
        )
        #expect(patched.status == 200)
    }
}
