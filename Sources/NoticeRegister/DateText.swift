/// The grammar of EDTF's levels 0 and 1 (Library of Congress, 2019; ISO 8601-2:2019, Annex A).
enum DateText {
    /// Two dates with all that can stand about them, and room to spare.
    static let bytesMax = 64

    /// Days since 1970-01-01, both ends included.
    struct Span {
        var earliest: Int32
        var latest: Int32
    }

    /// The days that a text allows.
    static func span(of text: String) throws(DateFault) -> Span {
        guard text.utf8.count <= bytesMax else { throw .form }
        let bytes = Array(text.utf8)[...]
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else {
            if let time = bytes.firstIndex(of: UInt8(ascii: "T")) {
                return try moment(bytes[..<time], bytes[(time + 1)...])
            }
            return try date(bytes)
        }
        return try interval(bytes[..<slash], bytes[(slash + 1)...])
    }

    /// Whether a byte says how sure the date before it is.
    static func isQualifier(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "?") || byte == UInt8(ascii: "~") || byte == UInt8(ascii: "%")
    }

    /// A date, `..` or nothing on each side, of which one at least is a date.
    private static func interval(
        _ start: ArraySlice<UInt8>,
        _ end: ArraySlice<UInt8>
    ) throws(DateFault) -> Span {
        let first = isOpen(start) ? nil : try date(start)
        let last = isOpen(end) ? nil : try date(end)
        guard first != nil || last != nil else { throw .openBothWays }
        let span = Span(earliest: first?.earliest ?? .min, latest: last?.latest ?? .max)
        guard span.earliest <= span.latest else { throw .backwards }
        return span
    }

    private static func isOpen(_ side: ArraySlice<UInt8>) -> Bool {
        side.isEmpty || side.elementsEqual("..".utf8)
    }

    /// A day with a time of day: the day as it was counted where the time was taken.
    private static func moment(
        _ day: ArraySlice<UInt8>,
        _ time: ArraySlice<UInt8>
    ) throws(DateFault) -> Span {
        var scanner = DateScanner(time)
        guard let hour = scanner.number(2), scanner.skip(":"), let minute = scanner.number(2),
            scanner.skip(":"), let second = scanner.number(2)
        else { throw .form }
        guard hour < 24, minute < 60, second < 60 else { throw .noSuchTime }
        if !scanner.isAtEnd, !scanner.skip("Z") { try offset(&scanner) }
        guard scanner.isAtEnd, day.count == 10, !day.contains(UInt8(ascii: "X")) else {
            throw .form
        }
        return try date(day)
    }

    /// `+04:30` or `+04`.
    private static func offset(_ scanner: inout DateScanner) throws(DateFault) {
        guard scanner.skip("+") || scanner.skip("-"), let hours = scanner.number(2) else {
            throw .form
        }
        guard hours < 24 else { throw .noSuchTime }
        guard scanner.skip(":") else { return }
        guard let minutes = scanner.number(2) else { throw .form }
        guard minutes < 60 else { throw .noSuchTime }
    }

    /// A year, a month, a season or a day, unspecified digits and a qualifier at its end allowed.
    private static func date(_ bytes: ArraySlice<UInt8>) throws(DateFault) -> Span {
        var scanner = DateScanner(bytes)
        if scanner.skip("Y") { throw .longYear }
        let isNegative = scanner.skip("-")
        if isNegative, scanner.skip("Y") { throw .longYear }
        guard let (low, high) = scanner.year() else { throw .form }
        guard !isNegative || high > 0 else { throw .form }
        let years = isNegative ? -high ... -low : low...high
        let span =
            scanner.skip("-")
            ? try month(of: years, &scanner)
            : days(from: years.lowerBound, 1, through: years.upperBound, 12)
        if let last = scanner.peek, isQualifier(last) { scanner.advance() }
        guard scanner.isAtEnd else {
            throw scanner.peek.map(Letters.isDigit) == true && years.count == 1
                && bytes.allSatisfy(Letters.isDigit) ? .longYear : .form
        }
        return span
    }

    private static func month(
        of years: ClosedRange<Int>,
        _ scanner: inout DateScanner
    ) throws(DateFault) -> Span {
        let year = years.lowerBound
        guard years.count == 1 else { throw .form }
        if scanner.skipUnspecified() {
            // With the month, the day is not specified either.
            guard !scanner.skip("-") || scanner.skipUnspecified() else { throw .form }
            return days(from: year, 1, through: year, 12)
        }
        guard let month = scanner.number(2) else { throw .form }
        guard scanner.skip("-") else {
            guard let (start, end) = season(month, of: year) else {
                guard (1...12).contains(month) else { throw .noSuchDay }
                return days(from: year, month, through: year, month)
            }
            return days(from: start.year, start.month, through: end.year, end.month)
        }
        guard (1...12).contains(month) else { throw .noSuchDay }
        if scanner.skipUnspecified() { return days(from: year, month, through: year, month) }
        guard let number = scanner.number(2) else { throw .form }
        guard let day = CivilDay(year: year, month: month, day: number) else { throw .noSuchDay }
        let place = Int32(clamping: day.daysSince1970)
        return Span(earliest: place, latest: place)
    }

    private typealias Month = (year: Int, month: Int)

    /// The first and the last month of a season: 21 spring, 22 summer, 23 autumn, 24 winter.
    private static func season(_ number: Int, of year: Int) -> (start: Month, end: Month)? {
        switch number {
        case 21: ((year, 3), (year, 5))
        case 22: ((year, 6), (year, 8))
        case 23: ((year, 9), (year, 11))
        case 24: ((year, 12), (year + 1, 2))
        default: nil
        }
    }

    /// From the first day of one month through the last of another.
    private static func days(
        from year: Int,
        _ month: Int,
        through lastYear: Int,
        _ lastMonth: Int
    ) -> Span {
        let first = CivilDay(year: year, month: month, day: 1)
        let end = CivilDay.lastDay(of: lastMonth, in: lastYear)
        let last = CivilDay(year: lastYear, month: lastMonth, day: end)
        return Span(
            earliest: first.map { Int32(clamping: $0.daysSince1970) } ?? .min,
            latest: last.map { Int32(clamping: $0.daysSince1970) } ?? .max
        )
    }
}

