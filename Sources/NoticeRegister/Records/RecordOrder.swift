extension Array where Element: RecordShape {
    /// The records in the order of their ids.
    var byID: [Element] { sorted(byKey: \.common.id) }
}

extension Array {
    /// The elements in the order of what is read off each once.
    ///
    /// The keys are sorted and not the elements: records are large to move about.
    func sorted<Key: Comparable>(byKey key: (Element) -> Key) -> [Element] {
        let keys = map(key)
        return indices.sorted { keys[$0] < keys[$1] }.map { self[$0] }
    }
}
