import Foundation
import NoticeRegister
import StrictJSON
import Testing

@Suite("The guide's tables of records and filters")
struct GuideTableTests {
    private static func guide() throws -> String {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appendingPathComponent("Docs/API.md"), encoding: .utf8)
    }

    @Test(
        "tell each kind's path, prefix and members as they are declared",
        arguments: Kind.allCases
    )
    func members(kind: Kind) throws {
        let members = try Self.members(of: kind)
        let shared = try Self.members(of: .verdict).prefix { $0.name != "a" }
        #expect(members.prefix(shared.count).elementsEqual(shared, by: ==))
        let words = members.dropFirst(shared.count).map {
            "`\($0.name)`" + ($0.isWritten ? "*" : "")
        }
        let row = "| `\(kind.path)` | `\(kind.idPrefix)` | \(words.joined(separator: " ")) |"
        #expect(try Self.guide().contains("\n\(row)\n"), "\(row)")
    }

    @Test("tell the members that all kinds share")
    func sharedMembers() throws {
        let guide = try Self.guide()
        for member in try Self.members(of: .verdict).prefix(while: { $0.name != "a" }) {
            let word = "`\(member.name)`" + (member.isWritten ? "*" : "")
            let isTold =
                guide.contains("\n| \(word) |") || guide.contains(", \(word) |")
                || guide.contains("\n| \(word), ")
            #expect(isTold, "\(word)")
        }
    }

    @Test("tell each kind's filters, orders and includes", arguments: Kind.allCases)
    func listing(kind: Kind) throws {
        let listing = kind.listing
        let shared = listing.filters.prefix { $0.name != "q" }.map(\.name) + ["q"]
        let own = listing.filters.map(\.name).filter { !shared.contains($0) }
        let dates = Set(listing.filters.filter(\.isOfDays).map(\.name))
        let (standard, isDescending) = (
            listing.defaultKey.sorting.name, listing.defaultKey.isDescending
        )
        let sorts =
            [(isDescending ? "-" : "") + standard]
            + listing.sorts.map(\.name).filter { $0 != standard }
        let cells = [
            own.filter { !dates.contains($0) }, own.filter(dates.contains), sorts, listing.includes,
        ]
        let row = "| `\(kind.path)` |" + cells.map(Self.cell).joined()
        let guide = try Self.guide()
        #expect(guide.contains("\n\(row)\n"), "\(row)")
        #expect(guide.contains("\n| all |" + Self.cell(shared) + " | | |\n"))
    }

    /// A cell of a table with words in it.
    private static func cell(_ words: [String]) -> String {
        words.isEmpty ? " |" : " " + words.map { "`\($0)`" }.joined(separator: " ") + " |"
    }

    /// The members of a kind's records, and whether the server writes them.
    private static func members(of kind: Kind) throws -> [(name: String, isWritten: Bool)] {
        var writer = JSONWriter()
        writer.beginObject()
        Record.schema(of: kind, into: &writer)
        writer.endObject()
        let schema = try Document(writer.bytes)
        let properties = try #require(schema.member("properties", of: 0))
        return schema.members(of: properties).map { property in
            let isWritten = schema.member("readOnly", of: property.value) != nil
            return (schema.string(property.name) ?? "", isWritten)
        }
    }
}

extension Filter {
    /// Whether it compares days.
    fileprivate var isOfDays: Bool {
        if case .days = rule { true } else { false }
    }
}
