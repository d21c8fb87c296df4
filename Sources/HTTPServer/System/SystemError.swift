internal import CLinux
internal import Glibc

/// A call to the kernel that failed, and its errno.
public struct SystemError: Error, Sendable, Equatable {
    /// The call's name, and what it was for.
    public let call: String
    /// The errno it left.
    public let number: Int32

    init(_ call: String, _ number: Int32) {
        self.call = call
        self.number = number
    }

    /// States the failure of the call that was made just now; errno lives only until the next one.
    static func last(_ call: String) -> SystemError {
        SystemError(call, errno)
    }

    /// Whether the address is held by another server.
    public var isAddressInUse: Bool { number == EADDRINUSE }
}

extension SystemError: CustomStringConvertible {
    /// The call and the system's words for the errno.
    public var description: String {
        // SAFETY: strerror answers a terminated string, copied at once; we are not in a hurry to
        // call it from two threads, and glibc's messages for known numbers are constants.
        "\(call): \(unsafe String(cString: strerror(number)))"
    }
}
