import Testing

/// A register's history that one seed decides: written twice, it is the same twice.
///
/// First the example in two halves and the invented cases, then rounds, each half a year after the
/// one before: a step that has to be taken, then changes by chance, which may be refused.
struct HistoryByChance {
    private static let roundSeconds = 183 * 86_400
    private static let changesInRound = 7

    let seed: UInt64

    /// Writes all of it; `stop` is called after each part.
    func write(into api: inout TestAPI, stop: (inout TestAPI) throws -> Void) throws {
        let half = ExampleCase.lines.count / 2
        let parts = [
            Array(ExampleCase.lines.prefix(half)), Array(ExampleCase.lines.suffix(from: half)),
            InventedCases.lines,
        ]
        for lines in parts {
            api.wait(seconds: 86_400)
            _ = try api.importLines(lines)
            try stop(&api)
        }
        var dice = Dice(seed: seed)
        for (round, (path, json)) in Self.milestones.enumerated() {
            api.wait(seconds: Self.roundSeconds)
            let method = path.hasSuffix("/steps") ? "POST" : "PUT"
            let answer = try api.send(method, "/v1/" + path, json: json)
            try #require(answer.status == 201, "\(path): \(answer.text)")
            for number in 1...Self.changesInRound {
                try change(&api, &dice, number: 100 * round + number)
            }
            try stop(&api)
        }
    }

    /// What each round begins with: no change by chance stands in its way.
    private static let milestones = [
        (
            "notice-requests/case-req-genocide/steps",
            """
            {"step":"grant","id":"stp-grant","by":"case-org-interpol","on":"2025-03-20",\
            "notices":[{"subject":"case-per-commander","id":"ntc-1","issued":"2025-03-21",\
            "expires":"2028-03"}],\
            "decision":{"id":"dec-grant","grounds":[]}}
            """
        ),
        (
            "challenges/\(challenge)",
            """
            {"before":"case-org-interpol","target":"case-req-genocide","type":"deletion",\
            "filed":"2026-11~"}
            """
        ),
        (
            "notice-requests/case-req-private/steps",
            """
            {"step":"refuse","id":"stp-refuse","by":"case-org-interpol","on":"2024-10",\
            "decision":{"id":"dec-refuse","grounds":[{"code":"PRIVATE","basis":"stated"}]}}
            """
        ),
        (
            "groups/grp-2021/steps",
            """
            {"step":"name","id":"stp-name","ref":"per-hook","on":"2021-02",\
            "sources":[{"source":"src-later-item"}]}
            """
        ),
        (
            "notices/ntc-1/steps",
            """
            {"step":"cancel","id":"stp-cancel","by":"case-org-interpol","on":"2028-11",\
            "keep_public":"known to all",\
            "decision":{"id":"dec-cancel","grounds":[{"code":"OTHER"}]}}
            """
        ),
        (
            "notice-requests/case-req-private/steps",
            """
            {"step":"reopen","id":"stp-reopen","by":"case-org-interpol","on":"2029-01",\
            "decision":{"id":"dec-reopen","reverses":"dec-refuse","grounds":[{"code":"OTHER"}]}}
            """
        ),
    ]
    /// The challenge of the second round, under an id of the server's form.
    static let challenge = "chl_00000000000000000000000001"

    private static let records = [
        "events/evt-strike", "persons/per-trump", "groups/grp-2021", "sources/src-npr",
        "organizations/org-interpol", "statements/stm-esmaili-crime", "statements/stm-hook-stunt",
        "notice-requests/req-2020", "notice-requests/req-2021", "sources/src-cnbc",
        "statements/stm-rapporteur-unlawful", "events/evt-briefing", "persons/case-per-commander",
        "statements/case-stm-murder-udhr", "notice-requests/case-req-private",
    ]

    /// One change by chance.
    private func change(_ api: inout TestAPI, _ dice: inout Dice, number: Int) throws {
        let records = Self.records
        let record = records[Int.random(in: 0..<records.count, using: &dice)]
        let chance = Int.random(in: 0..<1_000, using: &dice)
        switch Int.random(in: 0..<12, using: &dice) {
        case 0, 1:
            _ = try api.send("PATCH", "/v1/" + record, json: #"{"note":"note \#(chance)"}"#)
        case 2:
            let member = #"{"sources":[{"source":"src-npr"}],"labels":["l\#(chance % 3)"]}"#
            _ = try api.send("PATCH", "/v1/" + record, json: member)
        case 3: _ = try api.send("DELETE", "/v1/" + record)
        case 4:
            let days = #"{"when":"2020-0\#(chance % 9 + 1)"}"#
            _ = try api.send("PATCH", "/v1/events/evt-briefing", json: days)
        case 5:
            let contradiction = #"{"contradicts":["stm-trump-justification"],"said_on":"2020-08"}"#
            let statement = "/v1/statements/stm-rapporteur-unlawful"
            _ = try api.send("PATCH", statement, json: contradiction)
        case 6:
            let request = ["req-2020", "req-2021"][chance % 2]
            let step =
                chance % 3 == 0
                ? #""annul","annuls":"stp-\#(request.dropFirst(4))-decline","reason":"r"}"#
                : #""acknowledge","sources":[{"source":"src-cnbc"}],"by":"org-interpol"}"#
            try take("notice-requests/" + request, number, step, &api)
        case 7:
            let line = ExampleCase.lines[chance % ExampleCase.lines.count]
            _ = try api.importLines([line])
        case 8:
            let steps = [
                #""extend","by":"case-org-interpol","on":"2027","expires":"2031-0\#(chance % 9 + 1)"}"#,
                #""suspend","by":"case-org-interpol","on":"2026-0\#(chance % 9 + 1)"}"#,
                #""restore","by":"case-org-interpol","on":"2027"}"#,
                #""located","country":"FR"}"#,
            ]
            try take("notices/ntc-1", number, steps[chance % steps.count], &api)
        case 9:
            let steps = [
                #""admit","on":"2026-12"}"#, #""study","on":"2027-02"}"#,
                #""recount","count":\#(2 + chance % 50),"basis":"exact","sources":[{"source":"src-npr"}]}"#,
            ]
            let step = steps[chance % steps.count]
            let of = step.contains("count") ? "groups/grp-2021" : "challenges/" + Self.challenge
            try take(of, number, step, &api)
        default:
            let about = record.split(separator: "/")[1]
            let statement = """
                {"about":"\(about)","property":"other","value":{"type":"value","value":"\(chance)"},\
                "said_on":"2020-1\(chance % 3)","source":"src-jurist"}
                """
            _ = try api.send("PUT", "/v1/statements/stm-\(chance % 7)", json: statement)
        }
    }

    /// Takes a step whose id tells when it was thrown.
    private func take(_ of: String, _ number: Int, _ rest: String, _ api: inout TestAPI) throws {
        let json = #"{"id":"stp-\#(number)","step":\#(rest)"#
        _ = try api.send("POST", "/v1/\(of)/steps", json: json)
    }
}
