import Shapes

/// What records show of others: all derivations there are, one level deep.
///
/// They are written in the commit that changes what they follow from, so that a record's bytes
/// depend on the journal alone.
enum Derived {
    /// A member that follows from the records which refer to its own.
    struct Rule: Sendable {
        /// The kind of the records that refer.
        let kind: Kind
        /// The member by which they do.
        let role: String
        /// Puts those ids into the record referred to.
        let put: @Sendable (inout Record, [Referrer], Overlay) -> Void
    }

    /// The table.
    static let rules: [Rule] = [
        Rule(kind: .noticeRequest, role: "prior.request") { record, referrers, _ in
            guard case .noticeRequest(var request) = record else { return }
            request.later = referrers.map { Reference($0.id) }
            record = request.record
        },
        Rule(kind: .decision, role: "reverses") { record, referrers, _ in
            guard case .decision(var decision) = record else { return }
            decision.reversedBy = referrers.last.map { Reference($0.id) }
            record = decision.record
        },
        Rule(kind: .statement, role: "contradicts") { record, referrers, _ in
            guard case .statement(var statement) = record else { return }
            statement.contradictedBy = referrers.map { Reference($0.id) }
            record = statement.record
        },
        Rule(kind: .statement, role: "misattributes") { record, referrers, _ in
            guard case .statement(var statement) = record else { return }
            statement.misattributedIn = referrers.map { Reference($0.id) }
            record = statement.record
        },
        Rule(kind: .challenge, role: "target") { record, referrers, overlay in
            let isContested = referrers.contains { referrer in
                guard case .challenge(let challenge)? = overlay.record(referrer.id) else {
                    return false
                }
                return challenge.isOpenBeforeKeeper
            }
            record.common.contested = isContested ? true : nil
        },
    ]

    /// Where records of a kind are shown by those that refer to them: the role and the kind.
    static let upstream: [Kind: (role: String, kind: Kind)] = [
        .group: ("subjects.ref", .noticeRequest),
        .source: ("source", .statement),
        .notice: ("steps.notices", .noticeRequest),
    ]

    /// The record with everything in it that follows from itself and from those it refers to; nil
    /// for kinds that have nothing of the sort.
    static func ownMembers(of record: Record, _ overlay: Overlay) -> Record? {
        switch record {
        case .group(var group):
            group.unnamed = max(0, group.size.count - Set(group.named).count)
            return group.record
        case .statement(var statement):
            let found = statement.quote.map { quote in
                QuoteSearch(quote, in: overlay.quoteText(of: statement.source.id))
            }
            statement.quoteCheck = found?.check
            statement.quoteAt = found?.places.first.map(CodePoints.init)
            return statement.record
        case .challenge(let challenge): return followingSteps(of: challenge, overlay)
        case .notice(let notice): return followingSteps(of: notice, overlay)
        case .noticeRequest(var request):
            request.subjectCount = SubjectCount(of: request.subjects.map(\.ref), overlay)
            return followingSteps(of: request, overlay)
        case .event, .person, .organization, .source, .decision, .verdict: return nil
        }
    }

    /// Standing steps were possible when they were taken; where what they rest on has gone, the
    /// record keeps what it showed.
    private static func followingSteps(of record: some Stepped, _ overlay: Overlay) -> Record {
        ((try? record.replayed(with: nil, overlay)) ?? record).record
    }
}

extension SubjectCount {
    /// Counts the people among subjects; nil where there are none.
    ///
    /// Nobody says whether two groups overlap, so of several the sum is the most there can be.
    fileprivate init?(of subjects: [Reference], _ overlay: Overlay) {
        var (groups, persons): ([Group], Set<Reference>) = ([], [])
        for subject in subjects {
            switch overlay.record(subject.id) {
            case .group(let group): groups.append(group)
            case .person: persons.insert(subject)
            default: continue
            }
        }
        guard !groups.isEmpty || !persons.isEmpty else { return nil }
        let inGroups = Set(groups.flatMap(\.named))
        let bases = Set(groups.map(\.size.basis))
        let sum = groups.reduce(0) { $0 + $1.size.count } + persons.subtracting(inGroups).count
        count = min(sum, RecordLimits.ordinal.upperBound)
        named = persons.union(inGroups).count
        unnamed = max(0, count - named)
        switch (groups.count, bases.first) {
        case (0, _), (_, nil): basis = .exact
        case (1, let only?): basis = only
        default: basis = bases.isSubset(of: [.exact, .atMost]) ? .atMost : .about
        }
    }
}

extension Challenge {
    /// Whether it waits for this register's keeper.
    fileprivate var isOpenBeforeKeeper: Bool {
        guard before == .register else { return false }
        switch status {
        case .received, .admissible, .inStudy: return true
        case .inadmissible, .decided, .implemented, .withdrawn, .moot: return false
        }
    }
}
