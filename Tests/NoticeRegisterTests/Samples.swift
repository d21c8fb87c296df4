import NoticeRegister
import Shapes
import StrictJSON

/// One record of each kind with every member that it can have, as its canonical bytes.
enum Samples {
    static func text(_ kind: Kind) -> String {
        let (prefix, own) =
            switch kind {
            case .event: ("evt_1", event)
            case .person: ("per_1", person)
            case .group: ("grp_1", group)
            case .organization: ("org_1", organization)
            case .source: ("src_1", source)
            case .statement: ("stm_1", statement)
            case .noticeRequest: ("req_1", noticeRequest)
            case .decision: ("dec_1", decision)
            case .notice: ("ntc_1", notice)
            case .challenge: ("chl_1", challenge)
            case .verdict: ("vdt_1", verdict)
            }
        return "{\"id\":\"\(prefix)\",\"kind\":\"\(kind.name)\"," + joined(common) + ","
            + joined(own) + "}"
    }

    static func document(_ kind: Kind) throws -> Document { try Document(Array(text(kind).utf8)) }

    static func record(_ kind: Kind) throws -> Record {
        try Record.decode(kind, document(kind), origin: .journal)
    }

    /// The text without the breaks that make it readable here.
    static func joined(_ lines: String) -> String {
        lines.split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
    }

    private static let common = """
        "version":3,"recorded_at":"2026-11-23T10:00:00.000Z","recorded_by":"desk-1",
        "access":"public","labels":["one","two"],
        "identifiers":[{"scheme":"wikidata","value":"Q1"}],
        "sources":[{"source":"src_9","locator":"p. 3","quote":"so it says"}],
        "note":{"en":"a note","fa":"یادداشت"},"contested":true
        """

    private static let event = """
        "title":"A strike","type":"strike","when":"2020-01-03",
        "place":{"name":"near the airport","country":"IQ","lat":33.26,"lon":44.23,
        "precision":"near"},
        "participants":[{"ref":"per_1","role":"victim"},{"ref":"org_1","role":"organizer"}],
        "part_of":"evt_0","description":"What is known."
        """

    private static let name = """
        {"full":"Ada Example","given":["Ada"],"patronymic":["Bertova"],"family":["Example"],
        "suffix":["Jr"],"language":"en","script":"Latn","type":"primary"}
        """

    private static let person =
        """
        "names":[{"full":"A. Example","type":"alias"},
        """ + name + """
            ],"unidentified":false,"description":"A witness",
            "birth":{"date":"1957-03","place":"A village","country":"IR"},
            "death":{"date":"2020-01-03","place":"A town"},"sex":"F","nationalities":["IR","US"],
            "offices":[{"title":"Judge","organization":"org_1","country":"IR","from":"1998",
            "to":"2020~","rank":"judge"}],
            "features":{"height_cm":170,"weight_kg":70,"eyes":"brown","hair":"grey",
            "marks":"a scar","languages":["fa","en"]},
            "refugee":[{"by":"org_2","from":"IR","status":"recognized","when":"2015"}],
            "minor":false,"merged_into":"per_2"
            """

    private static let group =
        """
        "title":"The people sought","size":{"count":36,"basis":"exact"},
        "description":"Officials","named":["per_1"],"unnamed":35,
        "ledger":[{"on":"2020-06-29","act":"recount","ref":"per_1","before":30,"after":36,
        "sources":[{"source":"src_8"}]}],"steps":[
        """ + step + "," + lastStep + """
            ],"founded":{"count":30,"basis":"about","named":["per_1"]}
            """

    private static let organization = """
        "names":[{"full":"The Office","language":"en","script":"Latn","type":"primary"}],
        "type":"prosecutor","country":"IR","parent":"org_0","description":"An office"
        """

    private static let source = """
        "title":{"en":"A report","fa":"گزارش"},"type":"report","publisher":"A newspaper",
        "url":"https://example.org/a","archive_url":"https://example.org/b",
        "published":"2021-01-06","retrieved_at":"2021-01-07T10:00:00Z","language":"en",
        "reliability":"B","licence":"CC BY 4.0","derived_from":["src_0"],
        "text_sha256":"\(String(repeating: "0a", count: 32))"
        """

