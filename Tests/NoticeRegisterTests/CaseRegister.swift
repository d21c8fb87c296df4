import NoticeRegister

extension PlainRegister {
    /// A state with its court, an international organization with its secretariat, a commission;
    /// Ada, Bob and a person without a name; Eve, whom a group of three names; and four requests:
    /// `r` for Ada and Bob, `d`, a diffusion for Ada, `b`, a blue one for the group, and `t` for a
    /// thing only.
    static func withCase() throws -> PlainRegister {
        let register = PlainRegister()
        let organizations = [
            ("state", "state", ""), ("court", "court", "state"),
            ("world", "international_organization", ""), ("secretariat", "authority", "world"),
            ("commission", "other", ""), ("stranger", "state", ""),
        ]
        for (id, type, parent) in organizations {
            let above = parent.isEmpty ? "" : #","parent":"\#(parent)""#
            try register.put(
                .organization,
                id,
                #"{"names":[{"full":"\#(id)"}],"type":"\#(type)"\#(above)}"#
            )
        }
        for person in ["ada", "bob", "eve"] {
            try register.put(.person, person, #"{"names":[{"full":"\#(person)"}]}"#)
        }
        try register.put(
            .person,
            "nobody",
            #"{"names":[],"unidentified":true,"description":"A tall man"}"#
        )
        try register.put(
            .group,
            "g",
            #"{"title":"G","size":{"count":3,"basis":"exact"},"named":["eve"]}"#
        )
        try register.put(.source, "press", #"{"title":"A report","type":"article"}"#)
        let requests = [
            ("r", "red", #""channel":"notice","subjects":[{"ref":"ada"},{"ref":"bob"}]"#),
            ("d", "red", #""channel":"diffusion","subjects":[{"ref":"ada"}]"#),
            ("b", "blue", #""subjects":[{"ref":"g"}]"#),
            ("t", "silver", #""objects":[{"type":"vessel","title":"A yacht"}]"#),
        ]
        for (id, colour, more) in requests {
            try register.put(
                .noticeRequest,
                id,
                #"{"colour":"\#(colour)","requester":"court","addressee":"world",\#(more)}"#
            )
        }
        try register.put(
            .statement,
            "said",
            """
            {"about":"ada","property":"submission","value":{"type":"value","value":true},
            "source":"press","speaker":"bob"}
            """
        )
        return register
    }

    /// Grants request `r` to both, as notices `na` and `nb`, by step `grant` and decision `dg`.
    func grant() throws {
        try step(
            "r",
            """
            {"step":"grant","id":"grant","on":"2020-08-01","by":"secretariat","decision":{"id":"dg"},
            "notices":[{"subject":"ada","id":"na","entity_id":"2020/1","issued":"2020-08-02"},
            {"subject":"bob","id":"nb","issued":"2020-08-02","expires":"2022-01-01"}]}
            """
        )
    }

    /// An id of the server's form, as challenges have it.
    static func opaque(_ prefix: String, _ digit: Int) -> String {
        prefix + "_" + String(repeating: "\(digit)", count: 26)
    }
}