/// Goes over the bytes of a date, one part after the other.
struct DateScanner {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    var isAtEnd: Bool { rest.isEmpty }
    var peek: UInt8? { rest.first }

    mutating func advance() { rest = rest.dropFirst() }

    /// Passes over a character if it stands here.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        advance()
        return true
    }

    /// Passes over `XX` if it stands here.
    mutating func skipUnspecified() -> Bool {
        guard rest.count >= 2, rest.prefix(2).allSatisfy({ $0 == UInt8(ascii: "X") }) else {
            return false
        }
        rest = rest.dropFirst(2)
        return true
    }

    /// As many digits as `width`; nil where others stand.
    mutating func number(_ width: Int) -> Int? {
        guard rest.count >= width else { return nil }
        var value = 0
        for byte in rest.prefix(width) {
            guard Letters.isDigit(byte) else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        rest = rest.dropFirst(width)
        return value
    }

    /// Digits up to the first that is none, at most `most`; what is beyond the third is dropped.
    mutating func thousandths(most: Int) -> Int? {
        let digits = rest.prefix(most).prefix(while: Letters.isDigit)
        guard !digits.isEmpty else { return nil }
        rest = rest.dropFirst(digits.count)
        var value = 0
        for place in 0..<3 {
            let index = digits.startIndex + place
            value = value * 10
            if index < digits.endIndex { value += Int(digits[index] - UInt8(ascii: "0")) }
        }
        return value
    }

    /// Four digits, the last one or two of which may be `X`: the first and last year meant.
    mutating func year() -> (low: Int, high: Int)? {
        guard rest.count >= 4 else { return nil }
        var (low, high, unspecified) = (0, 0, 0)
        for byte in rest.prefix(4) {
            low *= 10
            high *= 10
            if byte == UInt8(ascii: "X") {
                unspecified += 1
                high += 9
                continue
            }
            guard Letters.isDigit(byte), unspecified == 0 else { return nil }
            low += Int(byte - UInt8(ascii: "0"))
            high += Int(byte - UInt8(ascii: "0"))
        }
        guard unspecified <= 2 else { return nil }
        rest = rest.dropFirst(4)
        return (low, high)
    }
}
