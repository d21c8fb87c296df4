import CLinux

/// How the C library's heaps grow.
enum Allocator {
    /// Has each thread's heap grow and shrink in large steps.
    ///
    /// By default it asks the kernel for a few pages at a time and gives them back at once, again and
    /// again under steady load (mallopt(3): M_TOP_PAD, M_TRIM_THRESHOLD).
    static func growInLargeSteps() {
        _ = mallopt(M_TOP_PAD, 4 << 20)
        _ = mallopt(M_TRIM_THRESHOLD, 16 << 20)
    }
}
