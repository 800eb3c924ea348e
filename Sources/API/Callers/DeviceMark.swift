import Identity
import CSodium
import Store

/// What a browser keeps after it has signed in, so that others' guessing does not keep it out (OWASP's device cookie). It opens
/// nothing: with it one may only try a password, a few times.
///
/// A mark is a number of its own with a code over it and the account's name, by a key of this installation; a cookie holds those of
/// the last few accounts, because people share computers.
struct DeviceMark: Sendable {
    private let key: [UInt8]

    private static let numberBytes = 16, codeBytes = 24, mostAccounts = 5

    /// - Parameter key: 32 bytes that stay.
    init(key: [UInt8]) { self.key = key }

    /// The device's number, if one of the marks in a cookie is the account's.
    func device(of account: String, in cookie: String?) -> [UInt8]? {
        Self.marks(cookie).first { isOf(account, $0) }.map { Array($0.prefix(Self.numberBytes)) }
    }

    /// The cookie with a mark for the account, in front of those of others.
    func cookie(for account: String, keeping cookie: String?) -> String {
        let known = Self.marks(cookie), own = known.first { isOf(account, $0) } ?? make(account)
        return ([own] + known.filter { $0 != own }).prefix(Self.mostAccounts).map(Base64URL.encode).joined(separator: ".")
    }

    private func make(_ account: String) -> [UInt8] {
        var number = [UInt8](repeating: 0, count: Self.numberBytes)
        randombytes_buf(&number, number.count)
        return number + code(number, account)
    }

    private func isOf(_ account: String, _ mark: [UInt8]) -> Bool {
        let code = code(Array(mark.prefix(Self.numberBytes)), account)
        return sodium_memcmp(code, Array(mark.dropFirst(Self.numberBytes)), code.count) == 0
    }

    private func code(_ number: [UInt8], _ account: String) -> [UInt8] {
        let inner = Digest(of: key + number + Array("laurel-device/".utf8) + Array(account.utf8))
        return Array(Digest(of: key + inner.bytes).bytes.prefix(Self.codeBytes))
    }

    private static func marks(_ cookie: String?) -> [[UInt8]] {
        guard let cookie, cookie.utf8.count <= 400 else { return [] }
        return cookie.split(separator: ".").prefix(mostAccounts).compactMap { Base64URL.decode(String($0)) }.filter { $0.count == numberBytes + codeBytes }
    }
}
