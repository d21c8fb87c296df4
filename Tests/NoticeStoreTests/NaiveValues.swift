import NoticeRegister
import Shapes

extension NaiveJudge {
    /// The different values that a version has of a rule, as far as they can be counted.
    func values(_ rule: Filter.Rule, _ version: NaiveRegister.Version) -> Set<String> {
        guard rule.isCountable else { return [] }
        switch rule {
        case .word(let name, _), .family(let name, _):
            return Set(
                version.facts.compactMap { fact in
                    guard fact.name == name, case .word(let word) = fact.content else { return nil }
                    return word
                }
            )
        case .flag(let name):
            return Set(
                version.facts.compactMap { fact in
                    guard fact.name == name, case .number(let number) = fact.content else {
                        return nil
                    }
                    return String(number == 1)
                }
            )
        case .present(let name): return [String(isPresent(version, name))]
        case .reference(let name): return Set(references(version, name))
        case .country(let name): return Set(references(version, name).compactMap(country))
        case .isOfCountry: return Set([country(version.id)].compactMap { $0 })
        case .through(let name, let kind, let rule):
            let targets = references(version, name).compactMap { register.standing($0, at: seq) }
            return Set(targets.filter { $0.kind == kind }.flatMap { values(rule, $0) })
        case .back(let kind, let name, let rule):
            let others = register.standing(kind, at: seq)
                .filter { references($0, name).contains(version.id) }
            return Set(others.flatMap { values(rule, $0) })
        case .backAs(let kind, let name, let words):
            let others = register.standing(kind, at: seq)
            return Set(
                words.filter { word in
                    others.contains { references($0, name + "@" + word).contains(version.id) }
                }
            )
        case .any(let rules): return Set(rules.flatMap { values($0, version) })
        default: return []
        }
    }

    /// The year of a span of days, or the two between which it lies.
    func year(_ version: NaiveRegister.Version, _ name: String) -> String? {
        guard let (earliest, latest) = span(version, name) else { return nil }
        let years = [earliest, latest].map { day in
            day == .min || day == .max
                ? ".." : CivilDay(daysSince1970: Int(day)).text.prefix(4).description
        }
        return years[0] == years[1] && years[0] != ".." ? years[0] : years.joined(separator: "/")
    }
}

extension NaiveRegister {
    /// The same counts, record by record.
    func tally(_ tally: ValueTally) -> Tallied {
        let seq = min(tally.seq, head)
        let judge = NaiveJudge(register: self, seq: seq, today: tally.today)
        let found = standing(tally.kind, at: seq).filter { version in
            tally.conditions.allSatisfy { judge.meets(version, $0) }
        }
        var counts: [[String?]: Int] = [:]
        for version in found {
            var rows: [[String?]] = [[]]
            for key in tally.keys {
                let values: [String?] =
                    switch key {
                    case .values(let rule): judge.values(rule, version).map { $0 }
                    case .year(let fact): [judge.year(version, fact)]
                    }
                rows = rows.flatMap { row in (values.isEmpty ? [nil] : values).map { row + [$0] } }
            }
            for row in rows { counts[row, default: 0] += 1 }
        }
        let rows = counts.map { Tallied.Row(values: $0, count: $1) }.sorted { one, other in
            guard one.count == other.count else { return one.count > other.count }
            return one.values.map(Self.bytes).lexicographicallyPrecedes(
                other.values.map(Self.bytes)
            ) { $0.lexicographicallyPrecedes($1) }
        }
        return Tallied(rows: rows, total: found.count, isTruncated: false)
    }
    /// No text has the byte 255, so that none comes last.
    private static func bytes(_ value: String?) -> [UInt8] {
        value.map { Array($0.utf8) } ?? [0xFF]
    }
}
