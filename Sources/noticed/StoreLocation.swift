import ArgumentParser
import NoticeRegister
import NoticeStore

/// Where a register lies, as `--store` names it.
enum StoreLocation: Equatable {
    /// In memory, until the process ends.
    case memory
    /// In an SQLite file.
    case sqlite(path: String)

    /// Reads `memory:` or `sqlite:PATH`.
    init(_ text: String) throws {
        let path = text.hasPrefix("sqlite:") ? String(text.dropFirst("sqlite:".count)) : ""
        if text == "memory:" {
            self = .memory
        } else if !path.isEmpty {
            self = .sqlite(path: path)
        } else {
            throw Exit.because(
                "store \"\(text)\" is unknown; give sqlite:PATH or memory:",
                Exit.configuration
            )
        }
    }

    /// Opens the store for writing, which only one process may at a time.
    func open(_ settings: StoreSettings) throws -> JournalStore {
        let clock: @Sendable () -> Instant = { Instant(milliseconds: SystemClock.milliseconds()) }
        guard case .sqlite(let path) = self else {
            return .inMemory(settings: settings, clock: clock)
        }
        do throws(StoreOpenError) {
            return try .sqlite(at: path, settings: settings, clock: clock)
        } catch {
            throw Exit.because("\(error)", error.exitCode)
        }
    }
}

extension StoreOpenError {
    /// The code with which a verb ends that cannot open its store.
    fileprivate var exitCode: ExitCode {
        switch self {
        case .held: Exit.unavailable
        case .foreign, .damaged, .newer, .older: Exit.data
        case .noFolder, .unusable: Exit.io
        }
    }
}
