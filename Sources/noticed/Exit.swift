import ArgumentParser
import Glibc
import HTTPServer

/// Ends of a verb, by sysexits.h.
enum Exit {
    /// The command line is wrong (EX_USAGE).
    static let usage = ExitCode(64)
    /// The input is wrong (EX_DATAERR).
    static let data = ExitCode(65)
    /// Something that is needed is not there (EX_UNAVAILABLE).
    static let unavailable = ExitCode(69)
    /// Reading or writing failed (EX_IOERR).
    static let io = ExitCode(74)
    /// The configuration is wrong (EX_CONFIG).
    static let configuration = ExitCode(78)

    /// Says one line on standard error and gives the code to throw.
    static func because(_ line: String, _ code: ExitCode) -> ExitCode {
        say(line)
        return code
    }

    /// Says what hinders the server from starting, and gives the code for it.
    static func mapping<Result>(
        _ work: () throws(ServerError) -> Result
    ) throws -> Result {
        do throws(ServerError) {
            return try work()
        } catch {
            switch error {
            case .badAddress, .badCertificate, .badInheritance, .nothingToListenOn:
                throw because("\(error)", configuration)
            case .cannotListen, .system: throw because("\(error)", unavailable)
            }
        }
    }

    /// Says one line on standard error.
    static func say(_ line: String) {
        StandardStream.error.write("noticed: \(line)\n")
    }
}
