import Glibc

/// The environment that the process was started with.
enum ProcessEnvironment {
    /// Its variables.
    static var variables: [String: String] {
        var variables: [String: String] = [:]
        // SAFETY: the list ends with a null, each entry is terminated; nothing here changes it.
        var next = unsafe environ
        while let entry = unsafe next.pointee {
            let text = unsafe String(cString: entry)
            if let equals = text.firstIndex(of: "=") {
                variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            unsafe next += 1
        }
        return variables
    }
}
