import HTTPServer
import Logging

/// What the server says to its operator, on standard error.
struct ServerLog: Sendable {
    private let logger: Logger

    init(_ level: LogLevel) {
        var logger = Logger(label: "noticed") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel =
            switch level {
            case .error: .error
            case .warning: .warning
            case .info: .info
            case .debug: .debug
            }
        self.logger = logger
    }

    /// Says what is worth knowing.
    func say(_ line: String) { logger.info("\(line)") }

    /// Says what somebody should look at.
    func warn(_ line: String) { logger.warning("\(line)") }

    /// Tells what happened to the engine.
    func tell(_ event: ServerEvent) {
        switch event {
        // Scripts wait for this line, whatever the level.
        case .listening, .listeningSecurely: Exit.say("\(event)")
        case .draining, .drained, .certificatesRenewed: say("\(event)")
        case .exhausted, .full, .slowReaders, .cut, .unproxied, .certificatesKept, .certificateEnds:
            warn("\(event)")
        }
    }
}
