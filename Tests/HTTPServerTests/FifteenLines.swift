// What stands between the two marks is the program that Docs/HTTPServer.md shows.
// mark: begin
import HTTPServer
import HTTPWire

struct Hello: Application {
    func answer(_ request: borrowing Request) -> Reply {
        .ready(.text(.ok, "Hello, \(request.text(request.path) ?? "")\n"))
    }

    static func serve(on address: ListenAddress) throws -> Server {
        let server = try Server(listen: [address]) { _ in Hello() }
        try server.start()
        return server
    }
}
// mark: end
