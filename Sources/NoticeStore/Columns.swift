internal import Glibc
internal import Synchronization

/// How the view's memory is laid out: in segments that double, so that nothing ever moves.
///
/// Segment `s` holds `smallest << s` elements and begins at element `smallest * (2^s - 1)`. A reader
/// that found an element once finds it for as long as the memory lives.
package enum Segments {
    /// The elements of the first segment.
    package static let smallest = 256
    /// As many as numbers of 32 bits can reach.
    typealias Addresses = InlineArray<25, Atomic<UInt>>

    /// The segment that holds an element, and its place within.
    @inline(__always)
    static func place(of element: Int) -> (segment: Int, offset: Int) {
        let shifted = element &+ smallest
        let segment = shifted._binaryLogarithm() &- 8
        return (segment, shifted &- (smallest &<< segment))
    }

    /// The first element of a segment.
    package static func start(of segment: Int) -> Int { (smallest << segment) - smallest }

    /// How many elements a segment holds.
    static func size(of segment: Int) -> Int { smallest << segment }
}

/// A column of 32-bit numbers that one thread writes while any number of threads read.
///
/// Whatever was never written is 0 and takes no memory. Every access is atomic, so a reader sees an
/// old number or a new one, never a mixture; what it may rely on follows from ``publish(_:_:)``.
@safe package final class Column: Sendable {
    /// The addresses of the segments; 0 until the first element of one is written.
    private let segments = Segments.Addresses { _ in Atomic(0) }

    /// A column of zeros.
    package init() {}

    deinit {
        for segment in segments.indices {
            let address = segments[segment].load(ordering: .relaxed)
            // SAFETY: the address is 0 or came from `calloc`, and nobody can read any more.
            unsafe free(UnsafeMutableRawPointer(bitPattern: address))
        }
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

    /// Leaves those rows whose numbers are meant, in their order.
    @inline(__always)
    func keep(_ rows: inout [Int], where isMeant: (_ row: Int, _ value: UInt32) -> Bool) {
        var kept = 0
        for place in rows.indices {
            let row = rows[place]
            rows[kept] = row
            kept &+= isMeant(row, self[row]) ? 1 : 0
        }
        rows.removeLast(rows.count - kept)
    }

    /// The rows of a range whose numbers are meant, in their order.
    @inline(__always)
    func rows(in range: Range<Int>, where isMeant: (_ value: UInt32) -> Bool) -> [Int] {
        var rows = Array(repeating: 0, count: range.count)
        var kept = 0
        forEach(in: range) { row, value in
            rows[kept] = row
            kept &+= isMeant(value) ? 1 : 0
        }
        rows.removeLast(rows.count - kept)
        return rows
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

    @inline(never)
    private func make(_ segment: Int) -> UInt {
        let new = Memory.zeroed(Segments.size(of: segment) * MemoryLayout<UInt32>.stride)
        segments[segment].store(new, ordering: .releasing)
        return new
    }
}

/// Texts that one thread appends while any number of threads read; none ever moves.
///
/// A text is known by a handle, from 1, and read only by those who learnt its handle from a number
/// that was published after the text was written. It may bear notes: numbers that change, as a
/// column's do.
@safe package final class TextArena: Sendable {
    private let segments = Segments.Addresses { _ in Atomic(0) }
    /// The next free unit; unit 0 is left out, so that no handle is 0.
    private let next = Atomic<Int>(1)
    /// Bytes before a text: its length and one more, then its notes.
    private let header: Int

    /// Texts begin at multiples of so many bytes, and a handle counts those.
    private static let unit = 8

    /// An arena without texts.
    ///
    /// - Parameter notes: how many notes each text bears.
    package init(notes: Int = 0) {
        header = (1 + notes) * MemoryLayout<UInt32>.stride
    }

    deinit {
        for segment in segments.indices {
            let address = segments[segment].load(ordering: .relaxed)
            // SAFETY: the address is 0 or came from `calloc`, and nobody can read any more.
            unsafe free(UnsafeMutableRawPointer(bitPattern: address))
        }
    }

    /// Appends a text, by the writer's thread only; nil when its handle would exceed `limit`.
    package func append(_ bytes: Span<UInt8>, limit: UInt32 = .max) -> UInt32? {
        let units = units(bytes.count)
        var start = next.load(ordering: .relaxed)
        var (segment, offset) = Segments.place(of: start)
        // A text lies in one piece: what does not fit begins the next segment that holds it.
        while offset + units > Segments.size(of: segment) {
            segment += 1
            guard segment < segments.count else { return nil }
            (start, offset) = (Segments.start(of: segment), 0)
        }
        guard start <= limit, bytes.count < UInt32.max else { return nil }
        next.store(start + units, ordering: .relaxed)
        var address = segments[segment].load(ordering: .relaxed)
        if address == 0 {
            address = Memory.zeroed(Segments.size(of: segment) * Self.unit)
            segments[segment].store(address, ordering: .releasing)
        }
        // SAFETY: `units` units from `offset` lie within the segment, hold header and bytes, and
        // are told to no reader yet.
        unsafe bytes.withUnsafeBytes { source in
            guard let text = unsafe UnsafeMutableRawPointer(bitPattern: address) else { return }
            let place = unsafe text + offset * Self.unit
            unsafe place.storeBytes(of: UInt32(source.count + 1), as: UInt32.self)
            guard let first = source.baseAddress else { return }
            unsafe (place + header).copyMemory(from: first, byteCount: source.count)
        }
        return UInt32(start)
    }

    /// Goes over all texts in the order in which they were appended, by the writer's thread only.
    func forEach(_ body: (_ handle: UInt32) -> Void) {
        let end = next.load(ordering: .relaxed)
        var start = 1
        while start < end {
            // SAFETY: see `bytes`; what was never written is zero and ends a segment's texts.
            let text = unsafe bytes(of: UInt32(start))
            if unsafe text.baseAddress != nil {
                body(UInt32(start))
                start += units(text.count)
            } else {
                start = Segments.start(of: Segments.place(of: start).segment + 1)
            }
        }
    }

    /// Lends the bytes of a text; none for handle 0.
    @inline(__always)
    func withBytes<Result>(of handle: UInt32, _ body: (Span<UInt8>) -> Result) -> Result {
        // SAFETY: see `bytes`; the memory outlives the call.
        body(unsafe Span(_unsafeElements: bytes(of: handle)))
    }

    /// Whether a text has these bytes.
    package func holds(_ handle: UInt32, _ other: Span<UInt8>) -> Bool {
        // SAFETY: see `bytes`; both have the length that is compared.
        let own = unsafe bytes(of: handle)
        guard own.count == other.count else { return false }
        return unsafe other.withUnsafeBytes { other in
            guard let first = own.baseAddress, let second = other.baseAddress else { return true }
            return unsafe memcmp(first, second, other.count) == 0
        }
    }

    /// Orders two texts by their bytes: below, at or above 0.
    package func order(_ one: UInt32, _ other: UInt32) -> Int {
        // SAFETY: see `bytes`; no more is compared than the shorter one has.
        let (left, right) = unsafe (bytes(of: one), bytes(of: other))
        let shared = min(left.count, right.count)
        if shared > 0, let first = left.baseAddress, let second = right.baseAddress {
            let order = unsafe memcmp(first, second, shared)
            if order != 0 { return Int(order) }
        }
        return left.count - right.count
    }

    /// A text as a string.
    package func string(_ handle: UInt32) -> String {
        // SAFETY: see `bytes`; the string takes a copy.
        unsafe String(decoding: bytes(of: handle), as: UTF8.self)
    }

    /// A note of a text, and with it all that was written before it was published.
    package func acquire(_ note: Int, of handle: UInt32) -> UInt32 {
        // SAFETY: see `pointer(to:of:)`.
        unsafe pointer(to: note, of: handle)?.pointee.load(ordering: .acquiring) ?? 0
    }

    /// Writes a note, and shows with it all that was written before; by the writer's thread only.
    package func publish(_ note: Int, of handle: UInt32, _ value: UInt32) {
        // SAFETY: see `pointer(to:of:)`.
        unsafe pointer(to: note, of: handle)?.pointee.store(value, ordering: .releasing)
    }

    /// The hash of a text.
    ///
    /// Eight bytes at a time are mixed by a multiplication, whose halves are folded. Clients choose
    /// the texts, so what they are mixed with is drawn anew in each process: nobody can choose many
    /// that collide.
    static func hash(_ bytes: Span<UInt8>) -> Int {
        // SAFETY: no more than the text's bytes are read, at any alignment.
        unsafe bytes.withUnsafeBytes { bytes in
            var hash = secret.0 ^ UInt64(bytes.count)
            var at = 0
            while at + 8 <= bytes.count {
                let word = unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                hash = mixed(hash ^ word)
                at += 8
            }
            var rest: UInt64 = 0
            while at < bytes.count {
                rest = unsafe rest &<< 8 | UInt64(bytes[at])
                at &+= 1
            }
            return Int(truncatingIfNeeded: mixed(mixed(hash ^ rest) ^ secret.0))
        }
    }

    @inline(__always)
    private static func mixed(_ number: UInt64) -> UInt64 {
        let product = number.multipliedFullWidth(by: secret.1)
        return product.high ^ product.low
    }

    private static let secret = (UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max) | 1)

    private func units(_ count: Int) -> Int { (header + count + Self.unit - 1) / Self.unit }

    // SAFETY: a handle comes from `append`, or from a number that was published after it: then the
    // segment is there, header and bytes lie within it, are written and will not change. Nil where no
    // text was written: there is zero.
    @inline(__always)
    private func bytes(of handle: UInt32) -> UnsafeBufferPointer<UInt8> {
        guard handle != 0, let place = unsafe place(of: handle) else {
            return unsafe UnsafeBufferPointer(start: nil, count: 0)
        }
        let length = unsafe Int(place.load(as: UInt32.self))
        let first = unsafe (place + header).assumingMemoryBound(to: UInt8.self)
        return unsafe UnsafeBufferPointer(
            start: length == 0 ? nil : first,
            count: max(length - 1, 0)
        )
    }

    // SAFETY: as for `bytes`. Notes are zeroed at first, a valid atomic number, aligned as the units
    // are, and touched by atomic operations only.
    @inline(__always)
    private func pointer(to note: Int, of handle: UInt32) -> UnsafeMutablePointer<Atomic<UInt32>>? {
        let offset = (1 + note) * MemoryLayout<UInt32>.stride
        guard handle != 0, offset < header, let place = unsafe place(of: handle) else { return nil }
        return unsafe (place + offset).assumingMemoryBound(to: Atomic<UInt32>.self)
    }

    // SAFETY: the offset lies within the segment, as `Segments.place` says.
    @inline(__always)
    private func place(of handle: UInt32) -> UnsafeMutableRawPointer? {
        let (segment, offset) = Segments.place(of: Int(handle))
        let address = segments[segment].load(ordering: .relaxed)
        guard let first = unsafe UnsafeMutableRawPointer(bitPattern: address) else { return nil }
        return unsafe first + offset * Self.unit
    }
}

/// What the columns ask of the system.
private enum Memory {
    /// The address of so many zeroed bytes; untouched pages of them take no room.
    static func zeroed(_ count: Int) -> UInt {
        // SAFETY: `calloc` gives as many zeroed bytes, aligned for any type, or nil.
        guard let memory = unsafe calloc(count, 1) else {
            preconditionFailure("there is no memory left for the view")
        }
        return UInt(bitPattern: memory)
    }
}
