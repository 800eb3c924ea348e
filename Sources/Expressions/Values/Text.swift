/// Strings by code points: the language knows no canonical equivalence and no grapheme clusters.
enum Text {
    /// Byte-wise equality. O(n).
    static func same(_ left: String, _ right: String) -> Bool {
        let a = left.utf8, b = right.utf8
        guard a.count == b.count else { return false }
        return left.utf8Span.span.withUnsafeBufferPointer { x in
            right.utf8Span.span.withUnsafeBufferPointer { y in x.elementsEqual(y) }
        }
    }

    /// Order by code points, which is the order of the UTF-8 bytes. O(n).
    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    /// The place of `needle` in `text` at or after `start`, or nil. O(n · m) at worst.
    static func find<Element: Equatable>(_ needle: [Element], in text: [Element], from start: Int) -> Int? {
        guard needle.count <= text.count - start else { return nil }
        guard let first = needle.first else { return start }
        var place = start
        while place <= text.count - needle.count {
            if text[place] == first, text[place..<(place + needle.count)].elementsEqual(needle) { return place }
            place += 1
        }
        return nil
    }

    /// The last place of `needle` in `text` at or before `start`, or nil. O(n · m) at worst.
    static func findLast<Element: Equatable>(_ needle: [Element], in text: [Element], from start: Int) -> Int? {
        var place = min(start, text.count - needle.count)
        while place >= 0 {
            if text[place..<(place + needle.count)].elementsEqual(needle) { return place }
            place -= 1
        }
        return nil
    }
}
