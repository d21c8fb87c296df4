/// Whether something had been said by a day, as far as its dates tell.
enum SaidBy {
    /// Whether a statement had certainly been made by a day.
    ///
    /// What was said within a span had been said by its end; and by the day on which its source
    /// was published, where that lies in the span. Without a day of its own, the source's counts.
    ///
    /// - Parameters:
    ///   - statement: the statement.
    ///   - source: the record that it names as its source, if that is at hand.
    ///   - day: the day, since 1970-01-01.
    /// - Returns: nil where nobody knows by when it was said.
    static func holds(_ statement: Statement, _ source: Source?, by day: Int32) -> Bool? {
        let published = source?.published?.latest ?? .max
        guard let said = statement.saidOn else {
            return published == .max ? nil : published <= day
        }
        // A page that was published before and has changed since says nothing of the day.
        let latest = published >= said.earliest ? min(said.latest, published) : said.latest
        return latest == .max ? nil : latest <= day
    }
}
