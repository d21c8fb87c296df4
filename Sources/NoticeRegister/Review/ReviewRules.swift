import Shapes
import StrictJSON

/// The rules that requests are held against, from a file such as `Config/rules/interpol.json`.
package struct ReviewRules: Sendable {
    let rules: [ReviewRule]

    /// No rule at all.
    package static let none = ReviewRules(rules: [])

    private init(rules: [ReviewRule]) {
        self.rules = rules
    }

    /// Reads a file of rules: an array of them.
    ///
    /// - Throws: everything that is wrong with it, each with its line and column.
    package init(_ bytes: [UInt8]) throws(RuleFileFaults) {
        let document: Document
        do throws(JSONFault) {
            document = try Document(bytes)
        } catch {
            let place = RuleFileFaults.Fault(error.offset, in: bytes, error.reason.rawValue)
            throw RuleFileFaults(all: [place])
        }
        var reader = Reader(document, origin: .client)
        let rules = [ReviewRule].read(0, Items(1...RecordLimits.few, Whole()), from: &reader)
        var faults = reader.faults
        // What a predicate asks for is looked at only where the shape is whole.
        if faults.isEmpty { Self.check(rules, &faults) }
        guard faults.isEmpty else { throw RuleFileFaults(faults, in: document) }
        self.init(rules: rules)
    }

    /// Holds a request against every rule, in the order of the file.
    package func assess(_ file: CaseFile, today: Int32) -> [Finding] {
        let reviewed = ReviewedCase(file, today: today)
        return rules.map { $0.finding(on: reviewed) }
    }

    private static func check(_ rules: [ReviewRule], _ faults: inout Faults) {
        var seen: Set<String> = []
        for (place, rule) in rules.enumerated() {
            let pointer = "/\(place)"
            let code = rule.code.text
            if !GroundCode.all.contains(code) {
                let hint = NearestWord.hint(to: code, among: GroundCode.all.sorted())
                faults.note(Fault(pointer + "/code", .unknownValue, "no such ground" + hint))
            } else if !seen.insert(code).inserted {
                faults.note(Fault(pointer + "/code", .badFormat, "the code stands twice"))
            }
            check(rule.predicate, rule.needs, among: Predicate.named, pointer, &faults)
            if rule.predicate == Predicate.ofFactors, rule.factors.isEmpty {
                faults.note(Fault(pointer + "/factors", .required, "this predicate needs factors"))
            } else if rule.predicate != Predicate.ofFactors, !rule.factors.isEmpty {
                let detail = "only \(Predicate.ofFactors) weighs factors"
                faults.note(Fault(pointer + "/factors", .unknownMember, detail))
            }
            for (place, factor) in rule.factors.enumerated() {
                let pointer = "\(pointer)/factors/\(place)"
                check(factor.predicate, factor.needs, among: Predicate.factors, pointer, &faults)
            }
        }
    }

    /// A predicate has to exist, and each fact that it may lack has to have its sentence.
    private static func check(
        _ name: String,
        _ needs: [ReviewRule.Need],
        among known: [String: Predicate],
        _ pointer: String,
        _ faults: inout Faults
    ) {
        guard let predicate = known[name] else {
            let hint = NearestWord.hint(to: name, among: known.keys.sorted())
            let detail = "no such predicate" + hint
            faults.note(Fault(pointer + "/predicate", .unknownValue, detail))
            return
        }
        for (place, need) in needs.enumerated() where !predicate.facts.contains(need.fact) {
            let hint = NearestWord.hint(to: need.fact, among: predicate.facts)
            let detail = "the predicate asks for no such fact" + hint
            faults.note(Fault("\(pointer)/needs/\(place)/fact", .unknownValue, detail))
        }
        let missed = predicate.facts.filter { fact in !needs.contains { $0.fact == fact } }
        guard !missed.isEmpty else { return }
        let detail = "the predicate also asks for: " + missed.joined(separator: ", ")
        faults.note(Fault(pointer + "/needs", .required, detail))
    }
}
