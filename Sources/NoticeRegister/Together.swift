/// Decides commands that are to be carried out all or not at all, and may refer to each other.
///
/// Records come first, each into its place; then the steps in the order of happening; then every
/// record is judged with all others and what the steps made beside it.
struct Together {
    /// The verdicts, one for each command: all decided, or some turned down and with them all.
    static func decide(
        _ commands: [Command],
        in session: inout Session
    ) -> [Result<Decided, Rejection>] {
        var verdicts: [Result<Decided, Rejection>?] = commands.map { _ in nil }
        do throws(Rejection) {
            try session.attempt { session throws(Rejection) in
                verdicts = attempt(commands, in: &session)
                if let first = verdicts.compactMap(\.rejection).first { throw first }
            }
        } catch {
            verdicts = verdicts.map { verdict in
                if case .failure? = verdict { verdict } else { .failure(.othersRejected) }
            }
        }
        return verdicts.map { $0 ?? .failure(.othersRejected) }
    }

    private static func attempt(
        _ commands: [Command],
        in session: inout Session
    ) -> [Result<Decided, Rejection>?] {
        var verdicts: [Result<Decided, Rejection>?] = commands.map { _ in nil }
        var placed: [(place: Int, record: RecordWriting.Placed)] = []
        for (place, command) in commands.enumerated() {
            if case .step = command.act { continue }
            do throws(Rejection) {
                placed.append((place, try RecordWriting.place(command, in: &session)))
            } catch {
                verdicts[place] = .failure(error)
            }
        }
        for (place, id, body) in steps(of: commands) {
            let command = commands[place]
            do throws(Rejection) {
                verdicts[place] = .success(
                    try session.takeStep(command, of: id, body)
                )
            } catch {
                verdicts[place] = .failure(error)
            }
        }
        for (place, record) in placed {
            do throws(Rejection) {
                try RecordWriting.judge(record, in: session, isTogether: true)
                verdicts[place] = .success(record.decided)
            } catch {
                verdicts[place] = .failure(error)
            }
        }
        return verdicts
    }

    /// The steps among commands, the earlier ones first; of one day, those that ended first; else as
    /// they were handed in.
    private static func steps(
        of commands: [Command]
    ) -> [(place: Int, id: String, body: StepBody)] {
        var steps: [(place: Int, id: String, body: StepBody)] = []
        for (place, command) in commands.enumerated() {
            guard case .step(let id, let body) = command.act else { continue }
            steps.append((place, id, body))
        }
        steps.sort {
            let (one, other) = ($0.body.happened, $1.body.happened)
            return (one.earliest, one.latest, $0.place) < (other.earliest, other.latest, $1.place)
        }
        return makersFirst(steps)
    }

    /// Moves each step behind those that make what it is taken on, or rests on.
    private static func makersFirst(
        _ steps: [(place: Int, id: String, body: StepBody)]
    ) -> [(place: Int, id: String, body: StepBody)] {
        var unmade = Set(steps.flatMap(\.body.gives))
        guard !unmade.isEmpty else { return steps }
        var ordered: [(place: Int, id: String, body: StepBody)] = []
        var waiting = steps
        while let next = waiting.firstIndex(where: { step in
            !unmade.contains(step.id) && unmade.isDisjoint(with: step.body.restsOn)
        }) ?? waiting.indices.first {
            let step = waiting.remove(at: next)
            unmade.subtract(step.body.gives)
            ordered.append(step)
        }
        return ordered
    }
}

extension StepBody {
    /// The ids that it gives to the records that it makes.
    fileprivate var gives: [String] {
        let decision = namedDecision == nil ? decision?.id?.text : nil
        return (decision.map { [$0] } ?? []) + notices.compactMap { $0.id?.text }
    }

    /// The ids of the decisions that it rests on.
    fileprivate var restsOn: [String] {
        [namedDecision?.id, decision?.reverses?.id].compactMap { $0 }
    }

    /// The days on which it may have happened, in days since 1970; a step without a day comes last.
    package var happened: (earliest: Int32, latest: Int32) {
        on.map { ($0.earliest, $0.latest) } ?? (.max, .max)
    }
}

extension Result<Decided, Rejection>? {
    fileprivate var rejection: Rejection? {
        if case .failure(let rejection)? = self { rejection } else { nil }
    }
}
