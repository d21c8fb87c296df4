import NoticeRegister

/// Values of which a row has to have one, by any of some facts, to meet a rule.
struct SoughtValues {
    /// The numbers of the facts.
    let facts: [Int]
    /// Records, or the handles of words.
    let values: [UInt32]

    /// The keys that any row ever had.
    func keys(in keyed: KeyedFacts) -> [UInt32] {
        facts.flatMap { fact in values.compactMap { keyed.first(Key(fact: fact, value: $0)) } }
    }
}

extension ViewSnapshot {
    /// What a row has to have to meet a rule; nil for rules that are about more than keys.
    func sought(
        _ rule: Filter.Rule,
        _ values: [Query.Comparand],
        of kind: Kind
    ) -> SoughtValues? {
        let layout = table(kind).layout
        switch rule {
        case .word(let fact, _):
            return layout.word(of: fact).map { sought($0, words: values.words, of: kind) }
        case .family(let fact, let families):
            let words = values.words.flatMap { families[$0] ?? [$0] }
            return layout.word(of: fact).map { sought($0, words: words, of: kind) }
        case .reference(let fact):
            let records = records(values)
            return layout.reference(of: fact).map { SoughtValues(facts: [$0], values: records) }
        case .refersTo: return SoughtValues(facts: layout.links, values: records(values))
        default: return nil
        }
    }

    /// The keys that a row may have to meet a rule; nil for rules that are about more than keys.
    func keys(_ rule: Filter.Rule, _ values: [Query.Comparand], of kind: Kind) -> [UInt32]? {
        sought(rule, values, of: kind)?.keys(in: table(kind).keyed)
    }

    /// The keys of a fact with these records.
    func keys(_ fact: Int, _ records: [UInt32], of kind: Kind) -> [UInt32] {
        SoughtValues(facts: [fact], values: records).keys(in: table(kind).keyed)
    }

    /// The records whose ids are values.
    func records(_ values: [Query.Comparand]) -> [UInt32] {
        values.words.compactMap(view.records.find)
    }

    /// The words of organizations' own countries that are values.
    func countries(_ values: [Query.Comparand]) -> [UInt32] {
        let fact = table(.organization).layout.word(of: FactWants.country)
        return fact.map { sought($0, words: values.words, of: .organization).values } ?? []
    }

    private func sought(_ fact: Int, words: [String], of kind: Kind) -> SoughtValues {
        let known = table(kind).keyed.words
        return SoughtValues(facts: [fact], values: words.compactMap { known.find($0.utf8.span) })
    }
}
