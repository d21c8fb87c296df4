import NoticeRegister
import Shapes
import StrictJSON
import Testing

@Suite("What falls due")
struct DeadlineTests {
    /// The deadlines of a record given by its own members, as lines.
    private static func lines(_ kind: Kind, _ members: String) throws -> [String] {
        let text =
            #"{"id":"x","kind":"\#(kind.name)","version":1,"recorded_at":"2026-11-23T10:00:00.000Z","#
            + #""recorded_by":"desk-1","access":"public",\#(members)}"#
        let record = try Record.decode(kind, Document(Array(text.utf8)), origin: .journal)
        let told = record.facts.filter { $0.name.hasPrefix("due.") }
        #expect(told.map(\.name) == record.deadlines.map(\.matter.fact))
        return record.deadlines.map { deadline in
            "\(deadline.due.text) \(deadline.matter.rawValue) \(deadline.rule.rawValue)"
        }
    }

    private static func notice(_ more: String, steps: String = "") throws -> [String] {
        try lines(
            .notice,
            #""request":"r","subject":"p","colour":"red",\#(more),"steps":[\#(steps)]"#
        )
    }

    @Test("is a notice's end, and its review five years after it was issued")
    func notices() throws {
        let dates = #""issued":"2020-02-29","expires":"2026-03-01""#
        let both = ["2026-03-01 notice_expires RETENTION", "2025-02-28 notice_review RETENTION"]
        #expect(try Self.notice(dates + #","status":"active""#) == both)
        #expect(try Self.notice(dates + #","status":"suspended""#) == both)
        for ended in ["cancelled", "withdrawn", "satisfied"] {
            #expect(try Self.notice(dates + #","status":"\#(ended)""#).isEmpty)
        }
    }

    @Test("is counted anew from the last standing extension")
    func extended() throws {
        let dates = #""issued":"2020-02-29","expires":"2030","status":"active""#
        let extensions =
            #"{"id":"s1","step":"extend","seq":2,"on":"2024-05","expires":"2030"},"#
            + #"{"id":"s2","step":"suspend","seq":3,"on":"2025-01-01"}"#
        #expect(
            try Self.notice(dates, steps: extensions) == [
                "2030-01-01 notice_expires RETENTION", "2029-05-01 notice_review RETENTION",
            ]
        )
        let annulled = extensions + #",{"id":"s3","step":"annul","seq":4,"annuls":"s1"}"#
        #expect(
            try Self.notice(dates, steps: annulled).last == "2025-02-28 notice_review RETENTION"
        )
    }

    @Test("takes the first day that a date can mean, of an open beginning the last")
    func partial() throws {
        let expires = { (date: String) in
            try Self.notice(#""issued":"2020","expires":"\#(date)","status":"active""#)[0].prefix(
                10
            )
        }
        #expect(try expires("2025") == "2025-01-01")
        #expect(try expires("2025-06~") == "2025-06-01")
        #expect(try expires("2025-06-29/2025-07-02") == "2025-06-29")
        #expect(try expires("../2025-07-02") == "2025-07-02")
        #expect(try expires("2025-06-29/..") == "2025-06-29")
    }

    @Test("is an answer to a challenge while it waits for one")
    func challenges() throws {
        let challenge = { (before: String, more: String) in
            try Self.lines(
                .challenge,
                #""before":"\#(before)","target":"p","type":"access","filed":"2021-01-31"\#(more)"#
            )
        }
        let due = #","due_on":"2021-02-28""#
        for open in ["received", "admissible", "in_study"] {
            #expect(
                try challenge("register", due + #","status":"\#(open)""#)
                    == ["2021-02-28 challenge_due KEEPER_TIME"]
            )
        }
        #expect(
            try challenge("ccf", due + #","status":"admissible""#)
                == ["2021-02-28 challenge_due COMMISSION_TIME"]
        )
        for closed in ["inadmissible", "decided", "implemented", "withdrawn", "moot"] {
            #expect(try challenge("register", due + #","status":"\#(closed)""#).isEmpty)
        }
        #expect(try challenge("register", #","status":"received""#).isEmpty)
    }

    @Test("is a request that has been silent for 24 months, while it is open")
    func silence() throws {
        let request = { (status: String, steps: String) in
            try Self.lines(
                .noticeRequest,
                #""colour":"red","requester":"o","addressee":"w","subjects":[{"ref":"p"}],"#
                    + #""status":"\#(status)","steps":[\#(steps)]"#
            )
        }
        let steps =
            #"{"id":"s1","step":"claim","seq":2,"on":"2020-06-29"},"#
            + #"{"id":"s2","step":"acknowledge","seq":3,"on":"2021-02"},"#
            + #"{"id":"s3","step":"ask","seq":4}"#
        #expect(
            try request("awaiting_information", steps) == ["2023-02-01 request_silent SILENCE"]
        )
        #expect(
            try request(
                "claimed",
                steps + #",{"id":"s4","step":"annul","seq":5,"annuls":"s2"}"#
            ) == ["2022-06-29 request_silent SILENCE"]
        )
        #expect(try request("refused", steps).isEmpty)
        #expect(try request("draft", "").isEmpty)
        #expect(try request("claimed", #"{"id":"s1","step":"claim","seq":2}"#).isEmpty)
        #expect(
            try request("claimed", #"{"id":"s1","step":"claim","seq":2,"on":"../2020"}"#).isEmpty
        )
    }
}
