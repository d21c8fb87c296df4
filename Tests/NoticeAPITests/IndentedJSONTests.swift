import Testing

@testable import NoticeAPI

@Suite("Indented JSON")
struct IndentedJSONTests {
    @Test(
        "has a line for each member and element, and a newline at the end",
        arguments: [
            (#"{}"#, "{}\n"), (#"[]"#, "[]\n"),
            (#"{"a":[],"b":{}}"#, "{\n  \"a\": [],\n  \"b\": {}\n}\n"),
            (
                #"{"a":[1,{"b":null}]}"#,
                "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ]\n}\n"
            ),
            (#"{"a":"{[,:]}\"\\"}"#, "{\n  \"a\": \"{[,:]}\\\"\\\\\"\n}\n"),
            (#""a,b""#, "\"a,b\"\n"),
        ]
    )
    func texts(plain: String, indented: String) {
        #expect(
            String(decoding: IndentedJSON.text(of: Array(plain.utf8)), as: UTF8.self) == indented
        )
    }
}
