import NoticeRegister

extension [Query.Comparand] {
    /// The words among the values.
    var words: [String] {
        compactMap { if case .word(let word) = $0 { word } else { nil } }
    }

    /// The spans of days among the values.
    var days: [DayChoice] {
        compactMap { value in
            guard case .days(let earliest, let latest, let isCertain) = value else { return nil }
            let span = DaySpan(earliest: earliest, latest: latest)
            return DayChoice(span: span, isCertain: isCertain)
        }
    }

    /// The moments among the values.
    var instants: [Instant] {
        compactMap { if case .instant(let instant) = $0 { instant } else { nil } }
    }

    /// Whether yes or no is among the values.
    func has(_ flag: Bool) -> Bool { contains(.flag(flag)) }
}
