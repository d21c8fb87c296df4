import Foundation
import Glibc
import HTTPServer
import HTTPWire
import Testing

private let ask = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

@Suite("Sockets")
struct SocketTests {
    @Test("as files have the mode and owner that are set")
    func mode() throws {
        let path = SocketFile.path()
        try withServer(
            {
                $0.socketOwner = getuid()
                $0.socketGroup = getgid()
            },
            listen: [.unix(path, mode: 0o604)]
        ) { _, address, _ in
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o604)
            #expect(attributes[.ownerAccountID] as? UInt32 ?? getuid() == getuid())
            let client = try RawClient(address)
            client.send(ask)
            #expect(client.receiveAll().hasSuffix("hello"))
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("as files that cannot be given to their owner are refused")
    func owner() throws {
        guard getuid() != 0 else { return }
        var settings = ServerSettings()
        settings.socketOwner = 0
        #expect(throws: ServerError.self) {
            try Server(listen: [.unix(SocketFile.path())], settings: settings) { _ in
                preconditionFailure("never asked")
            }
        }
    }

    @Test("of version 6 take version 4 as well, unless told otherwise", arguments: [true, false])
    func dualStack(_ isDualStack: Bool) throws {
        let probe = socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
        guard probe >= 0 else { return }
        close(probe)
        try withServer({ $0.isDualStack = isDualStack }, listen: [.tcp("::", 0)]) { _, address, _ in
            guard isDualStack else {
                #expect(throws: RawClient.Refused.self) { try RawClient(address) }
                return
            }
            let client = try RawClient(address)
            client.send("GET /peer HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(client.receiveAll().hasSuffix("127.0.0.1 http a"))
        }
    }

    @Test("may be several, one of them a file")
    func several() throws {
        let path = SocketFile.path()
        let listen = [ListenAddress.tcp("127.0.0.1", 0), .tcp("127.0.0.1", 0), .unix(path)]
        try withServer(listen: listen) { server, _, _ in
            #expect(Set(server.addresses.map(\.description)).count == 3)
            for address in server.addresses {
                let client = try RawClient(address)
                client.send(ask)
                #expect(client.receiveAll().hasSuffix("hello"))
            }
        }
    }

    /// A socket as a service manager would make it, and its port.
    private func made(listens: Bool = true) throws -> (number: Int32, port: UInt16) {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                #expect(unsafe bind(number, address, length) == 0)
                if listens { #expect(listen(number, 16) == 0) }
                #expect(unsafe getsockname(number, address, &length) == 0)
            }
        }
        return (number, UInt16(bigEndian: address.sin_port))
    }

    @Test("that a service manager hands over are served, non-blocking and closed on exec")
    func handedOver() throws {
        let (number, port) = try made()
        let environment = [
            "LISTEN_PID": "\(getpid())", "LISTEN_FDS": "1", "LISTEN_FDNAMES": "web",
        ]
        let sockets = try InheritedSocket.sockets(in: environment, from: number)
        #expect(sockets.map(\.name) == ["web"])
        #expect(sockets.map(\.address.description) == ["127.0.0.1"])
        #expect(sockets.map(\.address.port) == [port])
        #expect(fcntl(number, F_GETFD) & FD_CLOEXEC != 0)
        #expect(fcntl(number, F_GETFL) & O_NONBLOCK != 0)
        try withServer(listen: sockets.map { .inherited($0) }) { server, address, _ in
            #expect(address.description == "http://127.0.0.1:\(port) (web)")
            for _ in 0..<8 {
                let client = try RawClient(.tcp("127.0.0.1", port))
                client.send(ask)
                #expect(client.receiveAll().hasSuffix("hello"))
            }
        }
    }

    @Test("that were handed to another process, or to nobody, are left alone")
    func notOurs() throws {
        for environment in [[:], ["LISTEN_FDS": "1"], ["LISTEN_FDS": "1", "LISTEN_PID": "1"]] {
            #expect(try InheritedSocket.sockets(in: environment, from: 3).isEmpty)
        }
    }

    @Test("that do not listen, and what is no socket or no count, are refused")
    func refused() throws {
        let (number, _) = try made(listens: false)
        let file = unsafe open("/dev/null", O_RDONLY)
        defer {
            close(number)
            close(file)
        }
        let process = "\(getpid())"
        for (first, count) in [(number, "1"), (file, "1"), (3, "x"), (3, "-1"), (3, "100000")] {
            #expect(throws: ServerError.self) {
                try InheritedSocket.sockets(
                    in: ["LISTEN_PID": process, "LISTEN_FDS": count],
                    from: first
                )
            }
        }
    }
}
