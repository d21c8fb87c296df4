package import Shapes

/// People who are counted but not, or not all, named.
package struct Group: RecordShape {
    /// The kind.
    package static var kind: Kind { .group }
    /// The members that all kinds share.
    package var common = Common(.group)
    var title = Text.blank
    var size = Size()
    var description: Text?
    var named: [Reference] = []
    var unnamed: Int?
    var ledger: [LedgerEntry] = []
    var steps: [StepRecord] = []
    var founded: Founding?

    /// A group of which nothing is known yet.
    package init() {}

    /// Shows the members.
    package mutating func describe(_ visitor: inout some Visitor) {
        common.describe(&visitor)
        visitor.member("title", &title, RecordLimits.line, .filtered, "Who they are, in one line.")
        visitor.member(
            "size",
            &size,
            Whole(),
            .filtered,
            "How many they are; after creation changed by steps only."
        )
        visitor.member(
            "description",
            &description,
            RecordLimits.paragraph,
            .given,
            "Who they are."
        )
        visitor.member(
            "named",
            &named,
            Items(RecordLimits.many, .person),
            .filtered,
            "Those named so far; after creation changed by steps only."
        )
        visitor.member(
            "unnamed",
            &unnamed,
            RecordLimits.people,
            .writtenFiltered,
            "How many are not named."
        )
        visitor.member(
            "ledger",
            &ledger,
            Items(RecordLimits.many, Whole()),
            .writtenFiltered,
            "How size and names came about."
        )
        visitor.member(
            "steps",
            &steps,
            Items(RecordLimits.many, Whole()),
            .writtenFiltered,
            "What happened to it, in order."
        )
        visitor.member(
            "founded",
            &founded,
            Whole(),
            .writtenFiltered,
            "What it was before its first step."
        )
    }

    /// The title.
    package var caption: String { title.line }
    /// The record as one of any kind.
    package var record: Record { .group(self) }

    /// How many people are in a group.
    struct Size: Shape {
        var count = 0
        var basis = CountBasis.exact

        mutating func describe(_ visitor: inout some Visitor) {
            visitor.member("count", &count, RecordLimits.people, .filtered, "How many.")
            visitor.member("basis", &basis, AnyOf(), .filtered, "How the number is meant.")
        }
    }

    /// A group before its first step: what all its steps are replayed upon.
    struct Founding: Shape {
        var count = 0
        var basis = CountBasis.exact
        var named: [Reference] = []

        init() {}

        init(count: Int, basis: CountBasis, named: [Reference]) {
            (self.count, self.basis, self.named) = (count, basis, named)
        }

        mutating func describe(_ visitor: inout some Visitor) {
            visitor.member("count", &count, RecordLimits.people, .given, "How many.")
            visitor.member("basis", &basis, AnyOf(), .given, "How the number is meant.")
            visitor.member(
                "named",
                &named,
                Items(RecordLimits.many, .person),
                .filtered,
                "Those named."
            )
        }
    }
}

/// How a number of people is meant.
enum CountBasis: String, Vocabulary {
    case exact
    case atLeast = "at_least"
    case atMost = "at_most"
    case about
}

/// One change of a group's size or names.
struct LedgerEntry: Shape {
    var on: PartialDate?
    var act = LedgerAct.recount
    var ref: Reference?
    var before: Int?
    var after: Int?
    var sources: [Citation] = []

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("on", &on, Plain(), .given, "When.")
        visitor.member("act", &act, AnyOf(), .given, "What was done.")
        visitor.member("ref", &ref, .person, .filtered, "Who was named, or no longer.")
        visitor.member("before", &before, RecordLimits.people, .given, "The number before.")
        visitor.member("after", &after, RecordLimits.people, .given, "The number after.")
        visitor.member(
            "sources",
            &sources,
            Items(RecordLimits.few, Whole()),
            .filtered,
            "Where it is from."
        )
    }
}

/// What changes a group's size or names.
enum LedgerAct: String, Vocabulary {
    case name, unname, recount
}
