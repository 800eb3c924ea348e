/// The keys of a mapping while it is read: remembers which were asked for, so that unknown ones can be refused.
package final class YAMLMapping {
    package let reader: YAMLReader
    private let entries: [YAMLNode.Entry]
    private var asked: [String] = []

    init(_ entries: [YAMLNode.Entry], _ reader: YAMLReader) {
        self.entries = entries
        self.reader = reader
    }

    package var keys: [String] { entries.map(\.key) }

    /// Whether a key is there and has a value.
    package func has(_ key: String) -> Bool {
        entry(key) != nil
    }

    package func required<Value>(_ key: String, _ read: (YAMLReader) throws -> Value) -> Read<Value> {
        guard let entry = entry(key) else {
            _ = reader.failure("the key \"\(key)\" is missing", hint: near(key).map { "is it spelt \"\($0)\"?" })
            return .failed
        }
        return outcome(entry, read)
    }

    package func optional<Value>(_ key: String, _ read: (YAMLReader) throws -> Value) -> Read<Value?> {
        guard let entry = entry(key) else { return .value(nil) }
        guard case .value(let value) = outcome(entry, read) else { return .failed }
        return .value(value)
    }

    package func optional<Value>(
        _ key: String, default value: Value, _ read: (YAMLReader) throws -> Value
    ) -> Read<Value> {
        guard let entry = entry(key) else { return .value(value) }
        return outcome(entry, read)
    }

    /// The one of `keys` that is there; exactly one must be.
    package func exactlyOne(of keys: [String]) throws -> String {
        let present = keys.filter(has)
        guard let key = present.first, present.count == 1 else {
            let all = keys.map { "\"\($0)\"" }.joined(separator: ", ")
            throw reader.failure(
                present.isEmpty ? "a key is missing" : "\(present.map { "\"\($0)\"" }.joined(separator: " and ")) exclude each other",
                expected: "exactly one of \(all)")
        }
        return key
    }

    /// A failure at a key, or at the mapping where the key is not there.
    package func failure(at key: String, _ message: String, expected: String? = nil, hint: String? = nil) -> Unreadable {
        guard let entry = entry(key) else { return reader.failure(message, expected: expected, hint: hint) }
        return reader.child(entry.value, key).failure(message, at: entry.keyPlace, expected: expected, hint: hint)
    }

    /// Refuses every key that nobody asked for; to be called after the last field.
    package func close() {
        for entry in entries where !asked.contains(entry.key) {
            let suggestion = Spelling.nearest(to: entry.key, in: asked.filter { !has($0) })
            _ = reader.child(entry.value, entry.key).failure(
                "no such key here: \"\(entry.key)\"", at: entry.keyPlace, expected: "one of \(asked.sorted().joined(separator: ", "))",
                hint: suggestion.map { "did you mean \"\($0)\"?" })
        }
    }

    private func entry(_ key: String) -> YAMLNode.Entry? {
        if !asked.contains(key) { asked.append(key) }
        return entries.first { $0.key == key && !$0.value.isEmpty }
    }

    private func near(_ key: String) -> String? {
        Spelling.nearest(to: key, in: entries.map(\.key))
    }

    private func outcome<Value>(_ entry: YAMLNode.Entry, _ read: (YAMLReader) throws -> Value) -> Read<Value> {
        reader.child(entry.value, entry.key).attempt(read).map { .value($0) } ?? .failed
    }
}
