import NoticeRegister
import Shapes

/// Reads the words of a list's query and notes every fault.
struct ListWordReader {
    private let words: [(name: String, value: String)]
    private let listing: Listing
    private(set) var faults = Faults()

    /// The parameters besides the filters, those of `PageParameters` left out.
    static let comma = ["facets", "include", "fields"]

    init(
        _ words: [(name: String, value: String)],
        kind: Kind,
        filters: Bool = true,
        besides others: [String] = ["sort"] + comma + MemberNames.of(PageParameters.self)
    ) {
        self.words = words
        listing = kind.listing
        noteUnknown(filters ? listing.filters.flatMap { [$0.name, "-" + $0.name] } : [], others)
    }

    /// The conditions: values of one name are alternatives, names must all hold; but for names that
    /// mean something else here.
    mutating func conditions(but others: [String] = []) -> [Query.Condition] {
        var conditions: [Query.Condition] = []
        for filter in listing.filters {
            for isNegated in [false, true] {
                let name = (isNegated ? "-" : "") + filter.name
                let values = self.values(of: name)
                guard !values.isEmpty, !others.contains(name) else { continue }
                let comparands = self.comparands(values, of: filter, name)
                conditions.append(
                    Query.Condition(filter.rule, comparands, isNegated: isNegated)
                )
            }
        }
        return conditions
    }

    /// The keys of the order that is asked for: each of the kind's sorts at most once.
    mutating func keys() -> [Query.Key] {
        var keys: [Query.Key] = []
        for word in single("sort")?.split(separator: ",", omittingEmptySubsequences: false) ?? [] {
            let isDescending = word.hasPrefix("-")
            let name = String(isDescending ? word.dropFirst() : word)
            guard let sorting = listing.sorts.first(where: { $0.name == name }) else {
                let names = listing.sorts.map(\.name)
                let due = names.joined(separator: ", ") + " are there, with - for descending"
                note("sort", .unknownValue, due + NearestWord.hint(to: name, among: names))
                continue
            }
            guard !keys.contains(where: { $0.sorting == sorting }) else {
                note("sort", .outOfRange, "\(name) may stand only once")
                continue
            }
            keys.append(Query.Key(sorting, isDescending: isDescending))
        }
        return keys
    }

    /// The names in a comma list.
    mutating func names(_ parameter: String, among known: [String]) -> [String] {
        guard let word = single(parameter) else { return [] }
        var names: [String] = []
        for part in word.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        where !names.contains(part) {
            guard known.contains(part) else {
                let due = known.isEmpty ? "none" : known.joined(separator: ", ")
                let hint = NearestWord.hint(to: part, among: known)
                note(parameter, .unknownValue, "there is " + due + hint)
                continue
            }
            names.append(part)
        }
        return names
    }

    /// The names of the filters whose values are to be counted.
    mutating func facets() -> [String] {
        let names = names("facets", among: listing.countable.map(\.name))
        if names.count > ListLimits.facetsMax {
            note("facets", .outOfRange, "at most \(ListLimits.facetsMax) facets are counted")
        }
        return names
    }

    /// The members that are to be shown; nil: all.
    mutating func fields(_ kind: Kind) -> Set<String>? {
        let names = names("fields", among: kind.memberNames)
        return names.isEmpty ? nil : Set(names)
    }

    /// The parameters that a shape declares.
    mutating func shape<Parameters: Shape>(_ type: Parameters.Type) -> Parameters {
        let names = MemberNames.of(type)
        do throws(Faults) {
            return try WordReader.read(words.filter { names.contains($0.name) }, as: type)
        } catch {
            for fault in error.all { faults.note(fault) }
            return Parameters()
        }
    }

    private mutating func comparands(
        _ values: [String],
        of filter: Filter,
        _ name: String
    ) -> [Query.Comparand] {
        guard values.count <= ListLimits.valuesMax else {
            note(name, .outOfRange, "at most \(ListLimits.valuesMax) values are taken")
            return []
        }
        let form = FilterForm(filter.rule)
        var comparands: [Query.Comparand] = []
        for value in values {
            do throws(FilterFault) {
                comparands.append(try form.comparand(value))
            } catch {
                note(name, error.code, error.detail)
            }
        }
        return comparands
    }

    private mutating func single(_ name: String) -> String? {
        let values = values(of: name)
        if values.count > 1 { note(name, .outOfRange, "this parameter may stand only once") }
        return values.first
    }

    private mutating func noteUnknown(_ filters: [String], _ others: [String]) {
        let known = filters + others
        var told: Set<String> = []
        for word in words where !known.contains(word.name) && told.insert(word.name).inserted {
            let hint = NearestWord.hint(to: word.name, among: known)
            note(word.name, .unknownMember, "no such parameter" + hint)
        }
    }

    private func values(of name: String) -> [String] {
        words.filter { $0.name == name }.map(\.value)
    }

    private mutating func note(_ name: String, _ code: FaultCode, _ detail: String) {
        faults.note(Fault(name, code, detail))
    }
}
