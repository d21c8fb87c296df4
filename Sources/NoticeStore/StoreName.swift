internal import Seals

/// The name of a store: a random UUID (RFC 9562 §5.4), which no other store has.
package enum StoreName {
    /// Makes a name.
    package static func make() -> String {
        var system = SystemRandomNumberGenerator()
        var bytes = (0..<2).flatMap { _ in
            let word = system.next()
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
        }
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let text = Array(SHA256.hexadecimal(bytes))
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return groups.map { String(text[$0]) }.joined(separator: "-")
    }
}
