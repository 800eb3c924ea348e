import Identity
import JSON
import Periods

/// Reads the members of a stored object. What is missing or of another kind was not written by this program: damage.
struct Fields {
    let object: JSONObject
    /// What is being read, for the message.
    let place: String

    init(_ value: JSONValue?, _ place: String) throws {
        guard let object = value?.object else { throw StoreError.corrupt(place) }
        self.object = object
        self.place = place
    }

    init(json: [UInt8], _ place: String) throws {
        guard let value = try? JSONValue.parse(json) else { throw StoreError.corrupt(place) }
        try self.init(value, place)
    }

    func corrupt(_ key: String) -> StoreError { .corrupt("\(place)/\(key)") }

    func require<Value>(_ key: String, _ value: Value?) throws -> Value {
        guard let value else { throw corrupt(key) }
        return value
    }

    /// Nil where the member is absent; an error where it is there and not what `read` takes.
    private func optional<Value>(_ key: String, _ read: (JSONValue) -> Value?) throws -> Value? {
        guard let value = object[key] else { return nil }
        return try require(key, read(value))
    }

    func text(_ key: String) throws -> String { try require(key, object[key]?.string) }
    func optionalText(_ key: String) throws -> String? { try optional(key) { $0.string } }
    func integer(_ key: String) throws -> Int64 { try require(key, object[key]?.int64) }
    func integer(_ key: String, default value: Int64) throws -> Int64 { try optionalInteger(key) ?? value }
    func optionalInteger(_ key: String) throws -> Int64? { try optional(key) { $0.int64 } }
    func flag(_ key: String) throws -> Bool { try optional(key) { $0.bool } ?? false }
    func decimal(_ key: String) throws -> Decimal { try require(key, object[key]?.number) }
    func optionalDecimal(_ key: String) throws -> Decimal? { try optional(key) { $0.number } }
    func instant(_ key: String) throws -> Instant { Instant(microseconds: try integer(key)) }
    func optionalInstant(_ key: String) throws -> Instant? { try optionalInteger(key).map(Instant.init(microseconds:)) }
    func object(_ key: String) throws -> JSONObject { try require(key, object[key]?.object) }
    func fields(_ key: String) throws -> Fields { try Fields(object[key], "\(place)/\(key)") }
    func has(_ key: String) -> Bool { object[key] != nil }

    /// A case of an enum with text values.
    func choice<Choice: RawRepresentable>(_ key: String, as type: Choice.Type = Choice.self) throws -> Choice where Choice.RawValue == String {
        try require(key, Choice(rawValue: try text(key)))
    }

    func optionalChoice<Choice: RawRepresentable>(_ key: String, as type: Choice.Type = Choice.self) throws -> Choice? where Choice.RawValue == String {
        has(key) ? try choice(key) : nil
    }

    /// The elements of a list; none where it is absent.
    func list<Element>(_ key: String, _ read: (JSONValue) throws -> Element) throws -> [Element] {
        guard let value = object[key] else { return [] }
        return try require(key, value.array).map(read)
    }

    func texts(_ key: String) throws -> [String] {
        try list(key) { try require(key, $0.string) }
    }
}

extension JSONWriter {
    mutating func member(_ key: String, _ value: Instant) { member(key, value.microseconds) }
    mutating func member(_ key: String, ifPresent value: Instant?) { member(key, ifPresent: value?.microseconds) }

    /// Nothing at all for an empty list.
    mutating func list<Element>(_ key: String, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
        guard !elements.isEmpty else { return }
        array(key) { writer in
            for element in elements { write(&writer, element) }
        }
    }

    mutating func texts(_ key: String, _ texts: [String]) {
        list(key, texts) { $0.value($1) }
    }

    static func object(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.object(body)
        return writer.bytes
    }
}
