/// A function that weighs the facts of a case for a rule, and the facts that it may find lacking.
struct Predicate: Sendable {
    /// The names of the facts, for each of which the rule has a sentence.
    let facts: [String]
    /// Weighs a case for the rule of a code.
    let weigh: @Sendable (ReviewedCase, String, inout Weighing) -> Void

    /// The predicate of a rule that is weighed by factors.
    static let ofFactors = "predominance"

    /// The predicates of rules, by their names.
    static let named: [String: Predicate] = [
        "article_3": Predicate(facts: ["offence"]) { $0.weighArticle3($1, &$2) },
        "character": Predicate(facts: ["offence"]) { $0.weighCharacter($1, &$2) },
        ofFactors: Predicate(facts: []) { _, _, _ in },
        "word_of_others": Predicate(facts: ["word"]) { $0.weighOthersOnly($1, &$2) },
        "terrorism": Predicate(facts: ["word"]) { $0.weighTerrorism($1, &$2) },
        "humanitarian_law": Predicate(facts: ["word"]) { $0.weighHumanitarianLaw($1, &$2) },
        "genocide": Predicate(facts: ["people", "nationalities", "country", "protest"]) {
            $0.weighGenocide($1, &$2)
        },
        "office": Predicate(facts: ["people", "offices", "rank", "events"]) {
            $0.weighOffice($1, &$2)
        },
        "interest": Predicate(facts: ["word"]) { $0.weighInterest($1, &$2) },
        "status": Predicate(facts: ["subjects", "status"]) { $0.weighStatus($1, &$2) },
        "purpose": Predicate(facts: ["extradition"]) { $0.weighPurpose($1, &$2) },
        "seriousness": Predicate(facts: ["stage", "charges", "penalty", "sentence"]) {
            $0.weighSeriousness($1, &$2)
        },
        "identity_data": Predicate(facts: ["people", "names", "birth", "sex", "marks"]) {
            $0.weighIdentity($1, &$2)
        },
        "judicial_data": Predicate(
            facts: ["events", "charges", "law", "penalty", "document", "validity"]
        ) { $0.weighJudicialData($1, &$2) },
        "assurance": Predicate(facts: ["court", "validity", "extradition"]) {
            $0.weighAssurance($1, &$2)
        },
        "retention": Predicate(facts: ["claim", "expires"]) { $0.weighRetention($1, &$2) },
        "minor": Predicate(facts: ["people", "birth"]) { $0.weighMinor($1, &$2) },
        "sensitive": Predicate(facts: ["word"]) { $0.weighSensitive($1, &$2) },
        "refugee": Predicate(facts: ["people", "refugee", "country", "feared", "refuge_status"]) {
            $0.weighRefuge($1, &$2)
        },
        "ne_bis_in_idem": Predicate(facts: ["word"]) { $0.weighNeBisInIdem($1, &$2) },
        "no_extradition_action": Predicate(facts: ["action"]) { $0.weighNoAction($1, &$2) },
    ]

    /// The predicates of Article 3's factors, by their names.
    static let factors: [String: Predicate] = [
        "nature_of_offence": Predicate(facts: ["offence"]) { $0.weighNature($1, &$2) },
        "status_of_persons": Predicate(facts: ["people", "offices", "rank"]) {
            $0.weighPersons($1, &$2)
        },
        "identity_of_source": Predicate(facts: ["requester"]) { $0.weighSource($1, &$2) },
        "position_of_others": Predicate(facts: ["position"]) { $0.weighPosition($1, &$2) },
        "international_obligations": Predicate(facts: ["word"]) { $0.weighObligations($1, &$2) },
        "neutrality": Predicate(facts: ["people", "country", "nationalities"]) {
            $0.weighNeutrality($1, &$2)
        },
        "general_context": Predicate(facts: ["word"]) { $0.weighContext($1, &$2) },
    ]
}
