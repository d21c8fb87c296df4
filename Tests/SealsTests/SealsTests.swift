import Seals
import Testing

@Suite("Seals")
struct SealsTests {
    /// The examples of FIPS 180-4's test vectors (NIST CAVP), and a message of several blocks.
    @Test(
        "a digest is that of the standard's examples",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                String(repeating: "a", count: 1_000_000),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
            ),
        ]
    )
    func examples(message: String, digest: String) {
        #expect(SHA256.hexadecimal(SHA256.digest(Array(message.utf8))) == digest)
    }

    @Test("random bytes are as many as were asked for, and never the same twice")
    func random() throws {
        let draws = try (0..<100).map { _ in try RandomBytes.make(16) }
        #expect(draws.allSatisfy { $0.count == 16 })
        #expect(Set(draws).count == draws.count)
    }
}
