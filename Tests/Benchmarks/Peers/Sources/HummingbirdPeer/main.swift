import Foundation
import Hummingbird
import Logging

// HummingbirdPeer PORT RECORD-FILE: GET /record, POST /echo.
let words = CommandLine.arguments
guard words.count == 3, let port = Int(words[1]) else { exit(64) }
let record = ByteBuffer(bytes: try Data(contentsOf: URL(fileURLWithPath: words[2])))
let json: HTTPFields = [.contentType: "application/json"]
let router = Router()
router.get("record") { _, _ in
    Response(status: .ok, headers: json, body: ResponseBody(byteBuffer: record))
}
router.post("echo") { request, _ in
    let body = try await request.body.collect(upTo: 65_536)
    return Response(status: .ok, headers: json, body: ResponseBody(byteBuffer: body))
}
var logger = Logger(label: "peer")
logger.logLevel = .error
let application = Application(
    router: router,
    configuration: ApplicationConfiguration(
        address: .hostname("127.0.0.1", port: port),
        backlog: 1024
    ),
    logger: logger
)
try await application.runService()
