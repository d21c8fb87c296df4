internal import Glibc

/// An open file descriptor, closed when its owner goes.
struct Descriptor: ~Copyable, Sendable {
    let number: Int32

    init(owning number: Int32) { self.number = number }

    deinit { close(number) }
}
