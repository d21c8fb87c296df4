internal import CLinux

/// The memory that the allocator holds.
enum FreeMemory {
    /// Gives all pages that hold nothing back to the system; takes milliseconds for a hundred MiB.
    ///
    /// Freed blocks stay with the allocator otherwise, unless they lie at its very end.
    static func giveBack() { malloc_trim(0) }
}
