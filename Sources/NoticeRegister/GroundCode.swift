/// The grounds on which a decision can rest.
///
/// The codes are this register's; the rules behind them are INTERPOL's constitution, its Rules on
/// the Processing of Data, resolutions of its General Assembly and the Commission's practice.
enum GroundCode {
    /// Article 3 of the constitution as a whole, and the characters that it names.
    static let article3 = ["ARTICLE_3", "POLITICAL", "MILITARY", "RELIGIOUS", "RACIAL"]

    /// Every code.
    static let all: Set<String> = Set(
        article3 + [
            "UDHR", "PREDOMINANCE", "TERRORISM", "HUMANITARIAN_LAW", "GENOCIDE_CAH_WAR_CRIMES",
            "OFFICE", "INTEREST", "STATUS", "PURPOSE", "SERIOUSNESS", "CULTURE", "PRIVATE",
            "ADMINISTRATIVE", "IDENTITY_DATA", "JUDICIAL_DATA", "ASSURANCE", "RETENTION", "MINOR",
            "SENSITIVE", "REFUGEE", "NE_BIS_IN_IDEM", "TRANSFER", "NO_EXTRADITION_ACTION",
            "GROUND_UNSTATED", "INSUFFICIENT_DATA", "OUT_OF_MANDATE", "OTHER",
        ]
    )
}
