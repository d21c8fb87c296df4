/// A row of the checklist that the application decides: a request, and what its answer has.
struct ProductRow: Sendable {
    let number: Int
    let rule: String
    /// The lines of the head, without those that every request has.
    let head: String
    let body: [UInt8]?
    let status: Int
    /// Fields as they have to stand, `Name: value`; `-Name`: there is none.
    let fields: [String]
    /// Words in the body.
    let words: String

    init(
        _ number: Int,
        _ rule: String,
        _ head: String,
        body: String? = nil,
        _ status: Int,
        _ fields: [String] = [],
        says words: String = ""
    ) {
        self.number = number
        self.rule = rule
        self.head = head
        self.body = body.map { Array($0.utf8) }
        self.status = status
        self.fields = fields
        self.words = words
    }

    /// The same with a body that is no text.
    init(
        _ number: Int,
        _ rule: String,
        _ head: String,
        bytes: [UInt8],
        _ status: Int,
        says words: String
    ) {
        self.number = number
        self.rule = rule
        self.head = head
        body = bytes
        self.status = status
        fields = []
        self.words = words
    }
}
