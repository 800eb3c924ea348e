/// A place in a JSON document (RFC 6901): `/data/credits/0/member`; the empty text is the whole document.
package struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
    /// The text form, with `~` and `/` in keys escaped.
    package let description: String

    package init() { description = "" }

    /// Takes the text as it is: what is not a pointer leads nowhere.
    package init(_ text: String) { description = text }

    package init(_ tokens: some Sequence<String>) {
        self = tokens.reduce(JSONPointer()) { $0.appending($1) }
    }

    /// The place of a member's value.
    package func appending(_ key: String) -> JSONPointer {
        JSONPointer(description + "/" + Self.escaped(key))
    }

    /// The place of an element.
    package func appending(_ index: Int) -> JSONPointer { JSONPointer("\(description)/\(index)") }

    /// This place inside of `outer`.
    package func inside(_ outer: JSONPointer) -> JSONPointer { JSONPointer(outer.description + description) }

    /// The keys and indices, unescaped; nil if the text is not a pointer.
    package var tokens: [String]? {
        guard !description.isEmpty else { return [] }
        guard description.utf8.first == UInt8(ascii: "/") else { return nil }
        var tokens: [String] = []
        for part in description.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let token = Self.unescaped(part) else { return nil }
            tokens.append(token)
        }
        return tokens
    }

    private static func escaped(_ key: String) -> String {
        guard key.utf8.contains(where: { $0 == tilde || $0 == slash }) else { return key }
        var bytes: [UInt8] = []
        for byte in key.utf8 {
            switch byte {
            case tilde: bytes += [tilde, UInt8(ascii: "0")]
            case slash: bytes += [tilde, UInt8(ascii: "1")]
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func unescaped(_ part: Substring.UTF8View.SubSequence) -> String? {
        var bytes: [UInt8] = []
        var rest = part[...]
        while let byte = rest.popFirst() {
            guard byte == tilde else {
                bytes.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "0"): bytes.append(tilde)
            case UInt8(ascii: "1"): bytes.append(slash)
            default: return nil
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

private let tilde = UInt8(ascii: "~")
private let slash = UInt8(ascii: "/")

extension JSONValue {
    /// The value at a place; nil if there is none.
    package func at(_ pointer: JSONPointer) -> JSONValue? {
        guard let tokens = pointer.tokens else { return nil }
        var value = self
        for token in tokens {
            guard let next = value.step(token) else { return nil }
            value = next
        }
        return value
    }

    /// The value at a place, as text: `value.at("/data/amount")`.
    package func at(_ pointer: String) -> JSONValue? { at(JSONPointer(pointer)) }

    private func step(_ token: String) -> JSONValue? {
        switch self {
        case .object(let object): return object[token]
        case .array:
            // RFC 6901, section 4: digits only, no leading zero.
            guard token.utf8.allSatisfy({ $0 &- 0x30 < 10 }), token == "0" || token.utf8.first != 0x30, let index = Int(token) else { return nil }
            return self[index]
        default: return nil
        }
    }
}
