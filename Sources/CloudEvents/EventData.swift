import Encodings
import JSON

/// The payload of an event.
enum EventData {
    static let maximumSize = 65_536

    /// The most that compact JSON can grow over what was sent: `1e39` becomes forty digits.
    private static let growth = 10

    /// Refuses data over 64 KiB, measured as compact JSON.
    ///
    /// - Parameter size: the bytes of the text in which it was sent.
    static func check(_ data: JSONValue?, size: Int) throws(EventError) {
        guard let data, size > maximumSize / growth, data.bytes.count > maximumSize else { return }
        throw EventError(.tooLarge, "/data", "data has more than \(maximumSize / 1_024) KiB")
    }

    /// Bytes whose type may or may not be JSON and which may or may not be what their type says: JSON if they can be read as such (and the type does not say
    /// otherwise), else text if they are UTF-8, else base64.
    static func value(_ bytes: [UInt8], type: EventMediaType?) -> JSONValue {
        if type?.isJSON ?? true, let value = try? JSONValue.parse(bytes) { return value }
        return .string(String(validating: bytes, as: UTF8.self) ?? Base64.encode(bytes))
    }
}
