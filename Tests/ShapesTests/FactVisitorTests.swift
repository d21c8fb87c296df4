import Shapes
import Testing

@Suite("A shape's facts")
struct FactVisitorTests {
    @Test("are those of the filtered members, under dotted names, in order")
    func facts() throws {
        let parcel = try Parcel.read(Parcel.full, origin: .journal)
        let due: [(String, Fact.Content)] = [
            ("version", .number(3)), ("title", .word("Bücher")), ("weight", .number(-2)),
            ("is_fragile", .number(1)), ("state", .word("sent")), ("labels", .word("ab")),
            ("labels", .word("cd")), ("depot.country", .word("AT")), ("items.name", .word("Buch")),
            ("items.count", .number(2)), ("items.name", .word("Heft")),
        ]
        #expect(
            FactVisitor.facts(of: parcel) == due.map { Fact(name: $0.0, content: $0.1) }
        )
    }
}
