import NoticeStore
import Testing

@Suite("Columns")
struct ColumnsTests {
    private static func append(_ text: String, to arena: TextArena) throws -> UInt32 {
        let handle = arena.append(text.utf8.span)
        return try #require(handle)
    }

    @Test(
        "a number is found where it was written, also at the seams of segments",
        arguments: 0..<6
    )
    func seams(segment: Int) {
        let column = Column()
        let seam = Segments.start(of: segment)
        for element in max(seam - 2, 0)...(seam + 2) { column.set(element, UInt32(element + 7)) }
        for element in max(seam - 2, 0)...(seam + 2) {
            #expect(column[element] == UInt32(element + 7))
            #expect(column.acquire(element) == UInt32(element + 7))
        }
        #expect(column[seam + 3] == 0)
    }

    @Test("what was never written is 0, however far off")
    func blank() {
        let column = Column()
        column.publish(3, 9)
        #expect(column[3] == 9)
        #expect(column[2] == 0)
        #expect(column[1 << 31] == 0)
    }

    @Test("the last number that 32 bits count has a place")
    func greatest() {
        let column = Column()
        #expect(column[Int(UInt32.max)] == 0)
    }

    @Test("a range is gone over in order, also where nothing was written")
    func ranges() {
        let column = Column()
        for element in 0..<1_000 where element % 3 == 0 { column.set(element, UInt32(element)) }
        var seen: [Int] = []
        column.forEach(in: 250..<9_000) { element, value in
            #expect(value == (element < 1_000 && element % 3 == 0 ? UInt32(element) : 0))
            seen.append(element)
        }
        #expect(seen == Array(250..<9_000))
    }

    @Test("texts come back as they were appended, short, long and empty")
    func texts() throws {
        let arena = TextArena()
        let texts = (0..<400).map { String(repeating: "é\($0)", count: $0 % 90) }
        let handles = try texts.map { try Self.append($0, to: arena) }
        #expect(Set(handles).count == texts.count)
        #expect(!handles.contains(0))
        for (text, handle) in zip(texts, handles) {
            #expect(arena.string(handle) == text)
            let (same, longer) = (Array(text.utf8), Array(text.utf8) + [0x78])
            let (holdsSame, holdsLonger) =
                (arena.holds(handle, same.span), arena.holds(handle, longer.span))
            #expect(holdsSame)
            #expect(!holdsLonger)
        }
    }

    @Test("a text's length is told in one byte or in more", arguments: 250...260)
    func lengths(count: Int) throws {
        let arena = TextArena(notes: 1)
        let text = String(repeating: "x", count: count)
        let handle = try Self.append(text, to: arena)
        let next = try Self.append("next", to: arena)
        arena.publish(0, of: handle, .max)
        #expect(arena.string(handle) == text)
        #expect(arena.string(next) == "next")
        #expect(arena.acquire(0, of: handle) == .max)
        #expect(arena.acquire(0, of: next) == 0)
    }

    @Test("a text longer than the next segment finds one that holds it")
    func longText() throws {
        let arena = TextArena()
        let long = String(repeating: "long ", count: 20_000)
        let short = try Self.append("short", to: arena)
        let handle = try Self.append(long, to: arena)
        let last = try Self.append("last", to: arena)
        #expect(arena.string(handle) == long)
        #expect(arena.string(short) == "short")
        #expect(arena.string(last) == "last")
    }

    @Test(
        "texts are ordered by their bytes, a beginning before the whole",
        arguments: [("a", "b"), ("", "a"), ("ab", "abc"), ("Z", "a"), ("z", "é")]
    )
    func order(lower: String, upper: String) throws {
        let arena = TextArena()
        let one = try Self.append(lower, to: arena)
        let other = try Self.append(upper, to: arena)
        #expect(arena.order(one, other) < 0)
        #expect(arena.order(other, one) > 0)
        #expect(arena.order(one, one) == 0)
    }
}
