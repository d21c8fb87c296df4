import Shapes
import StrictJSON
import Testing

@Suite("Writing a shape")
struct ShapeWriterTests {
    @Test("gives the canonical bytes back that were read", arguments: [Parcel.full])
    func roundTrip(text: String) throws {
        #expect(try Parcel.read(text, origin: .journal).text == text)
    }

    @Test("leaves out what is blank, but no required member")
    func blanks() throws {
        var parcel = Parcel()
        #expect(
            parcel.text
                == #"{"version":0,"title":"","weight":0,"is_fragile":false,"state":"packed"}"#
        )
        parcel.note = ""
        parcel.depot = ParcelDepot()
        #expect(parcel.text.hasSuffix(#","depot":{"country":""},"note":""}"#))
    }

    @Test("keeps apart what is read but not shown")
    func apart() throws {
        let parcel = try Parcel.read(Parcel.least.dropLast() + #","secret":"s"}"#)
        #expect(parcel.secret == "s")
        #expect(!parcel.text.contains("secret"))
    }

    @Test(
        "gives bytes that are read and written as the same bytes again",
        arguments: [3, UInt64.random(in: 0...UInt64.max)]
    )
    func randomRoundTrips(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for turn in 0..<500 {
            let text = dice.parcel()
            let once = try Parcel.read(text, origin: .journal).text
            let again = try Parcel.read(once, origin: .journal).text
            try #require(again == once, "seed \(seed), text \(turn): \(text)")
        }
    }

    @Test("does not depend on the order of the members", arguments: [4, 5, 6] as [UInt64])
    func order(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let members = [
            #""version":3"#, #""title":"a""#, #""weight":1"#, #""is_fragile":true"#,
            #""state":"sent""#, #""labels":["ab"]"#, #""depot":{"shelf":1,"country":"AT"}"#,
            #""note":"x""#,
        ]
        let inOrder = try Parcel.read(
            "{\(members.joined(separator: ","))}",
            origin: .journal
        )
        for _ in 0..<100 {
            let text = "{\(members.shuffled(using: &dice).joined(separator: ","))}"
            #expect(try Parcel.read(text, origin: .journal).text == inOrder.text)
        }
    }
}
