/// Which request it was, in every answer (`X-Request-Id`) and in the log. No two of one server are the same, nor those of two starts.
package struct RequestTag: Hashable, Sendable {
    /// Chosen anew at each start.
    let epoch: UInt32
    let number: UInt32

    /// Sixteen hexadecimal digits.
    package var text: String { String(decoding: digits, as: UTF8.self) }

    var digits: [UInt8] {
        let bits = UInt64(epoch) << 32 | UInt64(number)
        return (0..<16).map { place in
            let digit = UInt8(truncatingIfNeeded: bits >> UInt64(60 - 4 * place)) & 15
            return digit < 10 ? 0x30 + digit : 0x57 + digit
        }
    }
}
