import HTTPWire
import NoticeRegister

/// A resource's routes, one for each method that it takes.
struct Resource: Sendable {
    /// The path, with its kind put in.
    let path: String
    /// The kind of record that the path names.
    let kind: Kind?
    /// By the method's raw value.
    private(set) var routes = [Route?](repeating: nil, count: Method.allCases.count)

    init(path: String, kind: Kind?) {
        self.path = path
        self.kind = kind
    }

    func route(_ method: Method) -> Route? {
        routes[Int(method == .head ? Method.get.rawValue : method.rawValue)]
    }

    /// What the field `Allow` says.
    var allow: String {
        let allowed = Method.allCases.filter { $0 == .options || route($0) != nil }
        return allowed.map(\.name).joined(separator: ", ")
    }

    fileprivate mutating func add(_ route: Route) {
        precondition(routes[Int(route.method.rawValue)] == nil, "two routes for one request")
        routes[Int(route.method.rawValue)] = route
    }
}

/// Where a request's path leads.
struct Match: Sendable {
    /// The resource.
    let resource: Resource
    /// What stands in the place of the path's `{…}`, percent-encoding undone; empty without one.
    let capture: String

    /// The record's kind; only asked for on paths that name one.
    var kind: Kind { resource.kind ?? .event }
}

/// Finds the resource of a path by its segments: one walk over the bytes.
struct Router: Sendable {
    private struct Node {
        var literals: [(name: [UInt8], next: Int)] = []
        var capture: Int?
        var resource: Resource?
    }

    private var nodes = [Node()]

    init(_ routes: [Route]) {
        for route in routes {
            for (path, kind) in route.expanded { add(route, path, kind) }
        }
    }

    /// All resources.
    var resources: [Resource] { nodes.compactMap(\.resource) }

    /// The resource of a path, or nil.
    ///
    /// `%61` equals `a`, and `%2F` never separates (RFC 3986 §6.2.2.2); empty segments, `.` and
    /// `..` lead nowhere.
    ///
    /// - Throws: `malformed-request` where percent-encoding is broken.
    func match(_ bytes: Span<UInt8>, _ path: Range<Int>) throws(Problem) -> Match? {
        let text = bytes.extracting(path)
        var (node, start) = (0, 1)
        var capture: Range<Int>?
        while true {
            var end = start
            while end < text.count, text[end] != UInt8(ascii: "/") {
                guard text[end] != UInt8(ascii: "%") else { return try encoded(bytes, path) }
                end &+= 1
            }
            if let next = literal(from: node, text, start..<end) {
                node = next
            } else if let next = nodes[node].capture, !Self.isDots(text, start..<end) {
                node = next
                capture = start..<end
            } else {
                return nil
            }
            guard end < text.count else { break }
            start = end &+ 1
        }
        guard let resource = nodes[node].resource else { return nil }
        guard let capture else { return Match(resource: resource, capture: "") }
        return Match(resource: resource, capture: Self.text(text, capture))
    }

    private mutating func add(_ route: Route, _ path: String, _ kind: Kind?) {
        var node = 0
        for segment in path.split(separator: "/") {
            node = segment.hasPrefix("{") ? captureChild(of: node) : child(of: node, segment)
        }
        var resource = nodes[node].resource ?? Resource(path: path, kind: kind)
        resource.add(route)
        nodes[node].resource = resource
    }

    private mutating func captureChild(of node: Int) -> Int {
        if let next = nodes[node].capture { return next }
        nodes.append(Node())
        nodes[node].capture = nodes.count - 1
        return nodes.count - 1
    }

    private mutating func child(of node: Int, _ segment: Substring) -> Int {
        let name = Array(segment.utf8)
        if let known = nodes[node].literals.first(where: { $0.name == name }) { return known.next }
        nodes.append(Node())
        nodes[node].literals.append((name, nodes.count - 1))
        return nodes.count - 1
    }

    private func literal(from node: Int, _ bytes: Span<UInt8>, _ segment: Range<Int>) -> Int? {
        let literals = nodes[node].literals
        next: for index in 0..<literals.count {
            let name = literals[index].name
            guard name.count == segment.count else { continue }
            for offset in 0..<name.count
            where name[offset] != bytes[segment.lowerBound &+ offset] {
                continue next
            }
            return literals[index].next
        }
        return nil
    }

    /// The same for a path with percent-encoding.
    private func encoded(_ bytes: Span<UInt8>, _ path: Range<Int>) throws(Problem) -> Match? {
        var (node, capture) = (0, "")
        for segment in Target.segments(bytes, path) {
            guard let text = Target.decodedSegment(bytes, segment) else {
                throw Problem(.malformedRequest, "The path is not validly percent-encoded UTF-8.")
            }
            let name = Array(text.utf8)
            if let known = nodes[node].literals.first(where: { $0.name == name }) {
                node = known.next
            } else if let next = nodes[node].capture, !["", ".", ".."].contains(text) {
                (node, capture) = (next, text)
            } else {
                return nil
            }
        }
        guard let resource = nodes[node].resource else { return nil }
        return Match(resource: resource, capture: capture)
    }

    /// The text of bytes that the wire has found to be visible ASCII.
    private static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        guard let text = try? UTF8Span(validating: bytes.extracting(range)) else { return "" }
        return String(copying: text)
    }

    private static func isDots(_ bytes: Span<UInt8>, _ segment: Range<Int>) -> Bool {
        guard segment.count <= 2 else { return false }
        for index in segment where bytes[index] != UInt8(ascii: ".") { return false }
        return true
    }
}
