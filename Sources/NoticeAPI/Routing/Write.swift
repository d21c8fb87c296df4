import HTTPWire
import NoticeRegister

/// A write that has been read and is ready for the writer, and how its outcome is told.
struct Write: Sendable {
    /// What the writer is asked.
    let submission: Submission
    /// The answer once it is durable.
    let answer: @Sendable (Outcome.Done) throws(Problem) -> Response

    /// The answer to what came of it.
    func response(to outcomes: [Outcome]) throws(Problem) -> Response {
        switch outcomes.first {
        case .done(let done): return try answer(done)
        case .rejected(let rejection): throw Problem(rejection)
        case .failed(let fault): throw Problem(fault)
        case .keyReused:
            throw Problem(
                .idempotencyKeyReused,
                "The key was used for a request with another method, path or body."
            )
        case nil: throw Problem(.internalError, "The writer gave no answer.")
        }
    }
}
