import JSON
import Testing

struct JSONWriterTests {
    @Test func `commas and colons stand where they belong`() {
        var writer = JSONWriter()
        writer.object {
            $0.member("status", "recorded")
            $0.member("code", ifPresent: String?.none)
            $0.array("awards") { awards in
                for points in [80, -500] { awards.object { $0.member("points", points) } }
            }
            $0.array("cut") { _ in }
            $0.object("balance") { $0.member("available", Int64.min); $0.member("share", 0.5 as Decimal) }
            $0.key("next")
            $0.null()
            $0.member("last", true)
        }
        #expect(String(decoding: writer.bytes, as: UTF8.self) ==
            #"{"status":"recorded","awards":[{"points":80},{"points":-500}],"cut":[],"balance":{"available":-9223372036854775808,"share":0.5},"next":null,"last":true}"#)
    }

    @Test func `it continues behind other bytes`() {
        var writer = JSONWriter(appendingTo: Array("data: ".utf8))
        writer.array { $0.value(1); $0.value(json: Array("{}".utf8)); $0.value("x") }
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"data: [1,{},"x"]"#)
    }

    @Test func `only what must be escaped is`() {
        let value: JSONValue = "\" \\ / \u{8}\u{C}\n\r\t \u{0}\u{1F} \u{7F} é 金 😀 \u{2028}"
        #expect(value.description == #""\" \\ / \b\f\n\r\t \u0000\u001f "# + "\u{7F} é 金 😀 \u{2028}\"")
    }

    @Test func `canonical keys are sorted by their bytes`() {
        // By UTF-16 code units, as some sort, 😀 would stand before U+FB33.
        let value: JSONValue = ["\u{FB33}": 1, "😀": 2, "é": 3, "b": ["d": 4, "c": 5], "a": 1e30, "": 6]
        #expect(String(decoding: value.canonicalBytes, as: UTF8.self) ==
            "{\"\":6,\"a\":1000000000000000000000000000000,\"b\":{\"c\":5,\"d\":4},\"é\":3,\"\u{FB33}\":1,\"😀\":2}")
    }
}
