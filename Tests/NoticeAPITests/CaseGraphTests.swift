import Testing

@Suite("A graph")
struct CaseGraphTests {
    private struct Graph {
        let nodes: [(id: String, depth: Int)]
        let edges: [(from: String, to: String, role: String)]
        let isTruncated: Bool

        init(_ answer: TestAnswer) throws {
            let json = try answer.json()
            let nodes = try #require(json["nodes"] as? [[String: Any]], "\(answer.text)")
            let edges = try #require(json["edges"] as? [[String: String]])
            self.nodes = nodes.map { ($0["id"] as? String ?? "", $0["depth"] as? Int ?? -1) }
            self.edges = edges.map { ($0["from"] ?? "", $0["to"] ?? "", $0["role"] ?? "") }
            isTruncated = json["truncated"] as? Bool ?? true
        }

        /// What does not hold of it that holds of every graph.
        func faults(root: String, depth: Int) -> [String] {
            let ids = Set(nodes.map(\.id))
            var faults: [String] = []
            if nodes.first?.id != root || nodes.first?.depth != 0 { faults.append("no root") }
            if ids.count != nodes.count { faults.append("a node twice") }
            if nodes.count > 500 || edges.count > 2_000 { faults.append("too large") }
            if nodes.contains(where: { $0.depth < 0 || $0.depth > depth }) {
                faults.append("a node beyond the depth")
            }
            let ends = edges.flatMap { [$0.from, $0.to] }
            if !ends.allSatisfy(ids.contains) { faults.append("an edge that leads out") }
            if Set(edges.map { "\($0)" }).count != edges.count { faults.append("an edge twice") }
            let depths = Dictionary(nodes.map { ($0.id, $0.depth) }) { first, _ in first }
            for node in nodes where node.depth > 0 {
                let isReached = edges.contains { edge in
                    edge.from == node.id && depths[edge.to] == node.depth - 1
                        || edge.to == node.id && depths[edge.from] == node.depth - 1
                }
                if !isReached, edges.count < 2_000 { faults.append("\(node.id) hangs loose") }
            }
            return faults
        }
    }

    @Test("shows the records around one, and their references, both ways")
    func neighbours() throws {
        var api = try TestAPI.withRequest()
        let graph = try Graph(api.get("/v1/graph?root=req-1"))
        #expect(graph.nodes.map(\.id) == ["req-1", "org-state", "org-interpol", "per-1", "stm-1"])
        #expect(graph.nodes.map(\.depth) == [0, 1, 1, 1, 1])
        #expect(
            graph.edges.map { "\($0.from) \($0.role) \($0.to)" } == [
                "req-1 requester org-state", "req-1 addressee org-interpol",
                "req-1 subjects.ref per-1", "stm-1 about req-1", "stm-1 speaker org-state",
            ]
        )
        #expect(!graph.isTruncated)
        let alone = try Graph(api.get("/v1/graph?root=req-1&depth=0"))
        #expect(alone.nodes.count == 1 && alone.edges.isEmpty && !alone.isTruncated)
    }

    @Test(
        "holds together around every record of the example",
        arguments: ["req-2021", "per-trump", "src-root-article", "org-interpol", "dec-2020"],
        0...4
    )
    func example(root: String, depth: Int) throws {
        var api = try TestAPI.withExample()
        let graph = try Graph(api.get("/v1/graph?root=\(root)&depth=\(depth)"))
        #expect(graph.faults(root: root, depth: depth).isEmpty)
        if depth == 4 { #expect(graph.nodes.count > 40) }
    }

    @Test("holds together in random registers", arguments: 1...12)
    func random(seed: UInt64) throws {
        var generator = Dice(seed: seed)
        var api = TestAPI()
        let count = Int.random(in: 2...60, using: &generator)
        var lines: [String] = []
        for place in 0..<count {
            // Each refers only to earlier ones, so that none leads back to itself.
            var members = #""title":"E","type":"other","when":"2020""#
            if place > 0, Bool.random(using: &generator) {
                members += #","part_of":"evt-\#(Int.random(in: 0..<place, using: &generator))""#
            }
            var guests: [String] = []
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let person = Int.random(in: 0...5, using: &generator)
                guests.append(#"{"ref":"per-\#(person)","role":"witness"}"#)
            }
            members += #","participants":[\#(guests.joined(separator: ","))]"#
            lines.append(#"{"kind":"event","id":"evt-\#(place)",\#(members)}"#)
        }
        lines += (0...5).map { #"{"kind":"person","id":"per-\#($0)","names":[{"full":"P"}]}"# }
        let (status, reports) = try api.importLines(lines)
        try #require(status == 200 && reports.last?["errors"] as? Int == 0, "\(reports)")
        for depth in 0...4 {
            let root = "evt-\(Int.random(in: 0..<count, using: &generator))"
            let graph = try Graph(api.get("/v1/graph?root=\(root)&depth=\(depth)"))
            #expect(graph.faults(root: root, depth: depth).isEmpty, "seed \(seed), \(root)")
        }
    }

    @Test("ends at its bounds, and says so")
    func bounds() throws {
        var api = TestAPI()
        var lines = [#"{"kind":"person","id":"per-1","names":[{"full":"P"}]}"#]
        for place in 0..<150 {
            let guest = #""participants":[{"ref":"per-1","role":"witness"}]"#
            let event = #""title":"E","type":"other","when":"2020""#
            lines.append(#"{"kind":"event","id":"evt-\#(place)",\#(event),\#(guest)}"#)
        }
        _ = try api.importLines(lines)
        let graph = try Graph(api.get("/v1/graph?root=per-1"))
        #expect(graph.nodes.count == 101 && graph.isTruncated)
        let guests = (0..<600).map { #"{"ref":"per-g\#($0)","role":"witness"}"# }
        var people = (0..<600).map { place in
            #"{"kind":"person","id":"per-g\#(place)","names":[{"full":"P"}]}"#
        }
        people.append(
            #"{"kind":"event","id":"evt-large","title":"E","type":"other","when":"2020","#
                + #""participants":[\#(guests.joined(separator: ","))]}"#
        )
        _ = try api.importLines(people)
        let large = try Graph(api.get("/v1/graph?root=evt-large&depth=2"))
        #expect(large.nodes.count == 500 && large.isTruncated)
        #expect(large.faults(root: "evt-large", depth: 2).isEmpty)
    }

    @Test("shows the past, and refuses what it cannot show")
    func refused() throws {
        var api = try TestAPI.withRequest()
        let head = api.head
        let then = try api.get("/v1/graph?root=req-1")
        try api.put("statements/stm-2", Case.statement)
        #expect(try api.get("/v1/graph?root=req-1&as_of=\(head)").text == then.text)
        #expect(try api.get("/v1/graph?root=req-1").text.contains("stm-2"))
        #expect(try api.get("/v1/graph").errors() == ["root required"])
        #expect(try api.get("/v1/graph?root=req-1&depth=5").errors() == ["depth out-of-range"])
        #expect(try api.get("/v1/graph?root=nobody").problem() == "not-found")
        #expect(try api.send("DELETE", "/v1/statements/stm-2").status == 204)
        #expect(try api.get("/v1/graph?root=stm-2").problem() == "gone")
    }
}
