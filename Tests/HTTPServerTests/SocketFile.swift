import Foundation

/// Places for socket files.
enum SocketFile {
    /// A path that nobody has used, short enough for a socket.
    static func path() -> String {
        let name = "http-\(UInt64.random(in: 0...(.max))).sock"
        return FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    }
}
