import JSON
import Periods

/// The rules for context attributes (CloudEvents 1.0.2, "Type System" and "Context Attributes").
enum Attributes {
    /// Bytes of one attribute; an event as a whole stays within what CloudEvents asks every system to take (64 KiB) by far.
    static let maximumSize = 2_048
    static let maximumExtensions = 64

    /// Lower-case letters and digits. `data` is the payload's name.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name != "data" && name.utf8.allSatisfy {
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
        }
    }

    /// A string without control characters and noncharacters, of bounded size.
    static func text(_ text: String, at pointer: String) throws(EventError) -> String {
        guard text.utf8.count <= maximumSize else { throw EventError(.tooLarge, pointer, "the attribute has more than \(maximumSize) bytes") }
        guard isPlain(text) || text.unicodeScalars.allSatisfy(isAllowed) else {
            throw EventError(.malformed, pointer, "control characters and noncharacters are not allowed here")
        }
        return text
    }

    static func nonEmpty(_ text: String, at pointer: String) throws(EventError) -> String {
        guard !text.isEmpty else { throw EventError(.malformed, pointer, "the attribute is empty") }
        return try self.text(text, at: pointer)
    }

    /// A URI reference. Of the grammar of RFC 3986 only this is asked: not empty, no white space. People write names in their own script.
    static func reference(_ text: String, at pointer: String) throws(EventError) -> String {
        let text = try nonEmpty(text, at: pointer)
        guard isPlain(text) || !text.unicodeScalars.contains(where: \.properties.isWhitespace), !text.utf8.contains(UInt8(ascii: " ")) else {
            throw EventError(.malformed, pointer, "a URI reference has no white space")
        }
        return text
    }

    /// A URI with its scheme.
    static func uri(_ text: String, at pointer: String) throws(EventError) -> String {
        let scheme = text.prefix { $0 != ":" }
        let isScheme = scheme.count < text.count && scheme.first?.isASCIILetter == true
            && scheme.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "+-.".contains($0) }
        guard isScheme else { throw EventError(.malformed, pointer, "not an absolute URI") }
        return try reference(text, at: pointer)
    }

    static func mediaType(_ text: String, at pointer: String) throws(EventError) -> String {
        guard EventMediaType(text) != nil else { throw EventError(.malformed, pointer, "not a media type") }
        return try self.text(text, at: pointer)
    }

    /// RFC 3339; a leap second is taken as `Instant` takes it.
    static func time(_ text: String, at pointer: String) throws(EventError) -> Instant {
        guard let time = Instant(rfc3339: text) else {
            throw EventError(.badTime, pointer, "not a time with date and offset, as 2026-11-21T08:00:00+08:00, or one that does not exist")
        }
        return time
    }

    static func version(_ text: String, at pointer: String) throws(EventError) {
        guard text == "1.0" else { throw EventError(.malformed, pointer, "only CloudEvents 1.0 are taken") }
    }

    /// Printable ASCII only: what nearly all attributes are, and much faster to see.
    private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { 0x20...0x7E ~= $0 } }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0xFDD0...0xFDEF: false
        default: scalar.value & 0xFFFE != 0xFFFE
        }
    }
}

extension Character {
    fileprivate var isASCIILetter: Bool { isASCII && isLetter }
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
