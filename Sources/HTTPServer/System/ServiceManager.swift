internal import CLinux
internal import Glibc

/// The service manager that started this process and waits to hear how it stands (sd_notify(3)):
/// one datagram for each word, no library.
public struct ServiceManager: Sendable {
    private let path: [UInt8]
    /// How often it wants to hear that the server turns; nil: never.
    public let watchdogTime: Duration?

    /// The manager that the environment names, once; nil where there is none.
    ///
    /// Takes its variables out of the environment: before the first thread.
    public static func take() -> ServiceManager? {
        let names = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"]
        var environment: [String: String] = [:]
        for name in names { environment[name] = EnvironmentVariable.take(name) }
        return ServiceManager(environment)
    }

    /// The same from variables that were read.
    package init?(_ environment: [String: String]) {
        guard let name = environment["NOTIFY_SOCKET"], name.utf8.count > 1,
            name.utf8.count <= 107, name.hasPrefix("/") || name.hasPrefix("@")
        else { return nil }
        path = Array(name.utf8)
        let isOurs = environment["WATCHDOG_PID"].map { Int32($0) == getpid() } ?? true
        let microseconds = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        watchdogTime = isOurs && microseconds > 0 ? .microseconds(microseconds) : nil
    }

    /// Serves from now on.
    @discardableResult
    public func ready() -> Bool { tell("READY=1") }

    /// Reads its settings again; ``ready()`` says when that is done.
    @discardableResult
    public func reloading() -> Bool {
        tell("RELOADING=1\nMONOTONIC_USEC=\(Clock.nanoseconds() / 1000)")
    }

    /// Ends.
    @discardableResult
    public func stopping() -> Bool { tell("STOPPING=1") }

    /// Tells the manager that the server turns, twice in the time that it allows, for as long as
    /// every loop says so: one that hangs has the manager start the server anew.
    ///
    /// - Throws: when the system gives no thread.
    public func watch(_ server: Server) throws(SystemError) {
        guard let watchdogTime else { return }
        let pause = UInt32(clamping: max(1000, watchdogTime.inNanoseconds / 2000))
        try Threads.start("watchdog") {
            while server.isRunning {
                server.beat { _ = tell("WATCHDOG=1") }
                usleep(pause)
            }
        }
    }

    private func tell(_ words: String) -> Bool {
        let number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { return false }
        let descriptor = Descriptor(owning: number)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // SAFETY: the path has at most 107 bytes, one less than there is room for; an abstract name
        // begins with 0 in place of `@`.
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { target in
            unsafe target.copyBytes(from: path)
            if path[0] == UInt8(ascii: "@") { unsafe target[0] = 0 }
        }
        // An abstract name has no terminator: its length says where it ends.
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
        let bytes = Array(words.utf8)
        // SAFETY: address and bytes are locals, of the lengths stated.
        let sent = unsafe withUnsafePointer(to: address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bytes.withUnsafeBytes { bytes in
                    unsafe sendto(
                        descriptor.number,
                        bytes.baseAddress,
                        bytes.count,
                        Int32(MSG_NOSIGNAL),
                        address,
                        length
                    )
                }
            }
        }
        return sent == bytes.count
    }
}
