import CJose
import Periods

/// Six digits that a telephone shows, and another six every half minute (TOTP, RFC 6238, with HMAC-SHA-1, which is what all apps know).
package struct OneTimePassword: Sendable {
    private let key: [UInt8]

    package static let seconds: Int64 = 30, digits = 6
    /// 160 bits, as RFC 4226 asks for.
    package static let keyBytes = 20

    package init(key: [UInt8]) { self.key = key }

    package static func step(at now: Instant) -> Int64 { now.microseconds / 1_000_000 / seconds }

    /// The digits of one step.
    package func code(at step: Int64, digits: Int = OneTimePassword.digits) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        var mac = [UInt8](repeating: 0, count: 20), length: UInt32 = 20
        guard HMAC(EVP_sha1(), key, Int32(key.count), counter, counter.count, &mac, &length) != nil else { preconditionFailure("OpenSSL has no HMAC-SHA-1") }
        let offset = Int(mac[19] & 15)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let modulus = (0..<digits).reduce(UInt32(1)) { value, _ in value * 10 }
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step that a code belongs to: now, or one before or after, for clocks differ. A step that was used, or one before it, is none:
    /// whoever looked over a shoulder has nothing of it.
    ///
    /// - Parameter used: the last step that was used.
    package func step(of code: String, at now: Instant, after used: Int64?) -> Int64? {
        let current = Self.step(at: now), given = Array(code.utf8)
        // All three are compared, so that the time tells nothing.
        let found = (current - 1...current + 1).filter { step in
            let right = Array(self.code(at: step).utf8)
            return right.count == given.count && zip(right, given).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
        }
        return found.first { step in used.map { step > $0 } ?? true }
    }

    /// What apps read from a QR code.
    package func address(account: String, issuer: String) -> String {
        let label = "\(FormText.escape(issuer)):\(FormText.escape(account))"
        return "otpauth://totp/\(label)?secret=\(Base32.encode(key))&issuer=\(FormText.escape(issuer))&algorithm=SHA1&digits=\(Self.digits)&period=\(Self.seconds)"
    }

    /// What is typed where nothing can be scanned.
    package var text: String { Base32.encode(key) }
}

/// Base32 without padding (RFC 4648, 6).
package enum Base32 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = [], bits: UInt32 = 0, count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 5 {
                count -= 5
                text.append(letters[Int(bits >> UInt32(count) & 31)])
            }
        }
        if count > 0 { text.append(letters[Int(bits << UInt32(5 - count) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }
}
