import Dispatch
import HTTPServer
import HTTPWire
import Locks

/// Sends a file to a server as the body of one POST, and reads the answer while it goes.
///
/// The server answers line by line while the body comes. Whoever only sent would wait for a server
/// that waits for its answer to be read; so the file is sent by a thread of its own.
final class Upload: Sendable {
    private let file: String
    private let broken = Locked<InputFile.Unreadable?>(nil)

    init(file: String) {
        self.file = file
    }

    /// Why the file could not be read to its end.
    var fault: InputFile.Unreadable? { broken.withLock { $0 } }

    /// Sends the file, and tells the answer's pieces as they come.
    ///
    /// - Returns: the status, and the beginning of the answer.
    func run(
        to url: String,
        _ tell: ([UInt8]) -> Void
    ) throws(HTTPClient.Failure) -> (status: Int, beginning: String) {
        let client = try HTTPClient(try HTTPClient.Location(url), seconds: 300)
        try client.begin(
            .post,
            fields: ["Content-Type": "application/x-ndjson"],
            isChunked: true
        )
        DispatchQueue.global().async { self.send(through: client) }
        var beginning: [UInt8] = []
        let status = try client.receive { bytes in
            tell(bytes)
            if beginning.count < 500 { beginning += bytes.prefix(500) }
        }
        return (status, String(decoding: beginning, as: UTF8.self))
    }

    private func send(through client: HTTPClient) {
        do {
            let input = try InputFile(file)
            while true {
                let bytes = try input.next()
                try client.send(piece: bytes)
                if bytes.isEmpty { return }
            }
        } catch {
            // A server that stops listening says why in its answer, which is being read.
            if let fault = error as? InputFile.Unreadable { broken.withLock { $0 = fault } }
            client.breakOff()
        }
    }
}
