import NoticeRegister
import NoticeStore
import Testing

@Suite("Pages, totals and facets of the view")
struct ViewPageTests {
    private func event(when: String, title: String = "A") -> String {
        "\"title\":\"\(title)\",\"type\":\"other\",\"when\":\"\(when)\""
    }

    private func person(_ name: String, birth: String? = nil) -> String {
        "\"names\":[{\"full\":\"\(name)\"}]"
            + (birth.map { ",\"birth\":{\"date\":\"\($0)\"}" } ?? "")
    }

    private func sorted(_ kind: Kind, by name: String, descending: Bool, at seq: Int) -> Query {
        let sort = kind.listing.sorts.first { $0.name == name } ?? kind.listing.sorts[0]
        return Query(kind: kind, by: Query.Key(sort, isDescending: descending), seq: seq)
    }

    @Test(
        "whoever has no key comes last, whichever way the order goes; equal ones go by id",
        arguments: [
            (false, ["per_2", "per_1", "per_4", "per_0", "per_3"]),
            (true, ["per_1", "per_4", "per_2", "per_0", "per_3"]),
        ]
    )
    func order(isDescending: Bool, expected: [String]) throws {
        let register = TwinRegister()
        let births = [
            "per_3": nil, "per_1": "1957", "per_0": nil, "per_4": "1957", "per_2": "1900",
        ]
        for (id, birth) in births { try register.put(.person, id, person("Ada", birth: birth)) }
        register.view.publish()
        var query = sorted(.person, by: "birth", descending: isDescending, at: 5)
        #expect(register.view.find(query).rows.map(\.id) == expected)
        query.limit = 1
        var walked: [String] = []
        while walked.count < 9 {
            let found = register.view.find(query)
            #expect(found.total == 5)
            walked += found.rows.map(\.id)
            guard let next = found.next else { break }
            query.after = next
        }
        #expect(walked == expected)
    }

    @Test(
        "names that begin alike are ordered by all their bytes, an empty one is a name",
        arguments: [
            (false, ["per_5", "per_2", "per_1", "per_3", "per_4"]),
            (true, ["per_4", "per_3", "per_1", "per_2", "per_5"]),
        ]
    )
    func words(isDescending: Bool, expected: [String]) throws {
        let register = TwinRegister()
        let names = [
            "per_1": "Soleimani, Qasem", "per_2": "Soleimani", "per_3": "Soleimani, Qassem",
            "per_4": "Šoleimani",
        ]
        for (id, name) in names { try register.put(.person, id, person(name)) }
        try register.put(.person, "per_5", "\"unidentified\":true")
        register.view.publish()
        var query = sorted(.person, by: "caption", descending: isDescending, at: 5)
        #expect(register.view.find(query).rows.map(\.id) == expected)
        for place in expected.indices {
            query.limit = place + 1
            let next = register.view.find(query).next
            #expect((next == nil) == (place == expected.count - 1))
            guard let next else { continue }
            query.after = next
            query.limit = 50
            #expect(register.view.find(query).rows.map(\.id) == Array(expected[(place + 1)...]))
            query.after = nil
        }
    }

    @Test(
        "rows with one key in common are ordered by the next, each in its own direction",
        arguments: [
            (["birth", "caption"], ["per_4", "per_1", "per_2", "per_5", "per_0", "per_3"]),
            (["birth", "-caption"], ["per_1", "per_2", "per_4", "per_5", "per_3", "per_0"]),
            (["-birth", "caption"], ["per_5", "per_4", "per_1", "per_2", "per_0", "per_3"]),
            (["-caption", "-birth"], ["per_5", "per_1", "per_2", "per_3", "per_4", "per_0"]),
            (["caption", "-recorded_at"], ["per_4", "per_0", "per_3", "per_2", "per_1", "per_5"]),
        ]
    )
    func severalKeys(sort: [String], expected: [String]) throws {
        let register = TwinRegister()
        let births = [nil, "1900", "1900", nil, "1900", "1957"]
        for (number, birth) in births.enumerated() {
            let name = ["Ada", "Bob", "Bob", "Bob", "Ada", "Charlotte"][number]
            try register.put(.person, "per_\(number)", person(name, birth: birth))
        }
        register.view.publish()
        let keys = sort.compactMap { name in
            Kind.person.listing.sorts.first { $0.name == name.trimmingPrefix("-") }
                .map { Query.Key($0, isDescending: name.hasPrefix("-")) }
        }
        var query = Query(kind: .person, by: keys[0], then: Array(keys.dropFirst()), seq: 6)
        #expect(register.view.find(query).rows.map(\.id) == expected)
        query.limit = 1
        for id in expected {
            let found = register.view.find(query)
            #expect(found.rows.map(\.id) == [id])
            query.after = found.next
        }
        #expect(query.after == nil)
    }

