import ArgumentParser
import HTTPServer
import NoticeAPI
import NoticeStore

/// `noticed import`: takes NDJSON into a store, or through a running server.
struct ImportVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes records and steps, one JSON object a line.",
        discussion: """
            Lines may stand in any order and refer to later ones. A line that is wrong is named with \
            its number, and the others go in. What is there already is left as it is.
            """
    )

    @Option(help: ArgumentHelp("The store, when no server holds it.", valueName: "url"))
    var store: String?

    @Option(help: ArgumentHelp("A running server: http://127.0.0.1:8470.", valueName: "url"))
    var server: String?

    @Flag(help: "All lines in one commit, or none; at most \(ImportRun.atomicMax) lines.")
    var atomic = false

    @Flag(help: "Say what would happen, and write nothing.")
    var dryRun = false

    @Argument(help: ArgumentHelp("The file; - is standard input.", valueName: "file"))
    var file: String

    func validate() throws {
        guard store == nil || server == nil else {
            throw ValidationError("give --store or --server, not both")
        }
    }

    func run() throws {
        var report = ImportReport()
        if let server {
            try upload(to: server, &report)
        } else {
            try carryOut(&report)
        }
        let words = dryRun ? "nothing written; it would be " : ""
        StandardStream.output.write(
            words + "\(report.created) created, \(report.updated) updated,"
                + " \(report.unchanged) unchanged, \(report.errors) errors\n"
        )
        guard report.isWhole else {
            throw Exit.because(
                "the import was broken off; what is counted stands",
                Exit.unavailable
            )
        }
        guard report.errors == 0 else { throw Exit.data }
    }

    private func carryOut(_ report: inout ImportReport) throws {
        let input = try opened()
        var settings = Settings()
        settings.store = store ?? settings.store
        let register = try StoreLocation(settings.store).open(settings.storeSettings)
        defer { register.close() }
        var order = ImportRun.Order(actor: "import")
        order.isAtomic = atomic
        order.isDryRun = dryRun
        var importing = StoreImport(order, into: register)
        do throws(InputFile.Unreadable) {
            while true {
                let bytes = try input.next()
                if bytes.isEmpty { break }
                importing.take(bytes) { report.take($0, Exit.say) }
            }
        } catch {
            throw unreadable(error)
        }
        importing.finish { report.take($0, Exit.say) }
    }

    private func upload(to url: String, _ report: inout ImportReport) throws {
        _ = try opened()
        let origin = url.hasSuffix("/") ? String(url.dropLast()) : url
        let target = origin + "/v1/import?atomic=\(atomic)&dry_run=\(dryRun)"
        let upload = Upload(file: file)
        let (status, answer): (Int, String)
        do throws(HTTPClient.Failure) {
            (status, answer) = try upload.run(to: target) { report.take($0, Exit.say) }
        } catch {
            if let fault = upload.fault { throw unreadable(fault) }
            throw Exit.because("\(url): \(error.inWords)", Exit.unavailable)
        }
        guard status == 200 || status == 422 else {
            throw Exit.because("\(url) answers \(status): \(answer)", Exit.unavailable)
        }
    }

    private func opened() throws -> InputFile {
        do throws(InputFile.Unreadable) {
            return try InputFile(file)
        } catch {
            throw unreadable(error)
        }
    }

    private func unreadable(_ fault: InputFile.Unreadable) -> ExitCode {
        Exit.because("\(file): cannot be read: \(fault.reason)", Exit.io)
    }
}
