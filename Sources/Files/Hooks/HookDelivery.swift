import Foundation
import JSON

/// What a CRM sent to a hook: its headers and its body, as far as a map may read them.
package struct HookDelivery: Sendable {
    /// Names as they came, each also in small letters.
    package let headers: [(name: String, value: String)]
    package let mediaType: String
    package let body: [UInt8]

    package init(headers: [(name: String, value: String)], mediaType: String, body: [UInt8]) {
        self.headers = headers
        self.mediaType = mediaType
        self.body = body
    }

    /// The body as a JSON value. A form is an object of texts; of a name that comes twice the first counts.
    ///
    /// - Throws: why it is neither, as a sentence.
    package func value() throws(HookFault) -> JSONValue {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF], text = body.starts(with: mark) ? body[mark.count...] : body[...]
        guard let first = text.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else { throw HookFault("the body is empty") }
        if isForm { return try form(text) }
        if mediaType.hasPrefix("multipart/") { throw HookFault("a multipart form is not read: send JSON or application/x-www-form-urlencoded") }
        if first == UInt8(ascii: "<") { throw HookFault("XML is not read: send JSON or a form") }
        if EncryptedBody.isOne(text) { throw EncryptedBody.fault }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue.parse(Array(text))
        } catch {
            throw HookFault("the body is no JSON: \(error)")
        }
        if EncryptedBody.isOne(value) { throw EncryptedBody.fault }
        return value
    }

    private var isForm: Bool { mediaType == "application/x-www-form-urlencoded" }

    private func form(_ bytes: ArraySlice<UInt8>) throws(HookFault) -> JSONValue {
        var members: [(String, JSONValue)] = [], known: Set<[UInt8]> = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            guard let name = Self.decoded(pair[..<equals]), let value = Self.decoded(pair[equals...].dropFirst()) else {
                throw HookFault("the form is not encoded as forms are, or is not UTF-8")
            }
            guard known.insert(Array(name.utf8)).inserted else { continue }
            guard members.count < Self.mostFields else { throw HookFault("the form has more than \(Self.mostFields) fields") }
            members.append((name, .string(value)))
        }
        return .object(JSONObject(members))
    }

    private static let mostFields = 1_000

    /// `+` and `%20`; nil where a percent sign stands alone, or the bytes are not UTF-8.
    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
        var result: [UInt8] = [], index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "+"): result.append(0x20)
            case UInt8(ascii: "%"):
                guard bytes.endIndex - index > 2, let byte = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16) else { return nil }
                result.append(byte)
                index += 2
            case let byte: result.append(byte)
            }
            index += 1
        }
        return String(validating: result, as: UTF8.self)
    }
}

/// Why a body as a whole does not fit its map.
package struct HookFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}
