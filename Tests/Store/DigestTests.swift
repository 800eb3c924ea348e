import Testing

@testable import Store

@Suite struct DigestTests {
    @Test func `it is SHA 256`() {
        #expect(Digest(of: Array("abc".utf8)).description == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func `hexadecimal is read in either case and nothing else`() {
        let digest = Digest(of: [])
        #expect(Digest(hexadecimal: digest.description) == digest)
        #expect(Digest(hexadecimal: digest.description.uppercased()) == digest)
        for wrong in ["", "ab", String(repeating: "g", count: 64), String(repeating: "+1", count: 32), String(repeating: "é", count: 32)] {
            #expect(Digest(hexadecimal: wrong) == nil)
        }
    }

    @Test func `rows that differ only in their borders hash differently`() {
        func hash(_ texts: [String]) -> Digest {
            let hasher = RowHasher()
            for text in texts { hasher.add(text) }
            return hasher.finish()
        }
        #expect(hash(["ab", "c"]) != hash(["a", "bc"]))
        #expect(hash(["", "a"]) != hash(["a", ""]))
        let null = RowHasher(), empty = RowHasher()
        null.addNull()
        empty.add("")
        #expect(null.finish() != empty.finish())
    }

    @Test func `long content is hashed whole`() {
        let whole = RowHasher(), changed = RowHasher()
        let bytes = [UInt8](repeating: 7, count: 100_000)
        whole.add(bytes)
        changed.add(bytes.dropLast() + [8])
        #expect(whole.finish() != changed.finish())
    }
}
