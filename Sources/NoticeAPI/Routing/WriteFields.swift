import HTTPWire
import NoticeRegister
import Seals

/// The request fields that steer a write.
enum WriteFields {
    /// What the request asks of the record as it stands.
    ///
    /// - Throws: `malformed-request` for what is no list of tags; `precondition-required` where the
    ///   settings ask for a condition and there is none.
    static func precondition(
        of request: borrowing Request,
        isRequired: Bool
    ) throws(Problem) -> Precondition {
        let conditions = Conditional.Fields(request)
        if let value = conditions.ifMatch {
            switch EntityTagList(value) {
            case .any: return .exists
            case .tags(let tags): return .versions(tags.compactMap(version))
            case nil: throw malformed("If-Match is not a list of entity tags, or *.")
            }
        }
        if let value = conditions.ifNoneMatch {
            guard EntityTagList(value) == .any else {
                throw malformed("If-None-Match of a write can only be *.")
            }
            return .absent
        }
        guard !isRequired else {
            throw Problem(.preconditionRequired, "If-Match with the version's ETag is required.")
        }
        return .none
    }

    /// The version that a tag names; weak ones name none (RFC 9110 §13.1.1).
    private static func version(_ tag: EntityTag) -> Int? {
        guard !tag.isWeak, tag.bare.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(tag.bare)
    }

    /// The key for repeating the request safely, with the digest of what is asked.
    static func idempotency(
        of request: borrowing Request
    ) throws(Problem) -> Submission.Idempotency? {
        guard let range = request.field(.idempotencyKey) else { return nil }
        guard let key = request.text(range), (1...255).contains(key.utf8.count),
            key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw malformed("Idempotency-Key has 1 to 255 visible ASCII characters.")
        }
        var asked = Array(request.method.name.utf8)
        asked.append(0x20)
        asked.append(contentsOf: request.bytes[request.target])
        asked.append(0x0A)
        asked.append(contentsOf: request.bodyBytes)
        return Submission.Idempotency(key: key, digest: SHA256.digest(asked))
    }

    /// Whether `Prefer` asks for an answer without content (RFC 7240 §4.2).
    ///
    /// Of several `return` preferences the first counts (§2); unknown ones are passed over.
    static func prefersMinimal(_ request: borrowing Request) -> Bool? {
        guard let value = request.fieldText(.prefer) else { return nil }
        for preference in value.split(separator: ",") {
            let bare = preference.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }
            let halves = bare.lowercasedASCII.split(separator: "=", maxSplits: 1)
            guard halves.count == 2, halves[0] == "return" else { continue }
            switch halves[1].filter({ $0 != "\"" }) {
            case "minimal": return true
            case "representation": return false
            default: return nil
            }
        }
        return nil
    }

    private static func malformed(_ detail: String) -> Problem {
        Problem(.malformedRequest, detail)
    }
}
