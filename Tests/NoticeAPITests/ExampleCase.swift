import Foundation
import NoticeAPI
import Testing

/// The example register: the real case, as it is delivered.
enum ExampleCase {
    /// Its lines.
    static let lines: [String] = {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Config/examples/soleimani.ndjson")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }()
}

extension TestAPI {
    /// A register that holds the example.
    static func withExample() throws -> TestAPI {
        var api = TestAPI()
        let (status, reports) = try api.importLines(ExampleCase.lines)
        try #require(status == 200 && reports.last?["errors"] as? Int == 0, "\(reports)")
        return api
    }
}

/// Records for the tests.
enum Case {
    static let event = #"{"title":"A strike","type":"strike","when":"2020-01-03"}"#
    static let source = #"{"title":"A paper","type":"report"}"#
    static let state =
        #"{"names":[{"full":"A state"}],"type":"state","country":"IR"}"#
    static let addressee =
        #"{"names":[{"full":"INTERPOL"}],"type":"international_organization"}"#
    static let person = #"{"names":[{"full":"A person"}]}"#
    static let request = """
        {"colour":"red","requester":"org-state","addressee":"org-interpol",\
        "subjects":[{"ref":"per-1"}]}
        """
    static let statement = """
        {"about":"req-1","property":"submission","value":{"type":"value","value":true},\
        "speaker":"org-state","source":"src-1"}
        """
}

extension TestAPI {
    /// A register with one request and all that its first steps need.
    static func withRequest(_ change: (inout APISettings) -> Void = { _ in }) throws -> TestAPI {
        var api = TestAPI(change)
        try api.put("organizations/org-state", Case.state)
        try api.put("organizations/org-interpol", Case.addressee)
        try api.put("persons/per-1", Case.person)
        try api.put("sources/src-1", Case.source)
        try api.put("notice-requests/req-1", Case.request)
        try api.put("statements/stm-1", Case.statement)
        return api
    }
}
