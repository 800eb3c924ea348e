import Periods
@testable import SignIn
import Testing

/// The codes of RFC 6238, and who may use them.
@Suite struct OneTimePasswordTests {
    private static let password = OneTimePassword(key: Array("12345678901234567890".utf8))

    /// RFC 6238, appendix B, SHA-1.
    @Test(arguments: [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"), (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ] as [(Int64, String)])
    func `the vectors of the standard`(seconds: Int64, expected: String) {
        let step = OneTimePassword.step(at: Instant(microseconds: seconds * 1_000_000))
        #expect(Self.password.code(at: step, digits: 8) == expected && Self.password.code(at: step) == String(expected.suffix(6)))
    }

    @Test func `a code is good a step before and after, and once`() {
        let now = Instant(microseconds: 1_790_000_015_000_000), current = OneTimePassword.step(at: now)
        for difference in Int64(-3)...3 {
            let found = Self.password.step(of: Self.password.code(at: current + difference), at: now, after: nil)
            #expect(found == (abs(difference) <= 1 ? current + difference : nil))
        }
        let code = Self.password.code(at: current)
        #expect(Self.password.step(of: code, at: now, after: current - 1) == current)
        #expect(Self.password.step(of: code, at: now, after: current) == nil)
        // An earlier one is over once a later one was used.
        #expect(Self.password.step(of: Self.password.code(at: current - 1), at: now, after: current) == nil)
        for text in ["", "12345", code + "0", "１２３４５６", "abcdef", " " + code] { #expect(Self.password.step(of: text, at: now, after: nil) == nil) }
    }

    /// RFC 4648, 10.
    @Test(arguments: [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI")])
    func `base 32`(plain: String, expected: String) { #expect(Base32.encode(Array(plain.utf8)) == expected) }

    @Test func `what an app reads`() throws {
        let address = Self.password.address(account: "li.na", issuer: "桂冠 & 月桂")
        #expect(address.hasPrefix("otpauth://totp/%E6%A1%82%E5%86%A0%20%26%20%E6%9C%88%E6%A1%82:li.na?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer="))
        let square = try #require(QRCode(address))
        #expect(square.rows.count >= 21 && square.rows.allSatisfy { $0.count == square.rows.count } && square.rows[0].hasPrefix("1111111"))
        #expect(QRCode(String(repeating: "x", count: 5_000)) == nil)
    }

    @Test func `recovery codes are many, and read as people type them`() {
        let codes = (0..<200).map { _ in RecoveryCode.make() }
        #expect(Set(codes).count == 200)
        for code in codes {
            #expect(RecoveryCode.read(code) == code.replacing("-", with: "") && RecoveryCode.read(" \(code.uppercased()) ") == RecoveryCode.read(code))
        }
        for text in ["", "123456", "abcd-efgh-ijkl-mno", "abcd-efgh-ijkl-mno1", "abcd-efgh-ijkl-mnopq"] { #expect(RecoveryCode.read(text) == nil) }
    }
}
