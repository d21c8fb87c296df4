import Foundation
import Harness
import Testing

@Suite("What the documents show is what happens")
struct WalkthroughTests {
    @Test("every command of the README's walk-through prints what the README shows")
    func readme() throws {
        try walk(through: "README.md", least: 6)
    }

    @Test("every question to the case is answered as the case's walk-through shows")
    func oneCase() throws {
        try walk(through: "Docs/Walkthrough.md", least: 15)
    }

    @Test("every command of the API guide prints what the guide shows")
    func guide() throws {
        try walk(through: "Docs/API.md", least: 1)
    }

    private func walk(through path: String, least: Int) throws {
        let folder = try TemporaryFolder()
        let server = try NoticedProcess.serve(
            ["--store", "memory:", "--example"],
            in: folder.url
        )
        let steps = try ConsoleBlocks.steps(of: path)
        #expect(steps.count >= least)
        for step in steps {
            let printed = try ConsoleBlocks.run(step.command, port: server.port, in: folder.url)
            let shown = try ConsoleBlocks.comparable(step.output)
            let real = try ConsoleBlocks.comparable(printed, port: server.port)
            #expect(real == shown, "\(path):\(step.line): \(step.command)")
        }
        #expect(server.terminate() == 0)
    }
}
