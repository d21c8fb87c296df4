import Shapes

/// One rule of the review, as a file of rules states it.
struct ReviewRule: Shape {
    /// The ground's code.
    var code = PatternedText.blank
    /// The rule as it is cited.
    var reference = ""
    var title = ""
    /// What a reviewer is to ask.
    var question = ""
    /// The colours that it is for; none: all.
    var appliesTo: [Colour] = []
    /// The facts without which nothing can be said.
    var needs: [Need] = []
    /// The name of the function that weighs the facts.
    var predicate = ""
    /// What is weighed together, each by a function of its own.
    var factors: [Factor] = []
    /// Where the rule's text is known from, in words.
    var source = ""
    var readIn = ReadIn.recalled

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("code", &code, .code, .given, "The ground's code: ARTICLE_3, …")
        visitor.member("reference", &reference, RecordLimits.number, .given, "The rule as cited.")
        visitor.member("title", &title, RecordLimits.line, .given, "The rule in a few words.")
        visitor.member("question", &question, RecordLimits.line, .given, "What is to be asked.")
        visitor.member(
            "applies_to",
            &appliesTo,
            Items(Colour.allCases.count, AnyOf()),
            .given,
            "The colours of requests that it is for; none: all."
        )
        visitor.member(
            "needs",
            &needs,
            Items(RecordLimits.few, Whole()),
            .given,
            "The facts without which nothing can be said."
        )
        visitor.member(
            "predicate",
            &predicate,
            RecordLimits.label,
            .given,
            "The name of the function that weighs the facts."
        )
        visitor.member(
            "factors",
            &factors,
            Items(RecordLimits.few, Whole()),
            .given,
            "What is weighed together."
        )
        visitor.member("source", &source, RecordLimits.line, .given, "Where the text is from.")
        visitor.member("read_in", &readIn, AnyOf(), .given, "How the text is known.")
    }

    /// A fact that a predicate asks for.
    struct Need: Shape {
        var fact = ""
        /// The sentence that names it to a reader.
        var settledBy = ""

        mutating func describe(_ visitor: inout some Visitor) {
            visitor.member("fact", &fact, RecordLimits.label, .given, "The fact's name.")
            visitor.member(
                "settled_by",
                &settledBy,
                RecordLimits.line,
                .given,
                "What has to be known, in words."
            )
        }
    }

    /// One of several things that a rule weighs together.
    struct Factor: Shape {
        var factor = ""
        var title = ""
        var predicate = ""
        var needs: [Need] = []
        var readIn = ReadIn.recalled

        mutating func describe(_ visitor: inout some Visitor) {
            visitor.member("factor", &factor, RecordLimits.label, .given, "The factor's name.")
            visitor.member("title", &title, RecordLimits.line, .given, "The factor in words.")
            visitor.member(
                "predicate",
                &predicate,
                RecordLimits.label,
                .given,
                "The name of the function that weighs the facts."
            )
            visitor.member(
                "needs",
                &needs,
                Items(RecordLimits.few, Whole()),
                .given,
                "The facts without which nothing can be said."
            )
            visitor.member("read_in", &readIn, AnyOf(), .given, "How the text is known.")
        }
    }
}

/// How the text of a rule is known to those who wrote the file.
enum ReadIn: String, Vocabulary {
    /// The text itself was quoted where it was read.
    case quoted
    /// Others describe it.
    case secondary
    /// From memory.
    case recalled
}
