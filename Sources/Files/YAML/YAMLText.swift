import JSON

/// A value as YAML that a person can read and go on with: what pages make is a file like any other.
package enum YAMLText {
    package static func text(of value: JSONValue) -> String {
        var lines: [String] = []
        write(value, indent: 0, first: "", to: &lines)
        return lines.map { $0 + "\n" }.joined()
    }

    /// - Parameter first: what stands before it on its first line, a dash or nothing.
    private static func write(_ value: JSONValue, indent: Int, first: String, to lines: inout [String]) {
        let margin = String(repeating: " ", count: indent)
        switch value {
        case .object(let object) where !object.isEmpty:
            var lead = first.isEmpty ? margin : first
            for member in object.members {
                let key = lead + scalar(.string(member.key)) + ":"
                lead = margin
                if isInline(member.value) {
                    lines.append(key + " " + inline(member.value))
                } else {
                    lines.append(key)
                    write(member.value, indent: indent + 2, first: "", to: &lines)
                }
            }
        case .array(let elements) where !elements.isEmpty:
            for element in elements {
                if isInline(element) {
                    lines.append(margin + "- " + inline(element))
                } else {
                    write(element, indent: indent + 2, first: margin + "- ", to: &lines)
                }
            }
        default:
            lines.append((first.isEmpty ? margin : first) + inline(value))
        }
    }

    /// Scalars, and what holds nothing but a few of them.
    static func isInline(_ value: JSONValue) -> Bool {
        switch value {
        case .object(let object): object.count <= 4 && object.members.allSatisfy { isScalar($0.value) } && inline(value).utf8.count <= 100
        case .array(let elements): elements.allSatisfy(isScalar) && inline(value).utf8.count <= 100
        default: true
        }
    }

    private static func isScalar(_ value: JSONValue) -> Bool {
        switch value {
        case .object(let object): object.isEmpty
        case .array(let elements): elements.isEmpty
        default: true
        }
    }

    static func inline(_ value: JSONValue) -> String {
        switch value {
        case .object(let object): "{" + object.members.map { "\(scalar(.string($0.key))): \(inline($0.value))" }.joined(separator: ", ") + "}"
        case .array(let elements): "[" + elements.map(inline).joined(separator: ", ") + "]"
        default: scalar(value)
        }
    }

    /// In quotation marks wherever YAML could take it for something else.
    private static func scalar(_ value: JSONValue) -> String {
        guard case .string(let text) = value, isPlain(text) else { return String(decoding: value.bytes, as: UTF8.self) }
        return text
    }

    private static func isPlain(_ text: String) -> Bool {
        let bytes = Array(text.utf8), isDate = bytes.count == 10 && bytes[4] == UInt8(ascii: "-") && bytes[7] == UInt8(ascii: "-")
        if isDate { return bytes.enumerated().allSatisfy { $0 == 4 || $0 == 7 || (48...57).contains($1) } }
        guard let first = bytes.first, isLetter(first), !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased()) else { return text == "on" }
        return bytes.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
}
