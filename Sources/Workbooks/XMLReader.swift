/// Reads the XML of a workbook element by element, without ever holding it whole.
///
/// UTF-8 alone, and nothing that a workbook has no need of: a document type, and with it every entity but the five of XML, is refused. Names
/// come without their prefix.
struct XMLReader {
    enum Event {
        case start(String, [(name: String, value: String)])
        case end(String)
        case text(String)
    }

    private let part: PartReader
    private var piece: [UInt8] = []
    private var index = 0
    private var open: [String] = []
    /// The end of an element without content.
    private var pendingEnd: String?
    private var isBegun = false
    private let mostText: Int

    private static let mostDepth = 64
    private static let mostAttributes = 128
    private static let longestName = 256

    init(_ part: PartReader, mostText: Int) {
        self.part = part
        self.mostText = mostText
    }

    /// Nil behind the last element.
    mutating func next() throws(WorkbookFailure) -> Event? {
        if let name = pendingEnd {
            pendingEnd = nil
            return .end(name)
        }
        if !isBegun { try skipMark() }
        while let byte = try peek() {
            guard byte == UInt8(ascii: "<") else {
                let text = try text()
                if open.isEmpty {
                    guard text.allSatisfy(\.isWhitespace) else { throw Self.malformed }
                    continue
                }
                return .text(text)
            }
            index += 1
            if let event = try markup() { return event }
        }
        guard open.isEmpty else { throw WorkbookFailure(.damaged, "the XML of the workbook ends too early") }
        return nil
    }

    /// Passes over the rest of the element that has just begun.
    mutating func skip() throws(WorkbookFailure) {
        if pendingEnd != nil {
            pendingEnd = nil
            return
        }
        var depth = 1
        while depth > 0 {
            switch try next() {
            case .start: depth += 1
            case .end: depth -= 1
            case .text: break
            case nil: throw Self.malformed
            }
        }
    }

    private static let malformed = WorkbookFailure(.damaged, "the XML of the workbook cannot be read")

    // MARK: Markup

    private mutating func markup() throws(WorkbookFailure) -> Event? {
        switch try take() {
        case UInt8(ascii: "?"):
            try pass("?>")
            return nil
        case UInt8(ascii: "!"): return try declaration()
        case UInt8(ascii: "/"):
            let name = try name(try take())
            try passSpace()
            guard try take() == UInt8(ascii: ">"), open.popLast() == name else { throw Self.malformed }
            return .end(name)
        case let byte: return try start(byte)
        }
    }

    private mutating func declaration() throws(WorkbookFailure) -> Event? {
        switch try take() {
        case UInt8(ascii: "-"):
            guard try take() == UInt8(ascii: "-") else { throw Self.malformed }
            try pass("-->")
            return nil
        case UInt8(ascii: "["):
            for byte in "CDATA[".utf8 { guard try take() == byte else { throw Self.malformed } }
            guard !open.isEmpty else { throw Self.malformed }
            return .text(try string(upTo("]]>")))
        default: throw WorkbookFailure(.hostile, "the workbook declares a document type, which is not read")
        }
    }

    private mutating func start(_ first: UInt8) throws(WorkbookFailure) -> Event {
        let name = try name(first)
        var attributes: [(name: String, value: String)] = []
        while true {
            try passSpace()
            switch try take() {
            case UInt8(ascii: ">"):
                guard open.count < Self.mostDepth else { throw WorkbookFailure(.hostile, "the XML of the workbook is nested too deep") }
                open.append(name)
                return .start(name, attributes)
            case UInt8(ascii: "/"):
                guard try take() == UInt8(ascii: ">") else { throw Self.malformed }
                pendingEnd = name
                return .start(name, attributes)
            case let byte:
                guard attributes.count < Self.mostAttributes else { throw WorkbookFailure(.hostile, "an element of the workbook has too many attributes") }
                attributes.append(try attribute(byte))
            }
        }
    }

