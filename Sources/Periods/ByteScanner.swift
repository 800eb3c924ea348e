/// Reads fixed ASCII formats byte by byte, without allocating.
struct ByteScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Runs `read` over the bytes of `text`; nil unless it consumed all of them.
    static func whole<Value>(_ text: String, _ read: (inout ByteScanner) -> Value?) -> Value? {
        var text = text
        return text.withUTF8 { bytes in
            var scanner = ByteScanner(bytes)
            guard let value = read(&scanner), scanner.isAtEnd else { return nil }
            return value
        }
    }

    var isAtEnd: Bool { position == bytes.count }

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Passes over an ASCII character, if it is next.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let next, UInt32(next) == character.value else { return false }
        position += 1
        return true
    }

    mutating func take() -> UInt8? {
        guard let next else { return nil }
        position += 1
        return next
    }

    /// Exactly `count` decimal digits (at most 9).
    mutating func digits(_ count: Int) -> Int? {
        guard position + count <= bytes.count else { return nil }
        var value = 0
        for offset in 0..<count {
            guard let digit = Self.digit(bytes[position + offset]) else { return nil }
            value = value * 10 + digit
        }
        position += count
        return value
    }

    /// One to `limit` decimal digits (at most 18); a longer run is nil.
    mutating func number(upTo limit: Int) -> Int? {
        var value = 0
        var count = 0
        while let next, let digit = Self.digit(next) {
            count += 1
            guard count <= limit else { return nil }
            value = value * 10 + digit
            position += 1
        }
        return count == 0 ? nil : value
    }

    /// One or more digits of a fraction, as millionths; digits beyond the sixth are dropped.
    mutating func millionths() -> Int64? {
        var value: Int64 = 0
        var unit: Int64 = 100_000
        var count = 0
        while let next, let digit = Self.digit(next) {
            value += Int64(digit) * unit
            unit /= 10
            count += 1
            position += 1
        }
        return count == 0 ? nil : value
    }

    private static func digit(_ byte: UInt8) -> Int? {
        byte >= 0x30 && byte <= 0x39 ? Int(byte) - 0x30 : nil
    }
}
