/// A media type without its parameters, and the one parameter that matters here (RFC 9110, section 8.3).
struct EventMediaType {
    /// `application/cloudevents+json`, in lower case.
    let name: String
    /// In lower case, without quotes.
    let charset: String?

    /// Nil for what is not `type/subtype` and parameters.
    init?(_ text: String) {
        // Nearly all are plain and in lower case, and need no taking apart.
        if Self.isPlain(text) {
            (name, charset) = (text, nil)
            return
        }
        let parts = text.split(separator: ";", omittingEmptySubsequences: false).map(Self.trimmed)
        let halves = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, halves.allSatisfy(Self.isToken) else { return nil }
        name = parts[0].lowercased()
        charset = parts.dropFirst().lazy.compactMap { part -> String? in
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].lowercased() == "charset" else { return nil }
            return pair[1].filter { $0 != "\"" }.lowercased()
        }.first
    }

    /// JSON by name: `json` or `…+json` (CloudEvents JSON format, section 3.1).
    var isJSON: Bool { name.hasSuffix("/json") || name.hasSuffix("+json") }

    /// JSON between systems is UTF-8 (RFC 8259, section 8.1); ASCII is a part of it.
    var isUTF8: Bool { charset.map { ["utf-8", "utf8", "us-ascii"].contains($0) } ?? true }

    /// Letters in lower case and a few signs, around one slash.
    private static func isPlain(_ text: String) -> Bool {
        var slashes = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): continue
            case UInt8(ascii: "/"): slashes += 1
            default: return false
            }
        }
        return slashes == 1 && text.utf8.first != UInt8(ascii: "/") && text.utf8.last != UInt8(ascii: "/")
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let space: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let tail = text.drop(while: space)
        guard let last = tail.lastIndex(where: { !space($0) }) else { return "" }
        return tail[...last]
    }

    private static func isToken(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
        }
    }
}
