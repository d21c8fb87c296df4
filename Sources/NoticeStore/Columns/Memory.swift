internal import CLinux
internal import Glibc

/// What the columns ask of the system.
enum Memory {
    /// From so many bytes on, memory is the system's own rather than the allocator's.
    private static let ownBytes = 4 << 20

    /// The address of so many zeroed bytes; untouched pages of them take no room.
    ///
    /// Dense ones are filled from the first to the last, or all over: there large pages spare look-ups
    /// of addresses, which are much of what a random access costs.
    static func zeroed(_ count: Int, isDense: Bool) -> UInt {
        // SAFETY: `mmap` and `calloc` give as many zeroed bytes, aligned for any type, or say no.
        guard count >= ownBytes else {
            guard let memory = unsafe calloc(count, 1) else { none() }
            return UInt(bitPattern: memory)
        }
        let (access, sort) = (PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS)
        let memory = unsafe mmap(nil, count, access, sort, -1, 0)
        let address = UInt(bitPattern: memory)
        guard address != 0, address != .max else { none() }
        if isDense { unsafe madvise(memory, count, MADV_HUGEPAGE) }
        return address
    }

    /// Gives such memory back; 0 is none.
    static func free(_ address: UInt, _ count: Int) {
        // SAFETY: the address came from `zeroed` with this count, and nobody looks there any more.
        let memory = unsafe UnsafeMutableRawPointer(bitPattern: address)
        if count >= ownBytes {
            if let memory = unsafe memory { unsafe munmap(memory, count) }
        } else {
            unsafe Glibc.free(memory)
        }
    }

    /// Gives the allocator's empty pages back to the system, which it would keep.
    static func giveBack() { malloc_trim(0) }

    private static func none() -> Never {
        preconditionFailure("there is no memory left for the view")
    }
}
