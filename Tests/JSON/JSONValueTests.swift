import JSON
import Testing

struct JSONValueTests {
    @Test func `order of keys and spelling of numbers do not matter`() throws {
        let (left, right) = (try JSONValue.parse(#"{"a":1.50,"b":[1e2]}"#), try JSONValue.parse(#"{"b":[100.0],"a":15e-1}"#))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left.canonicalBytes == right.canonicalBytes)
        #expect(left != ["a": 1.5, "b": [101]])
    }

    @Test func `keys keep their order`() throws {
        let text = #"{"z":1,"a":2,"m":3}"#
        #expect(try JSONValue.parse(text).description == text)
    }

    @Test func `strings are compared by their bytes`() throws {
        // é as one character, and as e with an accent: equal for Swift, different in JSON.
        #expect(JSONValue.string("\u{E9}") != .string("e\u{301}"))
        let value = try JSONValue.parse("{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(value["\u{E9}"] == 1)
        #expect(value["e\u{301}"] == 2)
        #expect(JSONValue.string("a\u{323}\u{307}") != .string("a\u{307}\u{323}"))
    }

    @Test(arguments: [1, 16, 17, 18, 100])
    func `a member is found set and removed in objects of any size`(_ count: Int) {
        var object = JSONObject((0..<count).map { ("key\($0)", JSONValue.number(Decimal($0))) })
        for number in 0..<count { #expect(object["key\(number)"] == .number(Decimal(number))) }
        #expect(object["key\(count)"] == nil)
        let inserted = object.insert("key0", true)
        #expect(!inserted)
        object["key0"] = "changed"
        #expect(object["key0"] == "changed")
        object["key0"] = nil
        #expect(object["key0"] == nil)
        #expect(object.count == count - 1)
        for number in 1..<count { #expect(object["key\(number)"] == .number(Decimal(number))) }
    }

    @Test(arguments: [
        ("", "whole"), ("/foo", "foo"), ("/foo/0", "bar"), ("/foo/00", nil), ("/foo/2", nil), ("/foo/-", nil), ("/", "empty"), ("/a~1b", "slash"),
        ("/m~0n", "tilde"), ("/a~2", nil), ("foo", nil), ("/foo/0/x", nil),
    ] as [(String, String?)])
    func `pointers lead to their place`(_ pointer: String, _ expected: String?) throws {
        let value: JSONValue = ["foo": ["bar", "baz"], "": "empty", "a/b": "slash", "m~n": "tilde"]
        let targets: [String: JSONValue] = ["whole": value, "foo": ["bar", "baz"]]
        #expect(value.at(pointer) == expected.map { targets[$0] ?? .string($0) })
    }

    @Test func `pointers are written with their escapes`() {
        let pointer = JSONPointer().appending("a/b").appending(3).appending("m~n")
        #expect(pointer.description == "/a~1b/3/m~0n")
        #expect(pointer.tokens == ["a/b", "3", "m~n"])
        #expect(JSONPointer(["a/b", "3", "m~n"]) == pointer)
    }

    @Test func `members are read by kind`() throws {
        let value = try JSONValue.parse(#"{"s":"x","n":12,"f":1.5,"b":false,"z":null,"a":[1]}"#)
        #expect(value["s"]?.string == "x")
        #expect(value["n"]?.int64 == 12)
        #expect(value["f"]?.int64 == nil)
        #expect(value["f"]?.number == 1.5)
        #expect(value["b"]?.bool == false)
        #expect(value["z"]?.isNull == true)
        #expect(value["a"]?[0] == 1)
        #expect(value["a"]?[1] == nil)
        #expect(value["a"]?["s"] == nil)
    }
}
