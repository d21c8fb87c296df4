internal import CLinux
internal import Glibc
public import HTTPWire

/// A listening socket that a service manager made before it started this process
/// (sd_listen_fds(3)): it may have a port below 1024, and holds clients while we start.
public struct InheritedSocket: Sendable, Equatable {
    /// What the manager calls it: `FileDescriptorName=` of its unit.
    public let name: String
    /// Where it listens.
    public let address: PeerAddress
    let descriptor: Int32

    /// The variables by which sockets are handed over.
    private static let variables = ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"]
    /// Where the descriptors begin, and how many there may be.
    private static let first: Int32 = 3
    private static let most = 64

    /// The sockets that were handed to this process, once; none where there are none.
    ///
    /// Takes the variables out of the environment, so that no child believes them, and has the
    /// descriptors closed on exec. Before the first thread: others may read the environment.
    /// - Throws: `badInheritance` for a descriptor that is no listening stream socket.
    public static func take() throws(ServerError) -> [InheritedSocket] {
        var environment: [String: String] = [:]
        for name in variables { environment[name] = EnvironmentVariable.take(name) }
        return try sockets(in: environment, from: first)
    }

    /// The same from variables that were read, with the descriptors beginning elsewhere.
    package static func sockets(
        in environment: [String: String],
        from first: Int32
    ) throws(ServerError) -> [InheritedSocket] {
        // For another process: one that started us and did not clear them.
        guard let process = environment["LISTEN_PID"], Int32(process) == getpid(),
            let stated = environment["LISTEN_FDS"]
        else { return [] }
        guard let count = Int(stated), (0...most).contains(count) else {
            throw .badInheritance("LISTEN_FDS is '\(stated)'")
        }
        let names = environment["LISTEN_FDNAMES"]?.split(
            separator: ":",
            omittingEmptySubsequences: false
        )
        var sockets: [InheritedSocket] = []
        for index in 0..<count {
            let name = names.flatMap { index < $0.count ? String($0[index]) : nil } ?? "unknown"
            sockets.append(try InheritedSocket(first + Int32(index), name))
        }
        return sockets
    }

    private init(_ descriptor: Int32, _ name: String) throws(ServerError) {
        let label = "descriptor \(descriptor) ('\(name)')"
        guard Self.option(SO_TYPE, of: descriptor) == Int32(SOCK_STREAM.rawValue),
            Self.option(SO_ACCEPTCONN, of: descriptor) == 1
        else { throw .badInheritance("\(label) is no listening stream socket") }
        let domain = Self.option(SO_DOMAIN, of: descriptor)
        guard domain == AF_INET || domain == AF_INET6 || domain == AF_UNIX,
            let address = Self.address(of: descriptor)
        else { throw .badInheritance("\(label) is of another family than IP and Unix") }
        let flags = fcntl(descriptor, F_GETFL)
        guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0,
            fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0
        else { throw .badInheritance("\(label): \(SystemError.last("fcntl"))") }
        self.descriptor = descriptor
        self.name = name
        self.address = address
    }

    private static func option(_ option: Int32, of number: Int32) -> Int32? {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        // SAFETY: value and length are locals of the sizes stated.
        guard unsafe getsockopt(number, SOL_SOCKET, option, &value, &length) == 0 else {
            return nil
        }
        return value
    }

    private static func address(of number: Int32) -> PeerAddress? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        // SAFETY: storage and length are locals of the sizes stated.
        let result = unsafe withUnsafeMutablePointer(to: &storage) { storage in
            unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe getsockname(number, address, &length)
            }
        }
        return result == 0 ? SocketAddress.peer(storage) : nil
    }
}

/// Variables of the environment that are meant for this process alone.
enum EnvironmentVariable {
    /// Its value; it is gone from then on.
    static func take(_ name: String) -> String? {
        // SAFETY: the name is a terminated copy for each call, the value is copied at once; called
        // before there are threads that could change the environment.
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        unsafe unsetenv(name)
        return text
    }
}
