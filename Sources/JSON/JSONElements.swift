/// One element of an array that was read element by element.
package struct JSONElement: Sendable {
    /// The element, or why it cannot be read: offset, line and column are those of the whole text, the pointer is within the element.
    package let value: Result<JSONValue, JSONError>
    /// The bytes of the text from its first to the comma or bracket behind it.
    package let size: Int
}

extension JSONValue {
    /// Reads a JSON array whose elements stand for themselves: one that cannot be read does not stop the others, as long as its quotes and brackets match.
    ///
    /// Nil if the text does not begin as an array. Reading ends when there are more than `limit` elements: then `limit` + 1 come back. Linear in the size
    /// of the text.
    ///
    /// - Throws: a fault of the text around the elements, such as a missing bracket at the end.
    package static func parseElements(_ bytes: some Collection<UInt8>, limit: Int) throws(JSONError) -> [JSONElement]? {
        let result = bytes.withContiguousStorageIfAvailable { parseElements(buffer: $0, limit: limit) }
            ?? Array(bytes).withUnsafeBufferPointer { parseElements(buffer: $0, limit: limit) }
        return try result.get()
    }

    private static func parseElements(buffer: UnsafeBufferPointer<UInt8>, limit: Int) -> Result<[JSONElement]?, JSONError> {
        var reader = JSONElementReader(buffer, limit: limit)
        do throws(JSONParser.Fault) {
            return .success(try reader.elements())
        } catch {
            var lines = LineCounter(buffer)
            return .failure(JSONError(error.reason, at: error.offset, lines.place(of: error.offset), pointer: JSONPointer()))
        }
    }
}

/// Finds where each element ends by quotes and brackets alone, then reads it with a parser of its own.
private struct JSONElementReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let limit: Int
    private var outer: JSONParser
    private var lines: LineCounter

    init(_ bytes: UnsafeBufferPointer<UInt8>, limit: Int) {
        self.bytes = bytes
        self.limit = limit
        outer = JSONParser(bytes)
        lines = LineCounter(bytes)
    }

    mutating func elements() throws(JSONParser.Fault) -> [JSONElement]? {
        outer.skipSpace()
        guard outer.next == UInt8(ascii: "[") else { return nil }
        outer.position += 1
        outer.skipSpace()
        var elements: [JSONElement] = []
        if outer.next == UInt8(ascii: "]") {
            try end()
            return elements
        }
        while true {
            let start = outer.position
            let stop = endOfElement(from: start)
            elements.append(read(start..<stop))
            if elements.count > limit { return elements }
            outer.position = stop
            switch outer.next {
            case UInt8(ascii: ","): outer.position += 1
            case UInt8(ascii: "]"):
                try end()
                return elements
            default: throw outer.unexpected()
            }
            outer.skipSpace()
        }
    }

    private mutating func end() throws(JSONParser.Fault) {
        outer.position += 1
        outer.skipSpace()
        if outer.position < bytes.count { throw JSONParser.Fault(reason: .trailingBytes, offset: outer.position) }
    }

    private mutating func read(_ range: Range<Int>) -> JSONElement {
        var parser = JSONParser(UnsafeBufferPointer(rebasing: bytes[range]))
        do throws(JSONParser.Fault) {
            return JSONElement(value: .success(try parser.document()), size: range.count)
        } catch {
            let offset = range.lowerBound + error.offset
            return JSONElement(value: .failure(JSONError(error.reason, at: offset, lines.place(of: offset), pointer: parser.pointer)), size: range.count)
        }
    }

    /// The place of the comma or bracket behind the element that begins at `start`, or the end of the text.
    private func endOfElement(from start: Int) -> Int {
        var (position, depth) = (start, 0)
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""): position = endOfString(from: position)
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return position }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return position
            default: break
            }
            position += 1
        }
        return bytes.count
    }

    /// The place of the closing quote of the string that opens at `start`, or the end of the text.
    private func endOfString(from start: Int) -> Int {
        var position = start + 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return position
    }
}
