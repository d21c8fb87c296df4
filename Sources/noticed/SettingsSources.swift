import Shapes

/// Gathers settings from flags, environment and file; flags beat the environment, that the file.
struct SettingsSources {
    /// One setting as somebody gave it.
    struct Given: Equatable {
        let key: String
        let value: String
        /// Where it was given, for messages.
        let place: String
    }

    /// What went wrong, a line each: what, where, what to do.
    struct Unusable: Error, Equatable {
        let lines: [String]
    }

    private var given: [String: [Given]] = [:]
    private var complaints: [String] = []
    private let keys = MemberNames.of(Settings.self)

    /// Variables of the environment that start like settings and are none; an orchestrator may put
    /// them there, so they are told and not refused.
    private(set) var unknownVariables: [String] = []

    /// Takes the lines of a configuration file: `key = value`, `#` starts a comment line.
    mutating func take(file text: String, path: String) {
        var layer: [Given] = []
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        for (index, line) in lines.enumerated() {
            let content = Self.trimmed(line)
            if content.isEmpty || content.hasPrefix("#") { continue }
            let place = "\(path):\(index + 1)"
            guard let equals = content.firstIndex(of: "=") else {
                complaints.append("\(place): expected \"key = value\"")
                continue
            }
            let key = String(Self.trimmed(content[..<equals]))
            let value = String(Self.trimmed(content[content.index(after: equals)...]))
            layer.append(Given(key: key, value: value, place: place))
        }
        take(layer)
    }

    /// Takes the environment: `NOTICED_LOG_LEVEL` for `log_level`; lists are split at commas.
    mutating func take(environment: [String: String]) {
        var layer: [Given] = []
        for (name, value) in environment.sorted(by: { $0.key < $1.key })
        where name.hasPrefix("NOTICED_") {
            let key = name.dropFirst("NOTICED_".count).lowercased()
            guard keys.contains(key) else {
                unknownVariables.append(name + NearestWord.hint(to: key, among: keys))
                continue
            }
            let isList = Self.lists.contains(key)
            for part in isList ? value.split(separator: ",").map(String.init) : [value] {
                layer.append(Given(key: key, value: part, place: "environment \(name)"))
            }
        }
        take(layer)
    }

    /// Takes flags: `--log-level debug`, `--log-level=debug`; a flag alone says `true`.
    mutating func take(flags: [String]) {
        var layer: [Given] = []
        var rest = flags[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--"), word.count > 2 else {
                complaints.append("\(word): not an option; see --help")
                continue
            }
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1)
            guard let name = parts.first else { continue }
            let key = String(name).replacing("-", with: "_")
            var value = parts.count > 1 ? String(parts[1]) : "true"
            if parts.count == 1, !word.contains("="), let next = rest.first, !next.hasPrefix("--"),
                !isSwitch(key)
            {
                value = next
                rest = rest.dropFirst()
            }
            layer.append(Given(key: key, value: value, place: "--\(name)"))
        }
        take(layer)
    }

    /// The settings.
    ///
    /// - Throws: every complaint, each naming its place.
    func settings() throws(Unusable) -> Settings {
        var lines = complaints
        let all = given.values.flatMap { $0 }
        do {
            let read = try WordReader.read(
                all.map { (name: $0.key, value: $0.value) },
                as: Settings.self
            )
            guard !lines.isEmpty else { return read }
        } catch {
            lines += error.all.map { fault in
                let places = given[fault.pointer]?.map(\.place).joined(separator: ", ")
                return "\(places ?? "settings"): \(fault.pointer): \(fault.detail)"
            }
        }
        throw Unusable(lines: lines.sorted())
    }

    /// A later layer's key takes the place of all that earlier ones said of it.
    private mutating func take(_ layer: [Given]) {
        for (key, values) in Dictionary(grouping: layer, by: \.key) { given[key] = values }
    }

    private static let lists: Set<String> = [
        "listen", "tls_listen", "tls_certificate", "tls_key", "hosts", "cors_origins",
        "trusted_proxies", "proxy_protocol",
    ]

    private func isSwitch(_ key: String) -> Bool {
        ["open", "example", "require_if_match", "ipv6_only"].contains(key)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
