import Shapes
package import StrictJSON

/// The records around one, by the references between them, both ways.
package struct RecordGraph {
    /// How far from the root one can ask.
    package static let depths = 0...4
    /// How many records a graph shows: more is nothing to look at.
    package static let nodesMax = 500
    /// How many references it shows.
    package static let edgesMax = 2_000
    /// How many records of one role are followed from one record: what everything refers to, as
    /// requests do to their addressee, is not followed to all of it.
    static let referrersMax = 100

    /// A record in it.
    struct Node {
        let id: String
        let record: Record
        /// How many references it is from the root.
        let depth: Int
    }

    /// A reference between two of its records.
    struct Edge: Hashable {
        let from: String
        let to: String
        let role: String
    }

    /// The records, the root first, then by depth in the order of being met.
    private(set) var nodes: [Node] = []
    /// The references: of each record in turn, in the order of its members.
    private(set) var edges: [Edge] = []
    /// Whether more records or references are there within the depth asked.
    package private(set) var isTruncated = false
    private var places: [String: Int] = [:]

    /// Gathers the graph around a record; nil when there is none.
    ///
    /// Breadth first: what is cut off is what is farthest.
    package static func around(
        _ root: String,
        depth: Int,
        from past: some Past
    ) throws(StoreFault) -> RecordGraph? {
        var graph = RecordGraph()
        guard try graph.take(root, 0, past) else { return nil }
        var place = 0
        while place < graph.nodes.count, graph.nodes[place].depth < depth {
            try graph.expand(graph.nodes[place], past)
            place += 1
        }
        graph.link()
        return graph
    }

    private init() {}

    /// Takes all that a record refers to and that refers to it.
    private mutating func expand(_ node: Node, _ past: some Past) throws(StoreFault) {
        for (_, id) in Self.references(of: node.record) {
            try take(id, node.depth + 1, past)
        }
        for role in Self.roles[node.record.kind] ?? [] {
            let limit = Self.referrersMax + 1
            let referrers = try past.referrers(of: node.id, role: role, limit: limit)
            if referrers.count > Self.referrersMax { isTruncated = true }
            for referrer in referrers.prefix(Self.referrersMax) {
                try take(referrer.id, node.depth + 1, past)
            }
        }
    }

    /// Takes a record; false where there is none, or no room for it.
    @discardableResult
    private mutating func take(
        _ id: String,
        _ depth: Int,
        _ past: some Past
    ) throws(StoreFault) -> Bool {
        guard places[id] == nil else { return true }
        guard nodes.count < Self.nodesMax else {
            isTruncated = true
            return false
        }
        guard let record = try past.record(id) else { return false }
        places[id] = nodes.count
        nodes.append(Node(id: id, record: record, depth: depth))
        return true
    }

    /// Puts in the references between the records that were taken.
    private mutating func link() {
        var seen: Set<Edge> = []
        for node in nodes {
            for (role, id) in Self.references(of: node.record) where places[id] != nil {
                let edge = Edge(from: node.id, to: id, role: role)
                guard seen.insert(edge).inserted else { continue }
                guard edges.count < Self.edgesMax else {
                    isTruncated = true
                    return
                }
                edges.append(edge)
            }
        }
    }

    private static func references(of record: Record) -> [(role: String, id: String)] {
        record.facts.compactMap { fact in
            guard fact.isLink, case .reference(let id) = fact.content else { return nil }
            return (fact.name, id)
        }
    }

    /// By kind: the roles in which records may refer to records of that kind.
    private static let roles: [Kind: [String]] = {
        var roles: [Kind: Set<String>] = [:]
        for kind in Kind.allCases {
            for (role, referring) in ReferenceRoles.of(kind).kinds {
                for target in referring.kinds { roles[target, default: []].insert(role) }
            }
        }
        return roles.mapValues { $0.sorted() }
    }()
}

extension RecordGraph {
    /// Writes nodes, edges and whether something was cut off, as members.
    package func write(into writer: inout JSONWriter) {
        writer.name("nodes")
        writer.beginArray()
        for node in nodes {
            writer.beginObject()
            writer.member("id", node.id)
            writer.member("kind", node.record.kind.name)
            writer.member("caption", node.record.caption)
            writer.member("depth", node.depth)
            writer.endObject()
        }
        writer.endArray()
        writer.name("edges")
        writer.beginArray()
        for edge in edges {
            writer.beginObject()
            writer.member("from", edge.from)
            writer.member("to", edge.to)
            writer.member("role", edge.role)
            writer.endObject()
        }
        writer.endArray()
        writer.member("truncated", isTruncated)
    }
}
