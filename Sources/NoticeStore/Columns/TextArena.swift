internal import Glibc
internal import Synchronization

/// Texts that one thread appends while any number of threads read; none ever moves.
///
/// A text is known by a handle, from 1, and read only by those who learnt its handle from a number
/// that was published after the text was written. It may bear notes: numbers that change, as a
/// column's do.
@safe package final class TextArena: Sendable {
    private let segments = Segments.Addresses { _ in Atomic(0) }
    /// The next free unit; unit 0 is left out, so that no handle is 0.
    private let next = Atomic<Int>(1)
    /// Bytes of the notes, which stand first; then comes the length and one more, in one byte or, where
    /// that is not enough, in four after a byte of its own.
    private let notesEnd: Int

    /// Texts begin at multiples of so many bytes, as notes have to, and a handle counts those.
    private static let unit = 4
    /// The length byte of longer texts.
    private static let isLong: UInt8 = 0xFF
    /// The longest text whose length takes one byte.
    private static let shortMax = 0xFD

    /// An arena without texts.
    ///
    /// - Parameter notes: how many notes each text bears.
    package init(notes: Int = 0) {
        notesEnd = notes * MemoryLayout<UInt32>.stride
    }

    deinit {
        for segment in segments.indices {
            let address = segments[segment].load(ordering: .relaxed)
            Memory.free(address, Segments.size(of: segment) * Self.unit)
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
            address = Memory.zeroed(Segments.size(of: segment) * Self.unit, isDense: true)
            segments[segment].store(address, ordering: .releasing)
        }
        // SAFETY: `units` units from `offset` lie within the segment, hold header and bytes, and
        // are told to no reader yet.
        unsafe bytes.withUnsafeBytes { source in
            guard let text = unsafe UnsafeMutableRawPointer(bitPattern: address) else { return }
            var place = unsafe text + offset * Self.unit + notesEnd
            if source.count <= Self.shortMax {
                unsafe place.storeBytes(of: UInt8(source.count + 1), as: UInt8.self)
            } else {
                unsafe place.storeBytes(of: Self.isLong, as: UInt8.self)
                unsafe (place + 1).storeBytes(of: UInt32(source.count), as: UInt32.self)
            }
            unsafe place += Self.lengthBytes(source.count)
            guard let first = source.baseAddress else { return }
            unsafe place.copyMemory(from: first, byteCount: source.count)
        }
        return UInt32(start)
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

    /// Mixes a number with the process's secret, as texts are.
    static func hash(_ number: UInt64) -> Int {
        Int(truncatingIfNeeded: mixed(mixed(number ^ secret.0) ^ secret.0))
    }

    @inline(__always)
    private static func mixed(_ number: UInt64) -> UInt64 {
        let product = number.multipliedFullWidth(by: secret.1)
        return product.high ^ product.low
    }

    private static let secret = (UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max) | 1)

    private static func lengthBytes(_ count: Int) -> Int { count <= shortMax ? 1 : 5 }

    private func units(_ count: Int) -> Int {
        (notesEnd + Self.lengthBytes(count) + count + Self.unit - 1) / Self.unit
    }

    // SAFETY: a handle comes from `append`, or from a number that was published after it: then the
    // segment is there, header and bytes lie within it, are written and will not change. Nil where no
    // text was written: there is zero.
    @inline(__always)
    private func bytes(of handle: UInt32) -> UnsafeBufferPointer<UInt8> {
        guard handle != 0, let place = unsafe place(of: handle) else {
            return unsafe UnsafeBufferPointer(start: nil, count: 0)
        }
        let text = unsafe (place + notesEnd).assumingMemoryBound(to: UInt8.self)
        let byte = unsafe text.pointee
        guard byte != 0 else { return unsafe UnsafeBufferPointer(start: nil, count: 0) }
        guard byte == Self.isLong else {
            return unsafe UnsafeBufferPointer(start: text + 1, count: Int(byte) - 1)
        }
        let count = unsafe (place + notesEnd + 1).loadUnaligned(as: UInt32.self)
        return unsafe UnsafeBufferPointer(start: text + 5, count: Int(count))
    }

    // SAFETY: as for `bytes`. Notes are zeroed at first, a valid atomic number, aligned as the units
    // are, and touched by atomic operations only.
    @inline(__always)
    private func pointer(to note: Int, of handle: UInt32) -> UnsafeMutablePointer<Atomic<UInt32>>? {
        let offset = note * MemoryLayout<UInt32>.stride
        guard handle != 0, offset < notesEnd, let place = unsafe place(of: handle) else {
            return nil
        }
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
