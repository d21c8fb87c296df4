import FlyingFox
import Foundation

// FlyingFoxPeer PORT RECORD-FILE: GET /record, POST /echo.
let words = CommandLine.arguments
guard words.count == 3, let port = UInt16(words[1]) else { exit(64) }
let record = try Data(contentsOf: URL(fileURLWithPath: words[2]))
let json: HTTPHeaders = [.contentType: "application/json"]
let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: port), logger: .disabled)
await server.appendRoute("GET /record") { _ in
    HTTPResponse(statusCode: .ok, headers: json, body: record)
}
await server.appendRoute("POST /echo") { request in
    HTTPResponse(statusCode: .ok, headers: json, body: try await request.bodyData)
}
try await server.run()
