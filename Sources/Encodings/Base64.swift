/// Base64 with padding (RFC 4648, section 4).
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let padding = UInt8(ascii: "=")

    /// The bytes that `text` stands for, strictly: no spaces, no other alphabet, nothing in unused bits; nil if it is not base64.
    package static func decode(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard characters.count.isMultiple(of: 4) else { return nil }
        return bytes(of: characters.dropLast(characters.suffix(2).count { $0 == padding }), isStrict: true)
    }

    /// The same, also without its padding, and whatever stands in unused bits.
    package static func decodeLeniently(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8), padded = characters.reversed().prefix { $0 == padding }.count
        guard padded == 0 || padded <= 2 && characters.count.isMultiple(of: 4) else { return nil }
        let digits = characters.dropLast(padded)
        return digits.count % 4 == 1 ? nil : bytes(of: digits, isStrict: false)
    }

    private static func bytes(of digits: ArraySlice<UInt8>, isStrict: Bool) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count * 3 / 4)
        var (bits, width): (UInt32, UInt32) = (0, 0)
        for character in digits {
            guard let digit = value(character) else { return nil }
            bits = bits << 6 | UInt32(digit)
            width += 6
            if width >= 8 {
                width -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> width))
                bits &= 1 << width - 1
            }
        }
        return bits == 0 || !isStrict ? bytes : nil
    }

    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
            for place in 0..<4 {
                text.append(place <= group.count ? alphabet[Int(bits >> (18 - 6 * UInt32(place)) & 63)] : padding)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
