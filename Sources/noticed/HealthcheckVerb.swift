import ArgumentParser
import HTTPServer
import HTTPWire

/// `noticed healthcheck`: asks a running server whether it is ready.
struct HealthcheckVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "healthcheck",
        abstract: "Asks a server whether it is ready; ends with 0 when it is."
    )

    @Argument(help: "The server's readiness URL; of https the certificate is not looked at.")
    var url = "http://127.0.0.1:8470/readyz"

    func run() throws {
        var body: [UInt8] = []
        let status: Int
        do throws(HTTPClient.Failure) {
            if url.hasPrefix("https://") {
                let location = try HTTPClient.Location(secure: url)
                (status, body) = try HTTPClient.get(throughTLS: location, seconds: 5)
            } else {
                let client = try HTTPClient(try HTTPClient.Location(url), seconds: 5)
                try client.begin(.get)
                status = try client.receive { body += $0 }
            }
        } catch {
            throw Exit.because("\(url): \(error.inWords)", Exit.unavailable)
        }
        guard status == 200 else {
            let words = String(decoding: body.prefix(500), as: UTF8.self)
            throw Exit.because("\(url) answers \(status): \(words)", Exit.unavailable)
        }
    }
}

extension HTTPClient.Failure {
    /// What went wrong, for one line of a message.
    var inWords: String {
        switch self {
        case .badURL: "give http://HOST:PORT/PATH"
        case .system(let error): "no answer (\(error)); is a server running there?"
        case .malformedAnswer: "what answers there is no HTTP server"
        }
    }
}
