import NoticeRegister
import Shapes
import StrictJSON

/// What the values of a filter look like, by what the filter compares.
enum FilterForm: Equatable {
    case vocabulary([String])
    case id
    case flag
    case days
    /// A moment; of a date, its start or its end counts.
    case instant(isEnd: Bool)
    case country
    case text

    init(_ rule: Filter.Rule) {
        switch rule {
        case .word(let fact, []): self = Self.countryFacts.contains(fact) ? .country : .text
        case .word(_, let words): self = .vocabulary(words)
        case .backAs(_, _, let words): self = .vocabulary(words)
        case .id, .reference, .refersTo, .under, .isUnder: self = .id
        case .flag, .present, .inForce: self = .flag
        case .days: self = .days
        case .recordedSince: self = .instant(isEnd: false)
        case .recordedUntil: self = .instant(isEnd: true)
        case .country, .isOfCountry: self = .country
        case .text, .family: self = .text
        case .through(_, _, let rule), .back(_, _, let rule): self = FilterForm(rule)
        case .any(let rules):
            let forms = rules.map(FilterForm.init)
            self = forms.contains(.country) ? .country : forms.first ?? .text
        }
    }

    /// The facts that are a country's two letters.
    private static let countryFacts: Set = ["place.country", "nationalities", "offices.country"]
    private static let textLength: Length = 200
    private static let certain = "certain:"

    /// Reads one value.
    ///
    /// - Throws: what is due instead.
    func comparand(_ word: String) throws(FilterFault) -> Query.Comparand {
        switch self {
        case .vocabulary(let words):
            guard words.contains(word) else {
                let hint = NearestWord.hint(to: word, among: words)
                let due = "one of " + words.joined(separator: ", ") + " is due" + hint
                throw FilterFault(.unknownValue, due)
            }
            return .word(word)
        case .id:
            guard RecordID.isValid(word) else {
                throw FilterFault(.badFormat, Pattern.id.detail)
            }
            return .word(word)
        case .flag:
            guard word == "true" || word == "false" else {
                throw FilterFault(.badFormat, "true or false is due")
            }
            return .flag(word == "true")
        case .days: return try Self.days(word)
        case .instant(let isEnd):
            let day = isEnd ? Instant.end(ofDay: word) : Instant.start(ofDay: word)
            guard let instant = Instant(word) ?? day else {
                throw FilterFault(.badDate, "a time of RFC 3339 or a date is due")
            }
            return .instant(instant)
        case .country:
            guard word.utf8.count == 2, word.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
                throw FilterFault(.badFormat, "a country is due: two capitals (ISO 3166-1)")
            }
            return .word(word)
        case .text:
            guard Self.textLength.holds(word) else {
                throw FilterFault(.outOfRange, Self.textLength.detail)
            }
            return .word(word)
        }
    }

    private static func days(_ word: String) throws(FilterFault) -> Query.Comparand {
        let isCertain = word.hasPrefix(certain)
        do throws(DateFault) {
            let date = try PartialDate(isCertain ? String(word.dropFirst(certain.count)) : word)
            return .days(earliest: date.earliest, latest: date.latest, isCertain: isCertain)
        } catch {
            throw FilterFault(.badDate, error.rawValue)
        }
    }

    /// Writes the schema of one value, without the braces.
    func schema(into writer: inout JSONWriter) {
        switch self {
        case .vocabulary(let words):
            writer.member("type", "string")
            writer.name("enum")
            writer.beginArray()
            for word in words { writer.string(word) }
            writer.endArray()
        case .id:
            String.schema(Pattern.id.length, into: &writer)
            writer.member("pattern", Pattern.id.expression)
        case .flag: writer.member("type", "boolean")
        case .days:
            String.schema(Length(4, 72), into: &writer)
            writer.member("pattern", "^(certain:)?[-0-9XTZ:+?~%./]+$")
        case .instant:
            Instant.schema(Plain(), into: &writer)
        case .country:
            String.schema(Length(2, 2), into: &writer)
            writer.member("pattern", "^[A-Z]{2}$")
        case .text: String.schema(Self.textLength, into: &writer)
        }
    }
}

/// Why a value is none of its filter's.
struct FilterFault: Error {
    let code: FaultCode
    let detail: String

    init(_ code: FaultCode, _ detail: String) {
        self.code = code
        self.detail = detail
    }
}
