/// Looks for a member's name that stands twice in one object (RFC 7493 §2.3).
struct UniqueNames {
    let nodes: [Node]
    let object: Int

    /// Above this many members, names are sorted rather than compared in pairs.
    private static var pairsMax: Int { 12 }

    /// - Throws: `.duplicateName`, at the first name that stood before.
    func check(_ text: Span<UInt8>) throws(JSONFault) {
        var (count, hasEscapes) = (0, false)
        var name = object + 1
        while name < nodes[object].nextIndex {
            count += 1
            hasEscapes = hasEscapes || nodes[name].isEscaped
            name = nodes[name + 1].nextIndex
        }
        if count <= Self.pairsMax, !hasEscapes {
            try checkPairs(text)
        } else {
            try checkSorted(text)
        }
    }

    private func checkPairs(_ text: Span<UInt8>) throws(JSONFault) {
        var later = object + 1
        while later < nodes[object].nextIndex {
            var earlier = object + 1
            while earlier < later {
                guard !isSame(earlier, later, text) else {
                    throw JSONFault(.duplicateName, at: Int(nodes[later].start))
                }
                earlier = nodes[earlier + 1].nextIndex
            }
            later = nodes[later + 1].nextIndex
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
    private func checkSorted(_ text: Span<UInt8>) throws(JSONFault) {
        var spelt: [(name: [UInt8], offset: Int)] = []
        var name = object + 1
        while name < nodes[object].nextIndex {
            spelt.append((Escape.resolved(text, nodes[name].content), Int(nodes[name].start)))
            name = nodes[name + 1].nextIndex
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
