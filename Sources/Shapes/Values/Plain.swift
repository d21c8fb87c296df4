public import StrictJSON

/// The limit of values that need none.
public struct Plain: Sendable {
    /// Any value of the type.
    @inlinable
    public init() {}
}

extension Bool: Value {
    /// `false` stands where nothing could be read.
    @inlinable
    public static var blank: Bool { false }

    /// Reads `true` or `false`.
    @inlinable
    public static func read(_ node: Int, _ limit: Plain, from reader: inout Reader) -> Bool {
        guard let value = reader.document.bool(node) else {
            reader.note(node, .wrongType, "true or false is due")
            return blank
        }
        return value
    }

    /// Reads the word `true` or `false`.
    public static func read(
        _ words: [String],
        _ limit: Plain,
        from reader: inout WordReader
    ) -> Bool {
        switch reader.single(words) {
        case "true"?, ""?: return true
        case "false"?: return false
        case nil: return blank
        default:
            reader.note(.badFormat, "true or false is due")
            return blank
        }
    }

    /// Writes `true` or `false`.
    @inlinable
    public func write(into writer: inout JSONWriter) { writer.bool(self) }

    /// The schema of a yes or no.
    public static func schema(_ limit: Plain, into writer: inout JSONWriter) {
        writer.member("type", "boolean")
    }

    /// 1 for yes, 0 for no.
    @inlinable
    public func facts(_ name: String, into facts: inout some FactSink) {
        facts.number(name, self ? 1 : 0)
    }
}

extension Int: Value {
    /// 0 stands where nothing could be read.
    @inlinable
    public static var blank: Int { 0 }

    /// Reads a whole number within the range.
    @inlinable
    public static func read(
        _ node: Int,
        _ limit: ClosedRange<Int>,
        from reader: inout Reader
    ) -> Int {
        guard reader.document.kind(node) == .number else {
            reader.note(node, .wrongType, "a whole number is due")
            return blank
        }
        guard let value = reader.document.integer(node), limit.contains(value) else {
            reader.note(node, .outOfRange, rangeDetail(limit))
            return blank
        }
        return value
    }

    /// Reads a whole number from a word.
    public static func read(
        _ words: [String],
        _ limit: ClosedRange<Int>,
        from reader: inout WordReader
    ) -> Int {
        guard let word = reader.single(words) else { return blank }
        let digits = word.utf8.first == UInt8(ascii: "-") ? word.dropFirst() : word[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            reader.note(.badFormat, rangeDetail(limit))
            return blank
        }
        guard let value = Int(word), limit.contains(value) else {
            reader.note(.outOfRange, rangeDetail(limit))
            return blank
        }
        return value
    }

    /// Writes the number.
    @inlinable
    public func write(into writer: inout JSONWriter) { writer.integer(self) }

    /// The schema of a whole number within the range.
    public static func schema(_ limit: ClosedRange<Int>, into writer: inout JSONWriter) {
        writer.member("type", "integer")
        writer.member("minimum", limit.lowerBound)
        writer.member("maximum", limit.upperBound)
    }

    /// The number itself.
    @inlinable
    public func facts(_ name: String, into facts: inout some FactSink) {
        facts.number(name, self)
    }

    @usableFromInline
    static func rangeDetail(_ limit: ClosedRange<Int>) -> String {
        "a whole number from \(limit.lowerBound) to \(limit.upperBound) is due"
    }
}

extension Double: Value {
    /// 0 stands where nothing could be read.
    @inlinable
    public static var blank: Double { 0 }

    /// Reads a number within the range.
    @inlinable
    public static func read(
        _ node: Int,
        _ limit: ClosedRange<Double>,
        from reader: inout Reader
    ) -> Double {
        guard reader.document.kind(node) == .number else {
            reader.note(node, .wrongType, "a number is due")
            return blank
        }
        guard let value = reader.document.number(node), limit.contains(value) else {
            reader.note(node, .outOfRange, rangeDetail(limit))
            return blank
        }
        return value
    }

    /// Reads a number from a word, which is spelt as in JSON.
    public static func read(
        _ words: [String],
        _ limit: ClosedRange<Double>,
        from reader: inout WordReader
    ) -> Double {
        guard let word = reader.single(words) else { return blank }
        guard let text = try? Document(Array(word.utf8)), text.kind(0) == .number else {
            reader.note(.badFormat, rangeDetail(limit))
            return blank
        }
        guard let value = text.number(0), limit.contains(value) else {
            reader.note(.outOfRange, rangeDetail(limit))
            return blank
        }
        return value
    }

    /// Writes the number as RFC 8785 does.
    @inlinable
    public func write(into writer: inout JSONWriter) { writer.number(self) }

    /// The schema of a number within the range.
    public static func schema(_ limit: ClosedRange<Double>, into writer: inout JSONWriter) {
        writer.member("type", "number")
        writer.name("minimum")
        writer.number(limit.lowerBound)
        writer.name("maximum")
        writer.number(limit.upperBound)
    }

    @usableFromInline
    static func rangeDetail(_ limit: ClosedRange<Double>) -> String {
        "a number from \(limit.lowerBound) to \(limit.upperBound) is due"
    }
}
