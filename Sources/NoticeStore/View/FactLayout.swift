import NoticeRegister
import Shapes

/// Where the facts of one kind's records go in the view.
///
/// Nothing is listed by hand: what the listings of all kinds filter and sort by, and the references
/// that records declare, say which facts are wanted and in which form.
struct FactLayout: Sendable {
    /// Some bits of a column: one for each word that a fact may have.
    struct Marks: Sendable, Equatable {
        /// What the bits stand for.
        enum Meaning: Sendable, Equatable {
            /// The words of a vocabulary, in its order.
            case words([String])
            /// No and yes.
            case flag
            /// That the fact is there at all; a number: above 0.
            case presence

            /// How many bits they are.
            var width: Int {
                switch self {
                case .words(let words): words.count
                case .flag: 2
                case .presence: 1
                }
            }
        }

        /// What they stand for.
        let meaning: Meaning
        /// The column.
        let column: Int
        /// The lowest bit.
        let shift: Int

        /// All bits.
        var mask: UInt32 { bits(UInt32(truncatingIfNeeded: (1 << meaning.width) - 1)) }

        /// Bits counted from the lowest one.
        func bits(_ bits: UInt32) -> UInt32 { bits << UInt32(shift) }

        /// The bit of a word; none for words that are not of the vocabulary.
        func bit(of word: String) -> UInt32 {
            guard case .words(let words) = meaning, let place = words.firstIndex(of: word) else {
                return 0
            }
            return bits(1 << UInt32(place))
        }
    }

    /// One form in which the view keeps a fact.
    enum Form: Sendable, Equatable {
        /// Bits of a column.
        case marks(Marks)
        /// A word that records are looked up by: its number among the kind's keyed facts.
        case word(Int)
        /// A reference, likewise.
        case reference(Int)
        /// A text to be searched and sorted by: its number. Of several, a sort takes the first.
        case text(Int)
        /// A span of days: its number. Of several, the first counts.
        case days(Int)
        /// A number: its number. Of several, the first counts.
        case number(Int)
    }

    /// One fact in one form; packed facts name it by its place among ``places``.
    struct Place: Sendable, Equatable {
        /// The fact's name.
        let name: String
        /// The form.
        let form: Form
    }

    /// A fact that records are looked up by.
    struct Keyed: Sendable, Equatable {
        /// The fact's name.
        let name: String
        /// Whether its values are records, else words.
        let isReference: Bool
        /// Whether it is a reference that links its record to another.
        let isLink: Bool
    }

    /// Every fact that is kept.
    private(set) var places: [Place] = []
    /// The keyed facts by their numbers.
    private(set) var keyed: [Keyed] = []
    /// The numbers of the keyed facts that are links.
    private(set) var links: [Int] = []
    /// How many columns of marks there are.
    private(set) var markColumns = 0
    /// How many columns of days there are.
    private(set) var dayColumns = 0
    /// How many columns of numbers there are.
    private(set) var numberColumns = 0
    /// By the texts' numbers: whether lists are ordered by them.
    private(set) var isSorted: [Bool] = []
    /// The places of each fact.
    private(set) var placesByName = FactNames()

    /// Bits that are taken in the last column of marks.
    private var bitsTaken = UInt32.bitWidth
    private var texts = 0

    /// The layout of a kind.
    static func of(_ kind: Kind) -> FactLayout { all[Int(kind.rawValue)] }

