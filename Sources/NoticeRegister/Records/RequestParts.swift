import Shapes

/// One whom a request is about, with the status that the requester states (RPD 44).
struct Subject: Shape {
    var ref = Reference.blank
    var status: SubjectStatus?
    var role: Text?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("ref", &ref, .party, .filtered, "Whom it is about.")
        visitor.member(
            "status",
            &status,
            AnyOf(),
            .filtered,
            "The status in this file, as the requester states it."
        )
        visitor.member("role", &role, RecordLimits.line, .given, "The part that is alleged.")
    }
}

/// The status of a subject in one file.
enum SubjectStatus: String, Vocabulary {
    case charged, suspect, convicted, witness, victim, missing, deceased
    case possibleThreat = "possible_threat"
    case other
}

/// A thing that a request is about.
struct SoughtObject: Shape {
    var type = ObjectType.other
    var title = Text.blank
    var country: Country?
    var value: Money?
    var identifiers: [Identifier] = []

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("type", &type, AnyOf(), .given, "What sort of thing it is.")
        visitor.member("title", &title, RecordLimits.line, .given, "What it is, in one line.")
        visitor.member("country", &country, AnyOf(), .given, "Where it is (ISO 3166-1).")
        visitor.member("value", &value, Whole(), .given, "What it is worth.")
        visitor.member(
            "identifiers",
            &identifiers,
            Items(RecordLimits.few, Whole()),
            .given,
            "Its numbers in other registers."
        )
    }
}

/// The sorts of thing that a request can be about.
enum ObjectType: String, Vocabulary {
    case account, property, vehicle, vessel
    case companyShare = "company_share"
    case weapon, method, document, other
}

/// A charge in the words of the request.
struct Charge: Shape {
    var text = Text.blank
    var offence: Offence?
    var code: String?
    var law: String?
    var maxPenaltyMonths: Int?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member(
            "text",
            &text,
            RecordLimits.quote,
            .filtered,
            "The charge in the request's words."
        )
        visitor.member("offence", &offence, AnyOf(), .filtered, "The character of the offence.")
        visitor.member("code", &code, RecordLimits.number, .given, "The offence's code.")
        visitor.member("law", &law, RecordLimits.line, .given, "The law that makes it an offence.")
        visitor.member(
            "max_penalty_months",
            &maxPenaltyMonths,
            RecordLimits.months,
            .given,
            "The longest penalty in months."
        )
    }
}

/// The character of an offence, as far as the request states it.
enum Offence: String, Vocabulary {
    case ordinary, political, military, religious, racial, mixed, unstated
}

/// The warrant or judgment that a request rests on.
struct JudicialBasis: Shape {
    var document: JudicialDocument?
    var reference: String?
    var court: Text?
    var date: PartialDate?
    var validity: Validity?
    var stage: Stage?
    var sentenceMonths: Int?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("document", &document, AnyOf(), .given, "A warrant or a judgment.")
        visitor.member("reference", &reference, RecordLimits.number, .given, "Its number.")
        visitor.member("court", &court, RecordLimits.line, .given, "Who issued it.")
        visitor.member("date", &date, Plain(), .given, "When it was issued.")
        visitor.member("validity", &validity, AnyOf(), .given, "Whether it stands.")
        visitor.member("stage", &stage, AnyOf(), .given, "Prosecution or sentence.")
        visitor.member(
            "sentence_months",
            &sentenceMonths,
            RecordLimits.months,
            .given,
            "The sentence in months."
        )
    }

    /// The sorts of judicial document.
    enum JudicialDocument: String, Vocabulary {
        case warrant, judgment
    }

    /// Whether a document stands.
    enum Validity: String, Vocabulary {
        case valid, claimed, annulled, unknown
    }

    /// The stage of the proceedings.
    enum Stage: String, Vocabulary {
        case prosecution, sentence
    }
}

/// What a requester assures.
struct Assurances: Shape {
    var extraditionSought: Assurance?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member(
            "extradition_sought",
            &extraditionSought,
            AnyOf(),
            .given,
            "Whether extradition will be asked for."
        )
    }

    /// Whether something is assured.
    enum Assurance: String, Vocabulary {
        case yes, no, unknown
    }
}

/// The request that another one follows.
struct Prior: Shape {
    var request = Reference.blank
    var relation: Relation?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("request", &request, .noticeRequest, .filtered, "The earlier request.")
        visitor.member("relation", &relation, AnyOf(), .given, "How the later one follows it.")
    }

    /// How a request follows an earlier one.
    enum Relation: String, Vocabulary {
        case resubmission, widening, renewal
    }
}

/// How many people a request is about, its groups counted with their sizes.
struct SubjectCount: Shape, Equatable {
    var count = 0
    var basis = CountBasis.exact
    var named = 0
    var unnamed = 0

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("count", &count, RecordLimits.ordinal, .given, "How many.")
        visitor.member("basis", &basis, AnyOf(), .given, "How the number is meant.")
        visitor.member("named", &named, RecordLimits.ordinal, .given, "How many are named.")
        visitor.member(
            "unnamed",
            &unnamed,
            RecordLimits.ordinal,
            .filtered,
            "How many are not named."
        )
    }
}

/// What was decided for one subject of a request.
struct SubjectOutcome: Shape, Equatable {
    var ref = Reference.blank
    var outcome: DecisionOutcome?
    var decision: Reference?
    var notice: Reference?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("ref", &ref, .party, .filtered, "The subject.")
        visitor.member("outcome", &outcome, AnyOf(), .given, "The outcome.")
        visitor.member("decision", &decision, .decision, .filtered, "The decision.")
        visitor.member("notice", &notice, .notice, .filtered, "The notice.")
    }
}
