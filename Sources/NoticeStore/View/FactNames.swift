/// Finds the places of a fact by its name, for every fact of every record that is written.
///
/// A few dozen declared names are told apart by their lengths and their first and last letters, which
/// costs a fraction of a hash over all of them.
struct FactNames: Sendable {
    private struct Slot: Sendable {
        var name = ""
        var places: [Int] = []
    }

    private var slots: [Slot] = []

    /// No names.
    init() {}

    /// The names that these places have.
    init(_ names: [String]) {
        // At most a quarter is taken, so that a search soon meets its name or an empty slot.
        var size = 16
        while size < 4 * names.count { size *= 2 }
        slots = Array(repeating: Slot(), count: size)
        for (place, name) in names.enumerated() {
            let slot = slot(of: name)
            slots[slot].name = name
            slots[slot].places.append(place)
        }
    }

    /// The places of a fact; none for one that nobody asks for.
    subscript(name: String) -> [Int] {
        slots.isEmpty ? [] : slots[slot(of: name)].places
    }

    private func slot(of name: String) -> Int {
        let text = name.utf8.span
        guard !text.isEmpty else { return 0 }
        let hash = text.count &* 37 &+ Int(text[0]) &* 5 &+ Int(text[text.count - 1])
        var slot = hash & (slots.count - 1)
        while !slots[slot].places.isEmpty, slots[slot].name != name {
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }
}
