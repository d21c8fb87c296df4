import NoticeRegister

/// A fact that something is answered from, and in which form it has to be at hand for that.
struct FactWant: Equatable {
    /// A form.
    enum Form: Equatable {
        case marks(FactLayout.Marks.Meaning)
        case word, reference, text, days, number
    }

    /// The fact's name.
    let fact: String
    /// The form.
    var form: Form
}

/// The facts that listings and references ask for, by kind.
struct FactWants {
    private var byKind: [Kind: [FactWant]] = [:]

    /// The facts that filters call for by themselves, as their rules' comments say.
    static let parent = "parent"
    static let country = "country"
    static let status = "status"
    static let active = "active"
    static let expires = "expires"

    /// What all kinds' listings and references ask for.
    static let all: FactWants = {
        var wants = FactWants()
        for kind in Kind.allCases {
            for filter in kind.listing.filters { wants.add(filter.rule, of: kind) }
            for sort in kind.listing.sorts { wants.add(sort.key, of: kind) }
        }
        for matter in Deadline.Matter.allCases { wants.add(matter.fact, .days, of: matter.kind) }
        for kind in Kind.allCases {
            for role in ReferenceRoles.of(kind).kinds.keys.sorted() {
                wants.add(role, .reference, of: kind)
            }
        }
        return wants
    }()

    /// What is asked of a kind, in an order that only another declaration changes.
    func wants(of kind: Kind) -> [FactWant] { byKind[kind] ?? [] }

    private mutating func add(_ rule: Filter.Rule, of kind: Kind) {
        switch rule {
        case .id, .recordedSince, .recordedUntil, .refersTo: break
        case .word(let fact, let words): addWord(fact, words, of: kind)
        case .family(let fact, _): addWord(fact, [], of: kind)
        case .reference(let fact): add(fact, .reference, of: kind)
        case .flag(let fact): add(fact, .marks(.flag), of: kind)
        case .present(let fact): add(fact, .marks(.presence), of: kind)
        case .days(let fact): add(fact, .days, of: kind)
        case .text(let facts): for fact in facts { add(fact, .text, of: kind) }
        case .under(let fact):
            add(fact, .reference, of: kind)
            add(.isUnder, of: .organization)
        case .country(let fact):
            add(fact, .reference, of: kind)
            add(.isOfCountry, of: .organization)
        case .isUnder: add(Self.parent, .reference, of: kind)
        case .isOfCountry:
            add(Self.parent, .reference, of: kind)
            addWord(Self.country, [], of: kind)
        case .through(let fact, let other, let rule):
            add(fact, .reference, of: kind)
            add(rule, of: other)
        case .back(let other, let fact, let rule):
            add(fact, .reference, of: other)
            add(rule, of: other)
        case .backAs(let other, let fact, let words):
            for word in words { add(fact + "@" + word, .reference, of: other) }
        case .any(let rules): for rule in rules { add(rule, of: kind) }
        case .inForce:
            addWord(Self.status, [], of: kind)
            add(Self.expires, .days, of: kind)
        }
    }

    private mutating func add(_ key: Sorting.Key, of kind: Kind) {
        switch key {
        case .days(let fact): add(fact, .days, of: kind)
        case .word(let fact): add(fact, .text, of: kind)
        case .number(let fact): add(fact, .number, of: kind)
        case .recorded: break
        }
    }

    /// A word of a vocabulary is kept as a bit; where no words are listed, or more than bits, as
    /// something to be looked up.
    private mutating func addWord(_ fact: String, _ words: [String], of kind: Kind) {
        let isVocabulary = (1...UInt32.bitWidth).contains(words.count)
        let form: FactWant.Form = isVocabulary ? .marks(.words(words)) : .word
        var wants = byKind[kind] ?? []
        let known = wants.firstIndex { want in
            guard want.fact == fact else { return false }
            if case .marks(.words) = want.form { return true }
            return want.form == .word
        }
        if let known {
            if isVocabulary, wants[known].form == .word { wants[known].form = form }
        } else {
            wants.append(FactWant(fact: fact, form: form))
        }
        byKind[kind] = wants
    }

    private mutating func add(_ fact: String, _ form: FactWant.Form, of kind: Kind) {
        let want = FactWant(fact: fact, form: form)
        if byKind[kind]?.contains(want) != true { byKind[kind, default: []].append(want) }
    }
}
