import NoticeRegister

/// What a row is asked: a condition of a query, with all names and words turned into numbers.
indirect enum RowTest {
    case always
    case never
    case not(RowTest)
    case any([RowTest])
    case all([RowTest])
    /// The row's record is one of these.
    case record(NumberChoice)
    /// The row has one of these values of a fact: records, or the handles of words.
    case value(fact: Int, NumberChoice)
    /// The row links to one of these records.
    case link(NumberChoice)
    /// The row has one of these bits.
    case marks(column: Int, bits: UInt32)
    /// A span of days fits one of these.
    case days(Int, [DayChoice])
    /// A span of days was over before a day.
    case daysOver(Int, before: Int32)
    /// The row was recorded at this sequence or later.
    case since(UInt32)
    /// The row was recorded up to this sequence.
    case until(UInt32)
    /// A text with one of the tag's bits has one of these folded texts in it.
    case text(tag: UInt8, [[UInt8]])
    /// A reference leads to a row of a kind that passes.
    case through(fact: Int, Kind, RowTest)
    /// A row of a kind that passes refers to the record.
    case back(Kind, fact: Int, RowTest)
    /// A reference leads to one of these records or to an organization below one.
    case under(fact: Int, NumberChoice)
    /// A reference leads to an organization of one of these countries.
    case country(fact: Int, NumberChoice)
    /// The record itself is one of these or an organization below one.
    case isUnder(NumberChoice)
    /// The record itself is an organization of one of these countries.
    case isOfCountry(NumberChoice)

    /// Tests that cost more come later.
    var cost: Int {
        switch self {
        case .always, .never, .since, .until, .marks, .record: 0
        case .days, .daysOver: 1
        case .value, .link: 2
        case .not(let test): test.cost
        case .any(let tests), .all(let tests): tests.map(\.cost).max() ?? 0
        case .text: 3
        case .through, .back, .under, .country, .isUnder, .isOfCountry: 4
        }
    }
}

/// Days that a span is compared with.
struct DayChoice {
    let span: DaySpan
    /// Whether the compared span has to lie within these days; else it has to touch them.
    let isCertain: Bool

    /// Whether a span fits.
    @inline(__always)
    func fits(_ other: DaySpan) -> Bool {
        isCertain
            ? other.earliest >= span.earliest && other.latest <= span.latest
            : other.earliest <= span.latest && other.latest >= span.earliest
    }
}

extension ViewSnapshot {
    /// Leaves those rows that pass a test.
    func keep(_ rows: inout [Int], in table: KindTable, passing test: RowTest) {
        switch test {
        case .always: break
        case .marks(let column, let bits):
            table.keep(&rows, marks: column, bits, isThere: true)
        case .not(.marks(let column, let bits)):
            table.keep(&rows, marks: column, bits, isThere: false)
        case .days(let number, let choices): table.keep(&rows, days: number, choices)
        default: rows.removeAll { !passes($0, in: table, test) }
        }
    }

    /// Whether a row, which stands, passes a test.
    func passes(_ row: Int, in table: KindTable, _ test: RowTest) -> Bool {
        switch test {
        case .always: true
        case .never: false
        case .not(let test): !passes(row, in: table, test)
        case .any(let tests): tests.contains { passes(row, in: table, $0) }
        case .all(let tests): tests.allSatisfy { passes(row, in: table, $0) }
        case .record(let records): records.contains(table.record(of: row))
        case .value(let fact, let values): table.keyed.has(fact, row, where: values.contains)
        case .link(let records): links(row, in: table, to: records)
        case .marks(let column, let bits): table.marks(column, of: row) & bits != 0
        case .days(let number, let choices):
            table.days(number, of: row).map { span in choices.contains { $0.fits(span) } } ?? false
        case .daysOver(let number, let day):
            table.days(number, of: row).map { $0.latest < day } ?? false
        case .since(let seq): table.seq(of: row) >= seq
        case .until(let seq): table.seq(of: row) <= seq
        case .text(let tag, let folded): hasText(row, in: table, tag, folded)
        case .through(let fact, let kind, let test):
            table.keyed.has(fact, row) { leads(to: $0, kind, test) }
        case .back(let kind, let fact, let test):
            isReferredTo(table.record(of: row), by: kind, fact, test)
        case .under(let fact, let tops):
            table.keyed.has(fact, row) { hierarchy.isUnder($0, tops) }
        case .country(let fact, let countries):
            table.keyed.has(fact, row) { hierarchy.isOfCountry($0, countries) }
        case .isUnder(let tops): hierarchy.isUnder(table.record(of: row), tops)
        case .isOfCountry(let countries):
            hierarchy.isOfCountry(table.record(of: row), countries)
        }
    }

    private var hierarchy: Hierarchy { Hierarchy(self) }

    private func hasText(
        _ row: Int,
        in table: KindTable,
        _ tag: UInt8,
        _ folded: [[UInt8]]
    ) -> Bool {
        table.withTexts(of: row) { joined in
            var isFound = false
            TextPieces.forEach(in: joined) { own, text in
                guard own & tag != 0 else { return .proceed }
                let isWide = own & TextPieces.isWide != 0
                isFound = folded.contains {
                    LetterFolding.contains($0, in: joined, text, isWide: isWide)
                }
                return isFound ? .stop : .proceed
            }
            return isFound
        }
    }

    private func links(_ row: Int, in table: KindTable, to records: NumberChoice) -> Bool {
        var isFound = false
        table.keyed.forEachKey(of: row) { fact, value in
            if table.layout.keyed[fact].isLink, records.contains(value) { isFound = true }
        }
        return isFound
    }

    private func leads(to record: UInt32, _ kind: Kind, _ test: RowTest) -> Bool {
        guard let row = standing(record, as: kind) else { return false }
        return passes(row, in: table(kind), test)
    }

    private func isReferredTo(
        _ record: UInt32,
        by kind: Kind,
        _ fact: Int,
        _ test: RowTest
    ) -> Bool {
        let table = table(kind)
        guard let key = table.keyed.first(Key(fact: fact, value: record)) else { return false }
        var isFound = false
        table.forEachRow(having: key, at: seq) { row in
            isFound = passes(row, in: table, test)
            return isFound ? .stop : .proceed
        }
        return isFound
    }
}
