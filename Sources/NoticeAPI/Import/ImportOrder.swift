import NoticeRegister

/// The order in which lines can be carried out that refer to each other: what is needed comes first.
///
/// Records come before steps, steps in the order of happening (of one day, those that ended first),
/// otherwise lines as they stand; then each line moves behind those that it needs, and a step behind
/// the earlier ones of its record. Lines that need
/// each other form a group, which can only go in as one (Tarjan's strongly connected components,
/// 1972).
struct ImportOrder {
    private let lines: [ImportLine]
    /// For each line, those that it needs.
    private let needed: [[Int]]

    /// When each line was first reached; nil: not yet.
    private var reached: [Int?]
    /// The earliest line still open that each leads back to.
    private var low: [Int]
    private var open: [Int] = []
    private var isOpen: [Bool]
    private var count = 0
    private var groups: [[ImportLine]] = []

    /// The groups of lines, most of a single one, each behind those that it needs.
    static func groups(of lines: [ImportLine]) -> [[ImportLine]] {
        var order = ImportOrder(lines)
        for line in order.lines.indices where order.reached[line] == nil { order.walk(from: line) }
        return order.groups
    }

    private init(_ lines: [ImportLine]) {
        self.lines = lines.sorted { $0.place < $1.place }
        var makers: [String: [Int]] = [:]
        for (place, line) in self.lines.enumerated() {
            for id in line.gives { makers[id, default: []].append(place) }
        }
        var lastSteps: [String: Int] = [:]
        needed = self.lines.enumerated().map { place, line in
            var needed = line.needs.flatMap { makers[$0] ?? [] }
            guard line.step != nil else { return needed }
            if let before = lastSteps.updateValue(place, forKey: line.id) { needed.append(before) }
            return needed
        }
        reached = Array(repeating: nil, count: lines.count)
        low = Array(repeating: 0, count: lines.count)
        isOpen = Array(repeating: false, count: lines.count)
    }

    /// Walks to all that a line needs, without recursion: a chain may be as long as the import.
    private mutating func walk(from start: Int) {
        var path = [(line: start, next: 0)]
        enter(start)
        while let (line, next) = path.last {
            guard next < needed[line].count else {
                path.removeLast()
                if low[line] == reached[line] { close(line) }
                if let above = path.last?.line { low[above] = min(low[above], low[line]) }
                continue
            }
            path[path.count - 1].next += 1
            let other = needed[line][next]
            if reached[other] == nil {
                enter(other)
                path.append((other, 0))
            } else if isOpen[other], let place = reached[other] {
                low[line] = min(low[line], place)
            }
        }
    }

    private mutating func enter(_ line: Int) {
        reached[line] = count
        low[line] = count
        count += 1
        open.append(line)
        isOpen[line] = true
    }

    /// All that was reached since a line and leads back to it is one group.
    private mutating func close(_ line: Int) {
        var group: [Int] = []
        while let last = open.popLast() {
            isOpen[last] = false
            group.append(last)
            if last == line { break }
        }
        groups.append(group.sorted().map { lines[$0] })
    }
}

extension ImportLine {
    /// Where it stands among lines that do not need each other.
    fileprivate var place: (Int32, Int32, Int) {
        guard let step else { return (.min, .min, number) }
        let (earliest, latest) = step.happened
        return (max(earliest, .min + 1), latest, number)
    }
}
