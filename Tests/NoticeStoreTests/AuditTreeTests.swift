import NoticeRegister
import Seals
import Testing

@testable import NoticeStore

@Suite("The audit tree")
struct AuditTreeTests {
    /// RFC 9162 §2.1.1, as it stands there.
    private func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        guard leaves.count > 1 else { return leaves.first ?? SHA256.digest([]) }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        let middle = leaves.startIndex + half
        return SHA256.digest([1] + root(leaves[..<middle]) + root(leaves[middle...]))
    }

    private let leaves = (1...300).map { SHA256.digest([0, UInt8($0 & 0xFF), UInt8($0 >> 8)]) }

    @Test("of no leaves has the digest of nothing for its root")
    func empty() {
        #expect(
            SHA256.hexadecimal(AuditTree().root)
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
    }

    @Test("has at every size the root that the RFC's recursion gives")
    func roots() {
        var tree = AuditTree()
        for size in 1...300 {
            _ = tree.append(leaves[size - 1])
            #expect(tree.root == root(leaves[..<size]), "size \(size)")
        }
    }

    @Test("leaves beside each change the roots of the subtrees that it completes")
    func subtrees() {
        var tree = AuditTree()
        let beside = leaves.map { tree.append($0) }
        var nodes = 0
        for level in 0...8 {
            for index in 0..<(300 >> level) {
                let first = index << level
                let expected = root(leaves[first..<first + (1 << level)])
                #expect(AuditTree.node(level, of: beside[(index + 1) << level - 1]) == expected)
                nodes += 1
            }
        }
        #expect(beside.joined().count == nodes * 32)
    }

    @Test("grows on from what lies beside the changes as if it had never been put away")
    func resumes() throws {
        var tree = AuditTree()
        var beside: [[UInt8]] = []
        for size in 0..<300 {
            let resumed = try #require(AuditTree(size: size) { beside[$0 - 1] })
            #expect(resumed.root == tree.root)
            var (one, other) = (tree, resumed)
            #expect(one.append(leaves[size]) == other.append(leaves[size]))
            beside.append(tree.append(leaves[size]))
        }
    }

    @Test("is not to be had of hashes that are too few")
    func holes() {
        #expect(AuditTree(size: 6) { _ in [UInt8](repeating: 7, count: 32) } == nil)
        #expect(AuditTree(size: 5) { _ in [UInt8](repeating: 7, count: 96) } != nil)
    }
}

@Suite("The seal of a change")
struct SealTests {
    private let entry = JournalEntry(
        seq: 17,
        at: Instant(milliseconds: 1_795_428_000_000),
        actor: "desk \"1\"\n",
        kind: .noticeRequest,
        id: "req_1",
        version: 2,
        operation: .step,
        previous: 4,
        reason: "é",
        digest: [0xAB] + [UInt8](repeating: 0, count: 31),
        body: Array("{}".utf8)
    )

    @Test("commits to the members of a leaf in their order, escaped as RFC 8785 says")
    func leaf() {
        let leaf =
            #"{"actor":"desk \"1\"\n","at":"2026-11-23T10:00:00.000Z","body_digest":"ab"#
            + String(repeating: "00", count: 31)
            + #"","id":"req_1","kind":"notice_request","op":"step","seq":17,"version":2}"#
        #expect(String(decoding: Seal.leaf(of: entry), as: UTF8.self) == leaf)
        #expect(Seal.leafHash(of: entry) == SHA256.digest([0] + Array(leaf.utf8)))
    }

    @Test("digests salt, length of the reason, reason and body, in this order")
    func digest() {
        let salt = [UInt8](0..<16)
        #expect(
            Seal.digest(salt: salt, reason: "é", body: Array("{}".utf8))
                == SHA256.digest(salt + [0, 0, 0, 2, 0xC3, 0xA9] + Array("{}".utf8))
        )
        #expect(
            Seal.digest(salt: salt, reason: nil, body: nil)
                == SHA256.digest(salt + [0, 0, 0, 0])
        )
    }

    @Test("agrees with the digests that other programs compute")
    func example() {
        // printf '\x00…\x0f\x00\x00\x00\x00{}' | sha256sum
        let digest = Seal.digest(salt: [UInt8](0..<16), reason: nil, body: Array("{}".utf8))
        #expect(
            SHA256.hexadecimal(digest)
                == "5d9b12277689e171b58e8ecf85382e0432d35658e73e87803d9357ec316489f1"
        )
    }
}