    /// A number that changes when any layout does.
    static let number: Int = {
        // FNV-1a, 64 bits; the sign is dropped because a column of a database takes it.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for kind in Kind.allCases {
            let places = of(kind).places.map { $0.name + " " + $0.form.text }
            for byte in "\(form) \(kind.name) \(places.joined(separator: " "));".utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
            }
        }
        return Int(truncatingIfNeeded: hash >> 1)
    }()

    /// The form in which facts are packed; it changes with `PackedFacts`.
    private static let form = 1
    /// A place is told in one byte.
    private static let placesMax = 256

    /// By the kinds' raw values; no kind's is 0.
    static let all: [FactLayout] = {
        let wants = FactWants.all
        let last = Kind.allCases.map(\.rawValue).max() ?? 0
        return (0...last).map { number in
            guard let kind = Kind(rawValue: number) else { return FactLayout([], sorts: []) }
            return FactLayout(wants.wants(of: kind), sorts: kind.listing.sorts)
        }
    }()

    private init(_ wants: [FactWant], sorts: [Sorting]) {
        for want in wants {
            add(want, isSorted: sorts.contains { $0.key == .word(fact: want.fact) })
        }
        precondition(keyed.count <= KeyedFacts.factsMax, "a kind has more keyed facts than cells")
        links = keyed.indices.filter { keyed[$0].isLink }
        placesByName = FactNames(places.map(\.name))
    }

    private mutating func add(_ want: FactWant, isSorted: Bool) {
        let form: Form
        switch want.form {
        case .marks(let meaning): form = .marks(newMarks(meaning))
        case .word, .reference:
            let isReference = want.form == .reference
            form = isReference ? .reference(keyed.count) : .word(keyed.count)
            let fact = Fact(name: want.fact, content: .reference(""))
            keyed.append(
                Keyed(name: want.fact, isReference: isReference, isLink: isReference && fact.isLink)
            )
        case .text:
            precondition(texts < TextPieces.factsMax, "a kind has more texts than a tag has bits")
            form = .text(texts)
            texts += 1
            self.isSorted.append(isSorted)
        case .days:
            form = .days(dayColumns)
            dayColumns += 1
        case .number:
            form = .number(numberColumns)
            numberColumns += 1
        }
        places.append(Place(name: want.fact, form: form))
        precondition(places.count <= Self.placesMax, "a kind has more facts than a byte counts")
    }

    private mutating func newMarks(_ meaning: Marks.Meaning) -> Marks {
        if bitsTaken + meaning.width > UInt32.bitWidth {
            markColumns += 1
            bitsTaken = 0
        }
        defer { bitsTaken += meaning.width }
        return Marks(meaning: meaning, column: markColumns - 1, shift: bitsTaken)
    }
}

extension FactLayout.Form {
    /// The form as a text that is different for each.
    fileprivate var text: String {
        switch self {
        case .marks(let marks):
            switch marks.meaning {
            case .words(let words): words.joined(separator: "|")
            case .flag: "flag"
            case .presence: "presence"
            }
        case .word: "word"
        case .reference: "reference"
        case .text: "text"
        case .days: "days"
        case .number: "number"
        }
    }
}

extension FactLayout {
    /// The bits of a fact that is kept as a vocabulary's words, as a flag or as its presence.
    func marks(of fact: String, _ isMeant: (Marks.Meaning) -> Bool) -> Marks? {
        forms(of: fact) { form in
            guard case .marks(let marks) = form, isMeant(marks.meaning) else { return nil }
            return marks
        }
    }

    /// The bits of a vocabulary's words.
    func vocabulary(of fact: String) -> Marks? {
        marks(of: fact) { if case .words = $0 { true } else { false } }
    }

    /// The number of a fact whose words records are looked up by.
    func word(of fact: String) -> Int? {
        forms(of: fact) { if case .word(let number) = $0 { number } else { nil } }
    }

    /// The number of a fact whose references records are looked up by.
    func reference(of fact: String) -> Int? {
        forms(of: fact) { if case .reference(let number) = $0 { number } else { nil } }
    }

    /// The number of a fact that links records.
    func link(of fact: String) -> Int? {
        reference(of: fact).flatMap { keyed[$0].isLink ? $0 : nil }
    }

    /// The number of a text.
    func text(of fact: String) -> Int? {
        forms(of: fact) { if case .text(let number) = $0 { number } else { nil } }
    }

    /// The number of a span of days.
    func days(of fact: String) -> Int? {
        forms(of: fact) { if case .days(let number) = $0 { number } else { nil } }
    }

    /// The number of a number.
    func number(of fact: String) -> Int? {
        forms(of: fact) { if case .number(let number) = $0 { number } else { nil } }
    }

    private func forms<Result>(of fact: String, _ pick: (Form) -> Result?) -> Result? {
        for place in placesByName[fact] {
            if let result = pick(places[place].form) { return result }
        }
        return nil
    }
}
