import Foundation
import NoticeRegister
import Testing

@Suite("Dates beside those of another reader")
struct PartialDateAgreementTests {
    /// A text, and what the PyPI package edtf 5.0.2 made of it (Tests/EDTF/make.py).
    struct Line {
        let text: String
        let earliest: [Int]
        let latest: [Int]
        let verdict: String
        let type: String

        init(_ line: Substring) {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            text = parts[0]
            verdict = parts[1].contains("-") ? "taken" : parts[1]
            earliest = Self.day(parts[1])
            latest = Self.day(parts[2])
            type = parts[3]
        }

        /// Year, month and day; the year may be before 0.
        private static func day(_ text: String) -> [Int] {
            let numbers = text.split(separator: "-").compactMap { Int($0) }
            guard let year = numbers.first else { return [] }
            return [text.hasPrefix("-") ? -year : year] + numbers.dropFirst()
        }

        var isTaken: Bool { verdict == "taken" }
        var hasOpenEnd: Bool {
            text.hasPrefix("/") || text.hasPrefix("../") || text.hasSuffix("/")
                || text.hasSuffix("/..")
        }
    }

    /// Why the two readers differ.
    private enum Reason: CaseIterable {
        case otherFails, levelTwo, openEnd, backwards, qualifier, winter, timeOfNoDay, beforeZero
    }

    private static func lines() throws -> [Line] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "EDTF/edtf.tsv")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
            .map(Line.init)
    }

    @Test("are the same dates with the same days, but for what is explained")
    func agreement() throws {
        let lines = try Self.lines()
        #expect(lines.count == 3_000)
        var agreed = 0
        var seen: Set<Reason> = []
        for line in lines {
            let date = try? PartialDate(line.text)
            let days = date.map { [Self.day($0.earliest), Self.day($0.latest)] }
            if days == (line.isTaken ? [line.earliest, line.latest] : nil),
                line.verdict != "failed"
            {
                agreed += 1
            } else if let reason = Self.reason(line, days) {
                seen.insert(reason)
            } else {
                Issue.record("\(line) is not \(days.map { "\($0)" } ?? "refused")")
            }
        }
        #expect(agreed > 2_300)
        #expect(seen.count == Reason.allCases.count, "\(seen)")
    }

    private static func day(_ day: Int32) -> [Int] {
        guard day != .min, day != .max else { return [] }
        let day = CivilDay(daysSince1970: Int(day))
        return [day.year, day.month, day.day]
    }

    /// What explains a difference; nil where nothing does.
    private static func reason(_ line: Line, _ days: [[Int]]?) -> Reason? {
        let hasUnspecified = line.text.contains("X")
        let hasSeason = line.text.contains(/-2[1-4]/)
        // The package fails on a text that it has begun to read, as on `..`.
        if line.verdict == "failed" { return .otherFails }
        // Winter has three months here; to the package it is December.
        if let days, line.text.contains("-24"), line.isTaken {
            let isFebruary = days[1].dropFirst().first == 2
            return isFebruary || days[0] == line.earliest ? .winter : nil
        }
        // Level 2 is not read here.
        if line.type.hasPrefix("Level2") || line.type == "PartialUnspecified" {
            return days == nil ? .levelTwo : nil
        }
        if line.hasOpenEnd, let days {
            // An unknown end is ten years away to the package, and open here.
            if !line.isTaken { return hasUnspecified || hasSeason ? .openEnd : nil }
            if days[0] == line.earliest, days[1].isEmpty { return .openEnd }
            if days[1] == line.latest, days[0].isEmpty { return .openEnd }
        }
        // An interval the wrong way round is no interval here.
        if line.isTaken, line.latest.lexicographicallyPrecedes(line.earliest), days == nil {
            return .backwards
        }
        // The package takes `?`, `~` and `%` behind plain dates only, and neither seasons nor
        // unspecified digits at the ends of all intervals.
        if !line.isTaken, days != nil, hasUnspecified || hasSeason { return .qualifier }
        // A time of day belongs to a day (ISO 8601-1).
        if line.type == "DateAndTime", days == nil { return .timeOfNoDay }
        // The package turns the months of years before 0 round.
        if line.text.contains("-"), hasUnspecified, line.earliest.first ?? 0 < 0, let days {
            return days[0].first == line.earliest.first ? .beforeZero : nil
        }
        return nil
    }
}
