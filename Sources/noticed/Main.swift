import ArgumentParser

/// The executable's verbs.
@main
struct Noticed: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "noticed",
        abstract: "A register of events, persons and notice requests, each fact with its source.",
        version: Build.version,
        subcommands: [
            ServeVerb.self, ImportVerb.self, HealthcheckVerb.self, CheckConfigVerb.self,
        ]
    )
}

/// What this build is.
enum Build {
    /// The version, as in CHANGELOG.md.
    static let version = "0.1.0"
}