    @Test("an order goes by the earliest day that a date may be, open beginnings before all")
    func days() throws {
        let register = TwinRegister()
        let days = ["evt_1": "2020-06/..", "evt_2": "../2021", "evt_3": "2020", "evt_4": "1970"]
        for (id, day) in days { try register.put(.event, id, event(when: day)) }
        register.view.publish()
        let query = sorted(.event, by: "when", descending: false, at: 4)
        let expected = ["evt_2", "evt_4", "evt_3", "evt_1"]
        #expect(register.view.find(query).rows.map(\.id) == expected)
    }

    @Test("pages of an earlier sequence stay as they were whatever is recorded later")
    func stability() throws {
        let register = TwinRegister()
        for number in 0..<40 {
            try register.put(.person, "per_\(number)", person("N\(number % 7)"))
        }
        register.view.publish()
        var query = sorted(.person, by: "caption", descending: false, at: 40)
        let all = register.view.find(query).rows
        query.limit = 7
        var walked: [Found.Row] = []
        var found = register.view.find(query)
        while true {
            walked += found.rows
            guard let next = found.next else { break }
            let id = "per_\(walked.count)"
            if walked.count % 2 == 0 {
                try register.delete(.person, id)
            } else {
                try register.put(.person, id, person("Other"))
            }
            register.view.publish()
            query.after = next
            found = register.view.find(query)
            #expect(found.total == 40)
        }
        #expect(walked == all)
    }

    @Test("a page of nothing still has the total")
    func noRows() throws {
        let register = TwinRegister()
        try register.put(.person, "per_1", person("Ada"))
        register.view.publish()
        var query = sorted(.person, by: "caption", descending: false, at: 1)
        query.limit = 0
        let found = register.view.find(query)
        #expect(found.rows.isEmpty)
        #expect(found.total == 1)
        #expect(found.next == nil)
    }

    @Test("beyond the head is the head, before the first change is nothing", arguments: [0, -4, 9])
    func sequences(seq: Int) throws {
        let register = TwinRegister()
        try register.put(.person, "per_1", person("Ada"))
        register.view.publish()
        let query = sorted(.person, by: "caption", descending: false, at: seq)
        #expect(register.view.find(query).total == (seq > 0 ? 1 : 0))
    }

    @Test("a value is counted once for each record found, the most frequent first")
    func facets() throws {
        let register = TwinRegister()
        let countries = [["IR", "US"], ["US", "US"], ["IQ"], []]
        for (number, countries) in countries.enumerated() {
            let list = countries.map { "\"\($0)\"" }.joined(separator: ",")
            let more = ",\"sex\":\"\(number == 0 ? "F" : "M")\",\"nationalities\":[\(list)]"
            try register.put(.person, "per_\(number)", person("Ada") + more)
        }
        register.view.publish()
        var query = sorted(.person, by: "caption", descending: false, at: 4)
        query.limit = 1
        query.facets = Kind.person.listing.filters.filter {
            ["nationality", "sex"].contains($0.name)
        }
        let found = register.view.find(query)
        #expect(found.facets.map(\.name) == ["nationality", "sex"])
        #expect(
            found.facets[0].buckets == [
                Found.Bucket(value: "US", count: 2), Found.Bucket(value: "IQ", count: 1),
                Found.Bucket(value: "IR", count: 1),
            ]
        )
        #expect(
            found.facets[1].buckets
                == [Found.Bucket(value: "M", count: 3), Found.Bucket(value: "F", count: 1)]
        )
    }

    @Test("an order that a kind does not have goes by id")
    func foreignOrder() throws {
        let register = TwinRegister()
        for id in ["per_2", "per_1"] { try register.put(.person, id, person("Ada")) }
        register.view.publish()
        let size = Query.Key(Sorting("size", .number(fact: "size.count")))
        let query = Query(kind: .person, by: size, seq: 2)
        #expect(register.view.find(query).rows.map(\.id) == ["per_1", "per_2"])
    }
}
