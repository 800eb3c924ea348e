import JSON
import Testing

struct JSONErrorTests {
    struct Refused: CustomTestStringConvertible, Sendable {
        let text: String
        let reason: JSONError.Reason
        let offset: Int
        var pointer = ""
        var testDescription: String { text }
    }

    static let refused = [
        Refused(text: "", reason: .unexpectedEnd, offset: 0),
        Refused(text: "[1,", reason: .unexpectedEnd, offset: 3, pointer: "/1"),
        Refused(text: #"{"a":{"b":[1,2,x]}}"#, reason: .unexpectedByte, offset: 15, pointer: "/a/b/2"),
        Refused(text: #"{"a":1,}"#, reason: .unexpectedByte, offset: 7),
        Refused(text: "NaN", reason: .unexpectedByte, offset: 0),
        Refused(text: "[-Infinity]", reason: .unexpectedByte, offset: 2, pointer: "/0"),
        Refused(text: "{} x", reason: .trailingBytes, offset: 3),
        Refused(text: "\u{FEFF}{}", reason: .byteOrderMark, offset: 0),
        Refused(text: "[\"a\nb\"]", reason: .controlCharacter, offset: 3, pointer: "/0"),
        Refused(text: "[\"\\n\nb\"]", reason: .controlCharacter, offset: 4, pointer: "/0"),
        Refused(text: #"["ab\x"]"#, reason: .invalidEscape, offset: 4, pointer: "/0"),
        Refused(text: #"["\u00g0"]"#, reason: .invalidEscape, offset: 2, pointer: "/0"),
        Refused(text: #"["\ud800"]"#, reason: .loneSurrogate, offset: 2, pointer: "/0"),
        Refused(text: #"["\ud800\u0041"]"#, reason: .loneSurrogate, offset: 2, pointer: "/0"),
        Refused(text: #"["\udc00"]"#, reason: .loneSurrogate, offset: 2, pointer: "/0"),
        Refused(text: #"{"a":1,"b":{"c":1,"\u0063":2}}"#, reason: .duplicateKey, offset: 18, pointer: "/b/c"),
        Refused(text: #"{"a/b":[12345678901234567890123456789012345]}"#, reason: .numberOutOfRange, offset: 8, pointer: "/a~1b/0"),
        Refused(text: "1e7000", reason: .numberOutOfRange, offset: 0),
        Refused(text: "1e-99999999999999999999999999", reason: .numberOutOfRange, offset: 0),
        Refused(text: "01", reason: .unexpectedByte, offset: 1),
    ]

    @Test(arguments: refused)
    func `a fault has its reason and place`(_ one: Refused) {
        let error = #expect(throws: JSONError.self) { try JSONValue.parse(one.text) }
        #expect(error?.reason == one.reason)
        #expect(error?.offset == one.offset)
        #expect(error?.pointer.description == one.pointer)
    }

    @Test func `line and column count characters`() {
        let error = #expect(throws: JSONError.self) { try JSONValue.parse("{\n \"金额\": x}") }
        #expect(error?.line == 2)
        #expect(error?.column == 8)
        #expect(error?.description == "line 2, column 8: this cannot stand here")
    }

    @Test(arguments: [
        ([0x22, 0x80, 0x22], 1), ([0x22, 0x61, 0xC0, 0xAF, 0x22], 2), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1), ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1),
        ([0x22, 0xE2, 0x82, 0x22], 1), ([0x22, 0x5C, 0x6E, 0x61, 0xFF, 0x22], 4), ([0x22, 0xE2, 0x82, 0x5C, 0x6E, 0x22], 1),
    ] as [([UInt8], Int)])
    func `bytes that are not UTF 8 are shown at their place`(_ bytes: [UInt8], _ offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSONValue.parse(bytes) }
        #expect(error?.reason == .invalidUTF8)
        #expect(error?.offset == offset)
    }

    @Test func `sixty four levels are the limit`() throws {
        func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(try JSONValue.parse(nested(64)).description == nested(64))
        #expect(reason(nested(65).utf8) == .tooDeep)
        #expect(reason(String(repeating: "[", count: 1_000_000).utf8) == .tooDeep)
        #expect(reason(String(repeating: "{\"\":", count: 1_000_000).utf8) == .tooDeep)
    }

    @Test func `an object of many keys is read in linear time`() throws {
        let members = (0..<50_000).map { "\"key\($0)\":\($0)" }
        #expect(try JSONValue.parse("{\(members.joined(separator: ","))}").object?.count == 50_000)
        #expect(reason("{\((members + ["\"key7\":0"]).joined(separator: ","))}".utf8) == .duplicateKey)
    }
}
