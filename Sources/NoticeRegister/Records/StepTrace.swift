extension StepRecord {
    /// The ids of the records that the step made.
    package var made: [String] { (decision.map { [$0.id] } ?? []) + notices.map(\.id) }
}
