import ArgumentParser
import NoticeRegister

/// The rules that requests are held against, which every binary carries:
/// `Config/rules/interpol.json`.
enum RuleFile {
    /// Reads the rules at a path; an empty one stands for those built in.
    static func rules(_ path: String) throws -> ReviewRules {
        let place = path.isEmpty ? "the rules built in" : path
        let bytes = path.isEmpty ? PackageResources.interpol_json : try bytes(of: path)
        do throws(RuleFileFaults) {
            return try ReviewRules(bytes)
        } catch {
            for fault in error.all {
                Exit.say("\(place):\(fault.line):\(fault.column): \(fault.detail)")
            }
            throw Exit.configuration
        }
    }

    private static func bytes(of path: String) throws -> [UInt8] {
        guard let text = InputFile.text(of: path) else {
            throw Exit.because("\(path): cannot be read", Exit.configuration)
        }
        return Array(text.utf8)
    }
}
