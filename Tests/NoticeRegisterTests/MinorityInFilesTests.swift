import NoticeRegister
import Testing

/// Persons who are grown up today, and were not when a notice or a challenge named them.
@Suite("Whoever was a minor when a notice or a challenge named them")
struct MinorityInFilesTests {
    private let register: PlainRegister

    init() throws {
        register = PlainRegister()
        for (id, type) in [("state", "state"), ("world", "international_organization")] {
            try register.put(
                .organization,
                id,
                #"{"names":[{"full":"\#(id)"}],"type":"\#(type)"}"#
            )
        }
        for (id, born) in [("ada", "1990-05"), ("bob", "1950")] {
            try register.put(
                .person,
                id,
                #"{"names":[{"full":"\#(id)"}],"birth":{"date":"\#(born)"}}"#
            )
        }
    }

    private func access(_ id: String = "ada") throws -> String? {
        register.records[id]?.common.access?.rawValue
    }

    private func request(_ subject: String) throws {
        try register.put(
            .noticeRequest,
            "r",
            #"{"colour":"yellow","requester":"state","addressee":"world","#
                + #""subjects":[{"ref":"\#(subject)"}]}"#
        )
    }

    @Test("is restricted by a notice's day of issue, though no step tells its day")
    func notices() throws {
        try request("ada")
        try register.step(
            "r",
            """
            {"step":"grant","by":"world","decision":{"id":"d","date":"2007-01-05"},
            "notices":[{"subject":"ada","id":"n","issued":"2007-01-05","public":true}]}
            """
        )
        // That a notice was published is no reason that somebody gave here.
        #expect(try access() == "restricted")
        for file in ["r", "n"] { #expect(try access(file) == "public") }
    }

    @Test("is restricted by a diffusion, also when only a group of it names them")
    func diffusions() throws {
        try register.put(
            .group,
            "g",
            #"{"title":"G","size":{"count":3,"basis":"exact"},"named":["ada","bob"]}"#
        )
        try register.put(
            .noticeRequest,
            "r",
            #"{"colour":"yellow","channel":"diffusion","requester":"state","addressee":"world","#
                + #""subjects":[{"ref":"g"}]}"#
        )
        try register.step(
            "r",
            """
            {"step":"circulate","by":"state","notices":[{"subject":"ada","id":"n","issued":"2007"},
            {"subject":"bob","id":"m","issued":"2007"}]}
            """
        )
        #expect(try access() == "restricted")
        #expect(try access("bob") == "public")
    }

    @Test("is restricted by a step on their notice that happened earlier than its issue")
    func reactions() throws {
        try request("ada")
        try register.step(
            "r",
            """
            {"step":"grant","by":"world","decision":{"id":"d","date":"2010"},
            "notices":[{"subject":"ada","id":"n","issued":"2010"}]}
            """
        )
        #expect(try access() == "public")
        try register.step("n", #"{"step":"located","on":"2008-01","country":"FR"}"#)
        #expect(try access() == "restricted")
    }

    @Test(
        "is restricted by a challenge about them or of theirs",
        arguments: ["target", "applicant"]
    )
    func challenges(role: String) throws {
        try request("bob")
        let other = role == "target" ? #""applicant":"bob""# : #""target":"r""#
        try register.put(
            .challenge,
            PlainRegister.opaque("chl", 3),
            #"{"before":"world","\#(role)":"ada",\#(other),"type":"access","filed":"2008-05-30"}"#
        )
        #expect(try access() == "restricted")
        #expect(try access("bob") == "public")
    }

    @Test("stays shown for a reason when a notice about them is granted")
    func shownInNotice() throws {
        try register.patch("ada", #"{"birth":{"date":"2010"}}"#, reason: "to be shown")
        #expect(try access() == "restricted")
        try register.patch("ada", #"{"access":"public"}"#, reason: "a published yellow notice")
        try request("ada")
        try register.step(
            "r",
            """
            {"step":"grant","on":"2021-01-05","by":"world","decision":{"id":"d"},
            "notices":[{"subject":"ada","id":"n","issued":"2021-01-05","public":true}]}
            """
        )
        #expect(try access() == "public")
    }
}
