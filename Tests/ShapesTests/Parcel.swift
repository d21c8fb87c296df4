import Shapes
import StrictJSON

/// A shape with every type of value, for the tests only.
struct Parcel: Shape {
    var version = 0
    var title = ""
    var weight = 0
    var volume: Double?
    var isFragile = false
    var state = ParcelState.packed
    var labels: [String] = []
    var depot: ParcelDepot?
    var items: [ParcelItem] = []
    var note: String?
    var secret: String?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("version", &version, 1...1_000, .writtenFiltered, "Counts its changes.")
        visitor.member("title", &title, 8, .filtered, "What stands on it.")
        visitor.member("weight", &weight, -10...1_000, .filtered, "In grams.")
        visitor.member("volume", &volume, 0...0.5, .given, "In litres.")
        visitor.member("is_fragile", &isFragile, Plain(), .filtered, "Whether it breaks.")
        visitor.member("state", &state, AnyOf(), .filtered, "How far it is.")
        visitor.member("labels", &labels, Items(3, Length(2, 4)), .filtered, "Its labels.")
        visitor.member("depot", &depot, Whole(), .filtered, "Where it lies.")
        visitor.member("items", &items, Items(1...3, Whole()), .filtered, "What is in it.")
        visitor.member("note", &note, Length(0, 100), .given, "What else is to be said.")
        visitor.member("secret", &secret, 20, .apart, "What is not shown.")
    }
}

enum ParcelState: String, Vocabulary {
    case packed, sent
    case handedOver = "handed_over"
}

struct ParcelDepot: Shape {
    var country = ""
    var shelf: Int?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("country", &country, Length(2, 2), .filtered, "Its country.")
        visitor.member("shelf", &shelf, 0...99, .given, "Its shelf.")
    }
}

struct ParcelItem: Shape {
    var name = ""
    var count: Int?
    var checked: Bool?

    mutating func describe(_ visitor: inout some Visitor) {
        visitor.member("name", &name, 20, .filtered, "What it is.")
        visitor.member("count", &count, 1...9, .filtered, "How many there are.")
        visitor.member("checked", &checked, Plain(), .written, "Whether it was counted.")
    }
}

extension Parcel {
    /// Reads JSON text.
    static func read(_ text: String, origin: Reader.Origin = .client) throws -> Parcel {
        try decode(try Document(Array(text.utf8)), origin: origin)
    }

    /// The faults of JSON text as `pointer code`; none when it can be read.
    static func faults(of text: String, origin: Reader.Origin = .client) throws -> [String] {
        let document = try Document(Array(text.utf8))
        do throws(Faults) {
            _ = try decode(document, origin: origin)
            return []
        } catch {
            return error.all.map { "\($0.pointer) \($0.code.rawValue)" }
        }
    }

    /// The canonical text.
    var text: String { String(decoding: canonicalBytes, as: UTF8.self) }

    static let full = #"""
        {"version":3,"title":"Bücher","weight":-2,"volume":0.25,"is_fragile":true,"state":"sent",\#
        "labels":["ab","cd"],"depot":{"country":"AT","shelf":7},"items":[{"name":"Buch","count":2,\#
        "checked":true},{"name":"Heft"}],"note":"\"\u0001"}
        """#
    static let least = #"{"title":"a","weight":0,"is_fragile":false,"state":"packed"}"#
}
