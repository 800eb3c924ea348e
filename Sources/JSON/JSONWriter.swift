/// Writes compact JSON into a growing buffer, with or without a `JSONValue`.
///
/// ```swift
/// var writer = JSONWriter()
/// writer.object {
///     $0.member("status", "recorded")
///     $0.array("awards") { for award in awards { $0.object { $0.member("points", award.points) } } }
/// }
/// send(writer.bytes)
/// ```
/// It sets commas and colons and escapes strings; that keys are unique and stand in objects only is the caller's care.
package struct JSONWriter: Sendable {
    /// What has been written so far.
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init(reservingCapacity capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    /// Continues behind `bytes`, which may hold anything.
    package init(appendingTo bytes: [UInt8]) { self.bytes = bytes }

    // MARK: Values

    package mutating func null() { value(raw: "null") }
    package mutating func value(_ value: Bool) { self.value(raw: value ? "true" : "false") }
    package mutating func value(_ value: String) { separate(); bytes.appendJSONString(value) }
    package mutating func value(_ value: Decimal) { separate(); value.write(to: &bytes) }
    package mutating func value(_ value: Int) { self.value(Int64(value)) }

    package mutating func value(_ value: Int64) {
        separate()
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        writeDigits(value.magnitude, to: &bytes)
    }

    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): self.value(value)
        case .number(let value): self.value(value)
        case .string(let value): self.value(value)
        case .array(let elements): array { for element in elements { $0.value(element) } }
        case .object(let object): self.value(object)
        }
    }

    package mutating func value(_ value: JSONObject) {
        object { for member in value.members { $0.member(member.key, member.value) } }
    }

    /// Bytes that are already one JSON value.
    package mutating func value(json: some Sequence<UInt8>) { separate(); bytes.append(contentsOf: json) }

    private mutating func value(raw text: StaticString) {
        separate()
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    // MARK: Containers

    package mutating func object<Failure: Error>(_ body: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        open(UInt8(ascii: "{"))
        try body(&self)
        close(UInt8(ascii: "}"))
    }

    package mutating func array<Failure: Error>(_ body: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        open(UInt8(ascii: "["))
        try body(&self)
        close(UInt8(ascii: "]"))
    }

    /// The key of the value that is written next.
    package mutating func key(_ key: String) {
        separate()
        bytes.appendJSONString(key)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// An element or key begins: a comma, unless it is the first or follows its key.
    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }
}

// MARK: Members

extension JSONWriter {
    package mutating func member(_ key: String, _ value: String) { self.key(key); self.value(value) }
    package mutating func member(_ key: String, _ value: Bool) { self.key(key); self.value(value) }
    package mutating func member(_ key: String, _ value: Int) { self.key(key); self.value(value) }
    package mutating func member(_ key: String, _ value: Int64) { self.key(key); self.value(value) }
    package mutating func member(_ key: String, _ value: Decimal) { self.key(key); self.value(value) }
    package mutating func member(_ key: String, _ value: JSONValue) { self.key(key); self.value(value) }

    /// Nothing at all for nil.
    package mutating func member(_ key: String, ifPresent value: String?) { if let value { member(key, value) } }
    package mutating func member(_ key: String, ifPresent value: Int64?) { if let value { member(key, value) } }
    package mutating func member(_ key: String, ifPresent value: Decimal?) { if let value { member(key, value) } }
    package mutating func member(_ key: String, ifPresent value: JSONValue?) { if let value { member(key, value) } }

    package mutating func object<Failure: Error>(_ key: String, _ body: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        self.key(key)
        try object(body)
    }

    package mutating func array<Failure: Error>(_ key: String, _ body: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        self.key(key)
        try array(body)
    }
}

extension JSONValue {
    /// The value as compact JSON, keys in their order.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }
}
