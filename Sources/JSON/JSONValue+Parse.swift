extension JSONValue {
    /// Reads a JSON document (RFC 8259), strictly: see `JSONError.Reason` for what is refused.
    ///
    /// Takes any bytes: `[UInt8]`, a slice, a buffer pointer, `text.utf8`. Linear in their number.
    package static func parse(_ bytes: some Collection<UInt8>, duplicateKeys: DuplicateKeys = .refuse) throws(JSONError) -> JSONValue {
        let result = bytes.withContiguousStorageIfAvailable { parse(buffer: $0, duplicateKeys) }
            ?? Array(bytes).withUnsafeBufferPointer { parse(buffer: $0, duplicateKeys) }
        return try result.get()
    }

    /// Reads a JSON document from a span.
    package static func parse(_ span: Span<UInt8>) throws(JSONError) -> JSONValue {
        try span.withUnsafeBufferPointer { parse(buffer: $0, .refuse) }.get()
    }

    /// Reads a JSON document from a string.
    package static func parse(_ text: String) throws(JSONError) -> JSONValue {
        try parse(text.utf8)
    }

    private static func parse(buffer: UnsafeBufferPointer<UInt8>, _ duplicateKeys: DuplicateKeys) -> Result<JSONValue, JSONError> {
        var parser = JSONParser(buffer, duplicateKeys: duplicateKeys)
        do throws(JSONParser.Fault) {
            return .success(try parser.document())
        } catch {
            var lines = LineCounter(buffer)
            return .failure(JSONError(error.reason, at: error.offset, lines.place(of: error.offset), pointer: parser.pointer))
        }
    }
}
