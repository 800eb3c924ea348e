import Identity
import JSON
import Periods

/// Reads the members of a stored object. What is missing or of another kind was not written by this program: damage.
package struct Fields {
    package let object: JSONObject
    /// What is being read, for the message.
    package let place: String

    package init(_ value: JSONValue?, _ place: String) throws {
        guard let object = value?.object else { throw DamagedRecord(place) }
        self.object = object
        self.place = place
    }

    package init(json: [UInt8], _ place: String) throws {
        guard let value = try? JSONValue.parse(json) else { throw DamagedRecord(place) }
        try self.init(value, place)
    }

    package func corrupt(_ key: String) -> DamagedRecord { DamagedRecord("\(place)/\(key)") }

    package func require<Value>(_ key: String, _ value: Value?) throws -> Value {
        guard let value else { throw corrupt(key) }
        return value
    }

    /// Nil where the member is absent; an error where it is there and not what `read` takes.
    private func optional<Value>(_ key: String, _ read: (JSONValue) -> Value?) throws -> Value? {
        guard let value = object[key] else { return nil }
        return try require(key, read(value))
    }

    package func text(_ key: String) throws -> String { try require(key, object[key]?.string) }
    package func optionalText(_ key: String) throws -> String? { try optional(key) { $0.string } }
    package func integer(_ key: String) throws -> Int64 { try require(key, object[key]?.int64) }
    package func integer(_ key: String, default value: Int64) throws -> Int64 { try optionalInteger(key) ?? value }
    package func optionalInteger(_ key: String) throws -> Int64? { try optional(key) { $0.int64 } }
    package func flag(_ key: String) throws -> Bool { try optional(key) { $0.bool } ?? false }
    package func decimal(_ key: String) throws -> Decimal { try require(key, object[key]?.number) }
    package func optionalDecimal(_ key: String) throws -> Decimal? { try optional(key) { $0.number } }
    package func instant(_ key: String) throws -> Instant { Instant(microseconds: try integer(key)) }
    package func optionalInstant(_ key: String) throws -> Instant? { try optionalInteger(key).map(Instant.init(microseconds:)) }
    package func object(_ key: String) throws -> JSONObject { try require(key, object[key]?.object) }
    package func fields(_ key: String) throws -> Fields { try Fields(object[key], "\(place)/\(key)") }
    package func has(_ key: String) -> Bool { object[key] != nil }

    /// A case of an enum with text values.
    package func choice<Choice: RawRepresentable>(_ key: String, as type: Choice.Type = Choice.self) throws -> Choice where Choice.RawValue == String {
        try require(key, Choice(rawValue: try text(key)))
    }

    package func optionalChoice<Choice: RawRepresentable>(_ key: String, as type: Choice.Type = Choice.self) throws -> Choice? where Choice.RawValue == String {
        has(key) ? try choice(key) : nil
    }

    /// The elements of a list; none where it is absent.
    package func list<Element>(_ key: String, _ read: (JSONValue) throws -> Element) throws -> [Element] {
        guard let value = object[key] else { return [] }
        return try require(key, value.array).map(read)
    }

    /// An object as bytes, for what reads itself from bytes.
    package func bytes(_ key: String) throws -> [UInt8] { JSONValue.object(try object(key)).bytes }

    package func texts(_ key: String) throws -> [String] {
        try list(key) { try require(key, $0.string) }
    }
}

extension JSONWriter {
    package mutating func member(_ key: String, _ value: Instant) { member(key, value.microseconds) }
    package mutating func member(_ key: String, ifPresent value: Instant?) { member(key, ifPresent: value?.microseconds) }

    /// Nothing at all for an empty list.
    package mutating func list<Element>(_ key: String, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
        guard !elements.isEmpty else { return }
        array(key) { writer in
            for element in elements { write(&writer, element) }
        }
    }

    package mutating func texts(_ key: String, _ texts: [String]) {
        list(key, texts) { $0.value($1) }
    }

    package static func object(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.object(body)
        return writer.bytes
    }

    /// Something that is configured, under `value`, and the revision that the change was made on.
    mutating func value(_ value: [UInt8], madeOn revision: Int64?) {
        key("value")
        self.value(json: value)
        member("revision", ifPresent: revision)
    }
}
