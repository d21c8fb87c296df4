import NoticeRegister
import Testing

@Suite("Every step from every status")
struct StepTableTests {
    /// A machine as DOMAIN.md draws it, and a way to each of its statuses.
    struct Machine: Sendable, CustomTestStringConvertible {
        /// What it is, and on which record it is tried.
        let (name, target): (String, String)
        /// A row a step: the statuses from which it is possible, and where it leads.
        let rows: [(step: String, from: [String], to: String?)]
        /// The body of each step, with all that it needs.
        let bodies: [String: String]
        /// For each status the steps that lead there from the first.
        let paths: [String: [String]]

        var testDescription: String { name }

        /// The body of a step that is taken on the way to a status.
        func body(_ step: String) -> String { #"{"step":"\#(step)"\#(bodies[step] ?? "")}"# }

        /// The body of a step that is tried from a status: its decision has a new id.
        func body(_ step: String, from status: String) -> String {
            if step == "reopen", status == "lapsed" { return #"{"step":"reopen","by":"world"}"# }
            return body(step).replacing(#""id":"d0","#, with: "")
        }
    }

    @Test(
        "is possible exactly where the table says, leads where it says, and else changes nothing",
        arguments: [Machine.request, .diffusion, .notice, .challenge]
    )
    func everyStep(_ machine: Machine) throws {
        for (status, path) in machine.paths {
            let expected = machine.rows.filter { $0.from.contains(status) }.map(\.step)
            let register = try machine.register(at: path)
            let record = try #require(register.records[machine.target])
            #expect(record.statusWord == status)
            let onSteps = path.isEmpty ? [] : ["annul", "report"]
            #expect(record.allowedSteps.map(\.step) == expected + onSteps, "\(status)")
            for row in machine.rows {
                if expected.contains(row.step) {
                    let other = try machine.register(at: path)
                    try other.step(machine.target, machine.body(row.step, from: status))
                    let next = other.records[machine.target]?.statusWord
                    #expect(next == row.to ?? status, "\(row.step) from \(status)")
                } else {
                    let count = register.journal.count
                    let why = try rejection {
                        try register.step(
                            machine.target,
                            machine.body(row.step, from: status)
                        )
                    }
                    // To reopen takes a decision to reverse: where there is none, that is told first.
                    let isNamed = why == ["\(row.step) not from \(status), breaks -"]
                    #expect(isNamed || row.step == "reopen", "\(row.step): \(why)")
                    #expect(register.journal.count == count)
                }
            }
        }
    }

    @Test(
        "can be annulled as the last one, and told of again",
        arguments: [Machine.request, .diffusion, .notice, .challenge]
    )
    func onSteps(_ machine: Machine) throws {
        for (status, path) in machine.paths where !path.isEmpty {
            let register = try machine.register(at: path)
            let last = try #require(register.records[machine.target]?.steps.last?.id)
            let before = machine.paths.first { $0.value == Array(path.dropLast()) }?.key
            try register.step(
                machine.target,
                #"{"step":"report","reports":"\#(last)","sources":[{"source":"press"}]}"#
            )
            #expect(register.records[machine.target]?.statusWord == status)
            try register.step(
                machine.target,
                #"{"step":"annul","annuls":"\#(last)","reason":"x"}"#
            )
            #expect(register.records[machine.target]?.statusWord == before)
        }
    }
}

extension StepTableTests.Machine {
    /// A register in which steps have been taken.
    func register(at path: [String]) throws -> PlainRegister {
        let register = try PlainRegister.withCase()
        try register.grant(of: target)
        for step in path { try register.step(target, body(step)) }
        return register
    }

    private static let early = ["draft", "claimed", "submitted"]
    private static let open = early + ["in_review", "awaiting_information"]
    private static let evidence = #","statements":["said"]"#

    private static func decision(_ id: String, _ more: String = "") -> String {
        #","by":"world","decision":{"id":"\#(id)","date":"2020-08","grounds":[{"code":"OTHER"}]\#(more)}"#
    }

    private static func requests(
        _ target: String,
        _ name: String,
        _ own: (step: String, from: [String], to: String?),
        _ notices: String
    ) -> Self {
        let paths = [
            "draft": [], "claimed": ["claim"], "submitted": ["submit"],
            "in_review": ["acknowledge"], "awaiting_information": ["acknowledge", "ask"],
            "refused": ["refuse"], "not_considered": ["decline"], "withdrawn": ["withdraw"],
            "lapsed": ["lapse"],
        ]
        return Self(
            name: name,
            target: target,
            rows: [
                ("claim", ["draft"], "claimed"), ("submit", ["draft", "claimed"], "submitted"),
                ("acknowledge", early, "in_review"), ("ask", ["in_review"], "awaiting_information"),
                ("answer", ["awaiting_information"], "in_review"), own,
                ("refuse", open, "refused"), ("decline", early, "not_considered"),
                ("withdraw", open, "withdrawn"), ("lapse", open, "lapsed"),
                ("reopen", ["refused", "not_considered", "lapsed"], "in_review"),
            ],
            bodies: [
                "claim": evidence, "submit": evidence, "acknowledge": evidence,
                "ask": #","questions":["who?"]"#, "refuse": decision("d0"),
                "decline": decision("d0"), "reopen": decision("d1", #","reverses":"d0""#),
                "withdraw": #","keep_public":"x""#, own.step: notices,
            ],
            paths: paths.merging([own.to ?? "": [own.step]]) { $1 }
        )
    }

    static let request = requests(
        "r",
        "a request",
        ("grant", open, "granted"),
        """
        ,"by":"world","decision":{"date":"2020-08"},
        "notices":[{"subject":"ada","issued":"2020-08"},{"subject":"bob","issued":"2020-08"}]
        """
    )

    static let diffusion = requests(
        "d",
        "a diffusion's request",
        ("circulate", early, "circulated"),
        #","by":"court","notices":[{"subject":"ada","issued":"2020-08"}]"#
    )

    static let notice: Self = {
        let (inForce, all) = (
            ["active", "suspended"], ["active", "suspended", "cancelled", "withdrawn", "satisfied"]
        )
        let happenings = [
            "located", "arrested", "extradited", "extradition_refused", "not_executed",
            "refugee_recognized",
        ]
        var bodies = ["extend": #","expires":"2030""#, "cancel": decision("d0")]
        for happening in happenings { bodies[happening] = #","country":"FR""# }
        return Self(
            name: "a notice",
            target: "na",
            rows: [
                ("extend", ["active"], "active"), ("suspend", ["active"], "suspended"),
                ("restore", ["suspended"], "active"), ("cancel", inForce, "cancelled"),
                ("withdraw", inForce, "withdrawn"), ("satisfy", inForce, "satisfied"),
            ] + happenings.map { ($0, all, nil) },
            bodies: bodies,
            paths: [
                "active": [], "suspended": ["suspend"], "cancelled": ["cancel"],
                "withdrawn": ["withdraw"], "satisfied": ["satisfy"],
            ]
        )
    }()

    static let challenge = Self(
        name: "a challenge",
        target: PlainRegister.opaque("chl", 0),
        rows: [
            ("admit", ["received"], "admissible"), ("reject", ["received"], "inadmissible"),
            ("study", ["admissible"], "in_study"),
            ("decide", ["admissible", "in_study"], "decided"),
            ("implement", ["decided"], "implemented"),
            ("withdraw", ["received", "admissible", "in_study"], "withdrawn"),
            ("moot", ["received", "admissible", "in_study"], "moot"),
        ],
        bodies: [
            "decide":
                #","by":"commission","decision":{"date":"2021","outcome":"not_compliant"}"#
        ],
        paths: [
            "received": [], "admissible": ["admit"], "inadmissible": ["reject"],
            "in_study": ["admit", "study"], "decided": ["admit", "decide"],
            "implemented": ["admit", "decide", "implement"], "withdrawn": ["withdraw"],
            "moot": ["moot"],
        ]
    )
}

extension PlainRegister {
    /// For tries on a notice or a challenge: grants request `r`, and challenges a notice of it.
    func grant(of target: String) throws {
        guard target != "r", target != "d" else { return }
        try grant()
        try put(
            .challenge,
            Self.opaque("chl", 0),
            #"{"before":"commission","target":"nb","type":"deletion","filed":"2021-01-31"}"#
        )
    }
}
