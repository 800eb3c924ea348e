import Outbound

/// The link by which a reader ends letters of a kind: it needs no signing in, and is good for nothing else.
package struct MailRefusal: Hashable, Sendable {
    package let account: String
    package let subject: MailSubject

    package init(account: String, subject: MailSubject) {
        self.account = account
        self.subject = subject
    }

    package func token(by key: [UInt8]) -> String { Signature.mark("unsubscribe/\(subject.rawValue)/\(account)", by: key) }

    func link(_ publicURL: String, key: [UInt8]) -> String {
        "\(publicURL)/api/v1/unsubscribe?account=\(Self.encoded(account))&subject=\(subject.rawValue)&token=\(token(by: key))"
    }

    /// All but letters and digits as percent and two digits.
    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
