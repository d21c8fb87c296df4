extension String {
    /// A vocabulary's word as a sentence has it: `not_considered` is “not considered”.
    var withSpaces: String {
        let (line, space) = (UInt8(ascii: "_"), UInt8(ascii: " "))
        guard utf8.contains(line) else { return self }
        return String(decoding: utf8.map { $0 == line ? space : $0 }, as: UTF8.self)
    }
}
