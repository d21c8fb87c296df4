import Glibc
import HTTPServer
import HTTPWire
import Testing

/// A service manager's end of the conversation.
private final class Manager {
    private let number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)

    /// `@` in front makes an abstract name.
    init(_ name: String) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { target in
            unsafe target.copyBytes(from: name.utf8)
            if name.hasPrefix("@") { unsafe target[0] = 0 }
        }
        let length = socklen_t(2 + name.utf8.count)
        let result = unsafe withUnsafePointer(to: address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(number, address, length)
            }
        }
        #expect(result == 0)
        var time = timeval(tv_sec: 20, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &time, size)
    }

    deinit { close(number) }

    func hear() -> String {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(number, $0.baseAddress, $0.count, 0)
        }
        return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    }
}

@Suite("A service manager")
struct ServiceManagerTests {
    @Test("hears that the server is ready, reads again, and ends", arguments: ["", "@"])
    func words(_ kind: String) throws {
        let name = kind == "@" ? "@noticed-\(UInt64.random(in: 0...(.max)))" : SocketFile.path()
        let manager = Manager(name)
        let service = try #require(ServiceManager(["NOTIFY_SOCKET": name]))
        #expect(service.watchdogTime == nil)
        #expect(service.ready())
        #expect(manager.hear() == "READY=1")
        #expect(service.reloading())
        let reload = manager.hear()
        #expect(reload.wholeMatch(of: /RELOADING=1\nMONOTONIC_USEC=\d+/) != nil)
        #expect(service.stopping())
        #expect(manager.hear() == "STOPPING=1")
    }

    @Test("hears that all loops turn, for as long as they do")
    func watchdog() throws {
        let name = "@noticed-\(UInt64.random(in: 0...(.max)))"
        let manager = Manager(name)
        let service = try #require(
            ServiceManager([
                "NOTIFY_SOCKET": name, "WATCHDOG_USEC": "20000", "WATCHDOG_PID": "\(getpid())",
            ])
        )
        try withServer { server, address, witness in
            try service.watch(server)
            for _ in 0..<3 { #expect(manager.hear() == "WATCHDOG=1") }
            #expect(server.isRunning)
        }
    }

    @Test("that asks another process, or has no name that can be, is none")
    func none() throws {
        let foreign = ["NOTIFY_SOCKET": "/a", "WATCHDOG_USEC": "1000", "WATCHDOG_PID": "1"]
        #expect(ServiceManager(foreign)?.watchdogTime == nil)
        let long = "/" + String(repeating: "a", count: 107)
        for name in ["", "@", "relative", "vsock:2:1", long] {
            #expect(ServiceManager(["NOTIFY_SOCKET": name]) == nil)
        }
        #expect(ServiceManager([:]) == nil)
        #expect(ServiceManager(["NOTIFY_SOCKET": "/nobody/there"])?.ready() == false)
    }
}
