import NoticeRegister
import Shapes
import StrictJSON

/// A point in the register's past: a sequence, a moment, or the end of a day in UTC.
enum AsOf: Value {
    case seq(Int)
    case moment(Instant)

    static var blank: AsOf { .seq(0) }

    /// Reads a sequence, a time of RFC 3339 or a date.
    init?(_ word: String) {
        let bytes = word.utf8
        if !bytes.isEmpty, bytes.count <= 16, bytes.allSatisfy({ (0x30...0x39).contains($0) }) {
            guard let seq = Int(word) else { return nil }
            self = .seq(seq)
        } else if let moment = Instant(word) {
            self = .moment(moment)
        } else if let end = Instant.end(ofDay: word) {
            self = .moment(end)
        } else {
            return nil
        }
    }

    /// The sequence that it stands for in a register with this head.
    func sequence(in repository: any Repository, head: Int) throws(Problem) -> Int {
        switch self {
        case .moment(let moment): return min(repository.seq(at: moment), head)
        case .seq(let seq):
            guard seq <= head else {
                let detail = "the register's last change has the sequence \(head)"
                throw Problem(parameter: "as_of", .outOfRange, detail)
            }
            return seq
        }
    }

    static func read(_ words: [String], _ limit: Plain, from reader: inout WordReader) -> AsOf {
        guard let word = reader.single(words) else { return blank }
        guard let point = AsOf(word) else {
            reader.note(.badFormat, detail)
            return blank
        }
        return point
    }

    static func read(_ node: Int, _ limit: Plain, from reader: inout Reader) -> AsOf {
        guard let word = reader.document.string(node), let point = AsOf(word) else {
            reader.note(node, .badFormat, detail)
            return blank
        }
        return point
    }

    func write(into writer: inout JSONWriter) {
        switch self {
        case .seq(let seq): writer.string(String(seq))
        case .moment(let moment): writer.string(moment.text)
        }
    }

    static func schema(_ limit: Plain, into writer: inout JSONWriter) {
        let date = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
        let time = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,12})?"
        let offset = "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
        String.schema(Length(1, 40), into: &writer)
        writer.member("pattern", "^([0-9]{1,16}|\(date)([Tt]\(time)\(offset))?)$")
    }

    private static var detail: String {
        "a sequence, a time of RFC 3339 or a date is due: 17, 2021-01-06T10:00:00Z, 2021-01-06"
    }
}

extension Instant {
    private static let dayMilliseconds = 86_400_000

    /// The first millisecond of a day of UTC, `2021-01-06`; nil for anything else.
    static func start(ofDay word: String) -> Instant? {
        let parts = word.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
            word.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }),
            let year = Int(parts[0]), let month = Int(parts[1]), let number = Int(parts[2]),
            let day = CivilDay(year: year, month: month, day: number)
        else { return nil }
        return Instant(milliseconds: day.daysSince1970 * dayMilliseconds)
    }

    /// The last millisecond of a day of UTC.
    static func end(ofDay word: String) -> Instant? {
        start(ofDay: word).map { Instant(milliseconds: $0.milliseconds + dayMilliseconds - 1) }
    }
}
