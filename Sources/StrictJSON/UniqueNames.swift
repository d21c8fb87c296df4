/// Looks for a member's name that stands twice in one object (RFC 7493 §2.3).
struct UniqueNames {
    let nodes: [Node]
    let object: Int

    /// Above this many members, names are sorted rather than compared in pairs.
    private static var pairsMax: Int { 12 }

    /// - Throws: `.duplicateName`, at the first name that stood before.
    func check(_ text: Span<UInt8>) throws(JSONFault) {
        var names: [Int] = []
        var index = object + 1
        while index < nodes[object].nextIndex {
            names.append(index)
            index = nodes[index + 1].nextIndex
        }
        if names.count <= Self.pairsMax, !names.contains(where: { nodes[$0].isEscaped }) {
            try checkPairs(names, text)
        } else {
            try checkSorted(names, text)
        }
    }

    private func checkPairs(_ names: [Int], _ text: Span<UInt8>) throws(JSONFault) {
        for later in names.indices.dropFirst() {
            for earlier in 0..<later where isSame(names[earlier], names[later], text) {
                throw JSONFault(.duplicateName, at: Int(nodes[names[later]].start))
            }
        }
    }

    private func isSame(_ one: Int, _ other: Int, _ text: Span<UInt8>) -> Bool {
        let (a, b) = (nodes[one], nodes[other])
        guard a.end &- a.start == b.end &- b.start else { return false }
        var (i, j) = (Int(a.start), Int(b.start))
        while i < Int(a.end) {
            guard text[i] == text[j] else { return false }
            i &+= 1
            j &+= 1
        }
        return true
    }

    /// Sorts by the bytes themselves, which no choice of names can make slow.
    private func checkSorted(_ names: [Int], _ text: Span<UInt8>) throws(JSONFault) {
        var spelt: [(name: [UInt8], offset: Int)] = []
        spelt.reserveCapacity(names.count)
        for index in names {
            let content = nodes[index].content
            spelt.append((Escape.resolved(text, content), Int(nodes[index].start)))
        }
        spelt.sort {
            $0.name.lexicographicallyPrecedes($1.name)
                || ($0.name == $1.name && $0.offset < $1.offset)
        }
        var first: Int?
        for later in spelt.indices.dropFirst() where spelt[later - 1].name == spelt[later].name {
            first = min(first ?? .max, spelt[later].offset)
        }
        if let first { throw JSONFault(.duplicateName, at: first) }
    }
}
