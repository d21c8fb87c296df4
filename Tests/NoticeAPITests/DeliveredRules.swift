import Foundation
import NoticeRegister

/// The rules as they are delivered.
enum DeliveredRules {
    /// The file's bytes.
    static let bytes: [UInt8] = {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Config/rules/interpol.json")
        return (try? Data(contentsOf: file)).map(Array.init) ?? []
    }()

    /// The rules; none where the file is not in order, which a test of its own tells.
    static let rules: ReviewRules = (try? ReviewRules(bytes)) ?? .none
}
