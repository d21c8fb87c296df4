import HTTPWire
import NoticeRegister

extension Endpoint {
    /// GET of whom to tell of flaws (RFC 9116), where the operator has said it.
    static let tellContact = Endpoint(
        name: "securityContact",
        gives: [.text],
        answers: [AnswerForm(.ok, "Whom to tell of flaws.", .text, .text)],
        run: .now { shelf, _, _ throws(Problem) in
            let context = shelf.context
            guard !context.settings.securityContact.isEmpty else {
                throw Problem(.notFound, "No contact has been set.")
            }
            let text = SecurityContact.text(context.settings.securityContact, context.now())
            return Response(.ok, fields: SecurityContact.fields, body: Array(text.utf8))
        }
    )
}

/// The file of RFC 9116.
private enum SecurityContact {
    static let fields = ResponseFields.lines("text/plain; charset=utf-8", cache: "no-cache")

    /// Half a year: RFC 9116 §2.5.5 advises less than one, and what is asked for is made anew.
    private static let validMilliseconds = 180 * 86_400_000

    static func text(_ contact: String, _ now: Instant) -> String {
        let end = Instant(milliseconds: now.milliseconds + validMilliseconds)
        return "Contact: \(contact)\nExpires: \(end.text)\nPreferred-Languages: en\n"
    }
}
