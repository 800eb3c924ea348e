import Foundation
import Identity
import Periods
import Testing

@testable import Delivering

@Suite("A letter as it is sent") struct MailMessageTests {
    private func message(_ subject: String, _ paragraphs: [String] = ["hello"], logo: (String, String)? = nil) -> String {
        let message = MailMessage(
            from: "laurel@example.com", to: "li@example.com", subject: subject, logo: logo, paragraphs: paragraphs, button: ("Open", "https://x.example/?a=1&b=\"2\""), unsubscribe: nil,
            id: "msg_1", at: Instant(rfc3339: "2026-11-20T02:00:00Z") ?? .earliest, language: .hans)
        return String(decoding: message.bytes(boundary: "b"), as: UTF8.self)
    }

    @Test func `has no line that is too long and no character beyond ASCII`() {
        let text = message(String(repeating: "积分即将过期", count: 40), [String(repeating: "积分", count: 2_000)])
        #expect(text.utf8.allSatisfy { $0 < 128 })
        #expect(text.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 100 } && !text.replacing("\r\n", with: "").contains("\n"))
    }

    @Test func `reads as it was written`() throws {
        let subject = "积分即将过期 🏆 · 桂冠"
        let encoded = MailMessage.encoded(subject)
        let words = encoded.components(separatedBy: "\r\n ").map { $0.dropFirst("=?utf-8?B?".count).dropLast(2) }
        let decoded = words.compactMap { Data(base64Encoded: String($0)).map { String(decoding: $0, as: UTF8.self) } }.joined()
        #expect(decoded == subject)
        #expect(MailMessage.date(Instant(rfc3339: "2026-11-20T02:00:00Z") ?? .earliest) == "Fri, 20 Nov 2026 02:00:00 +0000")
        #expect(MailMessage.date(Instant(rfc3339: "1970-01-01T00:00:00Z") ?? .earliest) == "Thu, 01 Jan 1970 00:00:00 +0000")
    }

    private func html(_ message: String) -> String {
        let part = message.components(separatedBy: "text/html").last?.components(separatedBy: "base64\r\n\r\n").last?.components(separatedBy: "\r\n--").first ?? ""
        return String(decoding: Data(base64Encoded: part.replacing("\r\n", with: "")) ?? Data(), as: UTF8.self)
    }

    @Test func `carries the company's logo where it has one, and its name where the logo is not shown`() {
        let head = "<img src=\"https://p.example/logo/ab/small\" alt=\"A &amp; B\""
        #expect(html(message("hello", logo: ("https://p.example/logo/ab/small", "A & B"))).contains(head))
        #expect(!html(message("hello")).contains("<img"))
    }

    @Test func `takes nothing for a header or for markup that is none`() {
        let text = message("hello\r\nBcc: all@example.com", ["<script>alert(1)</script>"])
        #expect(!text.contains("\nBcc:"))
        let decoded = html(text)
        #expect(decoded.contains("&lt;script&gt;") && !decoded.contains("<script>") && decoded.contains("a=1&amp;b=&quot;2&quot;"))
    }
}
