import NoticeRegister

extension ViewSnapshot {
    /// The keys that a row may have to meet a rule; nil for rules that are about more than keys.
    func keys(_ rule: Filter.Rule, _ values: [Query.Comparand], of kind: Kind) -> [UInt32]? {
        let layout = table(kind).layout
        switch rule {
        case .word(let fact, _):
            return layout.word(of: fact).map { keys($0, words: values.words, of: kind) }
        case .family(let fact, let families):
            let words = values.words.flatMap { families[$0] ?? [$0] }
            return layout.word(of: fact).map { keys($0, words: words, of: kind) }
        case .reference(let fact):
            let records = records(values)
            return layout.reference(of: fact).map { keys($0, records, of: kind) }
        case .refersTo:
            let records = records(values)
            return layout.links.flatMap { keys($0, records, of: kind) }
        default: return nil
        }
    }

    /// The keys of a fact with these records.
    func keys(_ fact: Int, _ records: [UInt32], of kind: Kind) -> [UInt32] {
        let keyed = table(kind).keyed
        return records.compactMap { keyed.key(fact: fact, record: $0) }
    }

    /// The records whose ids are values.
    func records(_ values: [Query.Comparand]) -> [UInt32] {
        values.words.compactMap(view.records.find)
    }

    /// The keys of organizations whose own countries are values.
    func countries(_ values: [Query.Comparand]) -> [UInt32] {
        let fact = table(.organization).layout.word(of: FactWants.country)
        return fact.map { keys($0, words: values.words, of: .organization) } ?? []
    }

    private func keys(_ fact: Int, words: [String], of kind: Kind) -> [UInt32] {
        let keyed = table(kind).keyed
        return words.compactMap { keyed.key(fact: fact, word: $0) }
    }
}