    private static let statement = """
        "about":"evt_1","pointer":"/title","property":"characterization",
        "value":{"type":"value","value":"terrorist crime"},"stance":"asserts","speaker":"per_1",
        "said_on":"2021-01-05","source":"src_1",
        "quote":{"exact":"a crime","prefix":"it was","suffix":", he said","language":"en",
        "translated":true},
        "quote_check":"near","quote_at":{"start":3,"end":9},"rank":"deprecated","deprecated_because":"misattribution",
        "misattributes":"stm_2","misattributed_in":["stm_3"],"contradicts":["stm_4"],
        "contradicted_by":["stm_5"],"supersedes":"stm_6","confidence":"high"
        """

    private static let step = """
        {"id":"stp_1","step":"claim","seq":17,"on":"2021-01-05","by":"org_1","country":"IR",
        "subjects":["grp_1"],"statements":["stm_1"],"sources":[{"source":"src_7"}],
        "reason":"why","note":"more","questions":["who?"],"answers":["they"],
        "expires":"2026-01-05","keep_public":"known to all"}
        """

    private static let lastStep = """
        {"id":"stp_2","step":"decline","seq":18,"on":"2021-01-06","decision":"dec_1",
        "notices":["ntc_1"],"annuls":"stp_0","reports":"stp_1","ref":"per_9","count":3,
        "basis":"about"}
        """

    private static let noticeRequest =
        """
        "colour":"red","channel":"notice","requester":"org_1","via":"org_2","addressee":"org_3",
        "subjects":[{"ref":"grp_1","status":"charged","role":"commanders"},
        {"ref":"per_1","status":"suspect"}],
        "objects":[{"type":"vessel","title":"A ship","country":"IR",
        "value":{"amount":1250000.5,"currency":"USD"},
        "identifiers":[{"scheme":"imo","value":"9074729"}]}],
        "events":["evt_1"],
        "charges":[{"text":"murder","offence":"unstated","code":"C1","law":"Art. 1",
        "max_penalty_months":300}],
        "judicial":{"document":"warrant","reference":"W-1","court":"A court","date":"2020-06",
        "validity":"claimed","stage":"prosecution","sentence_months":12},
        "assurances":{"extradition_sought":"unknown"},"reference":"F-1",
        "prior":{"request":"req_0","relation":"widening"},"later":["req_2"],
        "status":"not_considered","partial":false,"steps":[
        """ + step + "," + lastStep + """
            ],"subject_count":{"count":48,"basis":"exact","named":1,"unnamed":47},
            "subject_outcomes":[{"ref":"grp_1","outcome":"not_considered","decision":"dec_1",
            "notice":"ntc_2"}],"decisions":["dec_1"]
            """

    private static let decision = """
        "request":"req_1","notice":"ntc_1","challenge":"chl_1","by":"org_3",
        "date":"2021-01-05/2021-01-06","outcome":"not_considered",
        "grounds":[{"code":"ARTICLE_3","reference":"Constitution 3","basis":"stated"}],
        "subjects":["grp_1"],"prospective":true,"reason":"It is forbidden.",
        "statements":["stm_1"],"reverses":"dec_0","reversed_by":"dec_2"
        """

    private static let notice =
        """
        "request":"req_1","subject":"per_1","channel":"notice","colour":"red",
        "entity_id":"2021/12345","issued":"2021-01-06","expires":"2026-01-06",
        "expires_basis":"five_years","public":true,"status":"active","steps":[
        """ + step + "," + lastStep
        + #"],"first_expiry":{"expires":"2026-01-06","basis":"five_years"}"#

    private static let challenge =
        """
        "before":"org_4","target":"req_1","type":"deletion","applicant":"per_1",
        "filed":"2021-02-01","admissible_on":"2021-03-01","due_on":"2021-12-01",
        "status":"decided","outcome":"not_compliant","steps":[
        """ + step + "," + lastStep + """
            ],"revises":"chl_0","tags":["lack of purpose"]
            """

    private static let verdict =
        """
        "a":"per_1","b":{"names":[
        """ + name + """
            ],"birth":{"date":"1957"},"death":{"date":"2020"},"sex":"F","nationalities":["IR"],
            "identifiers":[{"scheme":"list","value":"7"}]},"same":"no","reason":"Another year."
            """
}
