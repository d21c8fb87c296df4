/// Chance that can be repeated: xorshift64*.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed | 1
    }

    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 0x2545_F491_4F6C_DD1D
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    /// A text of valid JSON with few names, so that two of them share some.
    mutating func json(depth: Int) -> String {
        switch below(depth > 0 ? 6 : 3) {
        case 0: return String(below(3))
        case 1: return ["null", "true", #""a\/\"""#][below(3)]
        case 2, 3:
            return "["
                + (0..<below(3)).map { _ in json(depth: depth - 1) }
                .joined(separator: ",") + "]"
        default: return object(depth: depth)
        }
    }

    /// An object of some of five names, in any order.
    mutating func object(depth: Int) -> String {
        let names = ["a", "", "~1/", "é\\n", "b c"].shuffled(using: &self).prefix(below(6))
        let members = names.map { "\"\($0)\":" + json(depth: depth - 1) }
        return "{" + members.joined(separator: ",") + "}"
    }

    /// A valid parcel, its members in any order, and the number of them.
    mutating func parcel() -> String {
        let items = (0..<1 + below(3)).map { _ in
            shuffled(
                [#""name":"\#(["a", "Ä\\n", "\\ud83d\\ude00"][below(3)])""#],
                [#""count":\#(1 + below(9))"#, #""checked":true"#]
            )
        }
        return shuffled(
            [
                #""version":\#(1 + below(1_000))"#, #""title":"\#(["a/", "\\\"", "☃"][below(3)])""#,
                #""weight":\#(below(1_000) - 10)"#,
                #""is_fragile":\#(["true", "false"][below(2)])"#,
                #""state":"\#(["packed", "sent", "handed_over"][below(3)])""#,
            ],
            [
                #""volume":\#(["0", "0.5", "1e-7", "0.10", "1E-1"][below(5)])"#,
                #""labels":["ab","\u0041b"]"#, #""labels":null"#,
                #""depot":\#(shuffled([#""country":"AT""#], [#""shelf":\#(below(100))"#]))"#,
                #""items":[\#(items.joined(separator: " , "))]"#,
                #""note":"\#(["", "x"][below(2)])""#,
                #""secret":"s""#,
            ]
        )
    }

    private mutating func shuffled(_ required: [String], _ optional: [String]) -> String {
        var names: Set<Substring> = []
        let some = optional.shuffled(using: &self).prefix(below(optional.count + 1))
        let members = (required + some).shuffled(using: &self).filter {
            names.insert($0.split(separator: ":")[0]).inserted
        }
        return "{" + members.joined(separator: ", ") + "}"
    }
}
