import JSON
import Seeds
import Testing

struct JSONRobustnessTests {
    private static let documents = [
        #"{"specversion":"1.0","id":"OPP-1","source":"/crm","type":"sale.won","time":"2026-11-21T08:00:00+08:00","data":{"amount":1280.50,"customer":"张伟"}}"#,
        #"[[],{},[{"a":[true,false,null]}],-0.5e-10,1234567890123456789012345678901234,"\u00e9\ud83d\ude00\\\"\/\b\f\n\r\t"]"#,
        "{\"é\":\"e\u{301}\",\"emoji\":\"😀😀\",\"\":[0,-0,1E400]}",
    ]

    /// Flips, inserts, removes and repeats bytes. Whatever is still read must be written and read again as the same.
    @Test func `damaged text is refused or read but never crashes`() throws {
        var seed = Seeded()
        for round in 0..<2_000 {
            var bytes = Array(Self.documents[round % Self.documents.count].utf8)
            for _ in 0..<Int.random(in: 1...6, using: &seed) { bytes.damage(&seed) }
            guard let value = try? JSONValue.parse(bytes) else { continue }
            #expect(try JSONValue.parse(value.bytes) == value, "\(bytes), \(seed)")
            #expect(try JSONValue.parse(value.canonicalBytes).canonicalBytes == value.canonicalBytes, "\(bytes), \(seed)")
        }
    }

    @Test func `every prefix is refused`() {
        for document in Self.documents {
            let bytes = Array(document.utf8)
            for end in 0..<bytes.count { #expect(reason(bytes[..<end]) != nil, "\(end) bytes of \(document)") }
        }
    }

    @Test func `random values read back`() throws {
        var seed = Seeded()
        for _ in 0..<500 {
            let value = JSONValue.random(&seed, depth: 4)
            #expect(try JSONValue.parse(value.bytes) == value, "\(value), \(seed)")
            #expect(try JSONValue.parse(value.canonicalBytes) == value, "\(value), \(seed)")
        }
    }

    @Test func `any collection of bytes is read`() throws {
        let bytes = Array(#"{"a":[1,"😀"]}"#.utf8)
        let expected: JSONValue = ["a": [1, "😀"]]
        #expect(try JSONValue.parse(bytes[...]) == expected)
        #expect(try JSONValue.parse(bytes.lazy.map { $0 }) == expected)
        let (fromSpan, fromPointer) = (try JSONValue.parse(bytes.span), try bytes.withUnsafeBytes { try JSONValue.parse($0) })
        #expect(fromSpan == expected)
        #expect(fromPointer == expected)
    }
}

extension [UInt8] {
    fileprivate mutating func damage(_ seed: inout Seeded) {
        let place = Int.random(in: 0..<Swift.max(count, 1), using: &seed)
        let byte = Bool.random(using: &seed) ? UInt8.random(in: 0...255, using: &seed) : Array("{}[],:\"\\u0eE-+.tfn \u{FFFD}".utf8).randomElement(using: &seed) ?? 0
        switch (Int.random(in: 0..<4, using: &seed), isEmpty) {
        case (0, false): self[place] = byte
        case (1, false): remove(at: place)
        case (2, false):
            let end = Int.random(in: place..<count, using: &seed)
            insert(contentsOf: self[place...end], at: Int.random(in: 0...count, using: &seed))
        default: insert(byte, at: place)
        }
    }
}

extension JSONValue {
    fileprivate static func random(_ seed: inout Seeded, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &seed) {
        case 0: .null
        case 1: .bool(Bool.random(using: &seed))
        case 2: .number(.random(&seed))
        case 3: .string(.random(&seed))
        case 4: .array((0..<Int.random(in: 0..<6, using: &seed)).map { _ in random(&seed, depth: depth - 1) })
        default: .object(JSONObject((0..<Int.random(in: 0..<24, using: &seed)).map { _ in (.random(&seed), random(&seed, depth: depth - 1)) }))
        }
    }
}

extension String {
    fileprivate static func random(_ seed: inout Seeded) -> String {
        let scalars = Array("ab\"\\/\u{0}\u{1F}\u{8}\u{C}\n\r\té金😀\u{301}\u{7F}\u{2028}\u{10FFFF}".unicodeScalars)
        var view = UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<20, using: &seed) { view.append(scalars.randomElement(using: &seed) ?? "x") }
        return String(view)
    }
}
