import Foundation
import NoticeRegister
import Shapes

/// Says whether a version meets a condition, by the words of `Filter.Rule` and nothing else.
struct NaiveJudge {
    let register: NaiveRegister
    let seq: Int
    let today: Int32

    func meets(_ version: NaiveRegister.Version, _ condition: Query.Condition) -> Bool {
        meets(version, condition.rule, condition.values) != condition.isNegated
    }

    private func meets(
        _ version: NaiveRegister.Version,
        _ rule: Filter.Rule,
        _ values: [Query.Comparand]
    ) -> Bool {
        values.contains { meets(version, rule, $0) }
    }

    private func meets(
        _ version: NaiveRegister.Version,
        _ rule: Filter.Rule,
        _ value: Query.Comparand
    ) -> Bool {
        switch (rule, value) {
        case (.id, .word(let id)): return version.id == id
        case (.word(let name, _), .word(let word)):
            return version.facts.contains(Fact(name: name, content: .word(word)))
        case (.family(let name, let families), .word(let word)):
            return (families[word] ?? [word]).contains { word in
                version.facts.contains(Fact(name: name, content: .word(word)))
            }
        case (.reference(let name), .word(let id)):
            return references(version, name).contains(id)
        case (.refersTo, .word(let id)):
            return version.facts.contains { $0.isLink && $0.content == .reference(id) }
        case (.flag(let name), .flag(let flag)):
            return version.facts.contains { fact in
                guard fact.name == name, case .number(let number) = fact.content else {
                    return false
                }
                return (number == 1) == flag
            }
        case (.present(let name), .flag(let flag)): return isPresent(version, name) == flag
        case (.days(let name), .days(let earliest, let latest, let isCertain)):
            guard let (first, last) = span(version, name) else { return false }
            return isCertain
                ? earliest <= first && last <= latest : first <= latest && earliest <= last
        case (.recordedSince, .instant(let instant)): return version.at >= instant
        case (.recordedUntil, .instant(let instant)): return version.at < instant
        case (.text(let names), .word(let word)):
            return version.facts.contains { fact in
                guard names.contains(fact.name), case .word(let text) = fact.content else {
                    return false
                }
                return has(text, word)
            }
        case (.any(let rules), _): return rules.contains { meets(version, $0, value) }
        case (.inForce, .flag(let flag)): return isInForce(version) == flag
        default: return leads(version, rule, value)
        }
    }

    /// The rules that ask of other records.
    private func leads(
        _ version: NaiveRegister.Version,
        _ rule: Filter.Rule,
        _ value: Query.Comparand
    ) -> Bool {
        switch (rule, value) {
        case (.under(let name), .word(let top)):
            return references(version, name).contains { above($0).contains(top) }
        case (.isUnder, .word(let top)): return above(version.id).contains(top)
        case (.country(let name), .word(let country)):
            return references(version, name).contains { self.country($0) == country }
        case (.isOfCountry, .word(let country)): return self.country(version.id) == country
        case (.through(let name, let kind, let rule), _):
            return references(version, name).contains { id in
                guard let target = register.standing(id, at: seq), target.kind == kind else {
                    return false
                }
                return meets(target, rule, value)
            }
        case (.back(let kind, let name, let rule), _):
            return register.standing(kind, at: seq).contains { other in
                references(other, name).contains(version.id) && meets(other, rule, value)
            }
        case (.backAs(let kind, let name, let words), .word(let word)):
            return words.contains(word)
                && register.standing(kind, at: seq).contains { other in
                    references(other, name + "@" + word).contains(version.id)
                }
        default: return false
        }
    }

    func references(_ version: NaiveRegister.Version, _ name: String) -> [String] {
        version.facts.compactMap { fact in
            guard fact.name == name, case .reference(let id) = fact.content else { return nil }
            return id
        }
    }

    func isPresent(_ version: NaiveRegister.Version, _ name: String) -> Bool {
        version.facts.contains { fact in
            guard fact.name == name else { return false }
            if case .number(let number) = fact.content { return number > 0 }
            return true
        }
    }

    func span(_ version: NaiveRegister.Version, _ name: String) -> (Int32, Int32)? {
        for fact in version.facts where fact.name == name {
            if case .days(let earliest, let latest) = fact.content { return (earliest, latest) }
        }
        return nil
    }

    private func isInForce(_ version: NaiveRegister.Version) -> Bool {
        guard version.facts.contains(Fact(name: "status", content: .word("active"))) else {
            return false
        }
        return span(version, "expires").map { $0.1 >= today } ?? true
    }

    /// The id, and those of the organizations above it.
    private func above(_ id: String) -> [String] {
        var above = [id]
        while let organization = organization(above[above.count - 1]),
            let parent = references(organization, "parent").first, !above.contains(parent)
        {
            above.append(parent)
        }
        return above
    }

    func country(_ id: String) -> String? {
        for id in above(id) {
            for fact in organization(id)?.facts ?? [] where fact.name == "country" {
                if case .word(let country) = fact.content { return country }
            }
        }
        return nil
    }

    private func organization(_ id: String) -> NaiveRegister.Version? {
        guard let version = register.standing(id, at: seq), version.kind == .organization else {
            return nil
        }
        return version
    }

    private func has(_ text: String, _ part: String) -> Bool {
        let (text, part) = (fold(text), fold(part))
        return part.isEmpty || Array(text.utf8).firstRange(of: Array(part.utf8)) != nil
    }

    private func fold(_ text: String) -> String {
        text.folding(
            options: [.caseInsensitive, .diacriticInsensitive],
            locale: Locale(identifier: "en_US_POSIX")
        )
    }
}
