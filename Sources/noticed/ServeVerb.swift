import ArgumentParser

/// `noticed serve`: runs the server until it is told to stop.
struct ServeVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs the server.",
        discussion: """
            Each option is also a key of the configuration file and, as NOTICED_…, a variable of \
            the environment; an option beats the environment, the environment beats the file.

            OPTIONS
            \(SettingsManual().help)
            """
    )

    @OptionGroup var source: SettingsArguments

    func run() throws {
        try Serve(source.settings()).run()
    }
}

/// `noticed check-config`: reads the settings and says what is wrong with them.
struct CheckConfigVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config",
        abstract: "Checks the settings without serving.",
        discussion: "Takes the options of serve."
    )

    @Flag(help: "Print a configuration file with every key and its default.")
    var manual = false

    @Flag(help: "Print the keys as a Markdown table.")
    var table = false

    @OptionGroup var source: SettingsArguments

    func run() throws {
        if manual || table {
            let manual = SettingsManual()
            StandardStream.output.write(table ? manual.table : manual.file)
            return
        }
        _ = try RuleFile.rules(source.settings().rules)
        StandardStream.output.write("the settings are in order\n")
    }
}

/// Where settings come from on a command line: a file, and an option for each key.
struct SettingsArguments: ParsableArguments {
    @Option(help: ArgumentHelp("A configuration file.", valueName: "file"))
    var config: String?

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp("An option for each setting.", visibility: .hidden)
    )
    var options: [String] = []

    /// The settings from flags, environment and file.
    func settings() throws -> Settings {
        var sources = SettingsSources()
        if let config {
            guard let text = InputFile.text(of: config) else {
                throw Exit.because("\(config): cannot be read", Exit.configuration)
            }
            sources.take(file: text, path: config)
        }
        sources.take(environment: ProcessEnvironment.variables)
        sources.take(flags: options)
        do throws(SettingsSources.Unusable) {
            let settings = try sources.settings()
            for name in sources.unknownVariables {
                Exit.say("environment \(name): no such setting; passed over")
            }
            return settings
        } catch {
            for line in error.lines { Exit.say(line) }
            throw Exit.configuration
        }
    }
}
