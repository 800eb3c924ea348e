import Encodings
import Identity
import Outbound
import Periods

/// A letter as RFC 5322 has it: plain text and HTML, all in Base64, so that no line is too long and nothing in it is a header.
struct MailMessage {
    let from: String
    let to: String
    let subject: String
    /// The company's logo and what it is called, above the words of HTML; nil: it has none, or the outside cannot reach it.
    let logo: (address: String, company: String)?
    /// Paragraphs of plain text.
    let paragraphs: [String]
    let button: (words: String, link: String)?
    /// Where one click ends letters of this kind (RFC 8058), and the words for it.
    let unsubscribe: (words: String, link: String)?
    let id: String
    let at: Instant
    let language: Language

    func bytes(boundary: String) -> [UInt8] {
        var lines = [
            "From: Laurel <\(from)>", "To: <\(to)>", "Subject: \(Self.encoded(subject))", "Date: \(Self.date(at))", "Message-ID: <\(id)@\(from.split(separator: "@").last ?? "laurel")>",
            "MIME-Version: 1.0", "Auto-Submitted: auto-generated", "Content-Language: \(language.rawValue)", "Content-Type: multipart/alternative; boundary=\"\(boundary)\"",
        ]
        if let unsubscribe { lines += ["List-Unsubscribe: <\(unsubscribe.link)>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"] }
        lines += ["", "--\(boundary)"] + Self.part("plain", plain) + ["--\(boundary)"] + Self.part("html", html) + ["--\(boundary)--", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    private var plain: String {
        (paragraphs + [button.map { "\($0.words): \($0.link)" }, unsubscribe.map { "\($0.words): \($0.link)" }].compactMap { $0 }).joined(separator: "\r\n\r\n") + "\r\n"
    }

    private var html: String {
        let style = "font:16px/1.6 system-ui,sans-serif;color:#1b2a20;max-width:36em;margin:2em auto;padding:0 1em"
        var text = "<!doctype html><html lang=\"\(language.rawValue)\"><meta charset=\"utf-8\"><body><div style=\"\(style)\">"
        if let logo {
            text += "<p><img src=\"\(Self.escaped(logo.address))\" alt=\"\(Self.escaped(logo.company))\" height=\"40\" style=\"height:40px;border:0\"></p>"
        }
        text += paragraphs.map { "<p>\(Self.escaped($0))</p>" }.joined()
        if let button {
            text += "<p><a href=\"\(Self.escaped(button.link))\" style=\"display:inline-block;padding:.6em 1.2em;border-radius:.5em;background:#1f5c3a;color:#fff\">\(Self.escaped(button.words))</a></p>"
        }
        if let unsubscribe { text += "<p style=\"font-size:13px;color:#666\"><a href=\"\(Self.escaped(unsubscribe.link))\">\(Self.escaped(unsubscribe.words))</a></p>" }
        return text + "</div></body></html>\r\n"
    }

    private static func part(_ type: String, _ text: String) -> [String] {
        ["Content-Type: text/\(type); charset=utf-8", "Content-Transfer-Encoding: base64", ""] + lines(of: Base64.encode(Array(text.utf8)))
    }

    private static func lines(of text: String) -> [String] {
        var lines: [String] = [], rest = text[...]
        while !rest.isEmpty {
            lines.append(String(rest.prefix(76)))
            rest = rest.dropFirst(76)
        }
        return lines
    }

    /// Words of at most 75 bytes, none of which cuts a character in two (RFC 2047).
    static func encoded(_ text: String) -> String {
        var words: [String] = [], bytes: [UInt8] = []
        for character in text {
            let next = Array(String(character.isNewline ? " " : character).utf8)
            if bytes.count + next.count > 45, !bytes.isEmpty {
                words.append(word(bytes))
                bytes = []
            }
            bytes += next
        }
        return (words + [word(bytes)]).joined(separator: "\r\n ")
    }

    private static func word(_ bytes: [UInt8]) -> String { "=?utf-8?B?\(Base64.encode(bytes))?=" }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }

    /// `Fri, 20 Nov 2026 02:00:00 +0000`.
    static func date(_ at: Instant) -> String {
        let text = at.rfc3339, parts = text.prefix(10).split(separator: "-")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let month = parts.count == 3 ? Int(parts[1]).map { months[max(0, min(11, $0 - 1))] } ?? "Jan" : "Jan"
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let day = Int(((at.seconds / 86_400) % 7 + 7) % 7)
        return "\(days[day]), \(parts.last ?? "01") \(month) \(parts.first ?? "1970") \(text.dropFirst(11).prefix(8)) +0000"
    }
}
