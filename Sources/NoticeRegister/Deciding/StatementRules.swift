import Shapes

/// The rules of a statement by itself: its value fits its property, its rank its reasons.
extension Statement {
    /// Notes all that is wrong.
    func check(_ faults: inout Faults) {
        checkValue(&faults)
        if deprecatedBecause != nil, rank != .deprecated {
            faults.note(
                Fault("/rank", .unknownValue, "deprecated is due where a reason for it is given")
            )
        }
        if rank == .deprecated, deprecatedBecause == nil {
            faults.note(
                Fault("/deprecated_because", .required, "a deprecated statement says why it is")
            )
        }
        if misattributes != nil, deprecatedBecause != .misattribution {
            faults.note(
                Fault(
                    "/misattributes",
                    .unknownValue,
                    "only a statement deprecated because of misattribution names the true one"
                )
            )
        }
        if Set(contradicts).count < contradicts.count {
            faults.note(Fault("/contradicts", .unknownValue, "a statement stands twice"))
        }
    }

    private func checkValue(_ faults: inout Faults) {
        guard value.type == .value else {
            if value.value != nil {
                faults.note(
                    Fault("/value/value", .unknownMember, "no value stands beside this type")
                )
            }
            return
        }
        guard let content = value.value else {
            faults.note(Fault("/value/value", .required, "this member is required"))
            return
        }
        guard let (code, detail) = property.fault(in: content) else { return }
        faults.note(Fault("/value/value", code, detail))
    }
}

extension StatementProperty {
    /// What is wrong with a value of this property.
    fileprivate func fault(in content: StatementContent) -> (FaultCode, String)? {
        switch (form, content) {
        case (.text, .text), (.text, .reference), (.integer, .integer), (.flag, .flag): return nil
        case (.date, .text(.plain(let text))):
            do throws(DateFault) {
                _ = try PartialDate(text)
                return nil
            } catch {
                return (.badDate, error.rawValue)
            }
        case (.outcome, .text(.plain(let text))):
            guard DecisionOutcome(rawValue: text) == nil else { return nil }
            let words = DecisionOutcome.allCases.map(\.rawValue)
            let hint = NearestWord.hint(to: text, among: words)
            return (.unknownValue, "one of " + words.joined(separator: ", ") + " is due" + hint)
        case (.text, _): return (.wrongType, "a text or {\"ref\": id} is due for \(rawValue)")
        case (.integer, _): return (.wrongType, "a whole number is due for \(rawValue)")
        case (.flag, _): return (.wrongType, "true or false is due for \(rawValue)")
        case (.date, _): return (.wrongType, "a date is due for \(rawValue), as a string")
        case (.outcome, _): return (.wrongType, "an outcome is due for \(rawValue), as a string")
        }
    }
}