    private mutating func attribute(_ first: UInt8) throws(WorkbookFailure) -> (name: String, value: String) {
        let name = try name(first)
        try passSpace()
        guard try take() == UInt8(ascii: "=") else { throw Self.malformed }
        try passSpace()
        let quote = try take()
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw Self.malformed }
        var value: [UInt8] = []
        while true {
            let byte = try take()
            if byte == quote { return (name, try string(value)) }
            guard byte != UInt8(ascii: "<"), value.count < mostText else { throw Self.malformed }
            if byte == UInt8(ascii: "&") { value += try reference() } else { value.append(byte) }
        }
    }

    /// Without its prefix.
    private mutating func name(_ first: UInt8) throws(WorkbookFailure) -> String {
        var bytes: [UInt8] = [first]
        while let byte = try peek(), !Self.ends(byte) {
            guard bytes.count < Self.longestName else { throw Self.malformed }
            bytes.append(byte)
            index += 1
        }
        guard !Self.ends(first), let colon = Optional(bytes.lastIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? 0), colon < bytes.count else { throw Self.malformed }
        return try string(Array(bytes[colon...]))
    }

    private static func ends(_ byte: UInt8) -> Bool { byte <= 0x20 || "/>=<&\"'".utf8.contains(byte) }

    // MARK: Text

    private mutating func text() throws(WorkbookFailure) -> String {
        var bytes: [UInt8] = []
        while let byte = try peek(), byte != UInt8(ascii: "<") {
            guard bytes.count < mostText else { throw WorkbookFailure(.tooLarge, "a text of the workbook has more than \(mostText) bytes") }
            index += 1
            if byte == UInt8(ascii: "&") { bytes += try reference() } else { bytes.append(byte) }
        }
        return try string(bytes)
    }

    private mutating func reference() throws(WorkbookFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let byte = try take()
            if byte == UInt8(ascii: ";") { break }
            guard bytes.count < 12 else { throw Self.malformed }
            bytes.append(byte)
        }
        switch String(decoding: bytes, as: UTF8.self) {
        case "amp": return [UInt8(ascii: "&")]
        case "lt": return [UInt8(ascii: "<")]
        case "gt": return [UInt8(ascii: ">")]
        case "quot": return [UInt8(ascii: "\"")]
        case "apos": return [UInt8(ascii: "'")]
        case let text where text.hasPrefix("#x"): return try scalar(UInt32(text.dropFirst(2), radix: 16))
        case let text where text.hasPrefix("#"): return try scalar(UInt32(text.dropFirst()))
        default: throw WorkbookFailure(.hostile, "the workbook uses an entity, which is not read")
        }
    }

    private func scalar(_ value: UInt32?) throws(WorkbookFailure) -> [UInt8] {
        guard let scalar = value.flatMap(Unicode.Scalar.init), scalar.value != 0 else { throw Self.malformed }
        return Array(String(Character(scalar)).utf8)
    }

    private func string(_ bytes: [UInt8]) throws(WorkbookFailure) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw WorkbookFailure(.damaged, "the XML of the workbook is not UTF-8") }
        return text
    }

    // MARK: Bytes

    private mutating func peek() throws(WorkbookFailure) -> UInt8? {
        while index == piece.count {
            guard let more = try part.next() else { return nil }
            (piece, index) = (more, 0)
        }
        return piece[index]
    }

    private mutating func take() throws(WorkbookFailure) -> UInt8 {
        guard let byte = try peek() else { throw WorkbookFailure(.damaged, "the XML of the workbook ends too early") }
        index += 1
        return byte
    }

    private mutating func passSpace() throws(WorkbookFailure) {
        while let byte = try peek(), byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
    }

    private mutating func pass(_ end: String) throws(WorkbookFailure) { _ = try upTo(end) }

    /// What stands before `end`, which is passed over.
    private mutating func upTo(_ end: String) throws(WorkbookFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        let end = Array(end.utf8)
        while true {
            bytes.append(try take())
            if bytes.count >= end.count, bytes.suffix(end.count).elementsEqual(end) { return bytes.dropLast(end.count) }
            guard bytes.count <= mostText else { throw WorkbookFailure(.tooLarge, "a text of the workbook has more than \(mostText) bytes") }
        }
    }

    private mutating func skipMark() throws(WorkbookFailure) {
        isBegun = true
        guard let first = try peek() else { throw Self.malformed }
        if first == 0xEF {
            for byte in [0xEF, 0xBB, 0xBF] as [UInt8] { guard try take() == byte else { throw Self.malformed } }
        } else if first == 0xFF || first == 0xFE || first == 0 {
            throw WorkbookFailure(.otherFormat, "the XML of the workbook is not UTF-8")
        }
    }
}

extension [(name: String, value: String)] {
    subscript(name: String) -> String? { first { $0.name == name }?.value }
}
