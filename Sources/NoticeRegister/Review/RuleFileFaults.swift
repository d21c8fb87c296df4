import Shapes
import StrictJSON

/// Everything that is wrong with a file of rules.
package struct RuleFileFaults: Error, Sendable, Equatable {
    /// One thing that is wrong, and where.
    package struct Fault: Sendable, Equatable {
        /// The line, from 1.
        package let line: Int
        /// The column in code points, from 1.
        package let column: Int
        /// What is wrong and what is due.
        package let detail: String

        /// Names a fault by its place in bytes.
        init(_ offset: Int, in bytes: [UInt8], _ detail: String) {
            let before = bytes.prefix(offset)
            let newline = UInt8(ascii: "\n")
            let start = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
            line = before.count { $0 == newline } + 1
            // Bytes 10xxxxxx continue a code point (RFC 3629 §3).
            column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
            self.detail = detail
        }
    }

    /// The faults, by their places.
    package let all: [Fault]

    init(all: [Fault]) {
        self.all = all.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    /// Finds the lines and columns of faults that are known by their pointers.
    init(_ faults: Faults, in document: Document) {
        self.init(
            all: faults.all.map { fault in
                let (node, rest) = document.nearest(to: fault.pointer)
                let name = rest.map { "\"\($0)\": " } ?? ""
                let offset = document.nodes[node].range.lowerBound
                return Fault(offset, in: document.bytes, name + fault.detail)
            }
        )
    }
}

extension Document {
    /// The value that a pointer leads to, or the last on its way with the name that it lacks.
    fileprivate func nearest(to pointer: String) -> (node: Int, rest: String?) {
        var node = 0
        for token in Pointer.tokens(pointer) ?? [] {
            let elements = elements(of: node)
            if let child = member(token, of: node) {
                node = child
            } else if let place = Int(token), elements.indices.contains(place) {
                node = elements[place]
            } else {
                return (node, token)
            }
        }
        return (node, nil)
    }
}
