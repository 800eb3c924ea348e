/// Whether two strings are the same sequence of UTF-8 bytes. `==` of `String` takes canonically equivalent ones for equal; JSON does not (RFC 8259, section 8.3).
func sameBytes(_ left: String, _ right: String) -> Bool {
    guard left.utf8.count == right.utf8.count else { return false }
    let same = left.utf8.withContiguousStorageIfAvailable { left in
        right.utf8.withContiguousStorageIfAvailable { right in left.elementsEqual(right) }
    }
    return (same ?? nil) ?? left.utf8.elementsEqual(right.utf8)
}

/// A string that is equal and hashed by its bytes.
struct ByteString: Hashable, Sendable {
    let text: String

    static func == (left: ByteString, right: ByteString) -> Bool { sameBytes(left.text, right.text) }

    // Same bytes are canonically equivalent, so the hash of the string does.
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
