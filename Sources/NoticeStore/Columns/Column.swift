internal import Synchronization

/// A column of 32-bit numbers that one thread writes while any number of threads read.
///
/// Whatever was never written is 0 and takes no memory. Every access is atomic, so a reader sees an
/// old number or a new one, never a mixture; what it may rely on follows from ``publish(_:_:)``.
@safe package final class Column: Sendable {
    /// The addresses of the segments; 0 until the first element of one is written.
    private let segments = Segments.Addresses { _ in Atomic(0) }

    private let isDense: Bool

    /// A column of zeros.
    ///
    /// - Parameter isDense: whether its numbers will be written one after the other or all over, so
    ///   that large pages serve.
    package init(isDense: Bool = false) {
        self.isDense = isDense
    }

    deinit {
        for segment in segments.indices { clear(segment) }
    }

    /// A number, as it stands in the order of the reader's own thread.
    package subscript(element: Int) -> UInt32 {
        @inline(__always)
        get {
            let (segment, offset) = Segments.place(of: element)
            let address = segments[segment].load(ordering: .relaxed)
            // SAFETY: see `number`.
            guard let number = unsafe Self.number(address, offset) else { return 0 }
            return unsafe number.pointee.load(ordering: .relaxed)
        }
    }

    /// A number, and with it all that was written before it was published.
    package func acquire(_ element: Int) -> UInt32 {
        let (segment, offset) = Segments.place(of: element)
        let address = segments[segment].load(ordering: .acquiring)
        // SAFETY: see `number`.
        guard let number = unsafe Self.number(address, offset) else { return 0 }
        return unsafe number.pointee.load(ordering: .acquiring)
    }

    /// Writes a number.
    package func set(_ element: Int, _ value: UInt32) {
        let (segment, offset) = Segments.place(of: element)
        // SAFETY: see `number`; `made` is never 0.
        guard let number = unsafe Self.number(made(segment), offset) else { return }
        unsafe number.pointee.store(value, ordering: .relaxed)
    }

    /// Writes a number, and shows with it all that was written before.
    package func publish(_ element: Int, _ value: UInt32) {
        let (segment, offset) = Segments.place(of: element)
        // SAFETY: see `number`; `made` is never 0.
        guard let number = unsafe Self.number(made(segment), offset) else { return }
        unsafe number.pointee.store(value, ordering: .releasing)
    }

    /// Makes a segment 0 again and gives its memory back, while nobody reads or writes.
    func clear(_ segment: Int) {
        let address = segments[segment].exchange(0, ordering: .relaxed)
        Memory.free(address, Self.bytes(of: segment))
    }

    /// Goes over a range of numbers in order: what a scan is made of.
    ///
    /// The loop knows its segment beforehand, which is what makes it fast.
    @inline(__always)
    package func forEach(in range: Range<Int>, _ body: (_ element: Int, _ value: UInt32) -> Void) {
        var element = range.lowerBound
        while element < range.upperBound {
            let (segment, offset) = Segments.place(of: element)
            let end = min(range.upperBound, element - offset + Segments.size(of: segment))
            let address = segments[segment].load(ordering: .relaxed)
            // SAFETY: see `number`; up to `end` the segment goes on.
            if let first = unsafe Self.number(address, offset) {
                for step in 0..<(end - element) {
                    unsafe body(element &+ step, (first + step).pointee.load(ordering: .relaxed))
                }
            } else {
                for place in element..<end { body(place, 0) }
            }
            element = end
        }
    }

    /// Leaves those rows, which are in order, whose numbers are meant.
    @inline(__always)
    func keep(_ rows: inout [Int], where isMeant: (_ row: Int, _ value: UInt32) -> Bool) {
        guard let first = rows.first, let last = rows.last else { return }
        let (segment, offset) = Segments.place(of: first)
        let address = segments[segment].load(ordering: .relaxed)
        let isWithin = offset + last - first < Segments.size(of: segment)
        // SAFETY: what is written lies at or before what is read, so within the buffer.
        let kept = unsafe rows.withUnsafeMutableBufferPointer { rows in
            var kept = 0
            if isWithin {
                for place in rows.indices {
                    let row = unsafe rows[place]
                    // SAFETY: see `number`; rows are in order, so all lie within the segment.
                    let number = unsafe Self.number(address, offset &+ row &- first)
                    let value = unsafe number?.pointee.load(ordering: .relaxed) ?? 0
                    unsafe rows[kept] = row
                    kept &+= isMeant(row, value) ? 1 : 0
                }
            } else {
                for place in rows.indices {
                    let row = unsafe rows[place]
                    unsafe rows[kept] = row
                    kept &+= isMeant(row, self[row]) ? 1 : 0
                }
            }
            return kept
        }
        rows.removeLast(rows.count - kept)
    }

    /// Goes over the numbers of rows, which are in order.
    @inline(__always)
    func forEach(of rows: [Int], _ body: (_ value: UInt32) -> Void) {
        guard let first = rows.first, let last = rows.last else { return }
        let (segment, offset) = Segments.place(of: first)
        guard offset + last - first < Segments.size(of: segment) else {
            for row in rows { body(self[row]) }
            return
        }
        let address = segments[segment].load(ordering: .relaxed)
        for row in rows {
            // SAFETY: see `number`; rows are in order, so all lie within the segment.
            let number = unsafe Self.number(address, offset &+ row &- first)
            unsafe body(number?.pointee.load(ordering: .relaxed) ?? 0)
        }
    }

    /// The rows of a range whose numbers are meant, in their order.
    @inline(__always)
    func rows(in range: Range<Int>, where isMeant: (_ value: UInt32) -> Bool) -> [Int] {
        // SAFETY: a row is written at the place of one before it or its own, for which there is room;
        // those that count are all written.
        unsafe Array(unsafeUninitializedCapacity: range.count) { rows, count in
            var kept = 0
            forEach(in: range) { row, value in
                unsafe rows[kept] = row
                kept &+= isMeant(value) ? 1 : 0
            }
            count = kept
        }
    }

    // SAFETY: `address` is 0 or that of a segment, `offset` came from `Segments.place` and lies
    // within it. Segments are zeroed, which is a valid atomic number, stay where they are until
    // `deinit`, and are touched by atomic operations only.
    @inline(__always)
    private static func number(
        _ address: UInt,
        _ offset: Int
    ) -> UnsafeMutablePointer<Atomic<UInt32>>? {
        guard let first = unsafe UnsafeMutablePointer<Atomic<UInt32>>(bitPattern: address) else {
            return nil
        }
        return unsafe first + offset
    }

    /// The address of a segment, made if need be: by the writer's thread only.
    @inline(__always)
    private func made(_ segment: Int) -> UInt {
        let address = segments[segment].load(ordering: .relaxed)
        return address == 0 ? make(segment) : address
    }

    private static func bytes(of segment: Int) -> Int {
        Segments.size(of: segment) * MemoryLayout<UInt32>.stride
    }

    @inline(never)
    private func make(_ segment: Int) -> UInt {
        let new = Memory.zeroed(Self.bytes(of: segment), isDense: isDense)
        segments[segment].store(new, ordering: .releasing)
        return new
    }
}
