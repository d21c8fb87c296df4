import Foundation
import NoticeRegister
import Testing

/// Random lives of a group, told in random order.
@Suite("A group on random walks")
struct GroupWalkTests {
    private static let people = ["ada", "bob", "eve", "kim"]

    private static func register(_ random: inout SeededNumbers) throws -> PlainRegister {
        let register = PlainRegister()
        for (id, type) in [("state", "state"), ("world", "international_organization")] {
            try register.put(
                .organization,
                id,
                #"{"names":[{"full":"\#(id)"}],"type":"\#(type)"}"#
            )
        }
        for person in people {
            try register.put(.person, person, #"{"names":[{"full":"\#(person)"}]}"#)
        }
        try register.put(.source, "press", #"{"title":"A report","type":"article"}"#)
        let count = Int.random(in: 1...4, using: &random)
        try register.put(
            .group,
            "g",
            #"{"title":"G","size":{"count":\#(count),"basis":"\#(basis(&random))"},"named":["ada"]}"#
        )
        try register.put(
            .noticeRequest,
            "r",
            #"{"colour":"red","requester":"state","addressee":"world","subjects":[{"ref":"g"}]}"#
        )
        return register
    }

    private static func basis(_ random: inout SeededNumbers) -> String {
        ["exact", "at_least", "at_most", "about"].randomElement(using: &random) ?? "exact"
    }

    /// A step that may be possible or not, on a day.
    private static func step(_ id: String, _ day: Int, _ random: inout SeededNumbers) -> String {
        let person = people.randomElement(using: &random) ?? "ada"
        let act =
            switch Int.random(in: 0..<5, using: &random) {
            case 0, 1: #""step":"name","ref":"\#(person)""#
            case 2: #""step":"unname","ref":"\#(person)","reason":"x""#
            default:
                #""step":"recount","count":\#(Int.random(in: 0...5, using: &random)),"#
                    + #""basis":"\#(basis(&random))""#
            }
        let on = String(format: "2021-01-%02d", day)
        return #"{"id":"\#(id)",\#(act),"on":"\#(on)","sources":[{"source":"press"}]}"#
    }

    private static func object(_ register: PlainRegister, _ id: String) throws -> [String: Any] {
        let bytes = try #require(register.records[id]).canonicalBytes
        return try #require(
            try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        )
    }

    @Test("adds up after every step, and is as it was after one that is refused", arguments: 0..<20)
    func adds(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        for walk in 0..<10 {
            let register = try Self.register(&random)
            for turn in 0..<12 {
                let (before, head) = (try register.json("g"), register.journal.count)
                let json: String
                if turn > 2, Int.random(in: 0..<5, using: &random) == 0 {
                    let target = Int.random(in: 0..<turn, using: &random)
                    json = #"{"step":"annul","annuls":"s\#(target)","reason":"x"}"#
                } else {
                    let day = Int.random(in: 1...28, using: &random)
                    json = Self.step("s\(turn)", day, &random)
                }
                do {
                    try register.step("g", json)
                    try Self.check(register, "seed \(seed), walk \(walk), turn \(turn): \(json)")
                } catch is Rejection {
                    #expect(register.journal.count == head)
                    #expect(try register.json("g") == before)
                }
            }
        }
    }

    /// Holds the group to its ledger, read from the founding on, and the request to the group.
    private static func check(_ register: PlainRegister, _ place: String) throws {
        let group = try object(register, "g")
        let founded = try #require(group["founded"] as? [String: Any], "\(place)")
        var named = founded["named"] as? [String] ?? []
        var count = founded["count"] as? Int ?? -1
        for entry in group["ledger"] as? [[String: Any]] ?? [] {
            let (before, after) = (entry["before"] as? Int, entry["after"] as? Int)
            let person = entry["ref"] as? String ?? ""
            switch entry["act"] as? String {
            case "recount":
                #expect(before == count, "\(place)")
                count = after ?? -1
            case "name":
                #expect(before == named.count && !named.contains(person), "\(place)")
                named.append(person)
                #expect(after == named.count, "\(place)")
            default:
                #expect(before == named.count && named.contains(person), "\(place)")
                named.removeAll { $0 == person }
                #expect(after == named.count, "\(place)")
            }
        }
        let size = group["size"] as? [String: Any]
        let unnamed = max(0, count - named.count)
        let basis = size?["basis"] as? String ?? ""
        #expect(size?["count"] as? Int == count, "\(place)")
        #expect(group["named"] as? [String] ?? [] == named, "\(place)")
        #expect(group["unnamed"] as? Int == unnamed, "\(place)")
        if basis == "exact" || basis == "at_most" { #expect(named.count <= count, "\(place)") }
        #expect(
            try register.json("r", "subject_count")
                == #"{"count":\#(count),"basis":"\#(basis)","named":\#(named.count),"#
                + #""unnamed":\#(unnamed)}"#,
            "\(place)"
        )
    }

    @Test("comes to the same whatever the order of telling, or is refused", arguments: 0..<20)
    func order(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed &+ 1_000)
        var compared = 0
        for _ in 0..<20 {
            var chance = random
            let register = try Self.register(&random)
            var taken: [String] = []
            for turn in 0..<6 {
                let json = Self.step("s\(turn)", turn * 4 + 1, &random)
                if (try? register.step("g", json)) != nil { taken.append(json) }
            }
            let other = try Self.register(&chance)
            let shuffled = taken.shuffled(using: &random)
            guard shuffled.allSatisfy({ (try? other.step("g", $0)) != nil }) else { continue }
            compared += 1
            for member in ["size", "named", "unnamed", "ledger", "founded"] {
                #expect(try other.json("g", member) == register.json("g", member), "\(shuffled)")
            }
        }
        #expect(compared > 0)
    }
}
