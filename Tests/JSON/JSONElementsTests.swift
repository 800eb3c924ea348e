import JSON
import Seeds
import Testing

struct JSONElementsTests {
    private func values(_ text: String, limit: Int = 100) throws -> [Result<JSONValue, JSONError>]? {
        try JSONValue.parseElements(text.utf8, limit: limit)?.map(\.value)
    }

    @Test func `elements are read one by one`() throws {
        let elements = try #require(try JSONValue.parseElements(#" [ 1 , "a,]\"\\" , {"b":[2,"}"]} , [] ] "#.utf8, limit: 4))
        #expect(try elements.map { try $0.value.get() } == [1, "a,]\"\\", ["b": [2, "}"]], []])
        #expect(elements.map(\.size) == [2, 10, 14, 3])
    }

    @Test func `a faulty element does not stop the others`() throws {
        let results = try #require(try values("[1,\n {\"a\":1,\"a\":2}, [x], \"\\q\", , 01,\n2]"))
        #expect(results.map { try? $0.get() } == [1, nil, nil, nil, nil, nil, 2])
        let errors = results.compactMap { if case .failure(let error) = $0 { error } else { nil } }
        #expect(errors.map(\.reason) == [.duplicateKey, .unexpectedByte, .invalidEscape, .unexpectedEnd, .unexpectedByte])
        #expect(errors.map(\.line) == [2, 2, 2, 2, 2])
        #expect(errors.map(\.column) == [9, 18, 23, 28, 31])
        #expect(errors.map(\.pointer.description) == ["/a", "/0", "", "", ""])
    }

    @Test func `only arrays have elements`() throws {
        #expect(try values("{}") == nil)
        #expect(try values("") == nil)
        #expect(try values(" [ ] ")?.isEmpty == true)
    }

    @Test(arguments: ["[1", "[1,", "[1,2", "[\"a", "[\"a\\", "[{]", "[1]]", "[1] 2", "[", "[1}"])
    func `an array without its end is refused`(_ text: String) {
        #expect(throws: JSONError.self) { try values(text) }
    }

    @Test func `reading ends beyond the limit`() throws {
        #expect(try values("[1,2,3,4,5", limit: 3)?.count == 4)
        #expect(try values("[1,2,3]", limit: 3)?.count == 3)
    }

    @Test func `whatever is an array has the same elements`() throws {
        var seed = Seeded()
        let pieces = ["1", "\"a\\\"\"", "{\"a\":[1]}", "[]", ",", " ", "]", "[", "{", "\"", "\\", "null"]
        for _ in 0..<2_000 {
            let text = "[" + (0..<Int.random(in: 0..<8, using: &seed)).compactMap { _ in pieces.randomElement(using: &seed) }.joined() + "]"
            let elements = try? values(text)?.map { try $0.get() }
            #expect(elements == (try? JSONValue.parse(text))?.array, "\(text), \(seed)")
        }
    }
}
