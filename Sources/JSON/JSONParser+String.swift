extension JSONParser {
    /// A string, from its opening to its closing quote (RFC 8259, section 7).
    mutating func string() throws(Fault) -> String {
        let start = position + 1
        position = start
        var high: UInt8 = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                let text = try text(from: start, to: position, ascii: high < 0x80)
                position += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            if byte < 0x20 { throw Fault(reason: .controlCharacter, offset: position) }
            high |= byte
            position &+= 1
        }
        throw unexpected()
    }

    private func text(from start: Int, to end: Int, ascii: Bool) throws(Fault) -> String {
        let part = UnsafeBufferPointer(rebasing: bytes[start..<end])
        if ascii { return String(decoding: part, as: UTF8.self) }
        guard let text = String(validating: part, as: UTF8.self) else {
            throw Fault(reason: .invalidUTF8, offset: start + firstInvalidUTF8(part))
        }
        return text
    }

    /// Goes on from the first backslash of a string that began at `start`.
    private mutating func escapedString(from start: Int) throws(Fault) -> String {
        var text = Array(bytes[start..<position])
        // Where the raw bytes lie, so that a fault in them is shown at its place.
        var run = start
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                try checkUTF8(run..<position)
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                try checkUTF8(run..<position)
                try escape(into: &text)
                run = position
            case 0..<0x20: throw Fault(reason: .controlCharacter, offset: position)
            default:
                text.append(byte)
                position += 1
            }
        }
        throw unexpected()
    }

    private func checkUTF8(_ range: Range<Int>) throws(Fault) {
        let part = UnsafeBufferPointer(rebasing: bytes[range])
        let fault = firstInvalidUTF8(part)
        if fault < part.count { throw Fault(reason: .invalidUTF8, offset: range.lowerBound + fault) }
    }

    private mutating func escape(into text: inout [UInt8]) throws(Fault) {
        let start = position
        position += 1
        guard position < bytes.count else { throw unexpected() }
        let kind = bytes[position]
        position += 1
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(kind)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try escapedScalar(from: start)
            if let scalar = Unicode.Scalar(scalar) { text.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
        default: throw Fault(reason: .invalidEscape, offset: start)
        }
    }

    /// The four digits behind `\u`, and those of the other half of a surrogate pair.
    private mutating func escapedScalar(from start: Int) throws(Fault) -> UInt32 {
        let first = try fourDigits(from: start)
        switch first {
        case 0xD800...0xDBFF:
            guard next == UInt8(ascii: "\\"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u") else {
                throw Fault(reason: .loneSurrogate, offset: start)
            }
            let second = position
            position += 2
            let low = try fourDigits(from: second)
            guard 0xDC00...0xDFFF ~= low else { throw Fault(reason: .loneSurrogate, offset: start) }
            return 0x10000 + (first - 0xD800) << 10 + (low - 0xDC00)
        case 0xDC00...0xDFFF: throw Fault(reason: .loneSurrogate, offset: start)
        default: return first
        }
    }

    private mutating func fourDigits(from start: Int) throws(Fault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.count else { throw unexpected() }
            guard let digit = hexDigit(bytes[position]) else { throw Fault(reason: .invalidEscape, offset: start) }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}

private func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}

/// How many bytes from the start are well-formed UTF-8 (Unicode Standard, table 3-7).
private func firstInvalidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var index = 0
    while index < bytes.count {
        let (length, second): (Int, ClosedRange<UInt8>)
        switch bytes[index] {
        case 0x00...0x7F: (length, second) = (1, 0...0)
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xE1...0xEC, 0xEE...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return index
        }
        guard index + length <= bytes.count else { return index }
        if length > 1 {
            guard second.contains(bytes[index + 1]) else { return index }
            for place in index + 2..<index + max(length, 2) where bytes[place] & 0xC0 != 0x80 { return index }
        }
        index += length
    }
    return index
}
