package import Shapes

/// Something that falls due, and by which rule.
///
/// Nothing of it is stored in records: it follows from a record alone, and whether it is overdue is
/// a question to the clock.
package struct Deadline: Sendable, Equatable {
    /// What falls due.
    package enum Matter: String, Vocabulary {
        /// A notice ends unless it is extended.
        case noticeExpires = "notice_expires"
        /// A notice is to be examined again.
        case noticeReview = "notice_review"
        /// A challenge is to be answered.
        case challengeDue = "challenge_due"
        /// A request has been silent for so long that it may be said to have lapsed.
        case requestSilent = "request_silent"

        /// The kind of the records that have it.
        package var kind: Kind {
            switch self {
            case .noticeExpires, .noticeReview: .notice
            case .challengeDue: .challenge
            case .requestSilent: .noticeRequest
            }
        }

        /// The fact that tells its day: such a record has it exactly while it has the deadline.
        package var fact: String { "due." + rawValue }
    }

    /// The rule that a deadline rests on.
    package enum Rule: String, Vocabulary {
        /// RPD 49: five years, then to be examined again.
        case retention = "RETENTION"
        /// How long the Commission may take, from admissibility.
        case commissionTime = "COMMISSION_TIME"
        /// How long this register's keeper may take, from filing.
        case keeperTime = "KEEPER_TIME"
        /// How long a request may be silent.
        case silence = "SILENCE"

        /// How the rule's text is known: nobody had the official one at hand.
        package var readIn: String {
            switch self {
            case .retention: "secondary"
            case .commissionTime, .keeperTime: "recalled"
            case .silence: "own"
            }
        }

        /// The words for how a rule's text is known; `own`: it is this register's.
        package static let sources = ["quoted", "secondary", "recalled", "own"]
    }

    /// What falls due.
    package let matter: Matter
    /// The day; of a date that names several, the first.
    package let due: CivilDay
    /// By which rule.
    package let rule: Rule

    /// Months after which a notice is examined again.
    static let reviewMonths = 60

    fileprivate init?(_ matter: Matter, _ date: PartialDate?, months: Int = 0, _ rule: Rule) {
        guard let date, let day = date.firstDay else { return nil }
        self.matter = matter
        due = months == 0 ? day : day.adding(months: months)
        self.rule = rule
    }

    /// The deadline as a fact, by which lists find and order it.
    fileprivate var fact: Fact {
        let day = Int32(clamping: due.daysSince1970)
        return Fact(name: matter.fact, content: .days(earliest: day, latest: day))
    }
}

extension PartialDate {
    /// The first day that it can mean: of an open beginning, the last.
    fileprivate var firstDay: CivilDay? {
        let day = earliest != .min ? earliest : latest
        return day == .max ? nil : CivilDay(daysSince1970: Int(day))
    }
}

extension Record {
    /// What falls due of it; nothing for kinds, and statuses, that have no deadlines.
    package var deadlines: [Deadline] {
        switch self {
        case .notice(let notice): notice.deadlines
        case .challenge(let challenge): challenge.deadlines
        case .noticeRequest(let request): request.deadlines
        default: []
        }
    }
}

extension Notice {
    /// Its end, and its review: an extension is one.
    fileprivate var deadlines: [Deadline] {
        guard !hasEnded else { return [] }
        let reviewed = StepRecord.standing(among: steps).last { $0.step == .extend && $0.on != nil }
        return [
            Deadline(.noticeExpires, expires, .retention),
            Deadline(
                .noticeReview,
                reviewed?.on ?? issued,
                months: Deadline.reviewMonths,
                .retention
            ),
        ].compactMap { $0 }
    }

    /// The days on which it falls due.
    package var madeFacts: [Fact] { deadlines.map(\.fact) }
}

extension Challenge {
    fileprivate var deadlines: [Deadline] {
        guard isOpen else { return [] }
        let rule: Deadline.Rule = before == .register ? .keeperTime : .commissionTime
        return [Deadline(.challengeDue, dueOn, rule)].compactMap { $0 }
    }

    /// The day on which an answer is due.
    package var madeFacts: [Fact] { deadlines.map(\.fact) }
}

extension NoticeRequest {
    /// While it is open, it is silent from its last step whose day is known.
    fileprivate var deadlines: [Deadline] {
        guard NoticeRequest.open.contains(status) else { return [] }
        let last = StepRecord.standing(among: steps).compactMap(\.on).last
        guard let last, last.earliest != .min else { return [] }
        return [
            Deadline(.requestSilent, last, months: NoticeRequest.silentMonths, .silence)
        ].compactMap { $0 }
    }

    /// The days on which it falls due.
    var dueFacts: [Fact] { deadlines.map(\.fact) }
}
