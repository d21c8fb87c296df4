import NoticeRegister
import Shapes

/// The date that `said_by` names.
enum SaidByDate {
    /// The date, if it has an end: what had been said by then.
    static func checked(_ date: PartialDate) throws(Problem) -> PartialDate {
        guard date.latest != .max else {
            throw Problem(parameter: "said_by", .badDate, "a date that ends is due: 2021-01-04")
        }
        return date
    }
}
