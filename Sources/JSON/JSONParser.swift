/// What is done with a key that stands twice in one object. RFC 8259 only says that keys should be unique, and readers differ
/// in what they make of it.
package enum DuplicateKeys: Sendable {
    /// The text is refused: nobody can know what was meant.
    case refuse
    /// The last one counts, as with most readers.
    case lastWins
}

/// A strict reader of RFC 8259 over bytes. Beyond the grammar it refuses what would be read differently by different readers: duplicate keys (unless told
/// otherwise), lone surrogates, bytes that are not UTF-8, a byte order mark, numbers it could not keep exactly, and more than 64 levels.
///
/// Linear in the size of the text. The buffer must outlive the parser.
struct JSONParser {
    static let maximumDepth = 64

    /// A fault inside of the parser; the pointer is gathered on the way out.
    struct Fault: Error {
        let reason: JSONError.Reason
        let offset: Int
    }

    private enum Step {
        case key(String)
        case index(Int)
    }

    let bytes: UnsafeBufferPointer<UInt8>
    private let duplicateKeys: DuplicateKeys
    var position = 0
    private var depth = 0
    /// The way to the fault, innermost first; empty while all is well.
    private var way: [Step] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, duplicateKeys: DuplicateKeys = .refuse) {
        self.bytes = bytes
        self.duplicateKeys = duplicateKeys
    }

    /// Reads the whole text as one document.
    mutating func document() throws(Fault) -> JSONValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw Fault(reason: .byteOrderMark, offset: 0) }
        skipSpace()
        let value = try value()
        skipSpace()
        if position < bytes.count { throw Fault(reason: .trailingBytes, offset: position) }
        return value
    }

    /// The value in which the fault lies, after one.
    var pointer: JSONPointer {
        way.reversed().reduce(JSONPointer()) { pointer, step in
            switch step {
            case .key(let key): pointer.appending(key)
            case .index(let index): pointer.appending(index)
            }
        }
    }

    /// The next byte; 0, which is nowhere allowed outside of strings, at the end.
    @inline(__always)
    var next: UInt8 { position < bytes.count ? bytes[position] : 0 }

    func unexpected() -> Fault {
        Fault(reason: position < bytes.count ? .unexpectedByte : .unexpectedEnd, offset: position)
    }

    private mutating func value() throws(Fault) -> JSONValue {
        switch next {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: throw unexpected()
        }
    }

    private mutating func object() throws(Fault) -> JSONValue {
        try enter()
        var object = JSONObject()
        if next == UInt8(ascii: "}") { return leave(.object(object)) }
        while true {
            let start = position
            guard next == UInt8(ascii: "\"") else { throw unexpected() }
            let key = try string()
            member: do throws(Fault) {
                skipSpace()
                try expect(UInt8(ascii: ":"))
                skipSpace()
                let value = try value()
                guard !object.insert(key, value) else { break member }
                guard duplicateKeys == .lastWins else { throw Fault(reason: .duplicateKey, offset: start) }
                object[key] = value
            } catch {
                way.append(.key(key))
                throw error
            }
            skipSpace()
            if next == UInt8(ascii: "}") { return leave(.object(object)) }
            try expect(UInt8(ascii: ","))
            skipSpace()
        }
    }

    private mutating func array() throws(Fault) -> JSONValue {
        try enter()
        var elements: [JSONValue] = []
        if next == UInt8(ascii: "]") { return leave(.array(elements)) }
        while true {
            do throws(Fault) {
                elements.append(try value())
            } catch {
                way.append(.index(elements.count))
                throw error
            }
            skipSpace()
            if next == UInt8(ascii: "]") { return leave(.array(elements)) }
            try expect(UInt8(ascii: ","))
            skipSpace()
        }
    }

    private mutating func enter() throws(Fault) {
        guard depth < Self.maximumDepth else { throw Fault(reason: .tooDeep, offset: position) }
        depth += 1
        position += 1
        skipSpace()
    }

    private mutating func leave(_ value: JSONValue) -> JSONValue {
        depth -= 1
        position += 1
        return value
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(Fault) -> JSONValue {
        for offset in 0..<text.utf8CodeUnitCount { try expect(text.utf8Start[offset]) }
        return value
    }

    @inline(__always)
    private mutating func expect(_ byte: UInt8) throws(Fault) {
        guard next == byte else { throw unexpected() }
        position += 1
    }

    @inline(__always)
    mutating func skipSpace() {
        while position < bytes.count, bytes[position] <= 0x20 {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }
}
