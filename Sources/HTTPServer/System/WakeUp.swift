internal import CLinux
internal import Glibc

/// An eventfd: any thread rings it, one loop hears it.
final class WakeUp: Sendable {
    private let descriptor: Descriptor

    init() throws(SystemError) {
        let flags = Int32(EFD_NONBLOCK | EFD_CLOEXEC)
        let number = eventfd(0, flags)
        guard number >= 0 else { throw .last("eventfd") }
        descriptor = Descriptor(owning: number)
    }

    var number: Int32 { descriptor.number }

    func ring() {
        var one: UInt64 = 1
        // SAFETY: eight bytes are read from a local; a full counter already wakes the loop.
        _ = unsafe write(descriptor.number, &one, 8)
    }

    func hush() {
        var count: UInt64 = 0
        // SAFETY: eight bytes are written into a local; non-blocking.
        _ = unsafe read(descriptor.number, &count, 8)
    }
}
