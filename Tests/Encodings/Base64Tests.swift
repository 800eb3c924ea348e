import Encodings
import Seeds
import Testing

@Suite("Base64") struct Base64Tests {
    /// RFC 4648, section 10.
    @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy")])
    func `is as the standard says`(_ text: String, _ encoded: String) {
        #expect(Base64.encode(Array(text.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(text.utf8))
        #expect(Base64.decodeLeniently(String(encoded.prefix { $0 != "=" })) == Array(text.utf8))
    }

    @Test(arguments: ["Zg", "Zg=", "Zg===", "Z g=", "Zm9v\n", "Zm-v", "Zh==", "====", "A==="])
    func `is nothing else`(_ text: String) { #expect(Base64.decode(text) == nil) }

    @Test(arguments: ["A", "Zg=", "Zm9vA", "Z g=", "Zm-v", "A==="])
    func `is nothing else for those who are lenient either`(_ text: String) { #expect(Base64.decodeLeniently(text) == nil) }

    @Test func `is read as it was written`() {
        var generator = Seeded()
        for length in 0..<200 {
            let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes, "\(generator)")
        }
    }
}
